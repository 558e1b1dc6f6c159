"""Titles between the records: whether they say the mission, the parent or the family of the rows below them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from lunarcurator.services.desk import Desk
from lunarcurator.services.importing.asking.question import Question, ask
from lunarcurator.services.importing.between.said_rows import (
    AS_FAMILY,
    AS_MISSION,
    AS_PARENT,
    AS_ROW,
    ASIDE,
    BESIDE,
    TITLES,
)
from lunarcurator.services.importing.between.titles import Titles
from lunarcurator.services.importing.reading import AS_LOANS, Reading

_SHOWN: Final = 5


def about_titles(desk: Desk, reading: Reading) -> Iterator[Question]:
    """Ask what titles are: it must be said where they name what no column does, or may be pieces themselves."""
    titles = reading.titles
    if not titles or reading.kind == AS_LOANS:
        return
    named = tuple(_named(Titles(desk), reading))
    whole = reading.taken_for("number", "generic")
    pieces = () if {*whole, *reading.key} & reading.numbered or not whole else (AS_ROW,)
    choices, must = (*named, ASIDE, BESIDE, *pieces), bool(named or pieces)
    shown = "; ".join(f"{each.row}: {each.said}" for each in titles[:_SHOWN])
    asked = ask(TITLES, choices, "" if must else ASIDE, must=must, count=len(titles), titles=shown)
    if more := len(titles[_SHOWN:]):
        asked = replace(asked, key="import.ask.titles_more", facts=(*asked.facts, ("more", more)))
    yield asked


def _named(titles: Titles, reading: Reading) -> Iterator[str]:
    """Yield the answers for what titles name that no column says."""
    said, taken = [each.said for each in reading.titles], {*reading.mapping.values(), *reading.constants}
    if "mission" not in taken and any(map(titles.mission, said)):
        yield AS_MISSION
    if any(map(titles.number, said)):
        if "specific" in taken and not taken & {"number", "generic"} and not reading.key:
            yield AS_FAMILY
        elif "parent" not in taken and not reading.parent_key:
            yield AS_PARENT
