"""From a reading to a plan, whatever kind of list it is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from lunarcurator.domain.days import Day, check_day, parse_day
from lunarcurator.domain.errors import Refusal
from lunarcurator.exchange.book import Row
from lunarcurator.exchange.layout_guess import PARTS
from lunarcurator.services.importing.asking.answered_reading import settled
from lunarcurator.services.importing.asking.question import Question
from lunarcurator.services.importing.asking.questions import questions, unanswered
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.mapping import AS_LOANS, MappingRefused
from lunarcurator.services.importing.columns.marked_columns import MARKS
from lunarcurator.services.importing.columns.which_number import headed_as_numbers
from lunarcurator.services.importing.guessing import has_rows
from lunarcurator.services.importing.joined_plans import joined
from lunarcurator.services.importing.judging.trial import MOST, try_rows
from lunarcurator.services.importing.lists.collection_rows import apart
from lunarcurator.services.importing.lists.loan_rows import LENT_ON, LoanJudge
from lunarcurator.services.importing.lists.place_rows import PlacePaths, judge_places
from lunarcurator.services.importing.non_record_rows.setting_aside import rows_aside
from lunarcurator.services.importing.plan import PLACE_STEP, ImportPlan, PlannedColumn, Verdict
from lunarcurator.services.importing.planning import plan_prepared
from lunarcurator.services.importing.preparing import prepare, target_of
from lunarcurator.services.importing.reading import Reading
from lunarcurator.services.importing.shapes import tables_begin
from lunarcurator.services.importing.source import Source, is_part
from lunarcurator.services.importing.telling_report import read_as_of
from lunarcurator.services.importing.watch import Watch
from lunarcurator.services.posting import Cancelled
from lunarcurator.services.store_session import StoreSession


class Unanswered(Refusal):
    """A reading leaves a question open that changes what would be kept."""


def plan_reading(
    session: StoreSession,
    source: Source,
    reading: Reading,
    *,
    asked: tuple[Question, ...] | None = None,
    effective: Day | Mapping[str, Day] | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> ImportPlan:
    """Judge the rows of a reading; nothing is written.

    `asked` are the questions about just this reading, where somebody has them already. Raises `Unanswered` where
    one must be answered first, else as `plan_prepared` does.
    """
    if places := tables_begin(source, reading):
        raise MappingRefused("import.in_parts", sheet=reading.sheet, places=list(places))
    if reading.told.shape == PARTS and not is_part(source, reading.sheet):
        raise MappingRefused("import.one_part", sheet=reading.sheet)
    if row := reading.guess.perhaps_header:
        raise Unanswered("import.header_open", sheet=reading.sheet, row=row)
    if not has_rows(source, reading):
        raise MappingRefused("import.no_rows", sheet=reading.sheet)
    if not settled(reading).says_pieces:
        likely = headed_as_numbers(reading.columns)
        key = "import.ask.number_of" if len(likely) > 1 else "import.ask.number"
        raise Unanswered(key, sheet=reading.sheet, columns=likely)
    open_now = unanswered(questions(session, source, reading) if asked is None else asked, reading)
    if open_now:
        raise Unanswered(open_now[0].key, **dict(open_now[0].facts))
    if should_stop():
        raise Cancelled
    aside, watch = rows_aside(source, reading), Watch(progress, should_stop)
    days = _days(reading, effective)
    day, by_mission = _apart(days)
    parts = map(settled, apart(reading))
    plan = joined([_judged(session, source, part, day, by_mission, watch) for part in parts])
    return replace(plan, aside=aside, read_as=read_as_of(reading, plan, days))


def _days(reading: Reading, effective: Day | Mapping[str, Day] | None) -> Mapping[str, Day]:
    """Return the effective days that were typed, else those a report says, by mission; under "" that of all."""
    if effective is None:
        return reading.days
    return {"": effective} if isinstance(effective, int) else effective


def _apart(days: Mapping[str, Day]) -> tuple[Day | None, dict[str, Day]]:
    """Return the day of all, None without one, and the days by mission."""
    by_mission = {mission: day for mission, day in days.items() if mission}
    return (check_day(days[""]) if "" in days else None), by_mission


def _judged(
    session: StoreSession,
    source: Source,
    reading: Reading,
    day: Day | None,
    by_mission: Mapping[str, Day],
    watch: Watch,
) -> ImportPlan:
    if reading.kind == AS_LOANS:
        return _loans(session, source, reading, day)
    if reading.says_places_alone:
        return _places(session, source, reading, day or session.today)
    wanted = prepare(session, source, reading)
    return plan_prepared(session, wanted, day, by_mission, watch, have_read=source.book.let_go)


def _places(session: StoreSession, source: Source, reading: Reading, day: Day) -> ImportPlan:
    wanted = prepare(session, source, reading)
    note = partial(_note, wanted.columns)
    judged = judge_places(PlacePaths(session, reading, day), wanted.table.rows(), note)
    try_rows(session, (), judged[:MOST], lambda _done: None)
    return replace(wanted.in_own_words, rows=tuple(judged))


def _note(columns: Sequence[PlannedColumn], row: Row) -> str:
    """Return what a row says of a place beside its name; a place keeps it all as remarks."""
    words: list[str] = []
    for column, cell in zip(columns, row.cells, strict=True):
        text = plain(cell)
        if text and (column.target == "remarks" or column.name == MARKS):
            words.append(text)
        elif text and column.target not in (PLACE_STEP, "place"):
            words.append(f"{column.name}: {text}")
    return "; ".join(words)


def _loans(session: StoreSession, source: Source, reading: Reading, day: Day | None) -> ImportPlan:
    prepared = prepare(session, source, reading)
    target = target_of(session, prepared)
    told = LENT_ON.said(reading.answers) or ""
    lent = parse_day(told) if day is None and told else day
    judge = LoanJudge(session, reading, prepared, target, lent, told)
    rows = judge.judge()
    new = [row for row in rows if row.verdict is Verdict.NEW]
    acts = (*judge.opening, *(act for row in rows for act in row.acts))
    missions = [code for act in acts if (code := getattr(act.operation, "mission", ""))]
    opening = (*target.opening(missions, min(row.day for row in new)), *judge.opening) if new else ()
    try_rows(session, opening, rows[:MOST], lambda _done: None)
    return replace(judge.prepared.in_own_words, rows=tuple(rows), collection=target.code, opening=opening)
