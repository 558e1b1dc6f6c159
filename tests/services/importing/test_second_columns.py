"""Where a number repeats, the column that makes it different with it is found, named and asked about."""

import pytest
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import Question

from tests.services.importing.steps import asked

HEADER = "ID|Mission|Piece|Note|Tray|Mass (g)|Length (mm)"
ALPHA = "10017|Apollo 11|{}|{}|{}|{}|{}"


def key(desk: Desk, *rows: str) -> Question | None:
    return asked(desk, "\n".join([HEADER, *rows])).get("key")


def row(*cells: str) -> str:
    return ALPHA.format(*cells)


def test_a_column_is_named_that_is_filled_short_and_different_in_each_row_of_the_number(desk: Desk) -> None:
    found = key(
        desk, row("1", "a long remark of it", "T1", "5", "1"), row("2", "another remark of it", "T1", "6", "2")
    )
    assert found is not None
    assert (found.key, found.must, found.proposed) == ("import.ask.key_found", False, "none")
    assert dict(found.facts) == {"column": "ID", "count": 1, "second": "Piece"}
    assert found.choices[:3] == ("Piece", "none", "Mission")
    assert "ID" not in found.choices


def test_a_number_that_seldom_repeats_may_be_asked_about_and_needs_no_answer(desk: Desk) -> None:
    others = [f"1002{at}|Apollo 11|1|||5|1" for at in range(6)]
    found = key(desk, row("1", "", "", "5", "1"), row("2", "", "", "6", "2"), *others)
    assert found is not None
    assert (found.must, found.proposed) == (False, "none")


@pytest.mark.parametrize("again", ["1", "", "a very long text"])
def test_a_column_that_is_the_same_or_empty_or_long_is_no_part_of_a_number(desk: Desk, again: str) -> None:
    found = key(desk, row("1", "", "", "5", "1"), row(again, "", "", "6", "2"))
    assert found is not None
    assert (found.key, found.proposed, found.must) == ("import.ask.key", "none", False)
    others = [f"1002{at}|Apollo 11|1|||5|1" for at in range(6)]
    assert key(desk, row("1", "", "", "5", "1"), row(again, "", "", "6", "2"), *others) is None


def test_numbers_that_are_all_different_ask_nothing(desk: Desk) -> None:
    assert key(desk, row("1", "", "", "5", "1"), "10018|Apollo 11|1|||5|1") is None
