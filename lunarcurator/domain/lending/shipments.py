"""A shipment as the desk knows it now, with its chain of custody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final, Self

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.lending.kept_documents import DOCUMENTS, Document
from lunarcurator.domain.lending.terms import Carrier, Direction
from lunarcurator.domain.typed_records import Entries, read

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


def said_of_part(before: str, now: str, arrived: Sequence[str], part: str) -> str:
    """Return what stays on record of a shipment that arrives in parts: of each part what was said, with its lines.

    `arrived` are the codes of the lines of which `before` was said, `part` names the lines of what comes now.
    """
    earlier = before
    if before and not any(code in before for code in arrived):
        earlier = f"{', '.join(arrived)}: {before}"
    return "; ".join(filter(None, (earlier, f"{part}: {now}" if now else "")))


def _since(each: Handed) -> tuple[Day, str]:
    return each.day, each.at.rjust(5, "0") if each.at else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """A shipment; days 0 where there is none. `hands` are in order of day and time."""

    uid: Uid
    code: str
    direction: Direction = Direction.OUT
    carrier: Carrier = Carrier.COURIER
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
    hands: Annotated[tuple[Handed, ...], Entries(HAND, _since)]
    documents: Annotated[tuple[Document, ...], Entries(DOCUMENTS)]
    fields: Mapping[str, Scalar]

    @classmethod
    def of(cls, state: Record) -> Self:
        """Return the shipment a state of the desk describes."""
        return read(cls, state.uid, state.fields)

    @property
    def receivers(self) -> tuple[str, ...]:
        """Who signed for it; of one that arrived in parts each, without the lines of their part."""
        return tuple(part.rpartition(": ")[2] for part in self.received_by.split("; "))

    @property
    def is_in_transit(self) -> bool:
        """Whether the shipment left and nobody signed for it yet."""
        return bool(self.sent) and not self.received
