"""Operations from a request to prepared pieces: what is asked, what is decided, what is got ready."""

from dataclasses import dataclass
from typing import ClassVar

from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import AgreementRef, LineRef, LoanRef, PartyName, PersonRef, PieceRef, PlaceRef
from lunarcurator.domain.lending.terms import Decision, LineMode, LoanKind
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.operations.weighing import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One line of a request: a piece, or a part of a stock, with optimum and minimum in ug.

    `described` says what is wanted where no piece is named yet. `mode` None goes by the form of the piece (R16).
    `destructive` None says that nobody chose whether the use destroys anything.
    """

    sample: PieceRef | None = None
    described: str = ""
    mode: LineMode | None = None
    optimum_ug: int | None = None
    minimum_ug: int | None = None
    destructive: bool | None = None
    category: str = ""
    use: str = ""
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLoan:
    """Enter a request, which becomes a loan; `number` empty takes the next of the year.

    `round` is the committee's round, `plan` the plan the use falls under, `project_until` the end of the project.
    """

    KIND: ClassVar[str] = "request_loan"

    number: str = ""
    kind: LoanKind = LoanKind.RESEARCH
    borrower: PersonRef
    agreement: AgreementRef | None = None
    co_investigators: tuple[PersonRef, ...] = ()
    purpose: str = ""
    plan: str = ""
    round: str = ""
    project: str = ""
    project_until: Day = 0
    lines: tuple[Wanted, ...] = ()
    documents: tuple[Attached, ...] = ()
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddLines:
    """Add lines to a loan, whatever state its other lines are in."""

    KIND: ClassVar[str] = "add_lines"

    loan: LoanRef
    lines: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """Change what a line asks for, as long as nothing was prepared for it."""

    KIND: ClassVar[str] = "change_line"

    line: LineRef
    wanted: Wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLoan:
    """Change what is said of a loan as a whole: agreement, purpose, plan, round, project; None leaves it.

    `co_investigators` are all there are from then on.
    """

    KIND: ClassVar[str] = "change_loan"

    loan: LoanRef
    agreement: AgreementRef | None = None
    purpose: str | None = None
    plan: str | None = None
    round: str | None = None
    project: str | None = None
    project_until: Day | None = None
    remarks: str | None = None
    documents: tuple[Attached, ...] = ()
    co_investigators: tuple[PersonRef, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawLines:
    """Take lines out of a loan before anything went out; what was reserved or prepared for them is free again."""

    KIND: ClassVar[str] = "withdraw_lines"

    lines: tuple[LineRef, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """The decision on one line: granted ug of a stock, or the piece; a refusal says why."""

    line: LineRef
    decision: Decision
    granted_ug: int | None = None
    sample: PieceRef | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideLines:
    """Decide lines of a request on the day of the act; `body` is who decided, such as expert committee or LESEC.

    `final` is False for a step before the last (China: committee, LESEC, CNSA), which is only noted. A granted
    piece is reserved from then on: it cannot be promised twice.
    """

    KIND: ClassVar[str] = "decide_lines"

    lines: tuple[Decided, ...]
    body: PartyName
    final: bool = True
    conditions: str = ""
    documents: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One line got ready: the piece itself, or a part weighed out of its stock under a new number.

    For a part: `reading` of the part, `number` empty takes the next one of the stock's family (`proposed` then
    says that the program chose it), `place` is where the part waits, `after` a reading of what is left of the
    stock, and `attrition_ug` what was lost over it. What the stock weighed before is a weighing of its own.
    """

    line: LineRef
    sample: PieceRef | None = None
    number: str = ""
    series: str = ""
    proposed: bool = False
    form: str = ""
    reading: Reading | None = None
    after: Reading | None = None
    attrition_ug: int = 0
    place: PlaceRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrepareLines:
    """Get approved lines ready: pieces are chosen, parts weighed out, which splits them from their stock (R16)."""

    KIND: ClassVar[str] = "prepare_lines"

    lines: tuple[Made, ...]
