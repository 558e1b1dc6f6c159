"""Operations by which pieces leave, arrive, and stay out: issue, shipments, hand-overs, dates."""

from dataclasses import dataclass
from typing import ClassVar

from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import LineRef, LoanRef, PartyName, ShipmentRef
from lunarcurator.domain.lending.terms import Carrier, Direction, Letter, Owed
from lunarcurator.domain.operations.borrowing import Attached


@dataclass(frozen=True, slots=True, kw_only=True)
class PackShipment:
    """Enter a shipment, or change one that has not arrived: one box with several loans, or one of several boxes.

    `carried_by` names who carries it by hand, `route` how. `waiver` stands where it is not insured. What is None
    is not said and stays, what is empty is cleared. Who changes the carrier says what
    becomes of the firm, the tracking number and the carriers on record.
    """

    KIND: ClassVar[str] = "pack_shipment"

    shipment: ShipmentRef | None = None
    number: str = ""
    direction: Direction | None = None
    carrier: Carrier | None = None
    firm: PartyName | None = None
    tracking: str | None = None
    seals: tuple[str, ...] | None = None
    carried_by: tuple[PartyName, ...] | None = None
    route: str | None = None
    declared_value: str | None = None
    insurance: str | None = None
    waiver: str | None = None
    condition: str | None = None
    documents: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One line that goes out, with its own due day; 0 takes the longest the policy allows, None is none at all."""

    line: LineRef
    due: Day | None = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLines:
    """Let prepared lines leave in a shipment: their pieces are in transit until somebody received them.

    The policy, the agreement and the borrower's standing are judged here (R5, R6, R16, R19).
    """

    KIND: ClassVar[str] = "issue_lines"

    lines: tuple[Sent, ...]
    shipment: ShipmentRef
    assignment: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """One hand-over in the chain of custody, with both people; `at` is the local time as HH:MM, where known."""

    KIND: ClassVar[str] = "hand_over"

    shipment: ShipmentRef
    given_by: PartyName
    taken_by: PartyName
    at: str = ""
    seals_intact: bool | None = None
    remarks: str = ""
    documents: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveShipment:
    """Say that a shipment arrived with the borrower and was signed for; `lines` empty means all of it.

    `condition`, `declared_value` and `documents`, such as photographs, are those at entry.
    """

    KIND: ClassVar[str] = "receive_shipment"

    shipment: ShipmentRef
    received_by: PartyName
    lines: tuple[LineRef, ...] = ()
    condition: str = ""
    receipt: Attached
    declared_value: str = ""
    documents: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendLines:
    """Give lines a later due day, on request and with approval, while their agreement is valid."""

    KIND: ClassVar[str] = "extend_lines"

    lines: tuple[LineRef, ...]
    due: Day
    asked_by: PartyName
    approved_by: PartyName
    why: str
    documents: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallLines:
    """Ask lines back by a day; nothing new is issued to the borrower while a recall is open."""

    KIND: ClassVar[str] = "recall_lines"

    lines: tuple[LineRef, ...]
    by: Day
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeLine:
    """Say that lab and borrower disagree about a line, or settle it; the line stays open either way."""

    KIND: ClassVar[str] = "dispute_line"

    line: LineRef
    text: str
    settled: bool = False
    documents: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Owing:
    """Something owed beside the pieces, or its settlement on the day of the act."""

    what: Owed
    text: str = ""
    due: Day = 0
    settled: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteOwed:
    """Note what a borrower owes beside the pieces, or that it came."""

    KIND: ClassVar[str] = "note_owed"

    loan: LoanRef
    owed: tuple[Owing, ...]
    documents: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseLoan:
    """Close a loan whose lines are all closed and which owes nothing; authority waives what is still owed."""

    KIND: ClassVar[str] = "close_loan"

    loan: LoanRef
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLetter:
    """Say that a letter about lines went out on the day of the act; `rung` is the step of the ladder in days."""

    KIND: ClassVar[str] = "record_letter"

    lines: tuple[LineRef, ...]
    letter: Letter
    rung: int = 0
    document: Attached | None = None
