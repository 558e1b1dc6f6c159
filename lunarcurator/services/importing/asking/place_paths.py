"""Places said in one cell of a row: what becomes of them, and what kinds of place their steps are."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from lunarcurator.services.desk import Desk
from lunarcurator.services.importing.asking.question import REFUSE, Question, ask
from lunarcurator.services.importing.cells.repairs import is_whole_day
from lunarcurator.services.importing.cells.values import says_nothing
from lunarcurator.services.importing.columns.mark_meanings import KEEP
from lunarcurator.services.importing.columns.place_columns import MOVE, PATH, PLACES, steps_of
from lunarcurator.services.importing.guessing import rows_of
from lunarcurator.services.importing.judging.borrower_places import places_of_rows
from lunarcurator.services.importing.lists.place_rows import OUTERMOST, STEP_KIND, TOP, PlacePaths, place_of
from lunarcurator.services.importing.reading import AS_LOANS, Reading
from lunarcurator.services.importing.source import Source

_EXAMPLES: Final = 3
# A column of so many words is hardly one of places, and looking each of them up takes its time.
_MOST_PLACES: Final = 500


def about_places(desk: Desk, source: Source, reading: Reading) -> Iterator[Question]:
    """Ask what becomes of the places a column says, then of what kind those are that are set up."""
    for name in reading.taken_for("place")[:1]:
        steps = reading.levels.get(name) == PATH
        at = reading.columns.index(name)
        told = places_of_rows(desk, rows_of(source, reading).rows(), reading.columns, at)
        texts = [text for text in told if not says_nothing(text)]
        # A profile may have said before that they are set up.
        if not steps or PLACES in reading.answers:
            yield from _about_column(desk, reading, name, texts[:_MOST_PLACES])
        if steps:
            yield from _about_steps(desk, reading, [text for text in texts if not is_whole_day(text)])


def _about_column(desk: Desk, reading: Reading, name: str, texts: list[str]) -> Iterator[Question]:
    away = [text for text in texts if place_of(desk, text) is None]
    move = () if reading.kind == AS_LOANS else (MOVE,)
    if away:
        examples = ", ".join(away[:_EXAMPLES])
        yield ask(PLACES, (KEEP, REFUSE, *move), must=True, column=name, count=len(away), examples=examples)
    elif texts and move:
        asked = ask(PLACES, (KEEP, *move), KEEP, column=name, count=len(texts))
        yield replace(asked, key="import.ask.places_known")


def _about_steps(desk: Desk, reading: Reading, texts: list[str]) -> Iterator[Question]:
    """Ask for the kind of the steps that neither their names nor the book tells, and in what the outermost are."""
    paths = PlacePaths(desk, reading, desk.today)
    unknown: dict[int, dict[str, None]] = {}
    outermost: set[str] = set()
    for names in filter(None, map(steps_of, texts)):
        if paths.stands(names):
            continue
        kinds = paths.kinds(names)
        for depth, (name, kind) in enumerate(zip(names, kinds, strict=True), start=1):
            if not kind:
                unknown.setdefault(depth, {})[name] = None
        outermost.add(kinds[0] or reading.answers.get(f"{STEP_KIND}:1", ""))
    for depth, found in sorted(unknown.items()):
        examples, kinds_there = ", ".join(islice(found, _EXAMPLES)), tuple(desk.tables.place_kinds)
        asked = f"{STEP_KIND}:{depth}"
        yield ask(asked, kinds_there, must=True, depth=depth, count=len(found), examples=examples)
    if outermost - OUTERMOST - {""}:
        must = bool(outermost - TOP - {""})
        yield Question("within", "import.ask.within", (("sheet", reading.sheet),), must=must, free=True)
