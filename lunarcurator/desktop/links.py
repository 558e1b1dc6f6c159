"""What a link leads to, and what is selected: ids of things, never widgets."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid

if TYPE_CHECKING:
    from lunarcurator.services.browsing import PieceFilter
    from lunarcurator.services.exporting import ListOnScreen, Report
    from lunarcurator.services.journal import JournalFilter


class Target(StrEnum):
    """The kinds of record a link can lead to."""

    SAMPLE = "sample"
    PLACE = "place"
    ENTRY = "entry"
    BALANCE = "balance"
    LOAN = "loan"
    LINE = "line"
    PERSON = "person"
    AGREEMENT = "agreement"
    ROUND = "round"


@dataclass(frozen=True, slots=True)
class Link:
    """A record to go to, by its uid."""

    target: Target
    uid: Uid


@dataclass(frozen=True, slots=True)
class Selection:
    """What an action acts on: the selected pieces, places, entry, case or work order of the room in front.

    `filters` are those of the samples room, whatever is selected, `entries` that of the journal. On the loan desk
    `lines` are those selected of the loan in front, and the others the records they belong to. `in_front` is the
    list of the room in front, set only where it is asked for. `day` is that with which an act begins, 0 for today;
    `several` says that the lines are of more than one borrower.
    """

    samples: tuple[Uid, ...] = ()
    places: tuple[Uid, ...] = ()
    entry: Uid | None = None
    case: Uid | None = None
    order: Uid | None = None
    lines: tuple[Uid, ...] = ()
    loan: Uid | None = None
    person: Uid | None = None
    agreement: Uid | None = None
    round: Uid | None = None
    shipment: Uid | None = None
    day: Day = 0
    several: bool = False
    filters: "tuple[PieceFilter, ...]" = field(default=(), compare=False)
    entries: "JournalFilter | None" = field(default=None, compare=False)
    in_front: "Report | ListOnScreen | None" = field(default=None, compare=False)


NOTHING: Final = Selection()
