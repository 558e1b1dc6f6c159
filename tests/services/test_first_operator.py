"""The first person of a new store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.services.first_operator import make_first_operator
from lunarcurator.services.people import People
from lunarcurator.services.store_session import StoreSession


@pytest.fixture
def session(tmp_path: Path) -> Iterator[StoreSession]:
    made = StoreSession.make(tmp_path / "a.lunar")
    yield made
    made.close()


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A machine that does not say who works on it."""
    for variable in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(variable, raising=False)
    return monkeypatch


def names(session: StoreSession) -> list[str]:
    return [each.name for each in People(session).operators(retired=True)]


def test_the_first_person_is_named_or_known_to_the_system(
    session: StoreSession, nobody: pytest.MonkeyPatch
) -> None:
    nobody.setenv("USERNAME", "a.curator")
    make_first_operator(session)
    assert names(session) == ["a.curator"]


def test_on_a_machine_that_names_nobody_it_is_a_curator(session: StoreSession, nobody: pytest.MonkeyPatch) -> None:
    make_first_operator(session)
    assert names(session) == ["Curator"]


def test_a_store_with_people_gets_no_further_first_one(session: StoreSession) -> None:
    make_first_operator(session, " A. Curator ")
    make_first_operator(session, "B. Second")
    assert names(session) == ["A. Curator"]
    assert session.head().seq == 1
