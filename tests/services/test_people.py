from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import OperatorRef, ref_of
from lunarcurator.domain.operations import SetUpOperator
from lunarcurator.domain.status import Role
from lunarcurator.services.desk import Desk
from lunarcurator.services.people import Operator, People, PinRefused
from lunarcurator.services.verifying import verify

A = OperatorRef("A. Curator")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk.make(tmp_path / "a.lunar")
    for name, role in (("A. Curator", Role.CURATOR), ("P. Processor", Role.PROCESSOR)):
        act = Act(operation=SetUpOperator(name=name, role=role), day=20260101)
        made.post(Posting(acts=(act,), operator=A))
    yield made
    made.close()


def named(desk: Desk, name: str) -> Operator:
    found = People(desk).named(name)
    assert found is not None
    return found


def test_operators_are_listed_by_name_and_retired_ones_only_if_asked_for(desk: Desk) -> None:
    people = People(desk)
    assert [(each.name, each.role) for each in people.operators()] == [
        ("A. Curator", Role.CURATOR),
        ("P. Processor", Role.PROCESSOR),
    ]
    gone = named(desk, "P. Processor")
    ref = OperatorRef(ref_of(gone.uid))
    act = Act(operation=SetUpOperator(name=gone.name, operator=ref, retired=True), day=20260202)
    desk.post(Posting(acts=(act,), operator=A))
    assert [each.name for each in people.operators()] == ["A. Curator"]
    assert [each.retired for each in people.operators(retired=True)] == [False, True]
    assert people.named("nobody") is None


def test_a_pin_proves_its_operator_alone(desk: Desk) -> None:
    people, first, second = People(desk), named(desk, "A. Curator"), named(desk, "P. Processor")
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
    assert named(desk, "P. Processor").has_pin


def test_a_pin_too_short_is_refused(desk: Desk) -> None:
    with pytest.raises(PinRefused):
        People(desk).set_pin(named(desk, "A. Curator").uid, " 12 ")


def test_a_pin_leaves_the_journal_and_the_proof_alone(desk: Desk) -> None:
    before = desk.head()
    People(desk).set_pin(named(desk, "A. Curator").uid, "4711")
    assert desk.head() == before
    assert verify(desk).sound
    desk.database.checkpoint()
    assert b"4711" not in desk.path.read_bytes()


def test_a_pin_taken_away_meanwhile_needs_no_proof(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    people, first = People(desk), named(desk, "A. Curator")
    monkeypatch.setattr(People, "has_pin", lambda _self, _operator: True)
    assert people.prove(first.uid, "")
    assert not people.prove(first.uid, "4711")
