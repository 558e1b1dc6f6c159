"""What a read of the sample tree asks for and gives back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

type ChildRow = tuple[int, int, bytes, bool]
"""A piece below another: local id, how many are below it, uuid, whether the filter takes it itself."""


@dataclass(frozen=True, slots=True)
class Sort:
    """By which column siblings are sorted; `number` is the natural order and the last resort of all others."""

    key: str = "number"
    descending: bool = False


BY_NUMBER: Final = Sort()


@dataclass(frozen=True, slots=True)
class CollectionRow:
    """A collection in the book: local id, code, name, and its missions as code, name and opening day."""

    id: int
    code: str
    name: str
    missions: tuple[tuple[str, str, int], ...]


def collection_of(id_: int, code: str | None, name: str | None, fields: str | bytes) -> CollectionRow:
    """Return a collection from its record, its missions by opening day; `fields` is the JSON of the record."""
    told: Mapping[str, object] = json.loads(fields)
    missions = [
        (key.removeprefix("mission/"), *_mission(text)) for key, text in told.items() if key.startswith("mission/")
    ]
    missions.sort(key=lambda each: (each[2] or 99_999_999, each[0]))
    return CollectionRow(id_, code or "", name or code or "", tuple(missions))


def _mission(text: object) -> tuple[str, int]:
    told = json.loads(str(text))
    return str(told.get("name", "")), int(told.get("opened", 0))
