"""A ledger state shows the store together with what the acts before it in the same entry added."""

import pytest
from lunarcurator.domain.acts import Act
from lunarcurator.domain.booking.act import perform
from lunarcurator.domain.facts import Fact, MassLine, NumberClaim, Subject
from lunarcurator.domain.identity import (
    BalanceRef,
    CollectionRef,
    PieceRef,
    PlaceRef,
    Uid,
    is_exact,
    ref_of,
    uid_of,
)
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import (
    Daughter,
    Move,
    OpenCollection,
    Operation,
    Reading,
    Register,
    RetirePlace,
    SetUpBalance,
    SetUpPlace,
    Split,
    Weigh,
)

from tests.domain.ledger.desk import TABLES, MemoryDesk

DAY = 20200101
NOBODY = Uid("e" * 32)


@pytest.fixture
def session() -> MemoryDesk:
    return MemoryDesk()


def act(ledger: LedgerState, operation: Operation, day: int = DAY) -> list[Fact]:
    done = perform(Act(operation=operation, day=day), ledger)
    assert done.findings == ()
    return [each.fact for each in done.facts]


def open_collection(ledger: LedgerState) -> CollectionRef:
    opened = act(ledger, OpenCollection(code="L", name="Moon", scheme="apollo"))
    return CollectionRef(ref_of(opened[0].subject))


def set_up(ledger: LedgerState, name: str, kind: str, parent: PlaceRef | None = None, **more: object) -> PlaceRef:
    made = act(ledger, SetUpPlace(kind=kind, name=name, parent=parent, **more))
    return PlaceRef(ref_of(made[0].subject))


def register(
    ledger: LedgerState, collection: CollectionRef, number: str, place: PlaceRef | None = None
) -> PieceRef:
    row = Register(collection=collection, number=number, mass=Mass.measured(100, 1), place=place)
    made = act(ledger, row)
    return PieceRef(ref_of(made[0].subject))


def test_a_whole_lab_is_set_up_and_used_in_one_entry(session: MemoryDesk) -> None:
    ledger = session.ledger()
    collection = open_collection(ledger)
    balance = act(ledger, SetUpBalance(name="B", resolution_ug=1, calibrated=DAY))[0].subject
    home, far = set_up(ledger, "Home", "site"), set_up(ledger, "Far", "site", remote=True)
    cabinet, other = set_up(ledger, "C", "cabinet", home), set_up(ledger, "D", "cabinet", far)
    box = set_up(ledger, "Box", "box", cabinet, code="X1")
    piece = register(ledger, collection, "15405", box)
    act(ledger, Split(parent=piece, daughters=(Daughter(number=",1", mass=Mass.measured(40, 1)),)))
    moved = act(ledger, Move(to=other, places=(box,)))
    assert sum(isinstance(each, MassLine) for each in moved) == 4
    reading = Reading(net_ug=60, balance=BalanceRef(ref_of(balance)))
    act(ledger, Weigh(sample=piece, reading=reading))
    assert ledger.pieces_in(uid_of(box)) == [uid_of(piece), *ledger.daughters(uid_of(piece))]
    assert ledger.ever_in(uid_of(box)) == ledger.pieces_in(uid_of(box))
    assert ledger.places_in(uid_of(cabinet)) == []
    assert ledger.places_ever_in(uid_of(cabinet)) == [uid_of(box)]
    assert ledger.named(Subject.PLACE, "X1") == [uid_of(box)]
    assert ledger.named(Subject.BALANCE, "B") == [balance]
    assert ledger.named(Subject.COLLECTION, "") == []
    assert ledger.collections() == {"L": uid_of(collection)}


def test_serials_of_the_same_entry_count(session: MemoryDesk) -> None:
    ledger = session.ledger()
    collection = open_collection(ledger)
    piece = register(ledger, collection, "15405")
    assert ledger.highest(uid_of(collection), "15405", "ordinary") is None
    act(ledger, Split(parent=piece, daughters=(Daughter(number=",7"), Daughter(number=",3"))))
    assert ledger.highest(uid_of(collection), "15405", "ordinary") == 7
    assert [each.in_force for each in ledger.claimed(uid_of(collection), "15405,7")] == [True]


def test_a_part_that_was_written_is_asked_of_the_store_again(session: MemoryDesk) -> None:
    ledger = session.ledger()
    collection = open_collection(ledger)
    piece = register(ledger, collection, "15405")
    assert ledger.born_here(uid_of(piece))
    ledger.forget()
    assert ledger.piece_or_none(uid_of(piece)) is None
    assert not ledger.born_here(uid_of(piece))
    assert ledger.later(uid_of(piece), DAY) == []
    assert ledger.collections() == {"L": uid_of(collection)}


def test_an_entry_may_date_its_acts_backwards(session: MemoryDesk) -> None:
    ledger = session.ledger()
    collection = open_collection(ledger)
    home = set_up(ledger, "Home", "site")
    piece = register(ledger, collection, "15405", set_up(ledger, "C", "cabinet", home))
    act(ledger, Weigh(sample=piece, reading=Reading(net_ug=99, resolution_ug=1)), DAY + 8)
    act(ledger, Weigh(sample=piece, reading=Reading(net_ug=100, resolution_ug=1)), DAY + 4)
    assert ledger.at(uid_of(piece), DAY + 5).held_ug == 100
    assert ledger.piece(uid_of(piece)).held_ug == 99
    empty = set_up(ledger, "E", "cabinet", home)
    act(ledger, RetirePlace(place=empty), DAY + 8)
    act(ledger, Move(to=home, places=(empty,)), DAY + 4)
    assert ledger.place(uid_of(empty)).retired


def test_a_piece_nobody_knows_is_not_in_the_book(session: MemoryDesk) -> None:
    assert not session.ledger().piece(NOBODY).in_book
    assert not session.ledger().place(NOBODY).in_book
    weigh = Weigh(sample=PieceRef(ref_of(NOBODY)), reading=Reading(net_ug=1, resolution_ug=1))
    assert [each.key for each in session.preview(Act(operation=weigh, day=DAY))] == ["piece.not_in_book"]


def test_what_nobody_knows_is_a_fault_of_the_caller(session: MemoryDesk) -> None:
    ledger = session.ledger()
    with pytest.raises(KeyError):
        ledger.record(Subject.BALANCE, NOBODY)
    assert ledger.entry(NOBODY) is None
    assert ledger.has_scheme("apollo")


def test_a_reference_is_exact_or_a_spelling() -> None:
    assert is_exact(ref_of(NOBODY))
    with pytest.raises(ValueError, match="15405"):
        uid_of("15405")


def test_now_is_no_past_moment() -> None:
    assert NOW.is_now
    assert not Moment(day=DAY).is_now
    assert not Moment(seq=3).is_now


def test_a_number_belongs_to_its_scheme(session: MemoryDesk) -> None:
    ledger = session.ledger()
    collection = open_collection(ledger)
    made = act(ledger, Register(collection=collection, number="15405, 91", mass=Mass.stated(5)))
    claim = next(each for each in made if isinstance(each, NumberClaim))
    assert (claim.number, claim.family, claim.rest, claim.scope, claim.serial) == (
        "15405,91",
        "15405",
        ",91",
        "15405",
        91,
    )
    assert TABLES.schemes["apollo"].code == "apollo"
