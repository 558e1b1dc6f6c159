"""Operations by which pieces are used up, go missing, come back, or change hands."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import CaseRef, PartyName, PieceRef, PlaceRef
from lunarcurator.domain.operations.registering import Register
from lunarcurator.domain.operations.weighing import Reading
from lunarcurator.domain.status import Condition, Title


class Ending(StrEnum):
    """How a piece ends by use: in an analysis, or otherwise; both book its mass as *consumed*."""

    CONSUMED = "consumed"
    DESTROYED = "destroyed"


class Missing(StrEnum):
    """How a piece came to be missing."""

    LOST = "lost"
    STOLEN = "stolen"


class TransferKind(StrEnum):
    """Why title or piece changes hands for good (R21): none of these is a loan."""

    GIFT = "gift"
    MUSEUM = "museum"
    EXCHANGE = "exchange"
    DEACCESSION = "deaccession"
    RETURN_TO_OWNER = "return_to_owner"
    TITLE_ONLY = "title_only"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consume:
    """Say that a piece was used up, wholly or `ug` micrograms of it; the record stays (R10).

    `after` is the reading of what is left, which then says how much was used.
    """

    KIND: ClassVar[str] = "consume"

    sample: PieceRef
    ug: int | None = None
    after: Reading | None = None
    ending: Ending = Ending.CONSUMED
    method: str = ""
    by: PartyName = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareLost:
    """Declare pieces, and all that stood in containers, lost or stolen; two people stand behind it (workflow 26).

    `last_seen` 0 is not known. One case is opened for all of them, or they are added to the `case` of the loss or
    theft they belong to. A piece that is out on loan is lost on its line: who borrowed it answers for it still.
    `back` is the day they were here again, where a time long past is entered: they then stand where they stood,
    and the case is closed.
    """

    KIND: ClassVar[str] = "declare_lost"

    samples: tuple[PieceRef, ...] = ()
    places: tuple[PlaceRef, ...] = ()
    how: Missing = Missing.LOST
    last_seen: Day = 0
    report: str = ""
    circumstances: str = ""
    back: Day = 0
    case: CaseRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recover:
    """Take a lost or stolen piece back into the book; the gap in its custody stays visible.

    Without `reading` it is here with the mass it had. `confirmed` says that its identity was checked. `case` is
    that of its loss: it ends when nothing of it is missing any longer, and nothing that was found is in doubt.
    """

    KIND: ClassVar[str] = "recover"

    sample: PieceRef
    place: PlaceRef
    reading: Reading | None = None
    confirmed: bool = False
    condition: Condition = Condition.RETURNED
    found_by: PartyName = ""
    evidence: str = ""
    case: CaseRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferTitle:
    """Pass title of pieces on for good, and take in what was given for them, in one act (workflow 27).

    With `stays` the piece itself remains here under the new title; `owner` is then whose it is. What is `received`
    is registered against *transferred*, so that both sides of an exchange close; the balance counts it as
    received. `given_before` are pieces that an earlier act passed on, where what was given for them comes later.
    """

    KIND: ClassVar[str] = "transfer_title"

    samples: tuple[PieceRef, ...] = ()
    kind: TransferKind
    counterpart: PartyName
    document: str
    title: Title | None = None
    stays: bool = False
    owner: PartyName = ""
    received: tuple[Register, ...] = ()
    given_before: tuple[PieceRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ComeBack:
    """Take pieces in again whose title passed on: with their title again, or held for their owner.

    They are the same records under their numbers. A piece held for somebody, as evidence, on loan or in care, is
    in its place and counts there, and its mass is not the lab's until title returns. `confirmed` says that its
    identity was checked.
    """

    KIND: ClassVar[str] = "come_back"

    samples: tuple[PieceRef, ...]
    place: PlaceRef
    title: Title
    document: str
    owner: PartyName = ""
    condition: Condition = Condition.RETURNED
    confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SendToDisplay:
    """Put pieces on display at a venue or in a display case; they are out of hand until taken down.

    `back` is the day they were back where they had stood, where a time long past is entered, and `condition` what
    they were then.
    """

    KIND: ClassVar[str] = "send_to_display"

    samples: tuple[PieceRef, ...]
    place: PlaceRef
    until: Day = 0
    agreement: str = ""
    back: Day = 0
    condition: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeDown:
    """Take pieces back from display; what was shown in air is no longer what it was."""

    KIND: ClassVar[str] = "take_down"

    samples: tuple[PieceRef, ...]
    to: PlaceRef
    condition: Condition = Condition.RETURNED
    remarks: str = ""
