"""Sieving, dissection, sections and composites as rules of the ledger machine."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from lunarcurator.domain.facts import ParentRole
from lunarcurator.domain.identity import CollectionRef, Uid
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    Compose,
    Daughter,
    Depths,
    Dissect,
    FieldValue,
    Gap,
    MakeSections,
    Part,
    Reading,
    Sieve,
)

CUTTING_ACCEPTED = (
    "compose.not_weighed",
    "dissect.break",
    "mass.rest_unmeasured",
    "sections.no_butt",
    "sieve.overlap",
)


class CuttingRules(RuleBasedStateMachine):
    """What a machine that can `post`, and find pieces, may do to divide them in ways of their own."""

    session: Any
    piece_ref: Any
    post: Any
    state: Any
    number: Any
    daughters: Any
    collection: CollectionRef

    @rule(data=st.data(), wholly=st.booleans(), attrition=st.integers(0, 2))
    def sieve(self, data: st.DataObject, wholly: bool, attrition: int) -> None:
        if not self.session.samples():
            return
        ref = self.piece_ref(data)
        held = self.state(ref).held_ug
        made = self._with_values(self.daughters(data, held or 30), "sieve_min_um", "sieve_max_um")
        self.post(data, Sieve(parent=ref, daughters=made, attrition_ug=attrition, all_sieved=wholly))

    @rule(data=st.data(), nth=st.integers(1, 2), picks=st.booleans(), start=st.sampled_from([0, 1_000, 5_000]))
    def dissect(self, data: st.DataObject, nth: int, picks: bool, start: int) -> None:
        if not self.session.samples():
            return
        ref = self.piece_ref(data)
        held = self.state(ref).held_ug
        made = self._with_values(self.daughters(data, held or 30), "depth_top_um", "depth_bottom_um", start)
        if picks:
            made = (*made[:-1], replace(made[-1], role=ParentRole.PICKED))
        gaps = (Gap(top_um=0, bottom_um=start),) if start else ()
        self.post(data, Dissect(parent=ref, dissection_pass=nth, daughters=made, gaps=gaps))

    @rule(data=st.data(), count=st.integers(1, 3), form=st.sampled_from(["potted_butt", "thin_section"]))
    def make_sections(self, data: st.DataObject, count: int, form: str) -> None:
        if not self.session.samples():
            return
        numbers = [self.number() for _ in range(count)]
        depths = tuple(Depths(top_um=at * 1_000, bottom_um=at * 1_000 + 500) for at in range(count))
        operation = MakeSections(
            parent=self.piece_ref(data),
            numbers=" ".join(numbers),
            form=form,
            depths=depths if data.draw(st.booleans()) else (),
            retires=data.draw(st.booleans()),
        )
        self.post(data, operation)

    @rule(data=st.data(), weighed=st.booleans(), off=st.integers(-1, 1))
    def compose(self, data: st.DataObject, weighed: bool, off: int) -> None:
        if len(self.session.samples()) < 2:
            return
        parts, total = [], 0
        for ref in dict.fromkeys([self.piece_ref(data) for _ in range(3)]):
            held = self.state(ref).held_ug
            ug = data.draw(st.integers(1, max(held // 2, 1))) if data.draw(st.booleans()) else None
            total += held if ug is None else ug
            parts.append(Part(sample=ref, ug=ug))
        reading = Reading(net_ug=max(total + off, 0), resolution_ug=1) if weighed else None
        mass = Mass.unknown("not_weighed")
        told = {"collection": self.collection, "number": self.number(), "mass": mass, "reading": reading}
        entry = self.post(data, Compose(parts=tuple(parts), **told))
        if entry is not None:
            made = Uid(entry.facts[0].fact.subject)
            parents = [uid for uid, _ in self.session.ledger().piece(made).parents]
            assert parents == [Uid(part.sample[1:]) for part in parts]

    def _with_values(
        self, daughters: tuple[Daughter, ...], low: str, high: str, start: int = 0
    ) -> tuple[Daughter, ...]:
        """Give each daughter a stretch of 1 mm after the one before."""
        return tuple(
            replace(
                each,
                values=(
                    FieldValue(field=low, value=start + at * 1_000),
                    FieldValue(field=high, value=start + (at + 1) * 1_000),
                ),
            )
            for at, each in enumerate(daughters)
        )
