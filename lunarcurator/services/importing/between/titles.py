"""Titles between the records: a person says what they are, and each row then has what the one above it names."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Final, override

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.layout import Layout
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Chosen, Looking, Question, Reading
from lunarcurator.services.importing.between.families import family_of_row
from lunarcurator.services.importing.between.said_rows import reads_number
from lunarcurator.services.importing.columns.mapping import AS_LOANS, OTHER
from lunarcurator.services.importing.target import ANY, mission_keys, mission_words

_TARGETS: Final[Mapping[Choice | None, str]] = MappingProxyType(
    {
        Choice.AS_MISSION: "mission",
        Choice.AS_PARENT: "parent",
        Choice.AS_FAMILY: "generic",
        Choice.BESIDE: OTHER,
    }
)
_SHORTEST: Final = 4
_SIGNS: Final = ".,;:()[]"
_SHOWN: Final = 5


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


class WhatTitlesAre(Chosen):
    """What titles are: it must be said where they name what no column does, or may be pieces themselves."""

    name = "titles"
    options = (*(each for each in _TARGETS if each), Choice.ASIDE, Choice.AS_ROW)

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        reading, titles = sheet.reading, sheet.reading.titles
        if not titles or reading.kind == AS_LOANS:
            return
        named = tuple(_named(Titles(sheet.desk), reading))
        whole = reading.taken_for("number", "generic")
        pieces = () if {*whole, *reading.key} & reading.numbered or not whole else (Choice.AS_ROW,)
        must = bool(named or pieces)
        shown = "; ".join(f"{each.row}: {each.said}" for each in titles[:_SHOWN])
        facts: dict[str, str | int] = {"count": len(titles), "titles": shown}
        if more := len(titles[_SHOWN:]):
            facts["more"] = more
        yield self.ask(
            facts=facts,
            choices=(*named, Choice.ASIDE, Choice.BESIDE, *pieces),
            proposed="" if must else Choice.ASIDE,
            key="import.ask.titles_more" if more else "",
        )

    def laid(self, layout: Layout, reading: Reading) -> Layout:
        """Return a layout in which titles are records, if so answered."""
        as_rows = self.said(reading.answers) is Choice.AS_ROW
        return replace(layout, aside=layout.aside - {each.row for each in reading.titles}) if as_rows else layout

    def settled(self, reading: Reading) -> Reading:
        """Return a catalogue whose titles name parents as a list: it says no masses of pieces cut from nothing."""
        cut = self.said(reading.answers) is Choice.AS_PARENT and reading.kind == "catalogue"
        return replace(reading, kind="list") if cut else reading

    def target(self, reading: Reading) -> str:
        """Return what the titles are taken for, empty where they only stand between the rows.

        Rows that change the family name it where a list only says the ends of numbers, else the parent.
        """
        if reading.families:
            return "parent" if reading.key or reading.taken_for("number", "generic") else "generic"
        return _TARGETS.get(self.said(reading.answers), "") if reading.titles else ""

    def of_row(self, desk: Desk, reading: Reading) -> Callable[[Row], str | None]:
        """Return what tells of a row what the title right above it names; nothing above the first one."""
        named, target = Titles(desk), self.target(reading)
        if reading.families:
            return family_of_row(reading.families, named.reads)
        reads = {"mission": named.mission, "parent": named.number, "generic": named.number}.get(target, str)
        found = sorted((each.row, reads(each.said)) for each in reading.titles)
        rows = [row for row, _ in found]
        words = ["", *(said for _, said in found)]
        return lambda row: words[bisect_right(rows, row.number)] or None


def _named(titles: Titles, reading: Reading) -> Iterator[Choice]:
    """Yield the answers for what titles name that no column says."""
    said, taken = [each.said for each in reading.titles], {*reading.mapping.values(), *reading.constants}
    if "mission" not in taken and any(map(titles.mission, said)):
        yield Choice.AS_MISSION
    if any(map(titles.number, said)):
        if "specific" in taken and not taken & {"number", "generic"} and not reading.key:
            yield Choice.AS_FAMILY
        elif "parent" not in taken and not reading.parent_key:
            yield Choice.AS_PARENT


TITLES: Final = WhatTitlesAre()
