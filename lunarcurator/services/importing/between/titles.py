"""What titles between the records say of the rows below them, once a person has said what they are."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Final

from lunarcurator.exchange.book import Row
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing.between.families import family_of_row
from lunarcurator.services.importing.between.said_rows import (
    AS_FAMILY,
    AS_MISSION,
    AS_PARENT,
    BESIDE,
    TITLES,
    reads_number,
)
from lunarcurator.services.importing.columns.mapping import OTHER
from lunarcurator.services.importing.judging.other_collections import mission_words
from lunarcurator.services.importing.reading import Reading
from lunarcurator.services.importing.target import ANY, mission_keys

_TARGETS: Final = MappingProxyType(
    {AS_MISSION: "mission", AS_PARENT: "parent", AS_FAMILY: "generic", BESIDE: OTHER}
)
_SHORTEST: Final = 4
_SIGNS: Final = ".,;:()[]"


@dataclass(frozen=True)
class Titles:
    """Reads what titles name, by the collections and numbering systems of a desk."""

    desk: Desk

    def mission(self, title: str) -> str:
        """Return the words of a title that name a mission, empty where it names none."""
        return next((words for key, words in mission_words(title) if key in self._missions), "")

    def number(self, title: str) -> str:
        """Return the only number of a piece that a title names, empty where it names none or several."""
        found = {*self._numbers(title)}
        return found.pop() if len(found) == 1 else ""

    @cached_property
    def _missions(self) -> frozenset[str]:
        return mission_keys(self.desk)

    @cached_property
    def reads(self) -> Callable[[str], bool]:
        """What tells whether the numbering system of some collection reads a text."""
        return reads_number([each for each in self.desk.tables.schemes.values() if each.code != ANY])

    def _numbers(self, title: str) -> Iterator[str]:
        words = (word.strip(_SIGNS) for word in title.split())
        return (word for word in words if len(word) >= _SHORTEST and self.reads(word))


def title_target(reading: Reading) -> str:
    """Return what the titles of a reading are taken for, empty where they only stand between the rows.

    Rows that change the family name it where a list only says the ends of numbers, else the parent.
    """
    if reading.families:
        return "parent" if reading.key or reading.taken_for("number", "generic") else "generic"
    return _TARGETS.get(reading.answers.get(TITLES, ""), "") if reading.titles else ""


def title_of_row(desk: Desk, reading: Reading) -> Callable[[Row], str | None]:
    """Return what tells of a row what the title right above it names; nothing above the first one."""
    named, target = Titles(desk), title_target(reading)
    if reading.families:
        return family_of_row(reading.families, named.reads)
    reads = {"mission": named.mission, "parent": named.number, "generic": named.number}.get(target, str)
    found = sorted((each.row, reads(each.said)) for each in reading.titles)
    rows = [row for row, _ in found]
    words = ["", *(said for _, said in found)]
    return lambda row: words[bisect_right(rows, row.number)] or None
