"""New daughters of pieces in the book: their mass comes out of their parent once, or a person is told."""

from collections.abc import Callable, Mapping
from contextlib import suppress

import pytest
from lunarcurator.domain.identity import PieceRef
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations import Reading, Weigh
from lunarcurator.services.balances import trial_balance
from lunarcurator.services.importing import ImportPlan, NothingToImport, Told, Unanswered, Verdict, post_import
from lunarcurator.services.importing.posting import NoRowGood
from lunarcurator.services.posting import Posted
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.verifying import verify
from lunarcurator.store.reads.inventory import pieces_in_order
from lunarcurator.store.reads.rows import piece_rows

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.steps import asked, planned

HEAD = "Number|Parent|Mission|Current mass (g)\n"
WHOLE = HEAD + "15405||Apollo 15|100"
CUT = HEAD + "15405||Apollo 15|100\n15405,1|15405||25"
LEFT, WITH = {"daughters": "left_over"}, {"daughters": "with_daughters"}


def brought(session: StoreSession, text: str, said: Mapping[str, str] | None = None) -> ImportPlan:
    """Bring a list in, and return its plan."""
    plan = planned(session, text, said)
    with suppress(NothingToImport, NoRowGood):
        post_import(session, plan, OPERATOR, skip_bad=True)
    return plan


def grams(session: StoreSession) -> dict[str, float]:
    assert verify(session).sound
    with session.database.snapshot() as connection:
        rows = piece_rows(connection, pieces_in_order(connection, Moment()))
    return {row.number: row.mass_ug / 1_000_000 for row in rows.values()}


def told(plan: ImportPlan) -> list[tuple[Verdict, list[str]]]:
    return [(row.verdict, [reason.key for reason in row.reasons]) for row in plan.rows]


CONFLICT = Verdict.CONFLICT
SAME: tuple[Verdict, list[str]] = (Verdict.SAME, [])
NEW: tuple[Verdict, list[str]] = (Verdict.NEW, [])
TAKEN, DIFFERS = (CONFLICT, ["import.taken_already"]), (CONFLICT, ["import.mass_would_differ"])


@pytest.mark.parametrize(
    ("said", "mass", "verdicts", "book"),
    [
        # What is left: the book has the whole, which was cut since.
        (LEFT, "75", [SAME, NEW], {"15405": 75, "15405,1": 25}),
        # Whatever else is left, nobody can tell whether the daughter was in what the book has.
        (LEFT, "100", [DIFFERS, TAKEN], {"15405": 100}),
        (LEFT, "99", [DIFFERS, TAKEN], {"15405": 100}),
        (LEFT, "70", [DIFFERS, TAKEN], {"15405": 100}),
        (WITH, "100", [SAME, NEW], {"15405": 75, "15405,1": 25}),
        (WITH, "125", [DIFFERS, TAKEN], {"15405": 100}),
        (WITH, "90", [DIFFERS, TAKEN], {"15405": 100}),
    ],
)
def test_a_daughter_comes_out_of_a_parent_in_the_book_where_the_list_leaves_it_so_much(
    session: StoreSession, said: dict[str, str], mass: str, verdicts: list[object], book: dict[str, float]
) -> None:
    brought(session, WHOLE)
    plan = brought(session, HEAD + f"15405||Apollo 15|{mass}\n15405,1|15405||25", said)
    assert told(plan) == verdicts
    assert grams(session) == book
    assert trial_balance(session).total.held_ug == 100_000_000


@pytest.mark.parametrize(
    ("said", "left", "verdict"),
    [(LEFT, "90", NEW), (LEFT, "100", TAKEN), (WITH, "125", NEW), (WITH, "135", TAKEN)],
)
def test_daughters_in_the_book_are_out_of_it_already(
    session: StoreSession, said: dict[str, str], left: str, verdict: object
) -> None:
    brought(session, CUT, LEFT)
    plan = brought(session, HEAD + f"15405||Apollo 15|{left}\n15405,1|15405||25\n15405,2|15405||10", said)
    assert told(plan) == [SAME if verdict == NEW else DIFFERS, SAME, verdict]
    assert grams(session)["15405"] == (90 if verdict == NEW else 100)


def test_a_daughter_of_a_daughter_comes_out_of_that_one_alone(session: StoreSession) -> None:
    brought(session, CUT, LEFT)
    plan = brought(session, HEAD + "15405||Apollo 15|100\n15405,1|15405||20\n15405,2|15405,1||5", LEFT)
    assert told(plan) == [SAME, SAME, NEW]
    assert grams(session) == {"15405": 100, "15405,1": 20, "15405,2": 5}


def test_the_daughter_of_a_new_daughter_comes_out_of_the_piece_in_the_book_with_it(session: StoreSession) -> None:
    brought(session, WHOLE)
    plan = brought(session, HEAD + "15405||Apollo 15|75\n15405,1|15405||20\n15405,2|15405,1||5", LEFT)
    assert told(plan) == [SAME, NEW, NEW]
    assert grams(session) == {"15405": 75, "15405,1": 20, "15405,2": 5}


def test_what_hangs_under_a_daughter_that_stays_out_stays_out_with_it(session: StoreSession) -> None:
    brought(session, WHOLE)
    plan = brought(session, HEAD + "15405||Apollo 15|100\n15405,1|15405||20\n15405,2|15405,1||5", LEFT)
    assert told(plan) == [DIFFERS, TAKEN, (CONFLICT, ["import.parent_left"])]


def test_how_coarsely_a_daughter_was_weighed_does_not_excuse_the_mass_of_its_parent(session: StoreSession) -> None:
    brought(session, HEAD + "15405||Apollo 15|100.12")
    text = HEAD + "15405||Apollo 15|75.04\n15405,1|15405||25.1"
    assert told(brought(session, text, LEFT)) == [DIFFERS, TAKEN]
    assert told(brought(session, text.replace("75.04", "75.024"), LEFT)) == [SAME, NEW]
    assert told(brought(session, text, LEFT)) == [(CONFLICT, ["import.mass_differs"]), SAME]


def test_a_parent_weighed_after_its_daughter_was_cut_keeps_what_was_read(
    session: StoreSession, do: Callable[..., Posted]
) -> None:
    brought(session, WHOLE)
    weighed(do, 75_000_000)
    rows = "15405||Apollo 15|75|\n15405,1|15405||25|2019-01-01"
    plan = brought(session, f"Number|Parent|Mission|Current mass (g)|Date received\n{rows}", LEFT)
    assert [row.verdict for row in plan.rows] == [Verdict.SAME, Verdict.NEW]
    assert grams(session) == {"15405": 75, "15405,1": 25}


def test_all_of_a_piece_is_more_than_the_book_has_left_of_it(session: StoreSession) -> None:
    brought(session, CUT, LEFT)
    plan = brought(session, CUT, WITH)
    assert told(plan) == [DIFFERS, SAME]
    assert dict(plan.rows[0].reasons[0].facts)["book_ug"] == 125_000_000
    assert told(brought(session, CUT, LEFT)) == [SAME, SAME]


def test_daughters_that_only_the_book_has_are_in_no_mass_of_a_list(session: StoreSession) -> None:
    brought(session, CUT + "\n15405,2|15405,1||5", LEFT)
    assert told(brought(session, HEAD + "15405||Apollo 15|130\n15405,3|15405||10", WITH)) == [DIFFERS, TAKEN]
    assert told(brought(session, HEAD + "15405||Apollo 15|100\n15405,3|15405||10", WITH)) == [SAME, NEW]
    assert grams(session)["15405"] == 90


ALONE = HEAD + "15405,1|15405||25\n15405,2|15405||10"


def test_it_is_asked_whether_daughters_are_still_in_a_parent_of_which_the_list_says_no_mass(
    session: StoreSession,
) -> None:
    assert "from_book" not in asked(session, ALONE)
    brought(session, WHOLE)
    found = asked(session, ALONE)["from_book"]
    assert (found.must, found.choices) == (True, ("take_out", "refuse"))
    assert dict(found.facts) == {"collection": "Apollo"}
    with pytest.raises(Unanswered):
        planned(session, ALONE)


def test_they_come_out_of_the_book_or_stay_out_as_is_said(session: StoreSession) -> None:
    brought(session, WHOLE)
    assert told(brought(session, ALONE, {"from_book": "refuse"})) == [TAKEN, TAKEN]
    assert grams(session) == {"15405": 100}
    assert told(brought(session, ALONE, {"from_book": "take_out"})) == [NEW, NEW]
    assert grams(session) == {"15405": 65, "15405,1": 25, "15405,2": 10}


def test_a_row_that_stays_out_anyway_is_not_told_twice(session: StoreSession) -> None:
    brought(session, WHOLE)
    plan = planned(session, HEAD + "15405,1|15405|Apollo 16|25", {"from_book": "refuse"})
    assert told(plan) == [(CONFLICT, ["import.other_mission"])]


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "15405,1|15405||",
        HEAD + "15405,1|15406||5\n15406||Apollo 15|9",
        HEAD + "15406||Apollo 15|9",
        "Number|Mission|Mass (g)\n15405,1|Apollo 15|5",
        "Number|Parent|Mission\n15405,1|15405|",
    ],
)
def test_it_is_not_asked_where_nothing_would_come_out_of_the_book_unsaid(session: StoreSession, text: str) -> None:
    brought(session, WHOLE)
    assert "from_book" not in asked(session, text)


def test_nothing_is_asked_about_a_parent_of_unknown_mass(session: StoreSession) -> None:
    brought(session, HEAD + "15405||Apollo 15|")
    assert "from_book" not in asked(session, HEAD + "15405,1|15405||25")


@pytest.mark.parametrize("parent", ["0", "IGSN: X1"])
def test_it_is_asked_where_it_is_not_known_which_piece_a_parent_is(session: StoreSession, parent: str) -> None:
    brought(session, WHOLE)
    assert "from_book" in asked(session, HEAD + f"15405,1|{parent}||25")


def weighed(do: Callable[..., Posted], mass_ug: int, day: int = 20200101) -> None:
    do(Weigh(sample=PieceRef("15405"), reading=Reading(net_ug=mass_ug, resolution_ug=1_000)), day=day)


def test_a_daughter_that_is_still_in_the_book_comes_out_of_what_was_weighed_last(
    session: StoreSession, do: Callable[..., Posted]
) -> None:
    brought(session, WHOLE)
    weighed(do, 98_000_000)
    plan = brought(session, HEAD + "15405,1|15405||25\n15405,2|15405,1||5", {"from_book": "take_out", **WITH})
    assert [row.day for row in plan.rows] == [20200101, 20200101]
    assert grams(session) == {"15405": 73, "15405,1": 20, "15405,2": 5}


def test_a_daughter_without_a_day_comes_out_of_what_was_weighed_last_or_not_at_all(
    session: StoreSession, do: Callable[..., Posted]
) -> None:
    brought(session, WHOLE)
    weighed(do, 98_000_000)
    assert told(brought(session, HEAD + "15405||Apollo 15|98\n15405,1|15405||25", LEFT)) == [DIFFERS, TAKEN]
    plan = brought(session, HEAD + "15405||Apollo 15|73\n15405,1|15405||25", LEFT)
    assert told(plan) == [SAME, NEW]
    assert plan.rows[1].day == 20200101
    assert grams(session) == {"15405": 73, "15405,1": 25}


@pytest.mark.parametrize("said", ["take_out", "refuse"])
def test_what_was_cut_before_a_weighing_is_not_in_it(
    session: StoreSession, do: Callable[..., Posted], said: str
) -> None:
    brought(session, WHOLE)
    weighed(do, 75_000_000)
    text = "Number|Parent|Current mass (g)|Date received\n15405,1|15405|25|2019-01-01"
    brought(session, text, {"from_book": said})
    assert grams(session) == {"15405": 75, "15405,1": 25}


def test_daughters_below_a_row_that_names_their_parent_may_be_in_its_mass_in_the_book(
    session: StoreSession,
) -> None:
    brought(session, WHOLE)
    below = "Number|Current mass (g)|Words\n15405||\n15405,1|25|x"
    assert "from_book" in asked(session, below, Told(families=("2",)))
