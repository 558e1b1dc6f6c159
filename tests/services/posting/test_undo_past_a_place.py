"""An undo does not put a piece or container where it cannot stand any more."""

from collections.abc import Callable

import pytest
from lunarcurator.domain.acts import Act
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import PieceRef, ref_of
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Move, Operation, Register, RetirePlace

from tests.services.posting.store_desk import StoreDesk
from tests.services.posting.test_machine import StoreMachine


def moved(lab: StoreMachine, piece: PieceRef) -> tuple[Operation, Operation]:
    return Move(to=lab.place_ref(name="Cabinet"), samples=(piece,)), to_another_site(lab)


def retired(lab: StoreMachine, piece: PieceRef) -> tuple[Operation, Operation]:
    return moved(lab, piece)[0], RetirePlace(place=lab.place_ref(name="Can"))


def container(lab: StoreMachine, piece: PieceRef) -> tuple[Operation, Operation]:
    return Move(to=lab.place_ref(name="Cabinet"), places=(lab.place_ref(name="Can"),)), to_another_site(lab)


def to_another_site(lab: StoreMachine) -> Operation:
    return Move(to=lab.place_ref(name="Remote cabinet"), places=(lab.place_ref(name="Box"),))


@pytest.mark.parametrize("acts", [moved, retired, container])
def test_an_undo_is_refused_where_the_old_place_has_changed(
    acts: Callable[..., tuple[Operation, Operation]],
) -> None:
    lab = StoreMachine()
    lab.furnish()
    session: StoreDesk = lab.session
    row = Register(
        collection=lab.collection, number="P", mass=Mass.measured(5, 1), place=lab.place_ref(name="Can")
    )
    piece = PieceRef(ref_of(session.post(Act(operation=row, day=20000102)).facts[0].fact.subject))
    first, later = acts(lab, piece)
    entry = session.post(Act(operation=first, day=20000103))
    session.post(Act(operation=later, day=20000104))
    with pytest.raises(Refusal):
        session.reverse(entry.seq)
    lab.teardown()
