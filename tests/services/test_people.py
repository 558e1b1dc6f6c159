from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import OperatorRef, ref_of
from lunarcurator.domain.operations import SetUpOperator
from lunarcurator.domain.status import Role
from lunarcurator.services.people import Operator, People, PinRefused
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.verifying import verify

A = OperatorRef("A. Curator")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[StoreSession]:
    made = StoreSession.make(tmp_path / "a.lunar")
    for name, role in (("A. Curator", Role.CURATOR), ("P. Processor", Role.PROCESSOR)):
        act = Act(operation=SetUpOperator(name=name, role=role), day=20260101)
        made.post(Posting(acts=(act,), operator=A))
    yield made
    made.close()


def named(session: StoreSession, name: str) -> Operator:
    found = People(session).named(name)
    assert found is not None
    return found


def test_operators_are_listed_by_name_and_retired_ones_only_if_asked_for(session: StoreSession) -> None:
    people = People(session)
    assert [(each.name, each.role) for each in people.operators()] == [
        ("A. Curator", Role.CURATOR),
        ("P. Processor", Role.PROCESSOR),
    ]
    gone = named(session, "P. Processor")
    ref = OperatorRef(ref_of(gone.uid))
    act = Act(operation=SetUpOperator(name=gone.name, operator=ref, retired=True), day=20260202)
    session.post(Posting(acts=(act,), operator=A))
    assert [each.name for each in people.operators()] == ["A. Curator"]
    assert [each.retired for each in people.operators(retired=True)] == [False, True]
    assert people.named("nobody") is None


def test_a_pin_proves_its_operator_alone(session: StoreSession) -> None:
    people, first, second = People(session), named(session, "A. Curator"), named(session, "P. Processor")
    assert not people.has_pin(first.uid)
    assert people.prove(first.uid, "")
    assert not people.prove(first.uid, "4711")
    people.set_pin(first.uid, "4711")
    people.set_pin(second.uid, "0815")
    assert people.prove(first.uid, "4711")
    assert people.prove(first.uid, " ４７１１ ")
    assert not people.prove(first.uid, "0815")
    assert not people.prove(first.uid, "")
    people.set_pin(first.uid, "47110")
    assert not people.prove(first.uid, "4711")
    people.clear_pin(first.uid)
    assert not people.has_pin(first.uid)
    assert named(session, "P. Processor").has_pin


def test_a_pin_too_short_is_refused(session: StoreSession) -> None:
    with pytest.raises(PinRefused):
        People(session).set_pin(named(session, "A. Curator").uid, " 12 ")


def test_a_pin_leaves_the_journal_and_the_proof_alone(session: StoreSession) -> None:
    before = session.head()
    People(session).set_pin(named(session, "A. Curator").uid, "4711")
    assert session.head() == before
    assert verify(session).sound
    session.database.checkpoint()
    assert b"4711" not in session.path.read_bytes()


def test_a_pin_taken_away_meanwhile_needs_no_proof(session: StoreSession, monkeypatch: pytest.MonkeyPatch) -> None:
    people, first = People(session), named(session, "A. Curator")
    monkeypatch.setattr(People, "has_pin", lambda _self, _operator: True)
    assert people.prove(first.uid, "")
    assert not people.prove(first.uid, "4711")
