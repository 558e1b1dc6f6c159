"""Numbers that this lab gives parts of stock in a list of loans: announced, marked, set, and told later."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from lunarcurator.services import numbers_given
from lunarcurator.services.dossier import dossier_of
from lunarcurator.services.form_context import find_piece
from lunarcurator.services.importing import Verdict, post_import
from lunarcurator.services.importing.columns.mapping import MappingRefused
from lunarcurator.services.importing.report import write_report
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from openpyxl import load_workbook

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.steps import asked, planned

LIST = (
    "申请单位,使用责任人,样品编码,申请数量(mg)\n"
    "Institute A,Borrower A,CE5C0400,500\n"
    "Institute A,Borrower B,CE5C0800YJYX005GP,16.6\n"
    "Institute B,Borrower C,CE5C0400,100\n"
    "Institute B,Borrower C,CE5C0600,30\n"
)
SINCE = {"lent_on": "2021-10-20"}
PARTS = ("CE5C0400YJFM001", "CE5C0400YJFM002", "CE5C0600YJFM001")


@pytest.fixture
def loans(tmp_path: Path) -> Path:
    path = tmp_path / "loans.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def told(answer: str) -> Mapping[str, str]:
    return {**SINCE, "part_numbers": answer}


def test_it_may_be_asked_which_numbers_they_get(session: StoreSession, loans: Path) -> None:
    question = asked(session, loans)["part_numbers"]
    assert (question.must, question.free, question.proposed) == (False, True, "next")
    assert dict(question.facts) == {"count": 3, "row": 2, "stock": "CE5C0400", "number": "CE5C0400YJFM001"}


def test_each_row_says_the_number_it_is_given(
    session: StoreSession, loans: Path, words: Words, tmp_path: Path
) -> None:
    plan = planned(session, loans, SINCE)
    assert plan.counts[Verdict.NEW] == 4
    assert plan.numbers_given == PARTS
    assert plan.warnings["import.number_given"] == 3
    write_report(plan, tmp_path / "report.xlsx", words)
    rows = [*load_workbook(tmp_path / "report.xlsx")["Import report"].iter_rows(values_only=True)]
    said = {row[0]: str(row[3]) for row in rows if isinstance(row[0], int)}
    assert "The file gives the part of CE5C0400 no number. This lab gives it CE5C0400YJFM002." in said[4]
    assert "This lab gives" not in said[3]


def test_the_piece_says_by_which_entry_its_number_was_given(session: StoreSession, loans: Path) -> None:
    posted = post_import(session, planned(session, loans, told("4: CE5C0400YJFM007")), OPERATOR)
    given = dossier_of(session, find_piece(session, "CE5C0400YJFM001")).numbered_by
    assert given is not None
    assert given.seq == posted.seq
    for other in ("CE5C0400YJFM007", "CE5C0400", "CE5C0800YJYX005GP"):
        assert dossier_of(session, find_piece(session, other)).numbered_by is None


def test_of_an_altered_entry_nothing_is_said(
    session: StoreSession, loans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post_import(session, planned(session, loans, SINCE), OPERATOR)
    altered = b'{"proposed":true,"CE5C0400YJFM001"'
    monkeypatch.setattr(numbers_given, "parts_of", lambda _connection, _seq: iter([altered]))
    assert dossier_of(session, find_piece(session, "CE5C0400YJFM001")).numbered_by is None


def test_somebody_sets_them_and_the_others_go_round(session: StoreSession, loans: Path) -> None:
    plan = planned(session, loans, told("4: CE5C0400YJFM001；5: ce5c0600yjfm009"))
    assert (plan.bad, plan.numbers_given) == (0, ("CE5C0400YJFM002",))
    post_import(session, plan, OPERATOR)
    assert find_piece(session, "CE5C0600YJFM009")
    assert planned(session, loans, SINCE).counts[Verdict.SAME] == 4


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        ("CE5C0400YJFM001", "import.part_numbers_text"),
        ("2: CE5C0400YJFM001; 2: CE5C0400YJFM002", "import.part_numbers_row"),
        ("3: CE5C0400YJFM001", "import.part_numbers_row"),
        ("99: CE5C0400YJFM001", "import.part_numbers_row"),
    ],
)
def test_an_answer_that_fits_no_row_is_refused(session: StoreSession, loans: Path, answer: str, key: str) -> None:
    with pytest.raises(MappingRefused) as refused:
        planned(session, loans, told(answer))
    assert refused.value.key == key


@pytest.mark.parametrize("number", ["?", "CE5C0600YJFM001", "CE5C0800YJYX005GP"])
def test_a_number_that_is_none_for_the_part_stands_against_its_row_alone(
    session: StoreSession, loans: Path, number: str
) -> None:
    plan = planned(session, loans, told(f"2: {number}"))
    assert plan.rows[0].verdict in {Verdict.CONFLICT, Verdict.REFUSED}
    assert [row.verdict for row in plan.rows[1:3]] == [Verdict.NEW] * 2
