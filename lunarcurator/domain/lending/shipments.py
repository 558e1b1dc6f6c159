"""A shipment as the desk knows it now, with its chain of custody."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.lending.embedded_records import Document, day_in, documents, entries
from lunarcurator.domain.lending.terms import Carrier, Direction

HAND: Final = "hand/"
HOME: Final = "home_shipment"
"""The field of a line that names the shipment in which it came home."""
OF_ITS_CARRIER: Final[tuple[str, ...]] = ("firm", "tracking", "carried_by")
"""What is true of a shipment only while it travels with the same carrier."""
OF_ITS_FIRM: Final[tuple[str, ...]] = ("tracking",)
"""What is true of a shipment only while the same firm carries it."""


@dataclass(frozen=True, slots=True)
class Handed:
    """One hand-over: both people, the local time (HH:MM, empty where not known), and whether seals were intact."""

    uid: Uid
    given_by: str
    taken_by: str
    at: str
    day: Day
    seals_intact: bool | None
    remarks: str


@dataclass(frozen=True, slots=True)
class Shipment:
    """A shipment; days 0 where there is none. `seals` and `carried_by` stand on the desk as lists in JSON."""

    uid: Uid
    code: str
    direction: Direction
    carrier: Carrier
    firm: str
    tracking: str
    seals: tuple[str, ...]
    carried_by: tuple[str, ...]
    route: str
    declared_value: str
    value_received: str
    insurance: str
    waiver: str
    condition: str
    condition_received: str
    packed: Day
    sent: Day
    received: Day
    received_by: str
    hands: tuple[Handed, ...]
    documents: tuple[Document, ...]
    fields: Mapping[str, Scalar]

    @classmethod
    def of(cls, state: Record) -> Self:
        """Return the shipment a state of the desk describes."""
        return cls(
            state.uid,
            state.text("code"),
            Direction(state.text("direction") or Direction.OUT),
            Carrier(state.text("carrier") or Carrier.COURIER),
            state.text("firm"),
            state.text("tracking"),
            _several(state, "seals"),
            _several(state, "carried_by"),
            state.text("route"),
            state.text("declared_value"),
            state.text("value_received"),
            state.text("insurance"),
            state.text("waiver"),
            state.text("condition"),
            state.text("condition_received"),
            day_in(state, "packed"),
            day_in(state, "sent"),
            day_in(state, "received"),
            state.text("received_by"),
            hands_of(state),
            documents(state.fields),
            state.fields,
        )

    @property
    def is_in_transit(self) -> bool:
        """Whether the shipment left and nobody signed for it yet."""
        return bool(self.sent) and not self.received


def hands_of(state: Record) -> tuple[Handed, ...]:
    """Return the hand-overs of a shipment in order of day and time."""
    found = [
        Handed(
            uid,
            told["given_by"],
            told["taken_by"],
            told["at"],
            told["day"],
            None if told["seals_intact"] is None else bool(told["seals_intact"]),
            told["remarks"],
        )
        for uid, told in entries(state.fields, HAND)
    ]
    return tuple(sorted(found, key=lambda each: (each.day, each.at.rjust(5, "0") if each.at else "")))


def _several(state: Record, key: str) -> tuple[str, ...]:
    return tuple(json.loads(state.text(key))) if state.text(key) else ()
