"""Operations by which a borrower accounts for what is held: reports, transfers, returns, rounds (R4, R7)."""

from dataclasses import dataclass
from typing import ClassVar, Final

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import ExposureKind
from lunarcurator.domain.identity import (
    AgreementRef,
    CaseRef,
    CollectionRef,
    ForeignName,
    LabelAsFound,
    LineRef,
    LoanRef,
    PartyName,
    PersonRef,
    PieceRef,
    PlaceRef,
    RoundRef,
    ShipmentRef,
)
from lunarcurator.domain.lending.terms import LoanKind, RoundAnswer
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.operations.weighing import Reading
from lunarcurator.domain.status import Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportUse:
    """Book what a borrower reports as used up of a line: `ug` micrograms of it, or all of it where None.

    China asks for a video of destructive work by checksum, two signatures and the plan (`domain.md` 6b): they
    stand in `documents`, `signed_by`, `confirmed_by` and `plan`. `resolution_ug` is the last place to which the
    mass is stated, 0 where nobody says. `gone` names the sub-samples that are among what was used up.
    """

    KIND: ClassVar[str] = "report_use"

    line: LineRef
    ug: int | None = None
    resolution_ug: int = 0
    method: str
    plan: str = ""
    signed_by: PartyName = ""
    confirmed_by: PartyName = ""
    exposures: tuple[ExposureKind, ...] = ()
    report: Attached
    documents: tuple[Attached, ...] = ()
    gone: tuple[ForeignName, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SubSample:
    """A sub-sample a borrower made: its temporary name, form, and mass in ug as the borrower states it."""

    name: ForeignName
    form: str = ""
    ug: int | None = None
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSubSamples:
    """Note the sub-samples a borrower made of a line; they get official numbers when they come home.

    What a later report leaves out stays; one of the same name takes its place.
    """

    KIND: ClassVar[str] = "report_sub_samples"

    line: LineRef
    made: tuple[SubSample, ...]
    method: str = ""
    report: Attached


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportMass:
    """Note what a borrower says a line weighs now, in ug: a reported mass, never a weighing; no mass moves by it.

    What was used up, lost or given back in between is reported by an act of its own (R4, R7).
    """

    KIND: ClassVar[str] = "report_mass"

    line: LineRef
    ug: int
    remarks: str = ""
    report: Attached


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLoss:
    """Book what a borrower reports as lost of a line: `ug` of it, or the piece where None.

    It opens a case, or adds to the `case` of the loss or theft it belongs to.

    It closes no line: who answers for a piece lost whole does so until the duty is ended, or the piece is found.

    `resolution_ug` is the last place to which the mass is stated, 0 where nobody says. `gone` names the
    sub-samples that are among what was lost.
    """

    KIND: ClassVar[str] = "report_loss"

    line: LineRef
    ug: int | None = None
    resolution_ug: int = 0
    circumstances: str
    stolen: bool = False
    report: Attached
    gone: tuple[ForeignName, ...] = ()
    case: CaseRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindAgain:
    """Say that what a borrower had reported as lost of a line is found: `ug` of it, or all where None.

    A part comes `home` under a number of its own (`number` empty takes the next of the family), weighed or not,
    also after the line was closed; a piece lost whole comes home by `Recover`. Else it stays with the borrower,
    who answers for it again. `place`, `place_why`, `condition` and `confirmed` are as on a return sheet.
    `resolution_ug` is the last place to which `ug` is stated, 0 where nobody says.
    """

    KIND: ClassVar[str] = "find_again"

    line: LineRef
    ug: int | None = None
    home: bool = True
    reading: Reading | None = None
    number: str = ""
    proposed: bool = False
    form: str = ""
    place: PlaceRef | None = None
    place_why: str = ""
    condition: Condition | None = None
    confirmed: bool = False
    report: Attached
    remarks: str = ""
    resolution_ug: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseLine:
    """End the duty of a borrower to answer for what was reported as lost of a line, by a document (`domain.md` 4).

    The piece stays lost or stolen. Found later, it is recovered as a piece.
    """

    KIND: ClassVar[str] = "release_line"

    line: LineRef
    document: Attached


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferLine:
    """Pass what is held of a line to another borrower under a current agreement, approved before (R5).

    It opens a line in a loan of the receiver's, `to_loan` or a new one; the old line is closed by the receipt.
    """

    KIND: ClassVar[str] = "transfer_line"

    line: LineRef
    agreement: AgreementRef
    approved_by: PartyName
    receipt: Attached
    to_loan: LoanRef | None = None
    due: Day | None = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CameBack:
    """One piece that came back of a line: the piece itself, or a part or sub-sample that gets a number of its own.

    `name` is the borrower's temporary name; `stated_ug` what the borrower says it weighs, to the last place
    `stated_to_ug` (0 where nobody says), `reading` what our balance says. `number` empty takes the next one of
    the family, `form` empty that reported of its name, else that of the piece it came from.
    `place` departs from the default by form only with a reason (R17). `confirmed` says that number, mass and
    description were compared. `label` is what a mislabelled vial says, kept as found. `unscanned` says that other
    pieces were scanned as they came and this one was not, `unscanned_why` why it is taken back all the same.
    """

    itself: bool = False
    name: ForeignName = ""
    number: str = ""
    proposed: bool = False
    form: str = ""
    stated_ug: int | None = None
    stated_to_ug: int = 0
    reading: Reading | None = None
    place: PlaceRef | None = None
    place_why: str = ""
    condition: Condition | None = None
    confirmed: bool = False
    remarks: str = ""
    label: LabelAsFound = ""
    unscanned: bool = False
    unscanned_why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnLine:
    """Take back what came of a line, on the return sheet (F-75 kind): pieces, use, loss, and what stays out.

    `retained_ug` is what the borrower keeps, stated to the last place `retained_to_ug` (0 where nobody says): with
    0 the line must balance and is closed by the receipt, None is all the rest. What is missing to balance is
    refused, unless it is within tolerance or `accept_difference` says that somebody with authority takes it (R7).
    `resolution_ug` is the last place to which the sheet states what was used up or lost, 0 where nobody says. What
    was used up is recorded as in `ReportUse`: by `method`, `plan`, `signed_by`, `confirmed_by`, and the video
    among the `documents`. `gone` names the sub-samples that are among what was used up or lost, `kept` those that
    stay out.
    """

    KIND: ClassVar[str] = "return_line"

    line: LineRef
    pieces: tuple[CameBack, ...] = ()
    consumed_ug: int = 0
    lost_ug: int = 0
    resolution_ug: int = 0
    retained_ug: int | None = 0
    retained_to_ug: int = 0
    accept_difference: bool = False
    method: str = ""
    plan: str = ""
    signed_by: PartyName = ""
    confirmed_by: PartyName = ""
    exposures: tuple[ExposureKind, ...] = ()
    contamination: str = ""
    shipment: ShipmentRef | None = None
    sheet: Attached
    documents: tuple[Attached, ...] = ()
    gone: tuple[ForeignName, ...] = ()
    kept: tuple[ForeignName, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OldLine:
    """One line of a loan of long ago; mass and due day may be unknown, and stay so."""

    sample: PieceRef
    ug: int | None = None
    due: Day | None = None
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterLoan:
    """Enter a loan that began before this book: its lines are out from the day of the act, as the source says.

    `since_stated` is how the source words that day where it is not exact, such as *unknown* or *about 1978*: it
    prints, while the lines count from the first day their pieces are on record.
    """

    KIND: ClassVar[str] = "enter_loan"

    number: str = ""
    kind: LoanKind = LoanKind.RESEARCH
    borrower: PersonRef
    agreement: AgreementRef | None = None
    lines: tuple[OldLine, ...]
    source: str
    purpose: str = ""
    remarks: str = ""
    since_stated: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRound:
    """Open an inventory round: the lines open at the end of `frozen` are asked for until `deadline` (AM-6).

    `collections` empty means all of them.
    """

    KIND: ClassVar[str] = "open_round"

    number: str = ""
    frozen: Day
    deadline: Day
    collections: tuple[CollectionRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What a borrower answers for a line; `ug` is the mass the borrower states, to the last place `to_ug`.

    The curator accepts it, or sets it `aside` for a reason: then the line stays unanswered, with the reason.
    An answer that cannot be read is None and can only be set aside.
    """

    line: LineRef
    answer: RoundAnswer | None = None
    ug: int | None = None
    remarks: str = ""
    aside: str = ""
    to_ug: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedBesides:
    """A piece a borrower names that the round did not ask that borrower for, as it was written down.

    Its mass in ug is stated to the last place `to_ug`, 0 where nobody says.
    """

    text: LabelAsFound
    ug: int | None = None
    remarks: str = ""
    to_ug: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRound:
    """Take the signed answer of a borrower into a round; lines left out stay unanswered.

    Answers change no mass and no custody: what follows from them is posted apart. `besides` are pieces named that
    were not asked for. `signed_on` and `witnessed_on` are the days beside the signatures, as they are written.
    """

    KIND: ClassVar[str] = "answer_round"

    round: RoundRef
    person: PersonRef
    answers: tuple[Answered, ...] = ()
    besides: tuple[NamedBesides, ...] = ()
    signed_by: PartyName
    witnessed_by: PartyName
    document: Attached
    signed_on: str = ""
    witnessed_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseRound:
    """Close a round; who has not answered stays delinquent until an answer comes (LN71)."""

    KIND: ClassVar[str] = "close_round"

    round: RoundRef
    remarks: str = ""


type AccountingOperation = (
    EnterLoan
    | ReportUse
    | ReportSubSamples
    | ReportMass
    | ReportLoss
    | FindAgain
    | ReleaseLine
    | TransferLine
    | ReturnLine
    | OpenRound
    | AnswerRound
    | CloseRound
)

ACCOUNTING: Final[tuple[type[AccountingOperation], ...]] = (
    EnterLoan,
    ReportUse,
    ReportSubSamples,
    ReportMass,
    ReportLoss,
    FindAgain,
    ReleaseLine,
    TransferLine,
    ReturnLine,
    OpenRound,
    AnswerRound,
    CloseRound,
)
"""For the one table of operations: from the reports of borrowers to the annual inventory."""
