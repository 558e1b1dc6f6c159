"""The collections this program knows: their schemes, missions and opening days, as data with their sources."""

import re
import unicodedata
from collections.abc import Container, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, Self

import msgspec

from lunarcurator.domain.days import UNKNOWN_DAY, Day, DayTextError, check_day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.operations import Mission, OpenCollection
from lunarcurator.domain.status import Title
from lunarcurator.exchange.errors import sheet_error_from
from lunarcurator.file_names import in_order
from lunarcurator.resources_folder import resources_folder
from lunarcurator.text_files import read_text
from lunarcurator.typed_json import decode

_SIGNS: Final = re.compile(r"[\W_]+")
# Behind every day the calendar has: collections of which no first day is known stand last.
_NO_DAY: Final = 99_999_999


class CollectionTableError(Refusal):
    """A table of a known collection cannot be used; the facts `file` and `problem` say where and why."""


class DayIs(StrEnum):
    """What is known of the day from which on a mission's material may be booked."""

    OPENING = "opening"
    ARRIVAL = "arrival"
    NOT_KNOWN = "not_known"


class KnownMission(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mission as published: its code and name, the day its material was first opened, and who says so.

    Where nobody states that day, `day_is` says what stands in for it: the day of arrival, or none (0).
    """

    code: str
    name: str
    opened: Day
    source: str
    day_is: DayIs = DayIs.OPENING
    spellings: tuple[str, ...] = ()

    @property
    def mission(self) -> Mission:
        """The mission as an operation takes it."""
        return Mission(code=self.code, name=self.name, opened=self.opened)


class KnownCollection(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A collection as published, ready to be opened; `mass_unit` is the unit its lists are kept in, if not g.

    `example` is a number of it, where the first example of its scheme is of another collection.
    """

    format: Literal[1]
    code: str
    name: str
    scheme: str
    title: Title
    missions: tuple[KnownMission, ...]
    mass_unit: Literal["", "g", "mg", "ug"] = ""
    example: str = ""

    def opening(self) -> OpenCollection:
        """Return the operation that opens the collection with all its missions."""
        return OpenCollection(
            code=self.code,
            name=self.name,
            scheme=self.scheme,
            title=self.title,
            missions=tuple(each.mission for each in self.missions),
        )

    def mission(self, text: str) -> KnownMission | None:
        """Return the mission of any usual spelling (`Apollo11`, `A11`), or None."""
        key = mission_key(text)
        return next((each for each in self.missions if key in _keys(each)), None)

    @property
    def first_day(self) -> Day:
        """The earliest day on which material of the collection was opened, `UNKNOWN_DAY` where nobody says."""
        return min((each.opened for each in self.missions if each.opened), default=UNKNOWN_DAY)

    @property
    def uncertain(self) -> tuple[KnownMission, ...]:
        """The missions whose day of opening is not stated anywhere we know."""
        return tuple(each for each in self.missions if each.day_is is not DayIs.OPENING)


class KnownCollections:
    """All known collections by code, the oldest first, with the file each comes from; immutable."""

    def __init__(
        self, collections: Mapping[str, KnownCollection], files: Mapping[str, Path] | None = None
    ) -> None:
        self._collections = MappingProxyType(dict(collections))
        self.files: Mapping[str, Path] = MappingProxyType(dict(files or {}))

    @classmethod
    def load(cls, *folders: Path) -> Self:
        """Load every table of the folders, by default of the program's own; raises `CollectionTableError`.

        A table of a later folder takes the place of one with the same code.
        """
        places = folders or (resources_folder() / "collections",)
        read = [(_read(path), path) for place in places for path in in_order(place.glob("*.json"))]
        known = {table.code: (table, path) for table, path in read}
        by_day = sorted(known.values(), key=lambda each: (each[0].first_day or _NO_DAY, each[0].code))
        return cls({table.code: table for table, _ in by_day}, {table.code: path for table, path in by_day})

    def check(self, schemes: Container[str]) -> None:
        """Refuse a collection whose numbering scheme is not known; raises `CollectionTableError`."""
        for each in self:
            if each.scheme not in schemes:
                raise CollectionTableError("collection.table_scheme", collection=each.code, scheme=each.scheme)

    def get(self, code: str) -> KnownCollection | None:
        """Return the collection of this code, or None."""
        return self._collections.get(code)

    def of_mission(self, text: str) -> KnownCollection | None:
        """Return the collection one of whose missions is spelt so, or None."""
        return next((each for each in self if each.mission(text) is not None), None)

    def __iter__(self) -> Iterator[KnownCollection]:
        return iter(self._collections.values())


def mission_key(text: str) -> str:
    """Return what spellings of a mission have in common: letters and digits, without case or signs."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text).casefold())


def _keys(mission: KnownMission) -> frozenset[str]:
    return frozenset(mission_key(text) for text in (mission.code, mission.name, *mission.spellings))


def _read(path: Path) -> KnownCollection:
    try:
        table = decode(read_text(path), KnownCollection)
        for mission in table.missions:
            check_day(mission.opened)
            if (mission.opened == UNKNOWN_DAY) is not (mission.day_is is DayIs.NOT_KNOWN):
                raise _bad(path, f"{mission.code}: opened and day_is contradict each other")
    except OSError as error:
        refused = sheet_error_from(error, path)
        raise CollectionTableError(refused.key, **refused.facts, folder=str(path.parent)) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, DayTextError) as error:
        raise _bad(path, str(error)) from error
    if not table.missions:
        raise _bad(path, "missions")
    return table


def _bad(path: Path, problem: str) -> CollectionTableError:
    return CollectionTableError("collection.file_bad", file=path.name, folder=str(path.parent), problem=problem)
