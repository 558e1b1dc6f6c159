"""The facts an entry adds to the store: insert-only, digested with their entry, never changed."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lunarcurator.domain.accounts import Account, Book, Quality
from lunarcurator.domain.days import Day
from lunarcurator.domain.exposure_kinds import ExposureKind as ExposureKind
from lunarcurator.domain.identity import Uid

type Scalar = str | int | None
"""What a recorded field may hold; there is no float anywhere in the journal."""


def or_none(text: str) -> str | None:
    """Return a text as it is recorded: None where it is empty, for then nobody said anything."""
    return text or None


class Subject(StrEnum):
    """The kinds of thing an entry can touch."""

    SAMPLE = "sample"
    PLACE = "place"
    OPERATOR = "operator"
    BALANCE = "balance"
    COLLECTION = "collection"
    ORDER = "order"
    CHECK = "check"
    CASE = "case"
    INSTITUTION = "institution"
    PERSON = "person"
    AGREEMENT = "agreement"
    LOAN = "loan"
    LINE = "line"
    SHIPMENT = "shipment"
    ROUND = "round"


DESK_SUBJECTS: Final = tuple(each for each in Subject if each not in (Subject.SAMPLE, Subject.PLACE))
"""What stands on the desk beside pieces and places: their state is what their touches say, and nothing else."""


class NameKind(StrEnum):
    """Why a piece carries a name beside its official number.

    A *label* is what its vial was found to say, such as the number of another piece: no piece is found by it.
    """

    OFFICIAL = "official"
    FORMER = "former"
    PUBLISHED = "published"
    FOREIGN = "foreign"
    TENTATIVE = "tentative"
    INFORMAL = "informal"
    UNOFFICIAL = "unofficial"
    LABEL = "label"


class ParentRole(StrEnum):
    """How a daughter came from its parent, or how its genealogy was changed later (R13).

    A daughter is *joined* to a parent it fits, and *reassigned* to the family it came to belong to; the last of
    these leads. One *adopted* was received apart, and its mass was part of the parent it turned out to come from.
    A *picked* fragment may span intervals of a core. A *component* is one parent of several of a composite.
    *Withdrawn* takes a wrong parent away again.
    """

    DAUGHTER = "daughter"
    RECOVERED = "recovered"
    PORTION = "portion"
    PICKED = "picked"
    COMPONENT = "component"
    JOINED = "joined"
    REASSIGNED = "reassigned"
    ADOPTED = "adopted"
    WITHDRAWN = "withdrawn"


class Scope(StrEnum):
    """How much of a piece an exposure reached (R9); daughters inherit it unless somebody states *interior*."""

    WHOLE = "whole"
    SURFACE = "surface"
    FACE = "face"
    PART = "part"


class RelationKind(StrEnum):
    """How two pieces belong together without one coming from the other."""

    FITS = "fits"
    SAME_ROCK = "same_rock"
    SHARED_BAG = "shared_bag"
    SAME_CUT = "same_cut"
    MISTAKEN_FOR = "mistaken_for"
    EXCHANGED_FOR = "exchanged_for"
    WITHDRAWN = "withdrawn"


class CheckVerdict(StrEnum):
    """What a count of a place says of one piece (`domain.md` 4, workflow 21)."""

    SEEN = "seen"
    ELSEWHERE = "elsewhere"
    MISSING = "missing"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class MassLine:
    """One line of double entry: ug micrograms and unweighed pieces (-1, 0, 1) on one account of one piece."""

    sample: Uid
    book: Book
    account: Account
    day: Day
    ug: int
    unweighed: int
    quality: Quality | None = None
    resolution_ug: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Weighing:
    """What a balance read: net ug of one piece, which no later record may change (`ledger.md` 1.2)."""

    sample: Uid
    day: Day
    net_ug: int
    gross_ug: int | None
    tare_ug: int | None
    resolution_ug: int
    balance: Uid | None
    counter: Account
    calibrated: Day | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a piece is from a day on; place None is *place not stated*."""

    sample: Uid
    day: Day
    place: Uid | None
    home: Uid | None
    custody: str
    holder: Uid | None = None


@dataclass(frozen=True, slots=True)
class ContainerMove:
    """Inside which other place a place stands from a day on; parent None is the top."""

    place: Uid
    day: Day
    parent: Uid | None


@dataclass(frozen=True, slots=True)
class Parentage:
    """A piece came from another on a day; stored, never computed from a number."""

    child: Uid
    parent: Uid
    role: ParentRole
    day: Day


@dataclass(frozen=True, slots=True)
class NumberClaim:
    """An official number a piece took; `issued` numbers were proposed by us and stay burnt for ever (R2)."""

    sample: Uid
    collection: Uid
    number: str
    key: str
    sort_key: str
    family: str
    rest: str
    scope: str
    series: str
    serial: int | None
    issued: bool
    day: Day


@dataclass(frozen=True, slots=True)
class NameClaim:
    """Another name of a piece, with its kind and source."""

    sample: Uid
    kind: NameKind
    name: str
    source: str
    day: Day


@dataclass(frozen=True, slots=True)
class Sighting:
    """A piece was seen in a place on a day, without being moved."""

    sample: Uid
    day: Day
    place: Uid | None


@dataclass(frozen=True, slots=True)
class Exposure:
    """A piece met something on a day; `origin` is the piece it was inherited from, `until` 0 is not stated.

    `temperature_mk` is in millikelvin. What a daughter inherits counts from the daughter's own first day.
    """

    sample: Uid
    day: Day
    until: Day
    kind: ExposureKind
    agent: str
    scope: Scope
    place: Uid | None = None
    temperature_mk: int | None = None
    evidence: str = ""
    origin: Uid | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """Two pieces belong together, in either direction; WITHDRAWN takes every relation of the two back."""

    sample: Uid
    other: Uid
    kind: RelationKind
    source: str
    day: Day


@dataclass(frozen=True, slots=True)
class Statement:
    """What a source says of one field of a piece; `chosen` says that the lab goes by it."""

    sample: Uid
    day: Day
    field: str
    value: str
    source: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a count said of a piece: where it was expected, where it was seen, and the case it opened."""

    sample: Uid
    day: Day
    check: Uid
    verdict: CheckVerdict
    expected: Uid | None
    seen: Uid | None


@dataclass(frozen=True, slots=True)
class Touch:
    """An entry concerned a subject, and set these of its fields from that day on."""

    kind: Subject
    subject: Uid
    day: Day
    changes: tuple[tuple[str, Scalar], ...] = ()


type Fact = (
    MassLine
    | Weighing
    | Placement
    | ContainerMove
    | Parentage
    | NumberClaim
    | NameClaim
    | Sighting
    | Touch
    | Exposure
    | Relation
    | Statement
    | CheckResult
)
