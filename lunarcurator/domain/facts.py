"""The facts an entry adds to the store: insert-only, digested with their entry, never changed."""

from dataclasses import dataclass
from enum import StrEnum

from lunarcurator.domain.accounts import Account, Book, Quality
from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid

type Scalar = str | int | None
"""What a recorded field may hold; there is no float anywhere in the journal."""


class Subject(StrEnum):
    """The kinds of thing an entry can touch."""

    SAMPLE = "sample"
    PLACE = "place"
    OPERATOR = "operator"
    BALANCE = "balance"
    COLLECTION = "collection"


class NameKind(StrEnum):
    """Why a piece carries a name beside its official number."""

    OFFICIAL = "official"
    FORMER = "former"
    PUBLISHED = "published"
    FOREIGN = "foreign"
    TENTATIVE = "tentative"
    INFORMAL = "informal"
    UNOFFICIAL = "unofficial"


class ParentRole(StrEnum):
    """How a daughter came from its parent."""

    DAUGHTER = "daughter"
    RECOVERED = "recovered"
    PORTION = "portion"


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
class Touch:
    """An entry concerned a subject, and set these of its fields from that day on."""

    kind: Subject
    subject: Uid
    day: Day
    changes: tuple[tuple[str, Scalar], ...] = ()


type Fact = (
    MassLine | Weighing | Placement | ContainerMove | Parentage | NumberClaim | NameClaim | Sighting | Touch
)
