"""Lists of places: each row says one, step by step, and what is not there yet is set up."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, override

from lunarcurator.domain.acts import Act
from lunarcurator.domain.days import Day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import PlaceRef, ref_of
from lunarcurator.domain.operations import SetUpPlace
from lunarcurator.domain.picture import Picture
from lunarcurator.exchange.book import Row
from lunarcurator.services.clock import SystemClock
from lunarcurator.services.desk import Desk
from lunarcurator.services.identities import uid_maker
from lunarcurator.services.importing.asking.question import Kind, Looking, Question
from lunarcurator.services.importing.cells.repairs import is_whole_day
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.headers import bare
from lunarcurator.services.importing.columns.place_columns import kind_named
from lunarcurator.services.importing.plan import PlannedRow, Verdict
from lunarcurator.services.importing.reading import Reading
from lunarcurator.services.references import References
from lunarcurator.store.lookup import Lookup
from lunarcurator.store.source import StoreSource

STEP: Final = " > "
"""What stands between the steps of a path of places."""

TOP: Final = frozenset({"site", "venue", "building", "room"})
"""The kinds of place that may stand in no other."""

OUTERMOST: Final = frozenset({"site", "venue"})
"""The kinds of place that never stand in another."""

_POSITIONS: Final = frozenset({"position", "pos", "pos.", "slot", "well", "cell", "位置", "孔位", "格位", "格子"})
_SITE: Final = "site"
_SHORT: Final = 4
# A room number is the number of a room, and the place is the room.
_COUNTED: Final = re.compile(r"(?: (?:no\.?|number|id|name)|(?<=.)号)$")
# A drawer of a rack and a position in a box have no kind of their own.
_NEAREST: Final = ("tray", "container")


class Within(Kind[list[str]]):
    """In which place the outermost places of a list stand, step by step."""

    name = "within"
    free = True

    @override
    def read(self, text: str) -> list[str] | None:
        return [name for step in text.replace("›", ">").split(">") if (name := step.strip())]

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        reading = sheet.reading
        outermost = {*[*reading.levels.values()][:1]}
        if outermost - OUTERMOST:
            yield self.ask({"sheet": reading.sheet}, must=bool(outermost - TOP))


WITHIN: Final = Within()


@dataclass(slots=True)
class PlacePaths:
    """Turns the steps of rows into paths, and gathers the acts that set up what is missing; `day` is theirs."""

    desk: Desk
    reading: Reading
    day: Day
    acts: dict[str, Act] = field(default_factory=dict)
    _there: dict[str, bool] = field(default_factory=dict)
    _outside: list[tuple[str, str]] = field(default_factory=list)
    _inside: set[tuple[str, str]] = field(default_factory=set)

    def learn(self, rows: Iterable[Row]) -> None:
        """Learn which places stand in others by what all rows of the list say."""
        for row in rows:
            self._inside.update(self._own_steps(row)[1:])

    def unclear(self, row: Row) -> Finding | None:
        """Return that a row leaves out in what its place stands, which other rows say or which it needs."""
        own = self._own_steps(row)
        if not own:
            return None
        kind, name = own[0]
        if day := next((each for _, each in own if is_whole_day(each)), ""):
            return find(Strength.IMPOSSIBLE, "import.place_is_day", "R3", "place", day=day)
        if own[0] not in self._inside and (kind in TOP or self._within()):
            return self._misfit(self._standing(self._steps(row)))
        return find(Strength.IMPOSSIBLE, "import.place_where", "R3", "place", place=name)

    def _misfit(self, steps: Sequence[tuple[str, str]]) -> Finding | None:
        """Return that a step which is to be set up cannot stand in the one before it."""
        for at, ((above, outer), (kind, name)) in enumerate(pairwise(steps), start=2):
            if above in self.desk.tables.place_kinds[kind].within:
                continue
            if not self._stands(STEP.join(each for _, each in steps[:at])):
                facts = {"place": name, "kind": kind, "outer": outer, "above": above}
                return find(Strength.IMPOSSIBLE, "import.place_misfit", "R3", "place", **facts)
        return None

    def path(self, row: Row) -> str:
        """Return the path of a row; empty where it says no place."""
        return STEP.join(name for _, name in self._steps(row))

    def in_position(self, row: Row) -> bool:
        """Tell whether a row says a position, which holds one piece, and not only the box it is in."""
        last = [*self.reading.levels][-1]
        return bare(last) in _POSITIONS and bool(plain(row.cells[self.reading.columns.index(last)]))

    def missing(self, row: Row, remarks: str = "") -> tuple[Act, ...]:
        """Return the acts that set up what is not there of the path of a row, each once for all rows."""
        made: list[Act] = []
        names: list[str] = []
        steps = self._standing(self._steps(row))
        for at, (kind, name) in enumerate(steps, start=1):
            above, path = STEP.join(names), STEP.join([*names, name])
            names.append(name)
            if path in self.acts or self._stands(path):
                continue
            note = remarks if at == len(steps) else ""
            place = SetUpPlace(
                kind=kind,
                name=name,
                parent=PlaceRef(above) if above else None,
                remarks=note,
            )
            self.acts[path] = Act(operation=place, day=self.day)
            made.append(self.acts[path])
        return tuple(made)

    def _steps(self, row: Row) -> list[tuple[str, str]]:
        own = self._own_steps(row)
        return [*self._around(), *own] if own else []

    def _around(self) -> list[tuple[str, str]]:
        """Return the steps in which all places of the list stand, by their kinds in the book or their names."""
        if not self._outside:
            names = self._within()
            for at, name in enumerate(names, start=1):
                there = kind_of(self.desk, STEP.join(names[:at]))
                self._outside.append((there or kind_named(name) or _SITE, name))
        return self._outside

    def _own_steps(self, row: Row) -> list[tuple[str, str]]:
        single = len(self.reading.levels) == 1
        return [
            (kind, text if single else _named(text, column))
            for column, kind in self.reading.levels.items()
            if (text := plain(row.cells[self.reading.columns.index(column)]))
        ]

    def _within(self) -> list[str]:
        return WITHIN.said(self.reading.answers) or []

    def _standing(self, steps: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """Return the steps, each with the nearest kind that may stand in the one before."""
        kinds = self.desk.tables.place_kinds
        found: list[tuple[str, str]] = []
        for kind, name in steps:
            above = found[-1][0] if found else ""
            usable = (each for each in (kind, *_NEAREST) if not above or above in kinds[each].within)
            found.append((next(usable, kind), name))
        return found

    def _stands(self, path: str) -> bool:
        if path not in self._there:
            self._there[path] = place_of(self.desk, path) is not None
        return self._there[path]


def place_of(desk: Desk, path: str) -> PlaceRef | None:
    """Return the place of a path in the book, None where there is none or it is not clear."""
    found = _found(desk, path)
    return found[0] if found else None


def kind_of(desk: Desk, path: str) -> str:
    """Return the kind of the place of a path in the book, empty where there is none or it is not clear."""
    found = _found(desk, path)
    return found[1] if found else ""


def _found(desk: Desk, path: str) -> tuple[PlaceRef, str] | None:
    with desk.database.snapshot() as connection:
        picture = Picture(StoreSource(connection), desk.tables, uid_maker(SystemClock()), desk.today, 0)
        try:
            uid = References(picture, Lookup(connection)).place(path)
        except Refusal:
            return None
        return PlaceRef(ref_of(uid)), picture.place(uid).text("kind")


def judge_places(paths: PlacePaths, rows: Sequence[Row], notes: Mapping[int, str]) -> list[PlannedRow]:
    """Give each row of a list of places its verdict: new, the same, or refused where it says none."""
    first: dict[str, int] = {}
    paths.learn(rows)
    return [_judged(paths, row, notes.get(at, ""), first) for at, row in enumerate(rows)]


def _judged(paths: PlacePaths, row: Row, remarks: str, first: dict[str, int]) -> PlannedRow:
    path = paths.path(row)
    if not path:
        missing = find(Strength.IMPOSSIBLE, "import.no_place", "R3", "place")
        return PlannedRow(row.number, "", Verdict.REFUSED, (missing,))
    if unclear := paths.unclear(row):
        return PlannedRow(row.number, path, Verdict.REFUSED, (unclear,))
    if path in first:
        again = find(Strength.WARN, "import.repeated", "R3", "place", number=path, row=first[path])
        return PlannedRow(row.number, path, Verdict.SAME, (again,), day=paths.day)
    first[path] = row.number
    acts = paths.missing(row, remarks)
    verdict = Verdict.NEW if acts else Verdict.SAME
    return PlannedRow(row.number, path, verdict, amending=acts, day=paths.day)


def _named(text: str, column: str) -> str:
    """Return the name of a place: a bare figure or letter is called after its column."""
    called = _COUNTED.sub("", bare(column))
    return text if len(text) > _SHORT or called in text.casefold() else f"{called.capitalize()} {text}"
