"""Use, loss, recovery, transfer and display as rules of the ledger machine."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from lunarcurator.domain.identity import CollectionRef, EntryRef, PieceRef, ref_of
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    ComeBack,
    Consume,
    DeclareLost,
    Missing,
    MoveBack,
    Reading,
    Recover,
    Register,
    SendToDisplay,
    TakeDown,
    TransferKind,
    TransferTitle,
)
from lunarcurator.domain.status import Condition, Custody, Existence, Title

LEAVING_ACCEPTED = (
    "come_back.needs_authority",
    "consume.suspense_stays",
    "lost.needs_authority",
    "move_back.gone_on",
    "recover.not_confirmed",
    "split.does_not_close",
    "take_down.not_pristine",
    "transfer.needs_authority",
    "transfer.nothing_received",
)


class LeavingRules(RuleBasedStateMachine):
    """What a machine that can `post`, and find pieces and places, may do to make them leave and come back."""

    session: Any
    piece_ref: Any
    place_ref: Any
    post: Any
    state: Any
    number: Any
    collection: CollectionRef

    @rule(data=st.data(), how=st.sampled_from(["whole", "part", "left"]), share=st.integers(1, 4))
    def consume(self, data: st.DataObject, how: str, share: int) -> None:
        if self.session.samples():
            ref = self.piece_ref(data)
            held = self.state(ref).held_ug
            ug = max(1, held // (share + 1)) if how == "part" else None
            after = Reading(net_ug=held // share, resolution_ug=1) if how == "left" else None
            self.post(data, Consume(sample=ref, ug=ug, after=after, evidence="report"))

    @rule(data=st.data(), how=st.sampled_from(list(Missing)), box=st.sampled_from(["", "", "Box", "Vial", "Can"]))
    def lose(self, data: st.DataObject, how: Missing, box: str) -> None:
        places = (self.place_ref(name=box),) if box else ()
        samples = (self.piece_ref(data),) if self.session.samples() and not box else ()
        told = {"report": "police", "circumstances": "told"}
        self.post(data, DeclareLost(samples=samples, places=places, how=how, **told))
        self.recover(data)

    def recover(self, data: st.DataObject) -> None:
        gone = self.standing({Existence.LOST, Existence.STOLEN})
        if gone and data.draw(st.booleans()):
            net = data.draw(st.integers(0, 20))
            read = Reading(net_ug=net, resolution_ug=1) if data.draw(st.booleans()) else None
            told = {"reading": read, "confirmed": data.draw(st.booleans())}
            ref = data.draw(st.sampled_from(gone))
            self.post(data, Recover(sample=ref, place=self.place_ref(data), evidence="drawer", **told))

    @rule(data=st.data(), until=st.booleans(), condition=st.sampled_from(list(Condition)))
    def show(self, data: st.DataObject, until: bool, condition: Condition) -> None:
        if not self.session.samples():
            return
        end = 20991231 if until else 0
        self.post(data, SendToDisplay(samples=(self.piece_ref(data),), place=self.place_ref(data), until=end))
        shown = [ref for ref in self.standing({Existence.EXISTS}) if self.state(ref).custody is Custody.DISPLAY]
        if shown and data.draw(st.booleans()):
            samples = tuple(shown[:2])
            self.post(data, TakeDown(samples=samples, to=self.place_ref(data), condition=condition))

    @rule(data=st.data(), kind=st.sampled_from(list(TransferKind)), title=st.sampled_from(list(Title)))
    def transfer(self, data: st.DataObject, kind: TransferKind, title: Title) -> None:
        if not self.session.samples():
            return
        received: tuple[Register, ...] = ()
        if kind is TransferKind.EXCHANGE and data.draw(st.booleans()):
            mass = Mass.stated(data.draw(st.integers(0, 20)), 1)
            received = (Register(collection=self.collection, number=self.number(), mass=mass),)
        stays = kind is TransferKind.TITLE_ONLY
        told = {"counterpart": "museum", "document": "deed", "stays": stays, "title": title if stays else None}
        self.post(data, TransferTitle(samples=(self.piece_ref(data),), kind=kind, received=received, **told))
        passed = self.standing({Existence.TRANSFERRED})
        if passed and data.draw(st.booleans()):
            mass = Mass.stated(data.draw(st.integers(0, 20)), 1)
            came = (Register(collection=self.collection, number=self.number(), mass=mass),)
            later = {"counterpart": "museum", "document": "deed", "given_before": tuple(passed[:2])}
            exchange = TransferTitle(samples=(), kind=TransferKind.EXCHANGE, received=came, **later)
            self.post(data, exchange)
        if passed and data.draw(st.booleans()):
            place, again = self.place_ref(data), data.draw(st.sampled_from((Title.OURS, Title.HELD_FOR)))
            owner = "court" if again is Title.HELD_FOR else ""
            back = ComeBack(samples=tuple(passed[:2]), place=place, title=again, owner=owner, document="writ")
            self.post(data, back)

    @rule(data=st.data())
    def move_back(self, data: st.DataObject) -> None:
        moves = [entry for entry in self.session.entries if entry.kind == "move"]
        if moves:
            entry = data.draw(st.sampled_from(moves[-4:]))
            self.post(data, MoveBack(entry=EntryRef(ref_of(entry.uid))))

    def standing(self, existence: set[Existence]) -> list[PieceRef]:
        ledger = self.session.ledger()
        found = (uid for uid in self.session.samples() if ledger.piece(uid).existence in existence)
        return [PieceRef(ref_of(uid)) for uid in found]
