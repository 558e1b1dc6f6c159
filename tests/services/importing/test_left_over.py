"""Lists of pieces and their daughters: what is left of a piece is in the book what the list says is left."""

import pytest
from lunarcurator.domain.moments import Moment
from lunarcurator.services.balances import trial_balance
from lunarcurator.services.importing import ImportPlan, Verdict, post_import
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.verifying import verify
from lunarcurator.store.reads.inventory import pieces_in_order
from lunarcurator.store.reads.rows import piece_rows

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.steps import asked, planned

LIST = (
    "Number|Parent|Mission|Current mass (g)\n"
    "15405||Apollo 15|45\n15405,1|15405||25\n15405,2|15405||17\n15405,3|15405,1||3\n15405,4|15405||"
)


def masses(session: StoreSession, plan: ImportPlan) -> dict[str, int]:
    """Bring a plan in, and return in grams what each piece weighs by the book."""
    post_import(session, plan, OPERATOR, skip_bad=True)
    assert verify(session).sound
    with session.database.snapshot() as connection:
        rows = piece_rows(connection, pieces_in_order(connection, Moment()))
    return {row.number: row.mass_ug // 1_000_000 for row in rows.values()}


def test_it_is_asked_what_the_mass_of_a_piece_with_daughters_is(session: StoreSession) -> None:
    found = asked(session, LIST)["daughters"]
    assert (found.must, found.choices) == (True, ("with_daughters", "left_over"))
    assert dict(found.facts) == {"column": "Current mass (g)"}


def test_what_is_left_of_a_piece_is_what_it_weighs_by_the_book(session: StoreSession) -> None:
    found = masses(session, planned(session, LIST, {"daughters": "left_over"}))
    assert found == {"15405": 45, "15405,1": 25, "15405,2": 17, "15405,3": 3, "15405,4": 0}
    assert trial_balance(session).total.held_ug == 90_000_000


def test_a_mass_with_the_daughters_in_it_is_what_it_weighs_before_they_are_taken_out(
    session: StoreSession,
) -> None:
    found = masses(session, planned(session, LIST, {"daughters": "with_daughters"}))
    assert found == {"15405": 3, "15405,1": 22, "15405,2": 17, "15405,3": 3, "15405,4": 0}


def test_daughters_may_weigh_more_than_what_is_left(session: StoreSession) -> None:
    text = "Number|Parent|Mission|Current mass (g)\n15405||Apollo 15|5\n15405,1|15405||25\n15405,2|15405||17"
    plan = planned(session, text, {"daughters": "left_over"})
    assert not [reason.key for row in plan.rows for reason in row.reasons]
    assert masses(session, plan) == {"15405": 5, "15405,1": 25, "15405,2": 17}
    again = planned(session, text, {"daughters": "left_over"})
    assert [row.verdict for row in again.rows] == [Verdict.SAME] * 3


def test_a_daughter_that_stays_out_takes_nothing(session: StoreSession) -> None:
    text = LIST + "\n15405,5|15405|Apollo 16|7"
    plan = planned(session, text, {"daughters": "left_over"})
    assert plan.rows[-1].verdict is Verdict.CONFLICT
    assert masses(session, plan)["15405"] == 45


def test_a_daughter_of_which_only_the_original_mass_is_told_took_that(session: StoreSession) -> None:
    text = (
        "Number|Parent|Mission|Current mass (g)|Original mass (g)\n"
        "15405||Apollo 15|45|100\n15405,1|15405|||25\n15405,2|15405||10|17"
    )
    plan = planned(session, text, {"daughters": "left_over"})
    assert masses(session, plan) == {"15405": 45, "15405,1": 0, "15405,2": 10}


@pytest.mark.parametrize(
    "text",
    [
        "Generic|Split|Current mass (g)\n15405||45\n15405|1|25",
        "Generic|Number|Current mass (g)\n15405||45\n15405|15405,1|25",
        "Generic|Split|Parent|Current mass (g)\n15405|1|0|45\n15405|2|1|25",
        "Number|Parent|Current mass (g)\n15405.0||45\n15405-1|15405|25",
        "Number|Alias|Parent|Current mass (g)\n15405|Big||45\n15405,1|15405|15405|25",
    ],
)
def test_daughters_are_found_however_a_list_says_their_parents(session: StoreSession, text: str) -> None:
    assert "daughters" in asked(session, text)


@pytest.mark.parametrize(
    "text",
    [
        "Number|Parent|Current mass (g)\n15405||45\n15405,1|15405|",
        "Number|Parent|Current mass (g)\n15405||\n15405,1|15405|25",
        "Number|Parent|Current mass (g)\n15405,1|15405|25",
        "Number|Mission|Mass (g)\n15405|Apollo 15|45\n15405,1|Apollo 15|25",
    ],
)
def test_nothing_is_asked_where_no_mass_can_be_in_another(session: StoreSession, text: str) -> None:
    assert "daughters" not in asked(session, text)
