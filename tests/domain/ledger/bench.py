"""Words for tests: register, weigh, split and move pieces by their short names, and read the book in letters."""

from collections import defaultdict
from typing import Any

from lunarcurator.domain.accounts import HOLDING, Account
from lunarcurator.domain.acts import Act
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import MassLine, Placement, Scalar, Subject, Touch
from lunarcurator.domain.identity import (
    BalanceRef,
    CollectionRef,
    EntryRef,
    PieceRef,
    PlaceRef,
    Uid,
    ref_of,
)
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    CancelPlan,
    CorrectPlace,
    Daughter,
    Mission,
    Move,
    OpenCollection,
    Operation,
    PlanSplit,
    Reading,
    Register,
    RetirePlace,
    SetUpBalance,
    SetUpPlace,
    Sight,
    Split,
    Void,
    Weigh,
    WriteOff,
)
from lunarcurator.domain.pieces import PieceState, Recorded

from tests.domain.ledger.desk import Entry, MemoryDesk

UNKNOWN = Mass.unknown("not_weighed")
START = 20200101
MISSION = Mission(code="A", name="A", opened=19690725)


class Bench:
    """A desk with one plain collection; pieces and places are named by their numbers and names."""

    def __init__(self, session: MemoryDesk | None = None, scheme: str = "plain") -> None:
        self.session = session if session is not None else MemoryDesk()
        self.collection = self._first(
            self.do(
                OpenCollection(code="L", name="Moon", scheme=scheme, missions=(MISSION,)),
                0,
            )
        )
        self.now = START

    # Acting.

    def do(self, operation: Operation, day: Day | None = None, accept: tuple[str, ...] = ()) -> Entry:
        return self.session.post(Act(operation=operation, day=self.now if day is None else day), accept=accept)

    def act(self, operation: Operation, day: Day | None = None) -> Act:
        return Act(operation=operation, day=self.now if day is None else day)

    def register(
        self,
        number: str,
        mass: Mass = UNKNOWN,
        *,
        day: Day | None = None,
        accept: tuple[str, ...] = (),
        **more: Any,
    ) -> Entry:
        return self.do(self.registration(number, mass, **more), day, accept)

    def registration(self, number: str, mass: Mass = UNKNOWN, **more: Any) -> Register:
        for key, ref in (("parent", self.piece_ref), ("place", self.place_ref)):
            if key in more:
                more[key] = ref(more[key])
        return Register(collection=CollectionRef(ref_of(self.collection)), number=number, mass=mass, **more)

    def weigh(self, number: str, net_ug: int, *, day: Day | None = None, accept: tuple[str, ...] = ()) -> Entry:
        reading = Reading(net_ug=net_ug, resolution_ug=1)
        return self.do(Weigh(sample=self.piece_ref(number), reading=reading), day, accept)

    def split(
        self,
        parent: str,
        daughters: dict[str, Mass | int | Daughter],
        *,
        day: Day | None = None,
        after: int | None = None,
        accept: tuple[str, ...] = (),
        **more: Any,
    ) -> Entry:
        made = tuple(_daughter(number, mass) for number, mass in daughters.items())
        reading = Reading(net_ug=after, resolution_ug=1) if after is not None else None
        return self.do(Split(parent=self.piece_ref(parent), daughters=made, after=reading, **more), day, accept)

    def plan(self, parent: str, *numbers: str, day: Day | None = None, proposed: bool = False) -> Entry:
        daughters = tuple(Daughter(number=number, proposed=proposed) for number in numbers)
        return self.do(PlanSplit(parent=self.piece_ref(parent), daughters=daughters), day)

    def cancel(self, plan: Entry, day: Day | None = None) -> Entry:
        return self.do(CancelPlan(plan=EntryRef(ref_of(plan.uid))), day)

    def void(self, number: str, accept: tuple[str, ...] = ()) -> Entry:
        return self.do(Void(sample=self.piece_ref(number)), None, accept)

    def write_off(self, number: str, ug: int, *, day: Day | None = None) -> Entry:
        return self.do(WriteOff(sample=self.piece_ref(number), ug=ug), day, ("write_off.needs_authority",))

    def place(self, name: str, kind: str, parent: str | None = None, *, day: Day = 20000101, **more: Any) -> Entry:
        above = self.place_ref(parent) if parent else None
        return self.do(SetUpPlace(kind=kind, name=name, parent=above, **more), day)

    def move(
        self, to: str, *samples: str, places: tuple[str, ...] = (), day: Day | None = None, **more: Any
    ) -> Entry:
        refs, boxes = tuple(map(self.piece_ref, samples)), tuple(map(self.place_ref, places))
        return self.do(Move(to=self.place_ref(to), samples=refs, places=boxes, **more), day)

    def retire(self, name: str, day: Day | None = None) -> Entry:
        return self.do(RetirePlace(place=self.place_ref(name)), day)

    def correct_place(self, name: str, field: str, old: Scalar, new: Scalar, day: Day | None = None) -> Entry:
        return self.do(CorrectPlace(place=self.place_ref(name), field=field, old=old, new=new), day)

    def lend(self, number: str, *, day: Day, custody: str = "loan") -> Entry:
        """Book a piece as lent, as the acts of loans will: its place stays the one it comes back to."""
        piece = self.state(number)
        out = {"display": Account.DISPLAY}.get(custody, Account.LOAN)
        seq = len(self.session.entries) + 1
        facts = [
            Touch(Subject.SAMPLE, piece.uid, day),
            Placement(piece.uid, day, piece.place, piece.home, custody),
            MassLine(piece.uid, piece.book, piece.account, day, -piece.held_ug, 0),
            MassLine(piece.uid, piece.book, out, day, piece.held_ug, 0),
        ]
        return self.session._write("lend", day, [Recorded(seq, n, fact) for n, fact in enumerate(facts)], ())

    def sight(
        self, *samples: str, place: str | None = None, day: Day | None = None, accept: tuple[str, ...] = ()
    ) -> Entry:
        where = self.place_ref(place) if place else None
        return self.do(Sight(samples=tuple(map(self.piece_ref, samples)), place=where), day, accept)

    def balance(self, name: str = "B", **more: Any) -> BalanceRef:
        return BalanceRef(
            ref_of(self._first(self.do(SetUpBalance(name=name, **{"resolution_ug": 1} | more), 20000101)))
        )

    # Finding.

    def piece(self, number: str) -> Uid:
        claims = self.session.claimed(self.collection, number)
        return claims[-1].sample

    def piece_ref(self, number: str) -> PieceRef:
        return PieceRef(ref_of(self.piece(number)))

    def place_uid(self, name: str) -> Uid:
        return self.session.named(Subject.PLACE, name)[-1]

    def place_ref(self, name: str) -> PlaceRef:
        return PlaceRef(ref_of(self.place_uid(name)))

    def state(self, number: str, day: Day | None = None) -> PieceState:
        ledger = self.session.ledger()
        return ledger.piece(self.piece(number)) if day is None else ledger.at(self.piece(number), day)

    # Reading the book.

    def lines(self, entry: Entry) -> set[str]:
        """Return the lines of an entry as the worked cases write them: "here P +100/0"."""
        return {self._line(each.fact) for each in entry.facts if isinstance(each.fact, MassLine)}

    def totals(self, day: Day = 99999999) -> dict[str, str]:
        """Return what stands on each account of each piece at the end of a day: {"here P": "60/0"}."""
        sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for each in self.session.in_force():
            fact = each.fact
            if isinstance(fact, MassLine) and fact.day <= day:
                total = sums[f"{fact.account} {self._name(fact.sample)}"]
                total[0] += fact.ug
                total[1] += fact.unweighed
        return {key: f"{ug}/{unweighed}" for key, (ug, unweighed) in sorted(sums.items()) if ug or unweighed}

    def account(self, account: Account) -> tuple[int, int]:
        lines = [each.fact for each in self.session.in_force() if isinstance(each.fact, MassLine)]
        mine = [line for line in lines if line.account is account]
        return sum(line.ug for line in mine), sum(line.unweighed for line in mine)

    def closes(self) -> bool:
        """Tell whether the lines of each (day, book, unit) of each entry sum to zero."""
        for entry in self.session.entries:
            sums: dict[Any, list[int]] = defaultdict(lambda: [0, 0])
            for each in entry.facts:
                if isinstance(each.fact, MassLine):
                    sums[each.fact.day, each.fact.book][0] += each.fact.ug
                    sums[each.fact.day, each.fact.book][1] += each.fact.unweighed
            if any(any(total) for total in sums.values()):
                return False
        return True

    def _line(self, line: MassLine) -> str:
        return f"{line.account} {self._name(line.sample)} {_signed(line.ug)}/{_signed(line.unweighed)}"

    def _name(self, uid: Uid) -> str:
        state = self.session.ledger().piece(uid)
        if state.number_text:
            return state.number_text
        claims = (each.fact for each in self.session.all_facts())
        return next(fact.number for fact in claims if getattr(fact, "number", None) and fact.sample == uid)

    def _first(self, entry: Entry) -> Uid:
        return entry.facts[0].fact.subject


def holding(totals: dict[str, str]) -> dict[str, str]:
    """Keep only the accounts that hold pieces."""
    return {key: value for key, value in totals.items() if key.split()[0] in HOLDING}


def weighed(ug: int) -> Mass:
    return Mass.measured(ug, 1)


def _daughter(number: str, mass: Mass | int | Daughter) -> Daughter:
    if isinstance(mass, Daughter):
        return Daughter(
            **{name: getattr(mass, name) for name in Daughter.__dataclass_fields__} | {"number": number}
        )
    return Daughter(number=number, mass=weighed(mass) if isinstance(mass, int) else mass)


def _signed(amount: int) -> str:
    return f"{amount:+d}" if amount else "0"
