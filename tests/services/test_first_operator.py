"""The first person of a new store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.services.desk import Desk
from lunarcurator.services.first_operator import make_first_operator
from lunarcurator.services.people import People


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk.make(tmp_path / "a.lunar")
    yield made
    made.close()


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A machine that does not say who works on it."""
    for variable in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(variable, raising=False)
    return monkeypatch


def names(desk: Desk) -> list[str]:
    return [each.name for each in People(desk).operators(retired=True)]


def test_the_first_person_is_named_or_known_to_the_system(desk: Desk, nobody: pytest.MonkeyPatch) -> None:
    nobody.setenv("USERNAME", "a.curator")
    make_first_operator(desk)
    assert names(desk) == ["a.curator"]


def test_on_a_machine_that_names_nobody_it_is_a_curator(desk: Desk, nobody: pytest.MonkeyPatch) -> None:
    make_first_operator(desk)
    assert names(desk) == ["Curator"]


def test_a_store_with_people_gets_no_further_first_one(desk: Desk) -> None:
    make_first_operator(desk, " A. Curator ")
    make_first_operator(desk, "B. Second")
    assert names(desk) == ["A. Curator"]
    assert desk.head().seq == 1
