"""A picture shows the store together with what the acts before it in the same entry added."""

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
from lunarcurator.domain.picture import Picture

from tests.domain.ledger.desk import TABLES, MemoryDesk

DAY = 20200101
NOBODY = Uid("e" * 32)


@pytest.fixture
def desk() -> MemoryDesk:
    return MemoryDesk()


def act(picture: Picture, operation: Operation, day: int = DAY) -> list[Fact]:
    done = perform(Act(operation=operation, day=day), picture)
    assert done.findings == ()
    return [each.fact for each in done.facts]


def open_collection(picture: Picture) -> CollectionRef:
    opened = act(picture, OpenCollection(code="L", name="Moon", scheme="apollo"))
    return CollectionRef(ref_of(opened[0].subject))


def set_up(picture: Picture, name: str, kind: str, parent: PlaceRef | None = None, **more: object) -> PlaceRef:
    made = act(picture, SetUpPlace(kind=kind, name=name, parent=parent, **more))
    return PlaceRef(ref_of(made[0].subject))


def register(picture: Picture, collection: CollectionRef, number: str, place: PlaceRef | None = None) -> PieceRef:
    row = Register(collection=collection, number=number, mass=Mass.measured(100, 1), place=place)
    made = act(picture, row)
    return PieceRef(ref_of(made[0].subject))


def test_a_whole_lab_is_set_up_and_used_in_one_entry(desk: MemoryDesk) -> None:
    picture = desk.picture()
    collection = open_collection(picture)
    balance = act(picture, SetUpBalance(name="B", resolution_ug=1, calibrated=DAY))[0].subject
    home, far = set_up(picture, "Home", "site"), set_up(picture, "Far", "site", remote=True)
    cabinet, other = set_up(picture, "C", "cabinet", home), set_up(picture, "D", "cabinet", far)
    box = set_up(picture, "Box", "box", cabinet, code="X1")
    piece = register(picture, collection, "15405", box)
    act(picture, Split(parent=piece, daughters=(Daughter(number=",1", mass=Mass.measured(40, 1)),)))
    moved = act(picture, Move(to=other, places=(box,)))
    assert sum(isinstance(each, MassLine) for each in moved) == 4
    reading = Reading(net_ug=60, balance=BalanceRef(ref_of(balance)))
    act(picture, Weigh(sample=piece, reading=reading))
    assert picture.pieces_in(uid_of(box)) == [uid_of(piece), *picture.daughters(uid_of(piece))]
    assert picture.ever_in(uid_of(box)) == picture.pieces_in(uid_of(box))
    assert picture.places_in(uid_of(cabinet)) == []
    assert picture.places_ever_in(uid_of(cabinet)) == [uid_of(box)]
    assert picture.named(Subject.PLACE, "X1") == [uid_of(box)]
    assert picture.named(Subject.BALANCE, "B") == [balance]
    assert picture.named(Subject.COLLECTION, "") == []
    assert picture.collections() == {"L": uid_of(collection)}


def test_serials_of_the_same_entry_count(desk: MemoryDesk) -> None:
    picture = desk.picture()
    collection = open_collection(picture)
    piece = register(picture, collection, "15405")
    assert picture.highest(uid_of(collection), "15405", "ordinary") is None
    act(picture, Split(parent=piece, daughters=(Daughter(number=",7"), Daughter(number=",3"))))
    assert picture.highest(uid_of(collection), "15405", "ordinary") == 7
    assert [each.in_force for each in picture.claimed(uid_of(collection), "15405,7")] == [True]


def test_a_part_that_was_written_is_asked_of_the_store_again(desk: MemoryDesk) -> None:
    picture = desk.picture()
    collection = open_collection(picture)
    piece = register(picture, collection, "15405")
    assert picture.born_here(uid_of(piece))
    picture.forget()
    assert picture.piece_or_none(uid_of(piece)) is None
    assert not picture.born_here(uid_of(piece))
    assert picture.later(uid_of(piece), DAY) == []
    assert picture.collections() == {"L": uid_of(collection)}


def test_an_entry_may_date_its_acts_backwards(desk: MemoryDesk) -> None:
    picture = desk.picture()
    collection = open_collection(picture)
    home = set_up(picture, "Home", "site")
    piece = register(picture, collection, "15405", set_up(picture, "C", "cabinet", home))
    act(picture, Weigh(sample=piece, reading=Reading(net_ug=99, resolution_ug=1)), DAY + 8)
    act(picture, Weigh(sample=piece, reading=Reading(net_ug=100, resolution_ug=1)), DAY + 4)
    assert picture.at(uid_of(piece), DAY + 5).held_ug == 100
    assert picture.piece(uid_of(piece)).held_ug == 99
    empty = set_up(picture, "E", "cabinet", home)
    act(picture, RetirePlace(place=empty), DAY + 8)
    act(picture, Move(to=home, places=(empty,)), DAY + 4)
    assert picture.place(uid_of(empty)).retired


def test_a_piece_nobody_knows_is_not_in_the_book(desk: MemoryDesk) -> None:
    assert not desk.picture().piece(NOBODY).in_book
    assert not desk.picture().place(NOBODY).in_book
    weigh = Weigh(sample=PieceRef(ref_of(NOBODY)), reading=Reading(net_ug=1, resolution_ug=1))
    assert [each.key for each in desk.preview(Act(operation=weigh, day=DAY))] == ["piece.not_in_book"]


def test_what_nobody_knows_is_a_fault_of_the_caller(desk: MemoryDesk) -> None:
    picture = desk.picture()
    with pytest.raises(KeyError):
        picture.desk(Subject.BALANCE, NOBODY)
    assert picture.entry(NOBODY) is None
    assert picture.has_scheme("apollo")


def test_a_reference_is_exact_or_a_spelling() -> None:
    assert is_exact(ref_of(NOBODY))
    with pytest.raises(ValueError, match="15405"):
        uid_of("15405")


def test_now_is_no_past_moment() -> None:
    assert NOW.is_now
    assert not Moment(day=DAY).is_now
    assert not Moment(seq=3).is_now


def test_a_number_belongs_to_its_scheme(desk: MemoryDesk) -> None:
    picture = desk.picture()
    collection = open_collection(picture)
    made = act(picture, Register(collection=collection, number="15405, 91", mass=Mass.stated(5)))
    claim = next(each for each in made if isinstance(each, NumberClaim))
    assert (claim.number, claim.family, claim.rest, claim.scope, claim.serial) == (
        "15405,91",
        "15405",
        ",91",
        "15405",
        91,
    )
    assert TABLES.schemes["apollo"].code == "apollo"
