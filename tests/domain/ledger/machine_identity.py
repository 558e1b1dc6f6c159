"""The acts of identity as rules of the state machine."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule
from lunarcurator.domain.facts import NumberClaim
from lunarcurator.domain.identity import PieceRef, Uid, ref_of
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    AddBody,
    Adopt,
    CorrectBirth,
    CorrectIdentity,
    Dissolve,
    Merge,
    NewNumber,
    Renumber,
    Revive,
    SwapNumbers,
)
from lunarcurator.domain.status import Existence

from tests.domain.ledger.desk import MemoryDesk

IDENTITY_ACCEPTED = ("merge.mass_unknown",)


class IdentityActs:
    """Renumber, merge, adopt, dissolve, mend, revive: mixed into a machine with its desk and words."""

    session: MemoryDesk
    post: Any
    piece_ref: Any
    place_ref: Any
    number: Any
    daughters: Any
    day: Any

    @rule(data=st.data(), joins=st.booleans(), along=st.booleans())
    def renumber(self, data: st.DataObject, joins: bool, along: bool) -> None:
        if not self.session.samples():
            return
        ref = self.piece_ref(data)
        below = self.session.ledger().daughters(Uid(ref[1:]))[:2] if along else []
        daughters = tuple(NewNumber(sample=PieceRef(ref_of(each)), number=self.number()) for each in below)
        operation = Renumber(sample=ref, number=self.number(), daughters=daughters)
        self.post(data, replace(operation, parent=self.piece_ref(data)) if joins else operation)

    @rule(data=st.data())
    def renumber_back(self, data: st.DataObject) -> None:
        if self.session.samples():
            ref = self.piece_ref(data)
            facts = (each.fact for each in self.session.ledger().history(Uid(ref[1:])))
            numbers = [fact.number for fact in facts if isinstance(fact, NumberClaim)]
            if numbers:
                self.post(data, Renumber(sample=ref, number=data.draw(st.sampled_from(numbers))))

    @rule(data=st.data())
    def swap_numbers(self, data: st.DataObject) -> None:
        if self.session.samples():
            self.post(data, SwapNumbers(sample=self.piece_ref(data), other=self.piece_ref(data)))

    @rule(data=st.data())
    def merge(self, data: st.DataObject) -> None:
        if self.session.samples():
            self.post(data, Merge(sample=self.piece_ref(data), into=self.piece_ref(data)))

    @rule(data=st.data())
    def adopt(self, data: st.DataObject) -> None:
        if self.session.samples():
            self.post(data, Adopt(sample=self.piece_ref(data), parent=self.piece_ref(data)))

    @rule(data=st.data(), known=st.booleans())
    def dissolve(self, data: st.DataObject, known: bool) -> None:
        if self.session.samples():
            ref = self.piece_ref(data)
            held = self.session.ledger().piece(Uid(ref[1:])).held_ug
            into = (self.piece_ref(data),) if known else ()
            daughters = self.daughters(data, held or 30)
            made = (replace(daughters[0], unaccounted=True), *daughters[1:])
            self.post(data, Dissolve(sample=ref, daughters=made, into=into))

    @rule(data=st.data(), what=st.sampled_from(["mass", "parent", "both", "day"]), ug=st.integers(1, 60))
    def correct_birth(self, data: st.DataObject, what: str, ug: int) -> None:
        if self.session.samples():
            said: dict[str, Any] = {}
            if what in {"mass", "both"}:
                said["mass"] = Mass.stated(ug, 1)
            if what in {"parent", "both"}:
                said["parent"] = self.piece_ref(data)
            if what == "day":
                said["born"] = self.day(data)
            self.post(data, CorrectBirth(sample=self.piece_ref(data), evidence="data pack", **said))

    @rule(data=st.data())
    def revive(self, data: st.DataObject) -> None:
        ledger = self.session.ledger()
        void = [uid for uid in self.session.samples() if ledger.piece(uid).existence is Existence.VOID]
        void = [uid for uid in void if ledger.piece(uid).in_book]
        if void:
            self.post(data, Revive(sample=PieceRef(ref_of(data.draw(st.sampled_from(void))))))

    @rule(data=st.data(), received=st.booleans(), ug=st.integers(0, 60), blind=st.booleans())
    def add_body(self, data: st.DataObject, received: bool, ug: int, blind: bool) -> None:
        if self.session.samples():
            mass = Mass.unknown("not_weighed") if blind else Mass.stated(ug, 1)
            label = data.draw(st.sampled_from(["B", "C", "D"]))
            operation = AddBody(sample=self.piece_ref(data), body=label, first="A", received=received, mass=mass)
            self.post(data, operation)

    @rule(data=st.data())
    def correct_identity(self, data: st.DataObject) -> None:
        if self.session.samples():
            told = {"sample": self.piece_ref(data), "other": self.piece_ref(data)}
            self.post(data, CorrectIdentity(evidence="photograph", **told))
