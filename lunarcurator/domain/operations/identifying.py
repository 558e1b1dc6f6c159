"""Acts of identity: what a piece is called, where it came from, and whether it is one piece or several."""

from dataclasses import dataclass, field
from typing import ClassVar

from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import PieceRef, PlaceRef
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations.splitting import Daughter
from lunarcurator.domain.operations.weighing import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNumber:
    """A piece and the number it takes; empty takes the next one of the family (R2)."""

    sample: PieceRef
    number: str = ""
    proposed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Renumber:
    """Give a piece another official number; the former one stays its name for ever (workflow 25).

    With a `parent` it becomes a piece of that family, its own family with it. Its daughters keep their numbers,
    but for those in `daughters`; `with_daughters` fills these with all that carry a number of the old family.
    `former` says which number is given up, and is filled in.
    """

    KIND: ClassVar[str] = "renumber"

    sample: PieceRef
    number: str = ""
    parent: PieceRef | None = None
    proposed: bool = False
    with_daughters: bool = False
    daughters: tuple[NewNumber, ...] = ()
    former: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapNumbers:
    """Let two pieces take each other's official number, because they were mixed up when they were numbered."""

    KIND: ClassVar[str] = "swap_numbers"

    sample: PieceRef
    other: PieceRef
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Let a piece join another, to which it belongs; it ends, its mass and its number go to the other."""

    KIND: ClassVar[str] = "merge"

    sample: PieceRef
    into: PieceRef
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissolve:
    """Let one number become several pieces: new ones, known ones (`into`), and some that are unaccounted for.

    The dissolved number ends, and its mass goes to them. One that is unaccounted for opens a case.
    """

    KIND: ClassVar[str] = "dissolve"

    sample: PieceRef
    daughters: tuple[Daughter, ...] = ()
    into: tuple[PieceRef, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopt:
    """Say from which piece another one came, learnt later: what was received apart was part of the parent."""

    KIND: ClassVar[str] = "adopt"

    sample: PieceRef
    parent: PieceRef
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectBirth:
    """Correct with what mass, from which parent or on what day a piece began, once later acts rest on it.

    What is None stands as it was. Weighings since then keep what was read. Of a piece that was received and never
    weighed, `mass` is what was received of it: the piece stays unweighed, and its mass is not reconciled.
    """

    KIND: ClassVar[str] = "correct_birth"

    sample: PieceRef
    evidence: str
    mass: Mass | None = None
    parent: PieceRef | None = None
    born: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revive:
    """Take a voided piece back into the book, under its number and with the mass its void gave back."""

    KIND: ClassVar[str] = "revive"

    sample: PieceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class AddBody:
    """Say that one number is several bodies in several places: a further one has a label and no number of its own.

    `first` labels the body already known. The mass comes out of the piece, unless the body was `received` apart.
    """

    KIND: ClassVar[str] = "add_body"

    sample: PieceRef
    body: str
    first: str = ""
    received: bool = False
    mass: Mass = field(default_factory=lambda: Mass.unknown("not_weighed"))
    reading: Reading | None = None
    form: str = ""
    place: PlaceRef | None = None
    remarks: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectIdentity:
    """Say that what is recorded of one piece since a day was in truth another (`domain.md` scenario 10).

    The wrong number stays a name of the right piece, "as published", and a case is opened. Nothing is moved: the
    recall list says what was posted under the wrong number, and each act is mended by one of its own.
    """

    KIND: ClassVar[str] = "correct_identity"

    sample: PieceRef
    other: PieceRef
    evidence: str
    since: Day = 0
