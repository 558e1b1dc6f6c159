"""Operations that divide a piece in ways of their own: sieving, core dissection, sections, composites."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from lunarcurator.domain.identity import CollectionRef, PieceRef, PlaceRef
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations.describing import FieldValue
from lunarcurator.domain.operations.splitting import Daughter
from lunarcurator.domain.operations.weighing import Reading
from lunarcurator.domain.status import Light


class GapKind(StrEnum):
    """Why a stretch of a core gave no material."""

    VOID = "void"
    SLUMP = "slump"
    COMPACTION = "compaction"
    NOT_TAKEN = "not_taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A stretch of a core without material, from `top_um` down to `bottom_um`."""

    top_um: int
    bottom_um: int
    kind: GapKind = GapKind.VOID


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """Sieve a piece into fractions; each daughter carries its limits as `sieve_min_um` and `sieve_max_um`.

    With `all_sieved` nothing is left unsieved and the parent ends; else what is left is its reserve, `after`.
    """

    KIND: ClassVar[str] = "sieve"

    parent: PieceRef
    daughters: tuple[Daughter, ...]
    after: Reading | None = None
    attrition_ug: int = 0
    all_sieved: bool = False
    sieves: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissect:
    """Dissect a core segment in one pass; each daughter carries `depth_top_um` and `depth_bottom_um`.

    Intervals of a pass follow each other without a break, where `gaps` do not account for one. A daughter with
    the role *picked* is a fragment, which may span intervals and be numbered in a later pass (scenario 6).
    """

    KIND: ClassVar[str] = "dissect"

    parent: PieceRef
    dissection_pass: int
    daughters: tuple[Daughter, ...]
    gaps: tuple[Gap, ...] = ()
    light: Light = Light.WHITE
    gas: str = ""
    after: Reading | None = None
    attrition_ug: int = 0
    finishes: bool = False
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Depths:
    """The stretch of core one numbered piece covers, from `top_um` down to `bottom_um`."""

    top_um: int
    bottom_um: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeSections:
    """Cut many butts, sections or mounts from one piece, numbered by a pattern such as `,6015-6059 except ,6019`.

    They are not weighed (`domain.md` 4, workflow 7). `depths`, where given, has one for each number in order.
    With `retires` nothing of the parent is left, as of a chip that is set in epoxy whole.
    """

    KIND: ClassVar[str] = "make_sections"

    parent: PieceRef
    numbers: str
    form: str = "thin_section"
    proposed: bool = False
    section_set: str = ""
    thickness_um: int | None = None
    depths: tuple[Depths, ...] = ()
    place: PlaceRef | None = None
    values: tuple[FieldValue, ...] = ()
    attrition_ug: int = 0
    after: Reading | None = None
    retires: bool = False
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one piece gives to a composite: `ug` micrograms, or without it the whole piece, which then ends."""

    sample: PieceRef
    ug: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compose:
    """Put parts of several pieces together to a new one, which has them all as parents (R13)."""

    KIND: ClassVar[str] = "compose"

    parts: tuple[Part, ...]
    collection: CollectionRef
    number: str
    mission: str = ""
    form: str = "composite"
    mass: Mass = field(default_factory=lambda: Mass.unknown("not_weighed"))
    reading: Reading | None = None
    place: PlaceRef | None = None
    proposed: bool = False
    remarks: str = ""
