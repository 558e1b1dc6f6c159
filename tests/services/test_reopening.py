"""Collections opened again after their opening was undone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import CollectionRef, ref_of
from lunarcurator.domain.operations import OpenCollection, Reverse, SetUpPlace
from lunarcurator.services.reopening import closed_collections, reopening, with_identities
from lunarcurator.services.store_session import StoreSession

OPENING = OpenCollection(code="X", name="X", scheme="plain")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[StoreSession]:
    made = StoreSession.make(tmp_path / "again.lunar")
    yield made
    made.close()


def test_only_what_was_closed_by_an_undo_is_opened_as_it_was(session: StoreSession) -> None:
    assert closed_collections(session) == {}
    opened = session.post(posting(OPENING))
    assert closed_collections(session) == {}
    session.post(posting(Reverse(entry=str(opened.seq))))
    closed = closed_collections(session)
    assert set(closed) == {"X"}
    again = with_identities(session, posting(OPENING, SetUpPlace(kind="site", name="Lab")))
    revived, place = (act.operation for act in again.acts)
    assert isinstance(revived, OpenCollection)
    assert revived.revives == ref_of(closed["X"])
    assert place == SetUpPlace(kind="site", name="Lab")
    session.post(again)
    assert closed_collections(session) == {}


def test_what_an_opening_says_itself_stays(session: StoreSession) -> None:
    opened = session.post(posting(OPENING))
    session.post(posting(Reverse(entry=str(opened.seq))))
    closed = closed_collections(session)
    told = OpenCollection(code="X", name="X", scheme="plain", revives=CollectionRef("#other"))
    other = OpenCollection(code="Y", name="Y", scheme="plain")
    assert reopening(told, closed) == told
    assert reopening(other, closed) == other


def test_a_posting_without_an_opening_is_left_alone(session: StoreSession) -> None:
    plain = posting(SetUpPlace(kind="site", name="Lab"))
    assert with_identities(session, plain) is plain


def posting(*operations: OpenCollection | Reverse | SetUpPlace) -> Posting:
    return Posting(acts=tuple(Act(operation=each, day=20260301) for each in operations), operator="")
