"""Random counts, cases and work orders, for the machine that tries every act."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule
from lunarcurator.domain.acts import Act
from lunarcurator.domain.booking.exposing import standing_in_at
from lunarcurator.domain.facts import CheckVerdict, Subject, Touch
from lunarcurator.domain.identity import CaseRef, OrderRef, PieceRef, Uid, ref_of
from lunarcurator.domain.operations import (
    AdvanceOrder,
    CheckPlace,
    CloseCase,
    Extra,
    Jotted,
    Operation,
    OrderState,
    Reading,
    ReopenCase,
    SeenElsewhere,
)

_FOUND = st.sampled_from([CheckVerdict.SEEN, CheckVerdict.SEEN, CheckVerdict.ELSEWHERE, CheckVerdict.MISSING])


class CheckingActs:
    """Rules of counts, cases and orders; the machine brings `session`, `day`, `post` and the pickers."""

    session: Any
    day: Any
    post: Any
    post_acts: Any
    piece_ref: Any
    place_ref: Any

    @rule(data=st.data(), extra=st.booleans())
    def check_place(self, data: st.DataObject, extra: bool) -> None:
        day, place = self.day(data), self.place_ref(data)
        found: dict[CheckVerdict, list[PieceRef]] = {each: [] for each in CheckVerdict}
        for uid in standing_in_at(self.session.ledger(), Uid(place[1:]), day):
            found[data.draw(_FOUND)].append(PieceRef(ref_of(uid)))
        elsewhere = tuple(
            SeenElsewhere(sample=ref, place=self.place_ref(data)) for ref in found[CheckVerdict.ELSEWHERE]
        )
        known = self.piece_ref(data) if extra and self.session.samples() else None
        count = CheckPlace(
            place=place,
            seen=tuple(found[CheckVerdict.SEEN]),
            missing=tuple(found[CheckVerdict.MISSING]),
            elsewhere=elsewhere,
            extra=(Extra(text="x", sample=known),) if extra else (),
        )
        self.post_acts([Act(operation=count, day=day)])

    @rule(data=st.data(), closes=st.booleans())
    def follow_a_case(self, data: st.DataObject, closes: bool) -> None:
        cases = self._on_the_desk(Subject.CASE)
        if cases:
            ref = CaseRef(ref_of(data.draw(st.sampled_from(cases))))
            act: Operation = CloseCase(case=ref, outcome="o") if closes else ReopenCase(case=ref, why="w")
            self.post(data, act)

    @rule(data=st.data(), state=st.sampled_from(OrderState), ug=st.integers(0, 60))
    def advance_an_order(self, data: st.DataObject, state: OrderState, ug: int) -> None:
        orders = self._on_the_desk(Subject.ORDER)
        if orders:
            ref = OrderRef(ref_of(data.draw(st.sampled_from(orders))))
            jotted = (Jotted(number="", reading=Reading(net_ug=ug, resolution_ug=1)),) if ug else ()
            self.post(data, AdvanceOrder(order=ref, state=state, jotted=jotted, remarks="r" if ug else ""))

    def _on_the_desk(self, kind: Subject) -> list[Uid]:
        facts = (each.fact for each in self.session.in_force())
        return list(dict.fromkeys(f.subject for f in facts if isinstance(f, Touch) and f.kind is kind))
