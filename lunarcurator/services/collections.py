"""The collections this program knows: their schemes, missions and opening days, as data with their sources."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, Self

import msgspec

from lunarcurator.domain.days import Day, DayTextError, check_day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.operations import Mission, OpenCollection
from lunarcurator.domain.status import Title
from lunarcurator.resources_folder import resources_folder

_SIGNS: Final = re.compile(r"[\W_]+")


class CollectionTableError(Refusal):
    """A table of a known collection cannot be used; the facts `file` and `problem` say where and why."""


class KnownMission(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mission as published: its code and name, the day its material was first opened, and who says so."""

    code: str
    name: str
    opened: Day
    source: str
    spellings: tuple[str, ...] = ()

    @property
    def mission(self) -> Mission:
        """The mission as an operation takes it."""
        return Mission(code=self.code, name=self.name, opened=self.opened)


class KnownCollection(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A collection as published, ready to be opened."""

    format: Literal[1]
    code: str
    name: str
    scheme: str
    title: Title
    missions: tuple[KnownMission, ...]

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
        """The earliest day on which material of the collection was opened."""
        return min(each.opened for each in self.missions)


class KnownCollections:
    """All known collections by code; immutable."""

    def __init__(self, collections: Mapping[str, KnownCollection]) -> None:
        self._collections = MappingProxyType(dict(collections))

    @classmethod
    def load(cls, folder: Path | None = None) -> Self:
        """Load every table of a folder, by default of the program's own; raises `CollectionTableError`."""
        place = folder if folder is not None else resources_folder() / "collections"
        tables = (_read(path) for path in sorted(place.glob("*.json")))
        return cls({table.code: table for table in tables})

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
        table = msgspec.json.decode(path.read_bytes(), type=KnownCollection)
        for mission in table.missions:
            check_day(mission.opened)
    except (OSError, msgspec.DecodeError, DayTextError) as error:
        raise CollectionTableError("collection.file_bad", file=path.name, problem=str(error)) from error
    if not table.missions:
        raise CollectionTableError("collection.file_bad", file=path.name, problem="missions")
    return table
