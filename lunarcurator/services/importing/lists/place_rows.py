"""Lists of places: each row says one, step by step, and what is not there yet is set up."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, override

from lunarcurator.domain.acts import Act
from lunarcurator.domain.days import Day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import PlaceRef, ref_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.operations import SetUpPlace
from lunarcurator.exchange.book import Row
from lunarcurator.services.clock import SystemClock
from lunarcurator.services.identities import uid_maker
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Chosen, Kind, Looking, Question
from lunarcurator.services.importing.cells.repairs import is_whole_day
from lunarcurator.services.importing.cells.values import plain, says_nothing
from lunarcurator.services.importing.columns.headers import bare
from lunarcurator.services.importing.columns.mapping import AS_LOANS
from lunarcurator.services.importing.columns.place_columns import kind_named
from lunarcurator.services.importing.plan import PlannedRow, Verdict
from lunarcurator.services.importing.reading import Reading
from lunarcurator.services.references import References
from lunarcurator.services.store_session import StoreSession
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
_EXAMPLES: Final = 3
# A column of so many words is hardly one of places, and looking each of them up takes its time.
_MOST_PLACES: Final = 500


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


class Places(Chosen):
    """What becomes of the places that a column says."""

    name, options = "places", (Choice.KEEP, Choice.REFUSE, Choice.MOVE)

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        # A list of loans says who has a piece and moves none: its words for places stay with the loan.
        if sheet.reading.kind == AS_LOANS:
            return
        for name in sheet.reading.taken_for("place")[:1]:
            told = dict.fromkeys(map(plain, sheet.cells((name,))[name]))
            texts = [text for text in told if text and not says_nothing(text)][:_MOST_PLACES]
            if away := [text for text in texts if place_of(sheet.session, text) is None]:
                yield self.ask({"column": name, "count": len(away), "examples": ", ".join(away[:_EXAMPLES])})
            elif texts:
                facts, choices = {"column": name, "count": len(texts)}, (Choice.KEEP, Choice.MOVE)
                key = "import.ask.places_known"
                yield self.ask(facts, choices=choices, proposed=Choice.KEEP, key=key)


PLACES: Final = Places()


@dataclass(slots=True)
class PlacePaths:
    """Turns the steps of rows into paths, and gathers the acts that set up what is missing; `day` is theirs."""

    session: StoreSession
    reading: Reading
    day: Day
    acts: dict[str, Act] = field(default_factory=dict)
    _there: dict[str, bool] = field(default_factory=dict)
    _outside: list[tuple[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        # In what all places of the list stand, by the kinds in the book or by the names.
        names = WITHIN.said(self.reading.answers) or []
        paths = (STEP.join(names[:at]) for at in range(1, len(names) + 1))
        self._outside = [
            (_found(self.session, path)[1] or kind_named(name) or _SITE, name)
            for path, name in zip(paths, names, strict=True)
        ]

    def path(self, row: Row) -> str:
        """Return the path of a row; empty where it says no place."""
        own = self._own_steps(row)
        return STEP.join(name for _, name in (*self._outside, *own)) if own else ""

    def unclear(self, row: Row) -> Finding | None:
        """Return that a row which says a place leaves out in what that stands, or says a day for it."""
        own = self._own_steps(row)
        if day := next((each for _, each in own if is_whole_day(each)), ""):
            return find(Strength.IMPOSSIBLE, "import.place_is_day", "R3", "place", day=day)
        if own and not plain(row.cells[self.reading.columns.index(next(iter(self.reading.levels)))]):
            return find(Strength.IMPOSSIBLE, "import.place_where", "R3", "place", place=own[0][1])
        return None

    def in_position(self, row: Row) -> bool:
        """Tell whether a row says a position, which holds one piece, and not only the box it is in."""
        last = [*self.reading.levels][-1]
        return bare(last) in _POSITIONS and bool(plain(row.cells[self.reading.columns.index(last)]))

    def missing(self, row: Row, remarks: str = "") -> tuple[Act, ...]:
        """Return the acts that set up what is not there of the path of a row, each once for all rows."""
        made: list[Act] = []
        own, last = self._own_steps(row), self.path(row)
        kinds, before, outer = self.session.tables.place_kinds, "", ""
        for said, name in (*self._outside, *own) if own else ():
            # The nearest kind that may stand in the one before; setting up what may not is refused by the rules.
            kind = next((each for each in (said, *_NEAREST) if not outer or outer in kinds[each].within), said)
            path = f"{before}{STEP}{name}" if before else name
            if path not in self.acts and not self._stands(path):
                parent, note = PlaceRef(before) if before else None, remarks if path == last else ""
                made.append(
                    Act(operation=SetUpPlace(kind=kind, name=name, parent=parent, remarks=note), day=self.day)
                )
                self.acts[path] = made[-1]
            before, outer = path, kind
        return tuple(made)

    def _own_steps(self, row: Row) -> list[tuple[str, str]]:
        single = len(self.reading.levels) == 1
        return [
            (kind, text if single else _named(text, column))
            for column, kind in self.reading.levels.items()
            if (text := plain(row.cells[self.reading.columns.index(column)]))
        ]

    def _stands(self, path: str) -> bool:
        if path not in self._there:
            self._there[path] = place_of(self.session, path) is not None
        return self._there[path]


def place_of(session: StoreSession, path: str) -> PlaceRef | None:
    """Return the place of a path in the book, None where there is none or it is not clear."""
    return _found(session, path)[0]


def _found(session: StoreSession, path: str) -> tuple[PlaceRef | None, str]:
    """Return the place of a path in the book with its kind."""
    with session.database.snapshot() as connection:
        ledger = LedgerState(StoreSource(connection), session.tables, uid_maker(SystemClock()), session.today, 0)
        try:
            uid = References(ledger, Lookup(connection)).place(path)
        except Refusal:
            return None, ""
        return PlaceRef(ref_of(uid)), ledger.place(uid).kind


def judge_places(paths: PlacePaths, rows: Iterable[Row], note: Callable[[Row], str]) -> list[PlannedRow]:
    """Give each row of a list of places its verdict: new, the same, or refused where it says none.

    A place keeps as remarks the `note` of its row.
    """
    first: dict[str, int] = {}
    return [_judged(paths, row, note(row), first) for row in rows]


def _judged(paths: PlacePaths, row: Row, remarks: str, first: dict[str, int]) -> PlannedRow:
    path = paths.path(row)
    why = paths.unclear(row) if path else find(Strength.IMPOSSIBLE, "import.no_place", "R3", "place")
    if why is not None:
        return PlannedRow(row.number, path, Verdict.REFUSED, (why,))
    acts = paths.missing(row, remarks)
    verdict = Verdict.NEW if acts else Verdict.SAME
    judged = PlannedRow(row.number, path, verdict, amending=acts, day=paths.day)
    if path in first:
        judged.warn("import.repeated", "R3", "place", row=first[path])
    first.setdefault(path, row.number)
    return judged


def _named(text: str, column: str) -> str:
    """Return the name of a place: a bare figure or letter is called after its column."""
    called = _COUNTED.sub("", bare(column))
    return text if len(text) > _SHORT or called in text.casefold() else f"{called.capitalize()} {text}"
