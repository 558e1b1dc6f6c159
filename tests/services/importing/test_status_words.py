"""A list that says a piece is lost, consumed or away: it comes in as here, and the program says so of each row."""

import pytest
from lunarcurator.domain.findings import Strength
from lunarcurator.services.importing import post_import
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.steps import planned


@pytest.mark.parametrize(
    ("header", "text"),
    [
        ("Status", "lost"),
        ("Status", "on loan to Brown"),
        ("Current status", "Consumed in 1971"),
        ("Status", "out"),
        ("Loan status", "on loan to Brown"),
        ("状态", "已借出"),
        ("Lost?", "x"),
        ("On loan to", "Brown Univ."),
        ("Borrower", "1042"),
        ("Lost", "1987"),
        ("Lost", "1"),
        ("Lost", "0.5"),
        ("Consumed", "0.5 g"),
    ],
)
def test_words_that_put_a_piece_elsewhere_are_named_and_kept(
    session: StoreSession, header: str, text: str
) -> None:
    plan = planned(session, f"Sample|Mass (g)|{header}\n15016|924|pristine\n15555|1|{text}")
    (reason,) = plan.rows[1].reasons
    assert (reason.key, reason.strength) == ("import.status_kept", Strength.WARN)
    assert dict(reason.facts) == {"number": "15555", "column": header, "text": text}
    assert dict(plan.rows[1].acts[0].operation.other) == {header: text}
    assert plan.warnings["import.status_kept"] == 1 + (
        header in ("Lost?", "Lost", "Consumed", "On loan to", "Borrower")
    )


@pytest.mark.parametrize(
    ("header", "text"),
    [
        ("Status", "pristine"),
        ("Status", "returned"),
        ("Status", "not lost"),
        ("Lost?", "no"),
        ("Lost?", "-"),
        ("Note", "lost"),
        ("Status", ""),
        ("Consumed (mg)", "500"),
        ("Consumed (mg)", "1"),
    ],
)
def test_other_words_say_nothing_of_that(session: StoreSession, header: str, text: str) -> None:
    (row,) = planned(session, f"Sample|Mass (g)|{header}\n15555|1|{text}").rows
    assert row.reasons == ()


def test_a_piece_the_book_knows_is_left_as_it_is(session: StoreSession) -> None:
    text = "Sample|Mass (g)|Status\n15555|1|lost"
    post_import(session, planned(session, text), OPERATOR)
    (row,) = planned(session, text).rows
    assert row.reasons == ()


def test_a_row_that_says_so_twice_is_one_row(session: StoreSession) -> None:
    plan = planned(session, "Sample|Mass (g)|Status|Lost\n15016|924|lost|x\n15555|1|lost|x\n15556|1||no")
    assert [len(row.reasons) for row in plan.rows] == [2, 2, 0]
    assert plan.warnings["import.status_kept"] == 2
