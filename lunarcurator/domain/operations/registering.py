"""Operations by which pieces and their names enter the book."""

from dataclasses import dataclass, field
from typing import ClassVar

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import NameKind, ParentRole
from lunarcurator.domain.identity import CollectionRef, ForeignName, LabelAsFound, PartyName, PieceRef, PlaceRef
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations.describing import FieldValue
from lunarcurator.domain.status import Access, BasicUse, Condition, Existence, Title


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherName:
    """Another name of a piece, its kind, and where it was read."""

    name: ForeignName
    kind: NameKind = NameKind.INFORMAL
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The circumstances of material nobody expected (`domain.md` scenario 12)."""

    finder: PartyName
    where: str
    claimed_number: LabelAsFound = ""
    steps: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Enter a piece into the book: received, read from a catalogue, or found.

    `mass` is what the piece weighs now; `original` what a document says was received. Where only the
    original is known, the mass now is unknown and the difference stands in suspense (`ledger.md` 1.2). `owner` is
    whose a piece is that is held for others; `values` are further fields of the field table. A number known only
    from print is *retired*, with the reason `print_only`.
    """

    KIND: ClassVar[str] = "register"

    collection: CollectionRef
    number: str
    mission: str = ""
    mass: Mass = field(default_factory=lambda: Mass.unknown("not_stated"))
    original: Mass | None = None
    count: int | None = None
    area_um2: int | None = None
    parent: PieceRef | None = None
    role: ParentRole = ParentRole.PORTION
    form: str = ""
    class_name: str = ""
    subclass: str = ""
    place: PlaceRef | None = None
    existence: Existence = Existence.EXISTS
    retired_reason: str = ""
    condition: Condition = Condition.NOT_STATED
    access: Access = Access.OPEN
    basic_use: BasicUse = BasicUse.RESEARCH
    title: Title | None = None
    pristinity_milli: int | None = None
    pristinity_day: Day | None = None
    data_pack: str = ""
    collected: str = ""
    remarks: str = ""
    source: str = ""
    owner: PartyName = ""
    values: tuple[FieldValue, ...] = ()
    names: tuple[OtherName, ...] = ()
    found: Found | None = None
    other: tuple[tuple[str, str], ...] = ()
    proposed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AddName:
    """Give a piece another name; its official number stays what it is (R18)."""

    KIND: ClassVar[str] = "add_name"

    sample: PieceRef
    name: ForeignName
    kind: NameKind = NameKind.INFORMAL
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOff:
    """Take ug of a piece's suspense out of *unreconciled* into *adjustment*; needs authority."""

    KIND: ClassVar[str] = "write_off"

    sample: PieceRef
    ug: int
