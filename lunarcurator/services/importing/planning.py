"""From a table whose columns are known to a plan: read its rows, give each its verdict."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from heapq import merge
from itertools import batched
from typing import Final

from lunarcurator.domain.acts import Act
from lunarcurator.domain.days import Day, check_day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import PlaceRef, Uid, is_exact, ref_of, uid_of
from lunarcurator.domain.igsn import igsn_of, igsn_ways
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.operations import SetUpPlace
from lunarcurator.domain.words_folding import number_key
from lunarcurator.exchange.book import Row
from lunarcurator.services.clock import SystemClock
from lunarcurator.services.collecting import collecting_seldom
from lunarcurator.services.identities import uid_maker
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.parents_masses import DAUGHTERS, FROM_BOOK
from lunarcurator.services.importing.cells.values import finding_of
from lunarcurator.services.importing.columns.terms import Terms
from lunarcurator.services.importing.judging.family_ends import FamilyEnds
from lunarcurator.services.importing.judging.igsns import igsns_in_book, refuse_shared
from lunarcurator.services.importing.judging.judge import Judge
from lunarcurator.services.importing.judging.judged_row import JudgedRow, Surroundings
from lunarcurator.services.importing.judging.masses import (
    add_below,
    add_daughters,
    flag_sums,
    refuse_untold,
    settle_masses,
)
from lunarcurator.services.importing.judging.order import parents_first, settle_repeated, settled_in_turn
from lunarcurator.services.importing.judging.other_collections import flag_elsewhere
from lunarcurator.services.importing.judging.parents import (
    leave_needless,
    missing_parents,
    settle_named_parents,
    settle_zeros,
)
from lunarcurator.services.importing.judging.positions import flag_shared, needed_places, path_of
from lunarcurator.services.importing.judging.status_words import flag_status
from lunarcurator.services.importing.judging.trial import MOST, try_rows
from lunarcurator.services.importing.lists.lone_numbers import refuse_lone
from lunarcurator.services.importing.lists.place_rows import PLACES
from lunarcurator.services.importing.plan import BAD, ImportPlan, PlannedRow, Verdict
from lunarcurator.services.importing.preparing import Prepared, target_of
from lunarcurator.services.importing.rows import ReadRow, RowReader
from lunarcurator.services.importing.target import Target
from lunarcurator.services.importing.watch import BETWEEN, Watch
from lunarcurator.services.references import References
from lunarcurator.services.store_session import StoreSession
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

_FORGOTTEN: Final = ReadRow(0, "")


def plan_prepared(
    session: StoreSession,
    wanted: Prepared,
    day: Day | None,
    by_mission: Mapping[str, Day],
    watch: Watch,
    have_read: Callable[[], None],
) -> ImportPlan:
    """Judge the rows of a table whose columns are known; nothing is written.

    They count from this `day`, else from that of their mission, the opening day of the mission without one, a
    daughter from the first day of its parent. `watch` is told rows done and, once known, all rows; `have_read`
    that all rows are read, before they are judged: what was kept of the file may go. Raises `SheetError`,
    `MappingRefused`, `Cancelled`.
    """
    target = target_of(session, wanted)
    chosen = {code: check_day(each) for code, each in by_mission.items()}
    with collecting_seldom():
        reader = RowReader(wanted.columns, wanted.plan.kind, target, Terms(session.lab.vocabularies))
        read = _read(wanted, reader, watch)
        wanted = FamilyEnds(wanted, target, reader).doubted(read)
        have_read()
        return _Planner(session, wanted, target, day, chosen, watch, read).plan()


def _read(wanted: Prepared, reader: RowReader, watch: Watch) -> list[ReadRow]:
    read: list[ReadRow] = []
    for rows in batched(wanted.table.rows(), BETWEEN):
        read += reader.read(rows)
        watch.tell(len(read))
    return read


class _Planner:
    """Judges the rows of one table."""

    def __init__(
        self,
        session: StoreSession,
        wanted: Prepared,
        target: Target,
        day: Day | None,
        chosen: Mapping[str, Day],
        watch: Watch,
        read: list[ReadRow],
    ) -> None:
        self._session, self._wanted, self._target = session, wanted, target
        self._day_for_all, self._chosen = day, chosen
        self._watch, self._read = watch, read
        self._left_over = DAUGHTERS.left_over(wanted.reading)
        self._in_book: Mapping[str, Known] = {}
        self._igsns: Mapping[str, str] = {}
        self._rows: list[JudgedRow] = []
        self._order: list[int] = []
        self._made: list[ReadRow] = []
        self._unclear: dict[str, Finding] = {}
        self._positions: set[str] = set()
        self._held: dict[str, tuple[str, ...]] = {}

    def plan(self) -> ImportPlan:
        """Return the plan of all rows."""
        days = self._days()
        settle_zeros(self._session, self._target, self._read)
        settle_named_parents(self._session, self._target, self._read)
        refuse_lone(self._target, self._read)
        if self._wanted.reading.makes_parents:
            self._made = missing_parents(self._session, self._target, self._read)
            self._read = [*merge(self._read, self._made, key=lambda row: row.row)]
        around = self._around(days)
        self._judge(around)
        self._settle()
        plan = replace(
            self._wanted.plan,
            cells=self._cells(),
            collection=self._target.code,
            rows=tuple(self._rows),
            opening=self._opening(),
            days=days,
            posting_order=tuple(self._order),
        )
        for row in self._rows:
            # Only of a piece that comes in anything more is asked.
            if not row.enters:
                row.told = _FORGOTTEN
        return plan

    def _judge(self, around: Surroundings) -> None:
        """Give each row the verdict it has by itself."""
        add_below(self._read, self._in_book)
        judge = Judge(around)
        for row in self._read:
            self._rows.append(judge.judge(row))
            self._watch.tell(len(self._rows), len(self._read))

    def _settle(self) -> None:
        """Settle what rows have to do with each other and with the book, and the order they are posted in."""
        rows, wanted = self._rows, self._wanted
        flag_elsewhere(rows, self._target, chosen=bool(wanted.collection))
        flag_status(rows, wanted.columns)
        settle_repeated(rows)
        refuse_shared(rows, self._igsns)
        left_over = bool(self._left_over)
        self._order = parents_first(rows, flag_sums(rows, left_over=left_over))
        self._hang()
        if FROM_BOOK.said(wanted.reading.answers) is Choice.REFUSE:
            refuse_untold(rows, self._in_book)
        if left_over:
            add_daughters(rows, self._order, left_over=True)
        settle_masses(rows, self._in_book, self._try(), left_over=left_over)
        self._hang()
        flag_shared(rows, frozenset(self._positions), self._held)
        # A daughter that cannot come in takes nothing out.
        add_daughters(rows, self._order, left_over=left_over)
        leave_needless(rows, self._order)

    def _hang(self) -> None:
        """Settle the daughters as their parents are now."""
        if daughters := [index for index in self._order if self._rows[index].told.parent]:
            deque(self._in_turn(daughters), maxlen=0)

    def _in_turn(self, order: Sequence[int]) -> Iterator[JudgedRow]:
        return settled_in_turn(self._rows, order, self._in_book, own_days=self._day_for_all is None)

    def _cells(self) -> Callable[[], Iterator[Row]]:
        """Return what reads the rows anew, with one of no cells for each parent that is made."""
        cells = self._wanted.plan.cells
        if not self._made:
            return cells
        blank = (None,) * len(self._wanted.columns)
        made = [Row(row.row, blank) for row in self._made]
        return lambda: merge(cells(), made, key=lambda row: row.number)

    def _days(self) -> dict[str, Day]:
        used = dict.fromkeys(row.mission for row in self._read if row.mission)
        if self._day_for_all is not None:
            return dict.fromkeys(used, self._day_for_all)
        return {code: self._target.opened(code) or self._session.today for code in used} | {**self._chosen}

    def _around(self, days: Mapping[str, Day]) -> Surroundings:
        read, target = self._read, self._target
        numbers = [*dict.fromkeys(row.shown for row in read if row.number is not None)]
        names = _ways_of_names(read)
        with self._session.database.snapshot() as connection:
            # Nothing is asked of a collection that never had a piece.
            uid = target.uid if target.uid and has_pieces(connection, target.uid) else None
            known = known_pieces(connection, uid, [*dict.fromkeys([*numbers, *_above(read)])]) if uid else {}
            self._in_book = known
            ledger = LedgerState(
                StoreSource(connection), self._session.tables, uid_maker(SystemClock()), self._session.today, 0
            )
            self._igsns = igsns_in_book(read, partial(known_elsewhere, connection, None))
            places = self._places(References(ledger, Lookup(connection)))
            return Surroundings(
                target=target,
                known=known,
                burnt=burnt_numbers(connection, uid, numbers) if uid else frozenset(),
                called=_by_text((*numbers, *names), partial(other_names, connection, uid)) if uid else {},
                places=places,
                file=self._wanted.plan.file,
                today=self._session.today,
                days=days,
                day_for_all=self._day_for_all,
                standing=self._standing(places, ledger) if self._wanted.moves else None,
                left_over=self._left_over,
                any_time=any(column.target == "mass" for column in self._wanted.columns),
                elsewhere=_by_text(numbers, partial(known_elsewhere, connection, target.uid)),
            )

    def _standing(self, places: Mapping[str, PlaceRef], ledger: LedgerState) -> dict[Uid, str]:
        """Return the paths of where pieces of the list stand by the book; keep what is where they are to go."""
        for row in self._read:
            place = uid_of(places[row.place]) if is_exact(places.get(row.place, "")) else None
            piece = self._in_book.get(row.shown)
            if place and row.place in self._positions and (piece is None or piece.place != place):
                there = ledger.pieces_in(place)
                self._held[row.place] = tuple(ledger.piece(each).number_text for each in there)
        stand = dict.fromkeys(each.place for each in self._in_book.values() if each.place)
        return {place: path_of(ledger, place) for place in stand}

    def _places(self, references: References) -> dict[str, PlaceRef]:
        coming = self._places_coming()
        found: dict[str, PlaceRef] = {}
        wrong = self._unclear
        for text in dict.fromkeys(row.place for row in self._read if row.place and row.place not in wrong):
            if text in coming:
                found[text] = PlaceRef(text)
                continue
            try:
                found[text] = PlaceRef(ref_of(references.place(text)))
            except Refusal as refusal:
                wrong[text] = finding_of(refusal, "place")
        for row in self._read if wrong else ():
            if row.place in wrong:
                self._keep_or_refuse(row, wrong[row.place])
        return found

    def _keep_or_refuse(self, row: ReadRow, wrong: Finding) -> None:
        """Keep the words of a place that is not there beside the piece, if somebody said so, or refuse the row."""
        if PLACES.said(self._wanted.reading.answers) is not Choice.KEEP:
            row.problems += (wrong,)
            return
        column = next(each.name for each in self._wanted.columns if each.target == "place")
        row.other = (*row.other, (column, row.place))
        facts = {"place": row.place, "number": row.shown}
        row.notes += (find(Strength.WARN, "import.place_kept", "R3", "place", **facts),)
        row.place = ""

    def _places_coming(self) -> Mapping[str, Act]:
        """Return the acts that set up places which the list says step by step and the book lacks.

        Keep what is unclear of such places, and which of them hold one piece.
        """
        paths = self._wanted.paths
        if paths is None:
            return {}
        for row in self._wanted.table.rows():
            path = paths.path(row)
            if found := paths.unclear(row):
                self._unclear[path] = found
            else:
                paths.missing(row)
            if paths.in_position(row):
                self._positions.add(path)
        return paths.acts

    def _opening(self) -> tuple[Act, ...]:
        """Return what comes before the rows: the collection, its missions, and the places that rows go to."""
        paths = self._wanted.paths
        places = needed_places(paths.acts, self._rows) if paths else ()
        new = [row for row in self._rows if row.verdict is Verdict.NEW]
        coming = [*filter(_goes, self._rows)] if places else new
        if not coming:
            return ()
        first = min(row.day for row in coming)
        opened = self._target.opening([row.mission for row in new], first) if new else ()
        return (*opened, *(replace(act, day=first) for act in places))

    def _try(self) -> dict[str, int]:
        """Try the rows, and return in ug what pieces in the book weigh once their new daughters came out."""
        rows, order, opening = self._rows, self._order, self._opening()
        if sum(1 if row.enters else len(row.amending) for row in rows) > MOST:
            in_book = self._in_book
            order = [index for index in order if rows[index].basis or rows[index].told.parent in in_book]
            opening = tuple(act for act in opening if isinstance(act.operation, SetUpPlace))
        tried = order[: 4 * MOST]
        rows_tried, known = self._in_turn(tried), self._in_book
        above = {row.shown: known[row.shown].uid for row in self._read if row.coming_ug and row.shown in known}
        at_once = map(rows.__getitem__, tried)
        return try_rows(
            self._session, opening, rows_tried, lambda done: self._watch.tell(done, len(tried)), above, at_once
        )


def _above(read: Iterable[ReadRow]) -> Iterator[str]:
    """Yield the parents of rows; of a split that names none, it is looked whether the whole is there."""
    yield from (row.parent or (row.number.family if row.number else "") for row in read)


def _ways_of_names(read: Iterable[ReadRow]) -> list[str]:
    """Return the names of rows, an IGSN in all its writings."""
    named = (name for row in read for name in row.names)
    return [*dict.fromkeys(way for name in named for way in (name, *igsn_ways(igsn_of(name))))]


def _goes(row: PlannedRow) -> bool:
    return row.writes and row.verdict not in BAD


def _by_text[Found](
    texts: Iterable[str], find: Callable[[Sequence[str]], Mapping[str, Found]]
) -> dict[str, Found]:
    """Return for numbers and names what is found by their keys."""
    keys = {text: number_key(text) for text in texts}
    found = find([*keys.values()])
    return {text: found[key] for text, key in keys.items() if key in found}
