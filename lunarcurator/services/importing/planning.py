"""From a table whose columns are known to a plan: read its rows, give each its verdict."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import merge
from itertools import batched, islice
from pathlib import Path
from typing import Any, Final

from lunarcurator.domain.acts import Act
from lunarcurator.domain.days import Day, check_day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import PlaceRef, Uid, is_exact, ref_of, uid_of
from lunarcurator.domain.operations import SetUpPlace
from lunarcurator.domain.picture import Picture
from lunarcurator.domain.words_folding import number_key
from lunarcurator.exchange.book import Row
from lunarcurator.exchange.table import Table
from lunarcurator.services.clock import SystemClock
from lunarcurator.services.collecting import collecting_seldom
from lunarcurator.services.desk import Desk
from lunarcurator.services.identities import uid_maker
from lunarcurator.services.importing.cells.values import finding_of, plain
from lunarcurator.services.importing.columns.terms import Terms
from lunarcurator.services.importing.judging.judge import Judge, Surroundings
from lunarcurator.services.importing.judging.left_over import add_daughters
from lunarcurator.services.importing.judging.made_parents import leave_needless, missing_parents
from lunarcurator.services.importing.judging.named_parents import settle_named_parents
from lunarcurator.services.importing.judging.order import (
    add_below,
    parents_first,
    settle_repeated,
    settled_in_turn,
)
from lunarcurator.services.importing.judging.other_collections import flag_elsewhere, says_where
from lunarcurator.services.importing.judging.parents_in_book import (
    refuse_untold,
    settle_masses,
)
from lunarcurator.services.importing.judging.positions import flag_shared, needed_places, path_of
from lunarcurator.services.importing.judging.status_words import flag_status
from lunarcurator.services.importing.judging.sums import flag_sums
from lunarcurator.services.importing.judging.trial import MOST, try_rows
from lunarcurator.services.importing.judging.whole_pieces import settle_zeros
from lunarcurator.services.importing.lists.lone_numbers import refuse_lone
from lunarcurator.services.importing.plan import BAD, ImportPlan, PlannedColumn, PlannedRow, Verdict
from lunarcurator.services.importing.rows import ReadRow, RowReader
from lunarcurator.services.importing.target import Target, choose_target
from lunarcurator.services.importing.watch import BETWEEN, Progress, ShouldStop, Watch
from lunarcurator.services.references import References
from lunarcurator.services.vocabularies import Vocabularies
from lunarcurator.store.lookup import Lookup
from lunarcurator.store.reads.matching import (
    Known,
    burnt_numbers,
    has_pieces,
    known_elsewhere,
    known_pieces,
    other_names,
)
from lunarcurator.store.source import StoreSource

_LOOKED_AT: Final = 200


@dataclass(frozen=True, slots=True)
class Prepared:
    """A table ready to be judged: where it came from, its columns with what they are taken for, and its kind.

    `target` (or the code `collection`) says into which collection it goes; `opening` are acts that set places up
    first, by path, `places_unclear` the paths it leaves open. A list that `moves` says where pieces stand, and
    those in the book go there; `positions` are the paths of places that hold one piece. Where it `keeps_places`,
    the words for a place that is not there stay with the piece. `said` are the names of file, sheet and table.
    With `left_over` masses are what is left of pieces without their daughters, None where nobody said. `take_out`
    says that the mass of new daughters is still in what the book has of parents not told of; where a list
    `makes_parents`, those that are nowhere are made. `cells` reads the rows anew.
    """

    source: Path
    file: str
    sha256: str
    table: Table
    columns: tuple[PlannedColumn, ...]
    kind: str
    collection: str | None
    target: Target | None
    header_row: int
    keeps_places: bool
    left_over: bool | None
    take_out: bool
    makes_parents: bool
    said: tuple[str, ...]
    cells: Callable[[], Iterator[Row]] = field(repr=False)
    opening: Mapping[str, Act] = field(default_factory=dict)
    places_unclear: Mapping[str, Finding] = field(default_factory=dict)
    positions: frozenset[str] = frozenset()
    moves: bool = False


def plan_prepared(
    desk: Desk,
    wanted: Prepared,
    *,
    effective: Day | Mapping[str, Day] | None,
    progress: Progress,
    should_stop: ShouldStop,
    have_read: Callable[[], None],
) -> ImportPlan:
    """Judge the rows of a table whose columns are known; nothing is written.

    `effective` is the day for all rows, or days by mission code; without it a row counts from the opening day
    of its mission, a daughter from the first day of its parent. `progress` is told rows done and, once known, all
    rows; `have_read` that all rows are read, before they are judged: what was kept of the file may go. Raises
    `SheetError`, `MappingRefused`, `Cancelled`.
    """
    watch = Watch(progress, should_stop)
    target = target_of(desk, wanted)
    with collecting_seldom():
        read = _read(wanted.table, wanted.columns, wanted.kind, target, desk.lab.vocabularies, watch)
        have_read()
        return _Planner(desk, wanted, target, effective, watch).plan(read)


def target_of(desk: Desk, wanted: Prepared) -> Target:
    """Return the collection a table goes into; raises `MappingRefused` where that cannot be told."""
    return wanted.target or _target(desk, wanted.table, wanted.columns, wanted.collection)


def _target(desk: Desk, table: Table, columns: Sequence[PlannedColumn], wanted: str | None) -> Target:
    at = [index for index, each in enumerate(columns) if each.target == "mission" or says_where(each.name)]
    first = islice(table.rows(), _LOOKED_AT) if at and wanted is None else ()
    said = dict.fromkeys(plain(row.cells[index]) for row in first for index in at)
    return choose_target(desk, desk.lab.collections, wanted, [*said])


def _read(
    table: Table,
    columns: Sequence[PlannedColumn],
    kind: str,
    target: Target,
    vocabularies: Vocabularies,
    watch: Watch,
) -> list[ReadRow]:
    reader = RowReader(columns, kind, target, Terms.load(vocabularies))
    read: list[ReadRow] = []
    for rows in batched(table.rows(), BETWEEN):
        read += reader.read(rows)
        watch.tell(len(read))
    return read


class _Planner:
    """Judges the rows of one table."""

    def __init__(
        self,
        desk: Desk,
        wanted: Prepared,
        target: Target,
        effective: Day | Mapping[str, Day] | None,
        watch: Watch,
    ) -> None:
        self._desk, self._wanted = desk, wanted
        self._target, self._watch = target, watch
        chosen = effective if isinstance(effective, Mapping) else {}
        self._day_for_all = None if effective is None or isinstance(effective, Mapping) else check_day(effective)
        self._chosen = {code: check_day(day) for code, day in chosen.items()}
        self._in_book: Mapping[str, Known] = {}
        self._held: dict[str, tuple[str, ...]] = {}
        self._made: list[ReadRow] = []

    def plan(self, read: list[ReadRow]) -> ImportPlan:
        """Return the plan of all rows."""
        days = self._days(read)
        settle_zeros(self._desk, self._target, read)
        settle_named_parents(self._desk, self._target, read)
        refuse_lone(self._target, read)
        read = self._with_parents(read)
        around = self._around(read, days)
        rows = self._judged(read, around)
        order = self._settled(read, rows, around.known)
        return ImportPlan(
            source=self._wanted.source,
            file=self._wanted.file,
            sha256=self._wanted.sha256,
            sheet=self._wanted.table.sheet.name,
            kind=self._wanted.kind,
            header_row=self._wanted.header_row,
            columns=self._wanted.columns,
            cells=self._cells(),
            collection=self._target.code,
            rows=tuple(rows),
            opening=self._opening(read, rows),
            days=days,
            posting_order=tuple(order),
        )

    def _judged(self, read: Sequence[ReadRow], around: Surroundings) -> list[PlannedRow]:
        """Return each row with the verdict it has by itself."""
        add_below(read, around.known)
        judge = Judge(around)
        rows: list[PlannedRow] = []
        for row in read:
            rows.append(judge.judge(row))
            self._watch.tell(len(rows), len(read))
        return rows

    def _settled(
        self, read: Sequence[ReadRow], rows: Sequence[PlannedRow], known: Mapping[str, Known]
    ) -> list[int]:
        """Settle what rows have to do with each other and with the book; return the order they are posted in."""
        chosen = self._wanted.collection is not None or self._wanted.target is not None
        flag_elsewhere(read, rows, self._target, chosen=chosen)
        flag_status(read, rows, self._wanted.columns)
        settle_repeated(read, rows)
        left_over = bool(self._wanted.left_over)
        order = parents_first(read, rows, flag_sums(read, rows, left_over=left_over))
        self._hang(read, rows, order)
        if not self._wanted.take_out:
            refuse_untold(read, rows, known)
        if left_over:
            add_daughters(read, rows, order, left_over=True)
        after = self._try(self._opening(read, rows), rows, read, order, known)
        settle_masses(read, rows, known, after, left_over=left_over)
        self._hang(read, rows, order)
        flag_shared(read, rows, self._wanted.positions, self._held)
        # A daughter that cannot come in takes nothing out.
        add_daughters(read, rows, order, left_over=left_over)
        leave_needless(read, rows, order)
        return order

    def _hang(self, read: Sequence[ReadRow], rows: Sequence[PlannedRow], order: Sequence[int]) -> None:
        """Settle the daughters as their parents are now."""
        if daughters := [index for index in order if read[index].parent]:
            deque(self._in_turn(read, rows, daughters), maxlen=0)

    def _in_turn(
        self, read: Sequence[ReadRow], rows: Sequence[PlannedRow], order: Sequence[int]
    ) -> Iterator[PlannedRow]:
        return settled_in_turn(read, rows, order, self._in_book, own_days=self._day_for_all is None)

    def _with_parents(self, read: list[ReadRow]) -> list[ReadRow]:
        """Return the rows with those of the parents that are made."""
        if self._wanted.makes_parents:
            self._made = missing_parents(self._desk, self._target, read)
        return [*merge(read, self._made, key=lambda row: row.row)] if self._made else read

    def _cells(self) -> Callable[[], Iterator[Row]]:
        """Return what reads the rows anew, with one of no cells for each parent that is made."""
        cells = self._wanted.cells
        if not self._made:
            return cells
        blank = (None,) * len(self._wanted.columns)
        made = [Row(row.row, blank) for row in self._made]
        return lambda: merge(cells(), made, key=lambda row: row.number)

    def _days(self, read: Sequence[ReadRow]) -> dict[str, Day]:
        used = dict.fromkeys(row.mission for row in read if row.mission)
        default = {code: self._target.opened(code) or self._desk.today for code in used}
        if self._day_for_all is not None:
            return dict.fromkeys(default, self._day_for_all)
        return {**default, **self._chosen}

    def _around(self, read: Sequence[ReadRow], days: Mapping[str, Day]) -> Surroundings:
        numbers = [*dict.fromkeys(row.shown for row in read if row.number is not None)]
        names = [*dict.fromkeys(name for row in read for name in row.names)]
        with self._desk.database.snapshot() as connection:
            # Nothing is asked of a collection that never had a piece.
            uid = self._target.uid if self._target.uid and has_pieces(connection, self._target.uid) else None
            known = known_pieces(connection, uid, [*dict.fromkeys([*numbers, *_above(read)])]) if uid else {}
            picture = Picture(
                StoreSource(connection), self._desk.tables, uid_maker(SystemClock()), self._desk.today, 0
            )
            places = self._places(read, References(picture, Lookup(connection)))
            self._in_book = known
            return Surroundings(
                target=self._target,
                known=known,
                burnt=burnt_numbers(connection, uid, numbers) if uid else frozenset(),
                called=_called(connection, uid, (*numbers, *names)) if uid else {},
                places=places,
                file=self._wanted.file,
                today=self._desk.today,
                days=days,
                day_for_all=self._day_for_all,
                standing=self._standing(read, known, places, picture) if self._wanted.moves else None,
                left_over=self._wanted.left_over,
                any_time=any(column.target == "mass" for column in self._wanted.columns),
                elsewhere=_known_elsewhere(connection, self._target, numbers),
            )

    def _standing(
        self, read: Sequence[ReadRow], known: Mapping[str, Known], places: Mapping[str, PlaceRef], picture: Picture
    ) -> dict[Uid, str]:
        """Return the paths of where pieces of the list stand by the book; keep what is where they are to go."""
        for row in read:
            place = uid_of(places[row.place]) if is_exact(places.get(row.place, "")) else None
            piece = known.get(row.shown)
            if place and row.place in self._wanted.positions and (piece is None or piece.place != place):
                there = picture.pieces_in(place)
                self._held[row.place] = tuple(picture.piece(each).number_text for each in there)
        stand = dict.fromkeys(each.place for each in known.values() if each.place)
        return {place: path_of(picture, place) for place in stand}

    def _places(self, read: Sequence[ReadRow], references: References) -> dict[str, PlaceRef]:
        found: dict[str, PlaceRef] = {}
        wrong: dict[str, Finding] = {**self._wanted.places_unclear}
        for text in dict.fromkeys(row.place for row in read if row.place and row.place not in wrong):
            if text in self._wanted.opening:
                found[text] = PlaceRef(text)
                continue
            try:
                found[text] = PlaceRef(ref_of(references.place(text)))
            except Refusal as refusal:
                wrong[text] = finding_of(refusal, "place")
        for row in read if wrong else ():
            if row.place in wrong:
                self._keep_or_refuse(row, wrong[row.place])
        return found

    def _keep_or_refuse(self, row: ReadRow, wrong: Finding) -> None:
        """Keep the words of a place that is not there beside the piece, if somebody said so, or refuse the row."""
        if not self._wanted.keeps_places:
            row.problems += (wrong,)
            return
        column = next(each.name for each in self._wanted.columns if each.target == "place")
        row.other = (*row.other, (column, row.place))
        facts = {"place": row.place, "number": row.shown}
        row.notes += (find(Strength.WARN, "import.place_kept", "R3", "place", **facts),)
        row.place = ""

    def _opening(self, read: Sequence[ReadRow], rows: Sequence[PlannedRow]) -> tuple[Act, ...]:
        """Return what comes before the rows: the collection, its missions, and the places that rows go to."""
        places = needed_places(self._wanted.opening, read, rows)
        coming = [row for row in rows if row.verdict is Verdict.NEW or (places and _goes(row))]
        if not coming:
            return ()
        first = min(row.day for row in coming)
        missions = [row.mission for row in coming if row.verdict is Verdict.NEW]
        opened = self._target.opening(missions, first) if missions else ()
        return (*opened, *(replace(act, day=first) for act in places))

    def _try(
        self,
        opening: tuple[Act, ...],
        rows: Sequence[PlannedRow],
        read: Sequence[ReadRow],
        order: Sequence[int],
        known: Mapping[str, Known],
    ) -> dict[str, int]:
        """Try the rows, and return in ug what pieces in the book weigh once their new daughters came out."""
        if sum(len(row.amending) if row.entering is None else 1 for row in rows) > MOST:
            order = [
                index for index in order if rows[index].basis is not None or read[index].parent in self._in_book
            ]
            opening = tuple(act for act in opening if isinstance(act.operation, SetUpPlace))
        tried = order[: 4 * MOST]
        rows_tried = self._in_turn(read, rows, tried)
        above = {row.shown: known[row.shown].uid for row in read if row.coming_ug and row.shown in known}
        at_once = map(rows.__getitem__, tried)
        return try_rows(
            self._desk, opening, rows_tried, lambda done: self._watch.tell(done, len(tried)), above, at_once
        )


def _above(read: Iterable[ReadRow]) -> Iterator[str]:
    """Yield the parents of rows; of a split that names none, it is looked whether the whole is there."""
    yield from (row.parent or (row.number.family if row.number else "") for row in read)


def _goes(row: PlannedRow) -> bool:
    return row.writes and row.verdict not in BAD


def _called(connection: Any, uid: Uid, texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return for these numbers and names the pieces of the collection that have them as another name."""
    keys = {text: number_key(text) for text in texts}
    called = other_names(connection, uid, [*keys.values()])
    return {text: called[key] for text, key in keys.items() if key in called}


def _known_elsewhere(connection: Any, target: Target, numbers: Sequence[str]) -> dict[str, str]:
    """Return for these numbers which pieces of other collections go by them."""
    keys = {text: number_key(text) for text in numbers}
    others = known_elsewhere(connection, target.uid, [*keys.values()])
    return {text: others[key] for text, key in keys.items() if key in others}
