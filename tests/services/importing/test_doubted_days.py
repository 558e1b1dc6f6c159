"""A day that a list only guesses at becomes no day of the book: its words are kept and told, or it is refused."""

from unicodedata import normalize

import pytest
from lunarcurator.domain.findings import Strength
from lunarcurator.domain.operations import Register
from lunarcurator.domain.operations.accounting import EnterLoan
from lunarcurator.exchange.cells import Cell, NumberCell
from lunarcurator.services.importing import Verdict
from lunarcurator.services.importing.cells.doubted_days import is_doubted
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.steps import planned

WORDS = [
    *(
        "c. 1990",
        "ca. 1990",
        "C 1990",
        "circa 1990-05",
        "about 1990",
        "approx. 1990",
        "~1990",
        "≈ 1990",
        "early 1990",
    ),
    *(
        "um 1990",
        "etwa 1990",
        "vers 1990",
        "env. 1990",
        "около 1990",
        "约1990",
        "约 1990年",
        "1990年左右",
        "1990 ?",
    ),
    *("1990?", "1990 (?)", "1990 (ca.)", "１９９０？", "ca. 2 May 1990", "1990-05-02?"),
]


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("header", ["Received", "Pristinity day"])
def test_a_day_with_a_word_of_doubt_is_kept_in_words_beside_the_piece(
    session: StoreSession, header: str, word: str
) -> None:
    text = f"Sample|Mass (g)|Pristinity (%)|{header}\n10020,1|2|90|1990\n10020,2|2|90|{word}\n10020,3|2|90|"
    target = {"Received": "day", "Pristinity day": "pristinity_day"}[header]
    plan = planned(session, text, {"collection": "Apollo"}, {header: target})
    assert plan.columns[3].target == target
    sure, doubted, blank = plan.rows
    assert [each.verdict for each in plan.rows] == [Verdict.NEW] * 3
    assert [(each.key, each.strength, each.field) for each in doubted.reasons if each not in blank.reasons] == [
        ("import.day_doubted", Strength.WARN, target)
    ]
    made = doubted.acts[0].operation
    assert isinstance(made, Register)
    assert dict(made.other) == {header: normalize("NFKC", word)}
    assert doubted.day == blank.day
    assert (sure.day == 19900000) is (target == "day")
    assert "import.day_doubted" not in {each.key for each in sure.reasons}


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "1990",
            "1990-05",
            "2 May 1990",
            "?",
            "",
            "unknown",
            "ca. 5",
            "c. 03/04/1990",
            "um die Ecke",
            "before 1990",
        ),
        *(None, NumberCell("1990")),
    ],
)
def test_what_says_a_day_or_none_is_in_no_doubt(cell: Cell) -> None:
    assert not is_doubted(cell)


@pytest.mark.parametrize(
    ("lent", "due", "column"),
    [("2019", "c. 2021", "Due"), ("2019-01-02", "2021?", "Due"), ("about 2019-01-02", "2021-02-03", "Date lent")],
)
def test_a_loan_is_of_no_day_and_due_on_none_that_is_in_doubt(
    session: StoreSession, lent: str, due: str, column: str
) -> None:
    text = f"Sample|Borrower|Date lent|Due\n15555,1|A. Schmidt|{lent}|{due}\n15555,2|A. Schmidt|c. 2019|2021-02-03"
    refused, taken = planned(session, text).rows
    assert refused.verdict is Verdict.REFUSED
    (why,) = refused.reasons
    assert (why.key, dict(why.facts)["column"]) == ("import.loan_day_doubted", column)
    assert taken.verdict is Verdict.NEW
    (loan,) = [act.operation for act in taken.acts if isinstance(act.operation, EnterLoan)]
    assert loan.since_stated == "c. 2019"
