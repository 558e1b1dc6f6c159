"""Acts on the condition of pieces as rules of the ledger machine."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from lunarcurator.domain.facts import ExposureKind, RelationKind, Scope, Statement
from lunarcurator.domain.identity import EntryRef, ref_of
from lunarcurator.domain.operations import (
    ChangeCondition,
    Expose,
    Freeze,
    OpenSealed,
    Reading,
    Relate,
    Restrict,
    SetUpPlace,
    StateFact,
    TakeOut,
    Weigh,
)
from lunarcurator.domain.statements import spoken_of
from lunarcurator.domain.status import Condition, Handling

CONDITION_ACCEPTED = ("condition.improves", "handling.broken", "freeze.not_cold", "expose.no_evidence")
SOME = st.sampled_from([None, Condition.AIR_EXPOSED, Condition.RETURNED, Condition.NOT_STATED])


class ConditionRules(RuleBasedStateMachine):
    """What a machine that can `post`, and find pieces and places, may do to their condition."""

    session: Any
    piece_ref: Any
    place_ref: Any
    post: Any
    counter: int

    @rule(data=st.data(), kind=st.sampled_from(list(ExposureKind)), scope=st.sampled_from(list(Scope)), to=SOME)
    def expose(self, data: st.DataObject, kind: ExposureKind, scope: Scope, to: Condition | None) -> None:
        if self.session.samples():
            places = (self.place_ref(data),) if data.draw(st.booleans()) else ()
            told = {"kind": kind, "scope": scope, "condition": to, "agent": "lamp", "places": places}
            self.post(data, Expose(samples=(self.piece_ref(data),), **told))

    @rule(data=st.data(), mk=st.sampled_from([77_000, 253_000, 290_000]), placed=st.booleans())
    def freeze(self, data: st.DataObject, mk: int, placed: bool) -> None:
        if self.session.samples():
            to = self.place_ref(data) if placed else None
            self.post(data, Freeze(samples=(self.piece_ref(data),), temperature_mk=mk, to=to))

    @rule(data=st.data(), to=SOME, placed=st.booleans())
    def take_out(self, data: st.DataObject, to: Condition | None, placed: bool) -> None:
        if self.session.samples():
            where = self.place_ref(data) if placed else None
            condition = to or Condition.PRISTINE
            self.post(data, TakeOut(samples=(self.piece_ref(data),), to=where, condition=condition))

    @rule(data=st.data(), ug=st.integers(0, 60))
    def seal_and_open(self, data: st.DataObject, ug: int) -> None:
        self.counter += 1
        name = f"sealed {self.counter}"
        sealed = SetUpPlace(kind="box", name=name, parent=self.place_ref(data), sealed=True)
        if self.post(data, sealed) is not None:
            place = self.place_ref(name=name)
            readings: tuple[Weigh, ...] = ()
            if self.session.samples() and data.draw(st.booleans()):
                piece = self.piece_ref(data)
                readings = (Weigh(sample=piece, reading=Reading(net_ug=ug, resolution_ug=1)),)
            self.post(data, OpenSealed(place=place, meets=ExposureKind.AIR, readings=readings))

    @rule(data=st.data(), condition=st.sampled_from(list(Condition)))
    def change_condition(self, data: st.DataObject, condition: Condition) -> None:
        if self.session.samples():
            self.post(data, ChangeCondition(samples=(self.piece_ref(data),), condition=condition, reason="seen"))

    @rule(data=st.data(), code=st.sampled_from([None, *Handling]))
    def restrict(self, data: st.DataObject, code: Handling | None) -> None:
        if self.session.samples():
            codes = (code,) if code else ()
            self.post(data, Restrict(samples=(self.piece_ref(data),), handling=codes, reason="lead"))

    @rule(data=st.data(), kind=st.sampled_from(list(RelationKind)))
    def relate_or_state(self, data: st.DataObject, kind: RelationKind) -> None:
        if self.session.samples():
            piece, other = self.piece_ref(data), self.piece_ref(data)
            self.post(data, Relate(sample=piece, other=other, kind=kind))
            stated = StateFact(sample=piece, field="collected", value=str(kind), source="notes", chosen=True)
            self.post(data, stated)

    @rule(data=st.data(), field=st.sampled_from(["day", "mass", "method"]), chosen=st.booleans())
    def speak_of_an_act(self, data: st.DataObject, field: str, chosen: bool) -> None:
        """Keep what a source says of an act: of one that is undone, or of another piece, it is refused."""
        if self.session.samples():
            entry = data.draw(st.sampled_from(self.session.entries))
            told = {"field": field, "value": "1 ug", "source": "notes", "chosen": chosen}
            about = EntryRef(ref_of(entry.uid))
            self.post(data, StateFact(sample=self.piece_ref(data), about=about, **told))

    @invariant()
    def sources_speak_of_what_stands(self) -> None:
        statements = [each.fact for each in self.session.in_force() if isinstance(each.fact, Statement)]
        spoken = {spoken_of(each.field).entry for each in statements} - {None}
        assert all(self.session.entry(uid).in_force for uid in spoken)
