"""Random histories of every act, three in ten dated back: the invariants of the ledger hold after each."""

from dataclasses import replace
from typing import Any, ClassVar

from hypothesis import event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from lunarcurator.domain.acts import Act
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.facts import NameKind, Subject
from lunarcurator.domain.identity import CollectionRef, EntryRef, PieceRef, PlaceRef, Uid, ref_of
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    AddName,
    CancelPlan,
    Correct,
    Daughter,
    Describe,
    FieldValue,
    Move,
    OpenCollection,
    Operation,
    PlanSplit,
    PrintLabels,
    Reading,
    Register,
    RetirePlace,
    SetUpPlace,
    Sight,
    Split,
    Void,
    Weigh,
    WriteOff,
)
from lunarcurator.domain.status import Existence

from tests.domain.ledger import soundness
from tests.domain.ledger.desk import MemoryDesk, Refused
from tests.domain.ledger.machine_borrowing import BORROWING_ACCEPTED, BorrowingRules
from tests.domain.ledger.machine_checking import CheckingActs
from tests.domain.ledger.machine_condition import CONDITION_ACCEPTED, ConditionRules
from tests.domain.ledger.machine_cutting import CUTTING_ACCEPTED, CuttingRules
from tests.domain.ledger.machine_identity import IDENTITY_ACCEPTED, IdentityActs
from tests.domain.ledger.machine_leaving import LEAVING_ACCEPTED, LeavingRules
from tests.domain.ledger.machine_lending import LENDING_ACCEPTED, LendingRules

ACCEPTED = (
    *BORROWING_ACCEPTED,
    *IDENTITY_ACCEPTED,
    "mass.exceeds_statement",
    "mass.does_not_close",
    "split.more_than_before",
    "split.permanent",
    "weigh.gained",
    "weigh.lost",
    "write_off.needs_authority",
    "sight.elsewhere",
    "sight.no_place_yet",
    *CONDITION_ACCEPTED,
    *CUTTING_ACCEPTED,
    *LEAVING_ACCEPTED,
    *LENDING_ACCEPTED,
)
PLACES = (
    ("Home", "site", None, False),
    ("Far", "site", None, True),
    ("Cabinet", "cabinet", "Home", False),
    ("Remote cabinet", "cabinet", "Far", False),
    ("Box", "box", "Cabinet", False),
    ("Can", "can", "Box", False),
    ("Vial", "vial", "Cabinet", False),
)
STATES = st.sampled_from(["known", "unknown", "stated", "catalogue", "section", "none"])
AMOUNT = st.integers(0, 60)


def day_number(n: int) -> int:
    return 20000101 + n // 336 * 10_000 + n // 28 % 12 * 100 + n % 28


class LedgerMachine(
    BorrowingRules,
    CheckingActs,
    ConditionRules,
    IdentityActs,
    LeavingRules,
    CuttingRules,
    LendingRules,
    RuleBasedStateMachine,
):
    """Drives any desk with the methods of `MemoryDesk` above its answers as a source."""

    new_desk: ClassVar[Any] = MemoryDesk

    def __init__(self) -> None:
        super().__init__()
        self.session = self.new_desk()
        self.now = 10
        self.counter = 0
        self.plans: list[Uid] = []

    @initialize()
    def furnish(self) -> None:
        opened = self.session.post(
            Act(operation=OpenCollection(code="L", name="Moon", scheme="plain"), day=20000101)
        )
        self.collection = CollectionRef(ref_of(opened.facts[0].fact.subject))
        for name, kind, parent, remote in PLACES:
            above = self.place_ref(name=parent) if parent else None
            operation = SetUpPlace(kind=kind, name=name, parent=above, remote=remote)
            self.session.post(Act(operation=operation, day=20000101))
        self.furnish_lending()
        self.furnished = len(self.session.entries)

    def teardown(self) -> None:
        self.session.close()

    # Acts.

    @rule(data=st.data(), kind=STATES, ug=AMOUNT, placed=st.booleans())
    def register(self, data: st.DataObject, kind: str, ug: int, placed: bool) -> None:
        self.post(data, self.registration(data, kind, ug, placed))

    @rule(data=st.data(), kind=STATES, ug=AMOUNT, placed=st.booleans())
    def register_under_a_parent(self, data: st.DataObject, kind: str, ug: int, placed: bool) -> None:
        if self.session.samples():
            self.post(data, replace(self.registration(data, kind, ug, placed), parent=self.piece_ref(data)))

    @rule(data=st.data(), difference=st.integers(-3, 3), fresh=AMOUNT)
    def weigh(self, data: st.DataObject, difference: int, fresh: int) -> None:
        if self.session.samples():
            ref = self.piece_ref(data)
            held = self.state(ref).held_ug
            net = max(0, held + difference) if held else fresh
            self.post(data, Weigh(sample=ref, reading=Reading(net_ug=net, resolution_ug=1)))

    @rule(data=st.data(), ends=st.sampled_from(["rest", "after", "retires"]), attrition=st.integers(0, 2))
    def split(self, data: st.DataObject, ends: str, attrition: int) -> None:
        if not self.session.samples():
            return
        ref = self.piece_ref(data)
        held = self.state(ref).held_ug
        daughters = self.daughters(data, held or 30)
        known = sum(each.mass.ug or 0 for each in daughters if each.mass.known)
        rest = max(0, held - known - attrition + data.draw(st.integers(-2, 2)))
        after = Reading(net_ug=rest, resolution_ug=1) if ends == "after" else None
        operation = Split(
            parent=ref, daughters=daughters, after=after, attrition_ug=attrition, retires=ends == "retires"
        )
        self.post(data, operation)

    @rule(data=st.data())
    def plan(self, data: st.DataObject) -> None:
        if self.session.samples():
            daughters = self.daughters(data, 10)
            entry = self.post(data, PlanSplit(parent=self.piece_ref(data), daughters=daughters))
            if entry is not None:
                self.plans.append(entry.uid)

    @rule(data=st.data(), made=st.integers(1, 3))
    def finish_a_plan(self, data: st.DataObject, made: int) -> None:
        if self.plans:
            view = self.session.entry(data.draw(st.sampled_from(self.plans)))
            links = [each.fact for each in view.facts if hasattr(each.fact, "child")]
            ledger = self.session.ledger()
            numbers = [ledger.piece(link.child).number_text for link in links][:made]
            daughters = tuple(Daughter(number=number or "gone", mass=Mass.measured(1, 1)) for number in numbers)
            parent = PieceRef(ref_of(links[0].parent))
            self.post(data, Split(parent=parent, daughters=daughters, plan=EntryRef(ref_of(view.uid))))

    @rule(data=st.data())
    def cancel_a_plan(self, data: st.DataObject) -> None:
        if self.plans:
            self.post(data, CancelPlan(plan=EntryRef(ref_of(data.draw(st.sampled_from(self.plans))))))

    @rule(data=st.data(), many=st.booleans(), home=st.booleans())
    def move(self, data: st.DataObject, many: bool, home: bool) -> None:
        if self.session.samples():
            samples = tuple(self.piece_ref(data) for _ in range(1 + many))
            self.post(data, Move(to=self.place_ref(data), samples=samples, home=home))

    @rule(data=st.data(), moved=st.sampled_from(["Box", "Can", "Vial", "Cabinet"]))
    def move_a_container(self, data: st.DataObject, moved: str) -> None:
        self.post(data, Move(to=self.place_ref(data), places=(self.place_ref(name=moved),)))

    @rule(data=st.data(), kind=st.sampled_from(["box", "vial"]))
    def set_up_a_place(self, data: st.DataObject, kind: str) -> None:
        self.counter += 1
        operation = SetUpPlace(kind=kind, name=f"{kind} {self.counter}", parent=self.place_ref(data))
        self.post(data, operation)

    @rule(data=st.data())
    def retire_a_place(self, data: st.DataObject) -> None:
        self.post(data, RetirePlace(place=self.place_ref(data)))

    @rule(data=st.data(), said=st.booleans())
    def sight(self, data: st.DataObject, said: bool) -> None:
        if self.session.samples():
            self.post(data, Sight(samples=(self.piece_ref(data),), place=self.place_ref(data) if said else None))

    @rule(data=st.data())
    def void(self, data: st.DataObject) -> None:
        if self.session.samples():
            self.post(data, Void(sample=self.piece_ref(data)))

    @rule(data=st.data(), share=st.integers(1, 4))
    def write_off(self, data: st.DataObject, share: int) -> None:
        claimed = [uid for uid in self.session.samples() if self.session.ledger().piece(uid).suspense_ug]
        if claimed:
            uid = data.draw(st.sampled_from(claimed))
            ug = max(1, self.session.ledger().piece(uid).suspense_ug // share)
            self.post(data, WriteOff(sample=PieceRef(ref_of(uid)), ug=ug))

    @rule(data=st.data(), text=st.sampled_from(["chip", "thin_section", "fines"]))
    def describe_or_correct(self, data: st.DataObject, text: str) -> None:
        if self.session.samples():
            ref = self.piece_ref(data)
            now = self.state(ref).fields.get("form")
            if now is None:
                self.post(data, Describe(sample=ref, values=(FieldValue(field="form", value=text),)))
            else:
                self.post(data, Correct(sample=ref, field="form", old=now, new=text, evidence="label"))

    @rule(data=st.data(), name=st.sampled_from(["a", "b"]))
    def name_or_label(self, data: st.DataObject, name: str) -> None:
        if self.session.samples():
            ref = self.piece_ref(data)
            self.post(data, AddName(sample=ref, name=name, kind=NameKind.FORMER))
            self.post(data, PrintLabels(samples=(ref,), layout="roll"))

    @rule(data=st.data(), ug=AMOUNT, back=st.booleans())
    def post_a_batch(self, data: st.DataObject, ug: int, back: bool) -> None:
        """A piece registered and weighed in one entry, and something older moved with it."""
        day = self.day(data)
        number = self.number()
        register = Register(collection=self.collection, number=number, mass=Mass.unknown("not_weighed"))
        acts = [Act(operation=register, day=day)]
        if self.session.samples():
            ref = self.piece_ref(data)
            acts.append(Act(operation=Move(to=self.place_ref(data), samples=(ref,)), day=day))
            acts.append(Act(operation=Weigh(sample=ref, reading=Reading(net_ug=ug, resolution_ug=1)), day=day))
        self.post_acts(acts)

    # Undo.

    @rule(data=st.data(), stays=st.booleans())
    def undo_and_redo(self, data: st.DataObject, stays: bool) -> None:
        acts = [entry.seq for entry in self.session.entries[self.furnished :] if entry.reverses is None]
        open_to_undo = [seq for seq in acts if self.session.may_reverse(seq)]
        if not open_to_undo:
            return
        seq = data.draw(st.sampled_from(open_to_undo))
        before = self.snapshot()
        try:
            undone = self.session.reverse(seq)
        except Refusal:
            event("undo refused")
            assert self.snapshot() == before
            return
        without = self.snapshot()
        self.session.reverse(undone.seq)
        assert self.snapshot() == before
        if stays:
            self.session.reverse(seq)
            assert self.snapshot() == without
            event("undone for good")

    # What must hold.

    @invariant()
    def everything_closes(self) -> None:
        soundness.check_closes(self.session.in_force())
        soundness.check_closes(self.session.all_facts())

    @invariant()
    def every_piece_is_possible_on_every_day(self) -> None:
        ledger = self.session.ledger()
        for uid in self.session.samples():
            soundness.check_piece(ledger, uid)

    @invariant()
    def numbers_are_unique_and_nothing_is_its_own_ancestor(self) -> None:
        soundness.check_numbers(self.session.in_force())
        soundness.check_genealogy(self.session.in_force())
        soundness.check_touched(self.session.in_force())

    # Help.

    def post(self, data: st.DataObject, operation: Operation) -> Any:
        return self.post_acts([Act(operation=operation, day=self.day(data))])

    def post_acts(self, acts: list[Act]) -> Any:
        kind = acts[0].operation.KIND if len(acts) == 1 else "batch"
        before = self.snapshot()
        try:
            entry = self.session.post(*acts, accept=ACCEPTED)
        except Refused as refused:
            assert self.snapshot() == before
            event(f"{kind} refused: {sorted(refused.keys)[0]}")
            return None
        event(f"{kind} posted")
        after = self.snapshot()
        undone = self.session.reverse(entry.seq)
        assert self.snapshot() == before
        self.session.reverse(undone.seq)
        assert self.snapshot() == after
        return entry

    def day(self, data: st.DataObject) -> int:
        """Return today, or in three acts of ten an earlier day."""
        self.now += data.draw(st.integers(0, 2))
        back = data.draw(st.integers(0, 9)) < 3
        return day_number(data.draw(st.integers(1, self.now)) if back else self.now)

    def snapshot(self) -> tuple[Any, ...]:
        ledger = self.session.ledger()
        pieces = {uid: ledger.piece(uid) for uid in self.session.samples() if ledger.piece(uid).in_book}
        places = {uid: ledger.place(uid) for uid in self.session.places() if ledger.place(uid).in_book}
        return pieces, places

    def number(self) -> str:
        self.counter += 1
        return f"N{self.counter}"

    def registration(self, data: st.DataObject, kind: str, ug: int, placed: bool) -> Register:
        said: dict[str, Any] = {
            "known": {"mass": Mass.measured(ug, 1)},
            "unknown": {"mass": Mass.unknown("not_weighed")},
            "stated": {"mass": Mass.stated(ug, 1), "original": Mass.stated(ug + 5, 1)},
            "catalogue": {"original": Mass.stated(ug, 1)},
            "section": {"mass": Mass.stated(ug, 1), "form": "thin_section"},
            "none": {
                "mass": Mass.not_applicable(),
                "existence": Existence.RETIRED if ug < 5 else Existence.EXISTS,
            },
        }[kind]
        place = self.place_ref(data) if placed else None
        return Register(collection=self.collection, number=self.number(), place=place, **said)

    def daughters(self, data: st.DataObject, held: int) -> tuple[Daughter, ...]:
        made = []
        for _ in range(data.draw(st.integers(1, 3))):
            kind = data.draw(st.sampled_from(["known", "known", "unknown", "section", "read"]))
            ug = data.draw(st.integers(0, held // 2 + 1))
            place = self.place_ref(data) if data.draw(st.booleans()) else None
            said: dict[str, Any] = {
                "known": {"mass": Mass.stated(ug, 1)},
                "unknown": {},
                "section": {"form": "probe_mount"},
                "read": {"reading": Reading(net_ug=ug, resolution_ug=1)},
            }[kind]
            made.append(Daughter(number=self.number(), place=place, **said))
        return tuple(made)

    def piece_ref(self, data: st.DataObject) -> PieceRef:
        """Return mostly a piece that exists, the one of the last acts more often."""
        known = self.session.samples()
        ledger = self.session.ledger()
        there = [uid for uid in known if ledger.piece(uid).existence is Existence.EXISTS]
        usual = there[-4:] if data.draw(st.booleans()) else there
        return PieceRef(ref_of(data.draw(st.sampled_from(usual or known))))

    def place_ref(self, data: st.DataObject | None = None, name: str | None = None) -> PlaceRef:
        if name is not None:
            return PlaceRef(ref_of(self.session.named(Subject.PLACE, name)[0]))
        assert data is not None
        return PlaceRef(ref_of(data.draw(st.sampled_from(self.session.places()[2:]))))

    def state(self, ref: PieceRef) -> Any:
        return self.session.ledger().piece(Uid(ref[1:]))


LedgerMachine.TestCase.settings = settings(stateful_step_count=25)
TestLedger = LedgerMachine.TestCase
