"""Rows of pieces as they are judged: what each says beside its verdict, and how its piece would come in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, override

from lunarcurator.domain.acts import Act
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import NameKind, ParentRole, Scalar
from lunarcurator.domain.identity import PieceRef, PlaceRef, Uid, ref_of
from lunarcurator.domain.igsn import igsn_of
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import FieldValue, OtherName, Register
from lunarcurator.domain.status import Access, BasicUse, Condition, Existence, Title
from lunarcurator.services.importing.columns.mapping import VALUES
from lunarcurator.services.importing.plan import PlannedRow, Verdict
from lunarcurator.services.importing.rows import ReadRow
from lunarcurator.services.importing.target import Target
from lunarcurator.store.reads.matching import Known

_NOT_RECONCILED: Final = Mass.unknown("not_reconciled")
_NOT_STATED: Final = Mass.unknown("not_stated")
_PARENT_ONLY: Final = Mass.unknown("parent_only")
_TERMS: Final[Mapping[str, type[StrEnum]]] = MappingProxyType(
    {"condition": Condition, "access": Access, "basic_use": BasicUse, "title": Title}
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a row is judged by besides its own piece: all of the collection, read for many rows at once.

    `standing` are the paths of where the pieces stand, of a list that says where they stand; else None. Masses
    are without daughters where they are `left_over`, None where nobody said; `any_time` where no header says when.
    `elsewhere` names by its number the pieces of other collections that go by the number of a new row.
    """

    target: Target
    known: Mapping[str, Known]
    burnt: frozenset[str]
    called: Mapping[str, tuple[str, ...]]
    places: Mapping[str, PlaceRef]
    file: str
    today: Day
    days: Mapping[str, Day]
    day_for_all: Day | None
    standing: Mapping[Uid, str] | None = None
    left_over: bool | None = None
    any_time: bool = False
    elsewhere: Mapping[str, str] = MappingProxyType({})


@dataclass(slots=True, kw_only=True)
class JudgedRow(PlannedRow):
    """A row with what was `told` in the file, what it is judged by, and its parent where the book has that."""

    told: ReadRow
    around: Surroundings
    parent: Known | None = None

    @property
    def parent_coming(self) -> str:
        """The number of the parent out of which the row comes in; empty without one, or where it does not."""
        return self.told.parent if self.verdict is Verdict.NEW else ""

    @property
    @override
    def acts(self) -> tuple[Act, ...]:
        return (Act(operation=self._register(), day=self.day),) if self.enters else self.amending

    def says(self) -> Mapping[str, Scalar | Mass]:
        """Return the fields of the piece as they stand with the list in, also those of which the row says nothing.

        What is left of it is told only where the rows are judged `of_all` the list.
        """
        original, mass = self._masses()
        mission = "" if self.told.parent else self.told.mission
        return {**self.told.says(), "mission": mission, "original_ug": original, "mass": mass}

    def _masses(self) -> tuple[Mass | None, Mass | None]:
        """Return the original mass and that now as they stand with all daughters in, None for one unsettled."""
        read, left_over = self.told, self.around.left_over
        came = _mass_now(read)
        if not came.known:
            return read.original, came if read.original is None else None
        if self.of_all and read.taken_ug == 0:
            return read.original, came
        if left_over and not self.of_all:
            return read.original, read.mass
        if left_over is None:
            return read.original, None
        # All of it came in, and its daughters then come out of it.
        taken_ug = read.taken_ug if self.of_all else None
        return read.original or came, None if taken_ug is None else replace(came, ug=(came.ug or 0) - taken_ug)

    def _register(self) -> Register:
        around, read = self.around, self.told
        above = PieceRef(ref_of(self.parent.uid) if self.parent else f"{around.target.code}:{read.parent}")
        said = read.values.items()
        told: dict[str, Any] = {key: value for key, value in said if key not in VALUES}
        told |= {key: term(told[key]) for key, term in _TERMS.items() if key in told}
        return Register(
            collection=around.target.ref,
            number=read.shown,
            mission="" if read.parent else read.mission,
            mass=_mass_now(read),
            original=read.original,
            parent=above if read.parent else None,
            role=ParentRole.DAUGHTER if read.parent else ParentRole.PORTION,
            place=around.places.get(read.place),
            existence=_existence(read),
            names=tuple(OtherName(name=name, kind=kind_of_name(name), source=around.file) for name in read.names),
            other=read.other,
            values=tuple(FieldValue(field=key, value=value) for key, value in said if key in VALUES),
            **{"source": around.file, **told},
        )


def kind_of_name(name: str) -> NameKind:
    """Return what kind a name is of: an IGSN is a number that others give."""
    return NameKind.FOREIGN if igsn_of(name) else NameKind.INFORMAL


def _existence(read: ReadRow) -> Existence:
    retired = read.zero and read.original is None and read.values.get("pristinity_milli") == 0
    return Existence.RETIRED if retired else Existence.EXISTS


def _mass_now(read: ReadRow) -> Mass:
    if read.mass is not None:
        # All of it comes in, and its daughters then come out of it.
        return replace(read.mass, ug=(read.mass.ug or 0) + read.parted_ug) if read.parted_ug else read.mass
    if read.only_parent:
        return _PARENT_ONLY
    return _NOT_RECONCILED if read.original is not None else _NOT_STATED


def taken_ug(row: ReadRow) -> int:
    """Return what a row takes out of its parent, in ug: what it weighs, or weighed where that is not said."""
    if row.mass is not None and row.mass.known:
        return (row.mass.ug or 0) + row.parted_ug
    return (row.original.ug or 0) if row.original is not None and row.mass is None else 0
