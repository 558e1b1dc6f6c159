"""The masses that a new list is proposed with are those that its pieces stand with once it is in."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.commands.conftest import Ended

HEADER = "Number,Parent,Mission,Current mass (g)"
FAMILY = ("15405,,Apollo 15,45", '"15405,1",15405,,25', '"15405,2","15405,1",,3')
UNWEIGHED = (*FAMILY, '"15405,3",15405,,')
SMALL = ("15405,,Apollo 15,5", '"15405,1",15405,,25', '"15405,2",15405,,17')
SHOWN = {"Original mass": "original mass", "Mass now": "mass"}


def proposed(told: str) -> dict[str, list[str]]:
    """Return by number what a proposal says of the first pieces."""
    lines = (line.replace("\xa0", " ") for line in told.splitlines() if " would stand as: " in line)
    return {
        number: facts.split(", ") for number, _, facts in (line.partition(" would stand as: ") for line in lines)
    }


def stood(run: Callable[..., Ended], store: str, number: str) -> Iterator[str]:
    """Yield the masses of a piece in the store as a proposal would say them."""
    for line in run("show", store, number).out.replace("\xa0", " ").splitlines():
        name, _, said = line.partition(":")
        if name in SHOWN and (figure := re.match(r"\s*(\S+ g)", said)):
            yield f"{SHOWN[name]} {figure[1]}"


@pytest.mark.parametrize(
    ("answer", "rows", "settled"),
    [
        ("with_daughters", FAMILY, 2),
        ("left_over", FAMILY, 2),
        ("left_over", SMALL, 2),
        # What is left is not more than that, and nobody knows how much.
        ("with_daughters", UNWEIGHED, 1),
        ("left_over", UNWEIGHED, 1),
    ],
)
def test_parents_and_daughters_stand_as_they_are_proposed(
    run: Callable[..., Ended], store: str, answer: str, rows: tuple[str, ...], settled: int
) -> None:
    Path("family.csv").write_text("\n".join((HEADER, *rows)), encoding="utf-8")
    said = ("import", "family.csv", "--into", store, "--answer", f"daughters={answer}")
    found = proposed(run(*said, "--dry-run").out)
    assert len(found) == 3
    assert run(*said, "--accept-proposal").code == 0
    for number, facts in found.items():
        told = {each for each in facts if "mass" in each}
        assert told
        assert told <= {*stood(run, store, number)}, number
    assert len([each for each in found["15405"] if "mass" in each]) == settled


def test_originals_of_daughters_change_nothing_that_is_proposed(run: Callable[..., Ended], store: str) -> None:
    rows = ("Number,Parent,Mission,Original mass (g)", "15405,,Apollo 15,45", '"15405,1",15405,,25')
    Path("family.csv").write_text("\n".join(rows), encoding="utf-8")
    found = proposed(run("import", "family.csv", "--into", store, "--dry-run").out)
    assert run("import", "family.csv", "--into", store, "--accept-proposal").code == 0
    for number, facts in found.items():
        assert {each for each in facts if "mass" in each} <= {*stood(run, store, number)}
