"""Columns that say step by step where a piece stands, found by their headers; a person says if they are places."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final, override

from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Chosen, Looking, Question, Reading
from lunarcurator.services.importing.columns.headers import bare
from lunarcurator.services.importing.columns.mapping import AS_LOANS, OTHER
from lunarcurator.services.importing.list_words import list_words


def kind_named(name: str) -> str:
    """Return the kind of place a name of several words begins with, as “Box 12” does; empty for any other."""
    first, *further = name.casefold().split() or [""]
    return _kind(first) if further else ""


def place_levels(columns: Sequence[str], mapping: Mapping[str, str], *, least: int = 2) -> dict[str, str]:
    """Return the columns that say steps of a place, the outermost first, each with its kind; none below `least`.

    None where a list says places in one column, or a kind of step twice: that of home, and that of now.
    """
    if "place" in mapping.values():
        return {}
    found: dict[str, str] = {}
    for column in columns:
        kind = _kind(bare(column))
        if kind in found:
            return {}
        if kind and mapping.get(column, OTHER) == OTHER:
            found[kind] = column
    return {found[kind]: kind for kind in list_words().steps if kind in found} if len(found) >= least else {}


def _kind(word: str) -> str:
    return next((kind for kind, words in list_words().steps.items() if word in words), "")


class PlaceColumns(Chosen):
    """Whether columns of rooms, cabinets and boxes become places, if no profile says."""

    name = "place_columns"
    options = (Choice.YES, Choice.KEEP)

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        reading = sheet.reading
        steps = () if reading.levels or reading.kind == AS_LOANS else tuple(reading.steps)
        if steps and reading.says_pieces:
            yield self.ask({"count": len(steps), "columns": " > ".join(steps)})

    def settled(self, reading: Reading) -> Reading:
        """Return a reading in which the columns are steps of places, if so answered."""
        if self.said(reading.answers) is not Choice.YES or reading.levels:
            return reading
        return replace(reading, levels=MappingProxyType(reading.steps))


PLACE_COLUMNS: Final = PlaceColumns()
