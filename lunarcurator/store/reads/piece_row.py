"""The row of a piece as a list shows it: what was read of it, without how it was read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.days import Day
from lunarcurator.domain.fields import FIELDS
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import (
    KnownMass,
    NoFigure,
    Share,
    no_figure,
    own_mass,
    share_of,
    stated_mass,
    sum_of_all,
    suspense_mass,
)
from lunarcurator.domain.status import Existence
from lunarcurator.domain.unweighed import MassSum, sum_of

FIELD_KEYS: Final = (
    *(key for key in FIELDS if key not in {"collection", "mission"}),
    "weighed",
    "sighted",
    "exposed",
)
"""The recorded values a row carries beside what it carries by name."""


@dataclass(frozen=True, slots=True)
class Family:
    """All pieces that came from one generic, itself included: how many, ug known, how many unweighed, places.

    `estimated` counts the estimates within `ug`, `bounded_ug` of it are upper bounds; `resolution_ug` is the
    finest last place of the known masses, None where none says.
    """

    pieces: int
    ug: int
    unweighed: int
    places: int
    estimated: int = 0
    bounded_ug: int = 0
    resolution_ug: int | None = None

    @property
    def whole(self) -> KnownMass | None:
        """What they weigh together: at least what is known where some are unweighed, None where nobody knows."""
        return sum_of_all(self.ug, self.estimated, self.bounded_ug, self.unweighed, self.resolution_ug)


@dataclass(frozen=True, slots=True)
class PieceRow:
    """One piece as a list shows it; masses in ug. `values` holds the recorded fields by key.

    `number` is what only this piece is called, `C:15112` where a piece of another collection has its `official`
    number too. `short` is the number as it stands below its parent: the rest where both are of one family.
    `place` and `holder` are paths of names from the outermost place, empty where not stated. `family` is
    only given for a generic with daughters.
    """

    id: int
    uid: Uid
    number: str
    short: str
    name: str
    root: int
    parent: int | None
    daughters: int
    collection: int
    mission: str
    custody: str
    mass_ug: int
    unweighed: int
    suspense_ug: int
    place: tuple[str, ...]
    holder: tuple[str, ...]
    values: Mapping[str, str | int | None]
    family: Family | None = None
    official: str = field(default="", kw_only=True)

    @property
    def custody_told(self) -> str:
        """Who has the piece, as it is told and counted; "" for what is no piece yet or any more: nobody has it."""
        return self.custody if self.values.get("existence") in (None, "", Existence.EXISTS) else ""

    @property
    def own_mass(self) -> KnownMass | None:
        """What the piece itself weighs by the book; None where nobody knows."""
        said = self.values
        quality, existence = str(said.get("mass_quality") or ""), str(said.get("existence") or "")
        return own_mass(self.mass_ug, self.unweighed, quality, existence, said.get("resolution_ug"))

    @property
    def in_sum(self) -> MassSum:
        """The piece as a sum of pieces takes it in."""
        quality, own = str(self.values.get("mass_quality") or ""), self.own_mass
        fine = own.resolution_ug if own is not None else None
        return sum_of(self.mass_ug, self.unweighed, self.suspense_ug, quality, fine)

    @property
    def no_figure(self) -> NoFigure:
        """Why the piece has no mass of its own; to be asked where `own_mass` is None."""
        said = self.values
        quality, existence = str(said.get("mass_quality") or ""), str(said.get("existence") or "")
        return no_figure(self.unweighed, quality, existence, str(said.get("mass_reason") or ""))

    @property
    def weighed_on(self) -> Day:
        """The day on which its mass of now was weighed; 0 where it is known otherwise, or nobody weighed it."""
        said = self.values
        weighed = said.get("weighed") if said.get("mass_quality") == Quality.MEASURED else None
        return weighed if isinstance(weighed, int) else 0

    @property
    def whole_mass(self) -> KnownMass | None:
        """What a generic weighs with all that came from it, any other piece by itself; None where nobody knows."""
        return self.family.whole if self.family else self.own_mass

    @property
    def original_mass(self) -> KnownMass | None:
        """What the piece weighed in the beginning, as stated; None where nobody says."""
        said = self.values
        return stated_mass(
            said.get("original_ug"), said.get("original_quality"), said.get("original_resolution_ug")
        )

    @property
    def suspense(self) -> KnownMass:
        """What is not reconciled of the piece, known as its original mass is."""
        return suspense_mass(
            self.suspense_ug, self.values.get("original_quality"), self.values.get("original_resolution_ug")
        )

    def began_with(self, born_ug: int | None) -> KnownMass | None:
        """Return what the piece was booked in with, known as its original mass is where it is that mass."""
        if born_ug is None:
            return None
        original = self.original_mass
        return original if original is not None and original.ug == born_ug else KnownMass(born_ug)

    @property
    def _is_measured(self) -> bool:
        return self.values.get("mass_quality") == Quality.MEASURED

    @property
    def share_left(self) -> Share | None:
        """What is left of the original mass, by `whole_mass`; None where one of the two is not known as it is.

        A statement is no measure of what is left as long as more of the original mass is not reconciled.
        """
        said = self.values
        if self.suspense_ug > int(said.get("original_resolution_ug") or 0) and not self._is_measured:
            return None
        about = said.get("original_quality") == Quality.ESTIMATED
        return share_of(self.whole_mass, said.get("original_ug"), about=about)


def path_through(steps: Mapping[int, tuple[int | None, str]], place: int) -> tuple[str, ...]:
    """Return the path of a place through known steps; a circle ends where it closes."""
    names: list[str] = []
    seen: set[int] = set()
    at: int | None = place
    while at is not None and at in steps and at not in seen:
        seen.add(at)
        names.append(steps[at][1])
        at = steps[at][0]
    return tuple(reversed(names))


def short_of(number: str, rest: str, parent_number: str | None, parent_rest: str | None) -> str:
    """Return a number as it stands below its parent: its rest if both are of one family, else all of it."""
    if not rest or parent_number is None:
        return number
    family = number[: len(number) - len(rest)]
    above = parent_number[: len(parent_number) - len(parent_rest or "")]
    return rest if family == above else number


def row_of(
    row: Any,
    values: Sequence[str | int | None],
    paths: Mapping[int, tuple[str, ...]],
    family: Family | None,
    away: tuple[str, ...],
) -> PieceRow:
    """Return the row of a piece from what was read of it, its recorded values, and the paths of its places."""
    official, number = row.number or "", row.told or ""
    short = short_of(official, row.rest or "", row.parent_number, row.parent_rest)
    return PieceRow(
        id=row.id,
        uid=Uid(row.uuid.hex()),
        number=number,
        short=number if short == official else short,
        name=row.informal or "",
        root=row.root,
        parent=row.parent,
        daughters=row.daughters,
        collection=row.collection,
        mission=row.mission or "",
        custody=row.custody or "",
        mass_ug=row.mass_ug,
        unweighed=row.unweighed,
        suspense_ug=row.suspense_ug,
        place=paths.get(row.place, ()),
        holder=paths.get(row.holder, ()) or away,
        values=MappingProxyType(dict(zip(FIELD_KEYS, values, strict=True))),
        family=family,
        official=official,
    )
