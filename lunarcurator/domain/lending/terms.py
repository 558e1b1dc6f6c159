"""The words of the loan desk as codes (`domain.md` 1.8, 2.3, section 4 and 6b)."""

from enum import StrEnum


class InstitutionType(StrEnum):
    """What kind of institution borrows."""

    UNIVERSITY = "university"
    RESEARCH = "research"
    AGENCY = "agency"
    MUSEUM = "museum"
    SCHOOL = "school"
    COMPANY = "company"
    COLLECTION = "collection"
    OTHER = "other"


class PersonRole(StrEnum):
    """What a person is at an institution, seen from the loan desk."""

    RESPONSIBLE = "responsible"
    CO_INVESTIGATOR = "co_investigator"
    COSIGNER = "cosigner"
    SECURITY = "security"
    REGISTRAR = "registrar"
    EDUCATOR = "educator"


class PersonEnd(StrEnum):
    """How a person stopped being answerable (audit finding 4): each asks what becomes of the open lines."""

    DIED = "died"
    RETIRED = "retired"
    MOVED = "moved"


class LimitKind(StrEnum):
    """Why a borrower may not have everything, for a time: a note with dates, judged by people."""

    FUNDING = "funding"
    LEGAL = "legal"
    EXPORT = "export"
    SECURITY = "security"
    OTHER = "other"


class AgreementKind(StrEnum):
    """The kinds of loan agreement; each may have a policy of its own."""

    DOMESTIC = "domestic"
    INTERNATIONAL = "international"
    DISPLAY = "display"
    EDUCATION = "education"


class AgreementState(StrEnum):
    """Where an agreement stands on a day; computed from its dates, never typed."""

    DRAFT = "draft"
    SIGNED = "signed"
    CURRENT = "current"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    RENEWED = "renewed"
    TERMINATED = "terminated"


class LoanKind(StrEnum):
    """What a loan is for; `internal` stays with the lab's own people, `incoming` is somebody else's with us."""

    RESEARCH = "research"
    DISPLAY = "display"
    EDUCATION = "education"
    INTERNAL = "internal"
    INCOMING = "incoming"


class CareKind(StrEnum):
    """Why something of somebody else's is with the lab; title stays where it is (R21)."""

    LOAN_IN = "loan_in"
    CARE = "care"
    EVIDENCE = "evidence"


class LineMode(StrEnum):
    """Whether the piece itself goes, or a weighed part of a stock that is split off for the loan (R16)."""

    WHOLE = "whole"
    BY_WEIGHT = "by_weight"


class LineState(StrEnum):
    """The life of one line; each has its own, whatever the others of its loan do.

    What is lent to the lab is *in care* until it goes home. *Lost* is what was reported as lost or stolen: nothing
    of it is out any more, and its borrower's duty lasts (`domain.md` 4).
    """

    REQUESTED = "requested"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    PREPARED = "prepared"
    TRANSIT = "transit"
    OUT = "out"
    LOST = "lost"
    IN_CARE = "in_care"
    CLOSED = "closed"


class ClosedBy(StrEnum):
    """The document that closed a line; nothing else closes one (audit finding 7).

    A report of loss closes none: it did in older versions, and what it closed then stays so.
    """

    RETURN_RECEIPT = "return_receipt"
    CONSUMPTION_REPORT = "consumption_report"
    TRANSFER_RECEIPT = "transfer_receipt"
    LOSS_REPORT = "loss_report"
    RELEASE = "release"


class Step(StrEnum):
    """How accountable mass of a line changed; issued and taken over add, all others take away (R7).

    `difference` is what the lab's own weighing found against what the borrower answered for; it may be negative.
    """

    ISSUED = "issued"
    TAKEN_OVER = "taken_over"
    CONSUMED = "consumed"
    RETURNED = "returned"
    LOST = "lost"
    TRANSFERRED = "transferred"
    DIFFERENCE = "difference"


class Carrier(StrEnum):
    """How a shipment travels."""

    REGISTERED_POST = "registered_post"
    COURIER = "courier"
    HAND_CARRIED = "hand_carried"
    COLLECTED = "collected"
    INTERNAL = "internal"


class Direction(StrEnum):
    """Whether a shipment leaves the lab or comes home."""

    OUT = "out"
    HOME = "home"


class Decision(StrEnum):
    """What was decided on a requested line."""

    APPROVED = "approved"
    DECLINED = "declined"
    DEFERRED = "deferred"


class DocumentKind(StrEnum):
    """What a document is, kept by reference and checksum, never inside the store."""

    AGREEMENT = "agreement"
    SECURITY_PLAN = "security_plan"
    REQUEST = "request"
    DECISION = "decision"
    ASSIGNMENT = "assignment"
    CERTIFICATE = "certificate"
    RECEIPT = "receipt"
    CUSTODY = "custody"
    CONDITION = "condition"
    PHOTOGRAPH = "photograph"
    USE_LOG = "use_log"
    VIDEO = "video"
    CONSUMPTION_REPORT = "consumption_report"
    LOSS_REPORT = "loss_report"
    RELEASE = "release"
    TRANSFER = "transfer"
    RETURN_SHEET = "return_sheet"
    INVENTORY = "inventory"
    LETTER = "letter"
    INSURANCE = "insurance"
    OTHER = "other"


class Owed(StrEnum):
    """What a borrower owes beside the piece; it is asked for when a loan is closed."""

    RESULTS = "results"
    PAPERS = "papers"
    SECTION = "section"
    DATA = "data"
    OTHER = "other"


class Letter(StrEnum):
    """The letters of the loan desk; the policy's ladder says when."""

    REMINDER = "reminder"
    OVERDUE = "overdue"
    RECALL = "recall"
    INVENTORY = "inventory"
    AGREEMENT = "agreement"


class RoundAnswer(StrEnum):
    """What a borrower answers for one line in an inventory round."""

    SEEN = "seen"
    CONSUMED = "consumed"
    RETURNED = "returned"
    TRANSFERRED = "transferred"
    NOT_FOUND = "not_found"
    QUERY = "query"


class AwayKind(StrEnum):
    """With whom or where a piece is that is away from the lab: what stands for it among the places."""

    BORROWERS = "borrowers"
    INSTITUTION = "institution"
    BORROWER = "borrower"
    TRANSIT = "transit"
    SHIPMENT = "shipment"
