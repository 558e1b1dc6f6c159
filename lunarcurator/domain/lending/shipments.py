"""A shipment as the desk knows it now, with its chain of custody."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final, Self

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.lending.kept_documents import DOCUMENTS, Document
from lunarcurator.domain.lending.lines import Line
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


_LINE: Final = r"[^,;:()]+/\d+"
_PART: Final = re.compile(rf"(?:^|; )(?P<lines>{_LINE}(?:, {_LINE})*)(?: \([^()]*\))?: ")
"""Where in what is said of parts, as `said_of_part` writes it, the next part begins."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was signed for at once: the codes of its lines, the day, and who signed; `whole` if it was all."""

    lines: tuple[str, ...]
    day: Day
    by: str
    whole: bool


def _parts_of(text: str) -> list[tuple[tuple[str, ...], str]]:
    """Return what is said of each part with the codes of its lines; a text of the whole names none."""
    found = list(_PART.finditer(text))
    if not found:
        return [((), text)] if text else []
    ends = [each.start() for each in found[1:]] + [len(text)]
    return [
        (tuple(each["lines"].split(", ")), text[each.end() : end]) for each, end in zip(found, ends, strict=True)
    ]


def receipts_of(shipment: "Shipment", inside: Iterable[Line]) -> tuple[Receipt, ...]:
    """Return who signed for which lines of a shipment and when, the earliest first; nothing where nobody did."""
    lines = list(inside)
    days = {line.code: line.received for line in lines if line.received}
    found: list[Receipt] = []
    for codes, by in _parts_of(shipment.received_by):
        mine = tuple(code for code in codes or days if code in days)
        found += [Receipt(mine, days[mine[0]], by, len(mine) == len(lines))] if mine else []
    return tuple(sorted(found, key=lambda each: each.day))


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
        return tuple(by for _, by in _parts_of(self.received_by))

    @property
    def is_in_transit(self) -> bool:
        """Whether the shipment left and nobody signed for it yet."""
        return bool(self.sent) and not self.received
