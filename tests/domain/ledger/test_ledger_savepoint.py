"""What was only tried can be taken back: the ledger state then is as it was, whatever the try touched."""

from copy import deepcopy
from typing import Any

import pytest
from lunarcurator.domain.acts import Act
from lunarcurator.domain.booking.act import perform
from lunarcurator.domain.facts import Subject, Touch
from lunarcurator.domain.identity import BalanceRef, CollectionRef, PieceRef, PlaceRef, Uid, ref_of, uid_of
from lunarcurator.domain.ledger_savepoint import LedgerWithSavepoint
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    Describe,
    FieldValue,
    Mission,
    Move,
    OpenCollection,
    Operation,
    Register,
    SetUpBalance,
    SetUpPlace,
)

from tests.domain.ledger.desk import MemoryDesk

DAY = 20200101
KEPT = ("_pieces", "_places", "_added", "_claims", "_highest", "_children", "_came", "_came_places", "_born")


class Bench:
    """A book with a collection, a box and a rock of 100 ug in it, and a ledger state of it to try acts in."""

    def __init__(self) -> None:
        self.session = MemoryDesk()
        opened = self.post(OpenCollection(code="L", name="Moon", scheme="apollo"))
        self.collection = CollectionRef(ref_of(opened))
        self.site = PlaceRef(ref_of(self.post(SetUpPlace(kind="site", name="Home"))))
        self.box = PlaceRef(ref_of(self.post(SetUpPlace(kind="cabinet", name="Box", parent=self.site))))
        self.balance = self.post(SetUpBalance(name="B", resolution_ug=1))
        self.rock = PieceRef(ref_of(self.post(self.row("15405", 100))))
        self.ledger = LedgerWithSavepoint(
            self.session,
            self.session.tables,
            self.session._new_uid,
            self.session.today,
            len(self.session.entries) + 1,
        )

    def row(self, number: str, ug: int, **more: Any) -> Register:
        mass = Mass.measured(ug, 1)
        return Register(collection=self.collection, number=number, mass=mass, place=self.box, **more)

    def opened(self, mission: str) -> OpenCollection:
        missions = (Mission(code=mission, name=mission, opened=DAY),)
        return OpenCollection(code="L", name="Moon", scheme="apollo", missions=missions)

    def post(self, operation: Operation) -> Uid:
        return _first(self.session.post(Act(operation=operation, day=DAY)).facts[0].fact)

    def act(self, operation: Operation, day: int = DAY) -> Uid:
        done = perform(Act(operation=operation, day=day), self.ledger)
        assert done.facts
        return _first(done.facts[0].fact)

    def stands(self) -> dict[str, Any]:
        """What the ledger state holds, without lists that are empty again."""
        held = {name: deepcopy(getattr(self.ledger, name)) for name in KEPT}
        lists = ("_added", "_claims", "_children", "_came", "_came_places")
        return held | {name: {key: each for key, each in held[name].items() if each} for name in lists}


def _first(fact: Any) -> Uid:
    return Uid(fact.subject if isinstance(fact, Touch) else fact.sample)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_a_piece_with_its_number_place_and_parent_is_gone_again(bench: Bench) -> None:
    bench.act(bench.row("15405,1", 10, parent=bench.rock))
    before = bench.stands()
    bench.ledger.set_savepoint()
    bench.act(bench.row("15405,2", 20, parent=bench.rock))
    bench.act(bench.row("15405,3", 20, parent=bench.rock))
    bench.act(bench.row("14321", 20))
    bench.act(Describe(sample=bench.rock, values=(FieldValue(field="remarks", value="tried"),)))
    assert bench.ledger.piece(uid_of(bench.rock)).held_ug == 50
    bench.ledger.roll_back()
    assert bench.stands() == before
    assert bench.ledger.piece(uid_of(bench.rock)).held_ug == 90
    assert bench.ledger.claimed(uid_of(bench.collection), "15405,2") == []
    bench.act(bench.row("15405,2", 30, parent=bench.rock))
    assert bench.ledger.piece(uid_of(bench.rock)).held_ug == 60


def test_what_was_kept_before_stays_and_what_comes_late_is_folded_out_again(bench: Bench) -> None:
    bench.ledger.set_savepoint()
    bench.act(bench.row("15405,1", 10, parent=bench.rock), DAY + 5)
    bench.ledger.set_savepoint()
    before = bench.stands()
    bench.act(bench.row("15405,2", 20, parent=bench.rock), DAY + 2)
    bench.ledger.roll_back()
    assert bench.stands() == before
    bench.ledger.roll_back()
    assert bench.stands() == before


def test_places_go_back_to_where_they_stood(bench: Bench) -> None:
    bench.act(Move(to=bench.site, places=(bench.box,)))
    before = bench.stands()
    bench.ledger.set_savepoint()
    room = PlaceRef(ref_of(bench.act(SetUpPlace(kind="room", name="Room", parent=bench.site))))
    bench.act(Move(to=room, places=(bench.box,)))
    bench.act(Move(to=bench.site, places=(bench.box,)))
    bench.act(Move(to=room, places=(bench.box,)))
    bench.act(Move(to=room, samples=(bench.rock,)))
    assert bench.ledger.place(uid_of(bench.box)).parent == uid_of(room)
    bench.ledger.roll_back()
    after = bench.stands()
    # What is only looked at is read from the book, which changes nothing.
    assert all(after[name] == before[name] for name in KEPT if name != "_pieces")
    assert bench.ledger.place(uid_of(bench.box)).parent == uid_of(bench.site)
    assert bench.ledger.piece(uid_of(bench.rock)).place == uid_of(bench.box)
    assert bench.ledger.named(Subject.PLACE, "Room") == []


def test_desks_have_their_fields_again_and_new_ones_answer_to_nothing(bench: Bench) -> None:
    balance = BalanceRef(ref_of(bench.balance))
    assert bench.ledger.named(Subject.BALANCE, "B") == [bench.balance]
    bench.act(bench.opened("A"))
    bench.ledger.set_savepoint()
    bench.act(SetUpBalance(name="B", resolution_ug=10, balance=balance))
    bench.act(SetUpBalance(name="B", resolution_ug=100, balance=balance))
    bench.act(bench.opened("B"))
    new = bench.act(SetUpBalance(name="New", resolution_ug=1))
    assert bench.ledger.named(Subject.BALANCE, "New") == [new]
    bench.ledger.roll_back()
    assert bench.ledger.record(Subject.BALANCE, bench.balance).integer("resolution_ug") == 1
    fields = bench.ledger.record(Subject.COLLECTION, uid_of(bench.collection)).fields
    assert ("mission/A" in fields, "mission/B" in fields) == (True, False)
    assert bench.ledger.named(Subject.BALANCE, "New") == []
    assert bench.ledger.named(Subject.BALANCE, "B") == [bench.balance]
