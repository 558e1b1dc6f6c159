"""The first store of a laboratory is made whole or not at all."""

from pathlib import Path

import pytest
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.operations import SetUpPlace
from lunarcurator.services.collections import KnownCollections
from lunarcurator.services.first_start import FirstStart, begin
from lunarcurator.services.form_context import form_context
from lunarcurator.services.journal import operators
from lunarcurator.services.posting import Refused
from lunarcurator.services.verifying import verify


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lab.lunar"


def test_lab_person_and_collections_are_there_and_the_store_is_sound(path: Path) -> None:
    known = KnownCollections.load()
    wanted = [each for each in (known.get("Apollo"), known.get("Luna")) if each is not None]
    session = begin(path, FirstStart(" Lab A ", "Curator A", wanted)).session
    try:
        assert [name for _, name in operators(session)] == ["Curator A"]
        assert session.head().seq == 2
        assert verify(session).sound
        there = form_context(session)
        assert [each.name for each in there.places] == ["Lab A"]
        assert {each.code for each in there.collections} == {"Apollo", "Luna"}
    finally:
        session.close()


def test_a_lab_that_is_there_since_long_takes_what_happened_then(path: Path) -> None:
    known = KnownCollections.load().get("Apollo")
    assert known is not None
    session = begin(path, FirstStart("Lab A", "Curator A", (known,), 19690701)).session
    try:
        act = Act(operation=SetUpPlace(kind="cabinet", name="Cabinet 1", parent="Lab A"), day=19690724)
        session.post(Posting(acts=(act,), operator="Curator A"))
        assert verify(session).sound
    finally:
        session.close()


def test_a_lab_that_is_to_come_is_none(path: Path) -> None:
    with pytest.raises(Refused):
        begin(path, FirstStart("Lab A", "Curator A", opened=21990101))
    assert not list(path.parent.iterdir())


def test_who_says_nothing_gets_a_store_with_the_person_of_this_machine(path: Path) -> None:
    session = begin(path, FirstStart()).session
    try:
        assert session.head().seq == 1
        assert operators(session)
    finally:
        session.close()


def test_a_file_that_is_there_is_never_touched(path: Path) -> None:
    path.write_bytes(b"mine")
    with pytest.raises(Refusal) as refused:
        begin(path, FirstStart("Lab A"))
    assert refused.value.key == "store.exists"
    assert path.read_bytes() == b"mine"


def test_what_cannot_be_made_whole_leaves_nothing_behind(path: Path) -> None:
    known = KnownCollections.load().get("Apollo")
    assert known is not None
    with pytest.raises(Refusal):
        begin(
            path, FirstStart("Lab A", "Curator A", (known, known.__class__(1, "", "", "apollo", known.title, ())))
        )
    assert not list(path.parent.iterdir())
    begin(path, FirstStart("Lab A", "Curator A", (known,))).session.close()
