"""A report opened as a document, written as a file, or put on pages, at any moment."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from lunarcurator.documents.formats import renderer_for
from lunarcurator.documents.grouping import WITHOUT_FIGURE, grouped, is_of_mass
from lunarcurator.documents.model import Document, Sheet, Value
from lunarcurator.documents.papers.blocks import Foot, Paper
from lunarcurator.documents.rendering import Watch
from lunarcurator.documents.reports.about import Circumstances
from lunarcurator.domain.days import show_day
from lunarcurator.exchange.new_file import new_file
from lunarcurator.services.clock import local_time
from lunarcurator.services.exporting.paper import report_paper
from lunarcurator.services.exporting.presets import codes_of
from lunarcurator.services.exporting.report_context import OpenedReport, ReportContext
from lunarcurator.services.exporting.table import REPORTS, Takes, title_of
from lunarcurator.services.exporting.wanted import Report, ReportNeeds, Scope, Wanted
from lunarcurator.services.journal import JournalFilter
from lunarcurator.services.off_site_reading import OffSiteReading
from lunarcurator.services.papers.making import words_of
from lunarcurator.services.places import Places
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from lunarcurator.store.reads import inventory as reads
from lunarcurator.store.reads.filters import Axis

type Progress = Callable[[int, int], None]
type ShouldStop = Callable[[], bool]

_ONE_TABLE = frozenset({".csv"})


class _Counted:
    """Rows of a table that are counted as they go by, apart from those of other tables."""

    def __init__(self, rows: Iterable[tuple[Value, ...]]) -> None:
        self._rows, self.count = rows, 0

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        for row in self._rows:
            self.count += 1
            yield row


@contextmanager
def opened_report(
    session: StoreSession, words: Words, wanted: Wanted, *, every: bool = False
) -> Iterator[OpenedReport]:
    """Give a report as a document of one moment of the store; its rows are read inside the block.

    `every` gives all columns there are, whatever is wanted. Raises `ReportNeeds`, `ColumnUnknown`.
    """
    with _making(session, words, wanted) as context:
        opened = REPORTS[wanted.report].make(context)
        yield replace(opened, document=_shaped(opened.document, words, wanted, every=every))


def export(
    session: StoreSession,
    words: Words,
    wanted: Wanted,
    path: Path,
    progress: Progress = lambda _done, _total: None,
    should_stop: ShouldStop = lambda: False,
) -> int:
    """Write a report as the file its name ends in (.xlsx, .csv, .html), whole or not at all; return its rows.

    `progress` is told rows done and all rows. Raises `UnknownFormatError`, `RenderStopped`, `SheetError`.
    """
    render = renderer_for(path.suffix)
    with opened_report(session, words, wanted) as opened, new_file(path) as stream:
        table, *sums = opened.document.sheets
        rows = _Counted(table.rows)
        further = () if path.suffix.lower() in _ONE_TABLE else sums
        document = replace(opened.document, sheets=(replace(table, rows=rows), *further))
        render(
            document,
            stream,
            progress=lambda _: progress(rows.count, max(opened.total, rows.count)),
            should_stop=should_stop,
        )
    return rows.count


def paper_of_report(
    session: StoreSession,
    words: Words,
    wanted: Wanted,
    progress: Progress = lambda _done, _total: None,
    should_stop: ShouldStop = lambda: False,
) -> Paper:
    """Return a report on pages, for a printer or a PDF; raises `TooLongForPaper`, `RenderStopped`."""
    printed = f"{local_time(session.now_us(), session.time_zone):%Y-%m-%d %H:%M}"
    with _making(session, words, wanted) as context:
        opened = REPORTS[wanted.report].make(context)
        told = context.circumstances
        foot = Foot(told.store, told.sequence, told.as_of, told.digest, printed)
        watch = Watch(lambda done: progress(done, max(opened.total, done)), should_stop)
        return report_paper(_shaped(opened.document, words, wanted), foot, words_of(words), watch)


@contextmanager
def _making(session: StoreSession, words: Words, wanted: Wanted) -> Iterator[ReportContext]:
    if wanted.listed is not None and wanted.report is Report.ON_SCREEN:
        # A list on screen is of the moment the room shows, whatever else is asked for.
        wanted = replace(wanted, moment=wanted.listed.moment)
    elif not wanted.moment.is_now and Takes.MOMENT not in REPORTS[wanted.report].takes:
        raise ReportNeeds("report.is_of_today", report=title_of(words, wanted.report))
    with session.database.snapshot() as connection:
        sequence = wanted.moment.seq if wanted.moment.seq is not None else session.head().seq
        circumstances = Circumstances(
            store=session.path.name,
            as_of=show_day(wanted.moment.day if wanted.moment.day is not None else session.today),
            sequence=sequence,
            digest=reads.chains_of(connection, [sequence]).get(sequence, ""),
            filters=_filters(session, words, wanted),
            who=wanted.who,
            when=wanted.when,
        )
        yield ReportContext(session, words, wanted, connection, circumstances)


def _shaped(document: Document, words: Words, wanted: Wanted, *, every: bool = False) -> Document:
    """Return the document in its groups, with the columns that are wanted, or with all of them."""
    grown = grouped(document, wanted.group_by, words.say) if wanted.group_by else document
    if every:
        return grown
    table, *sums = grown.sheets
    alone = replace(grown, sheets=(table,))
    narrowed = alone.usual() if wanted.columns is None else alone.only(wanted.columns)
    return replace(narrowed, sheets=(*narrowed.sheets, *(_summed(grown, sheet, wanted) for sheet in sums)))


def _summed(document: Document, sums: Sheet, wanted: Wanted) -> Sheet:
    """Return the sums of those masses that the report shows."""
    shown = wanted.columns
    keys = [
        each.key
        for each in sums.columns
        if not shown or not is_of_mass(each) or each.key.removesuffix(WITHOUT_FIGURE) in shown
    ]
    return replace(document, sheets=(sums,)).only(keys).sheets[0]


def _filters(session: StoreSession, words: Words, wanted: Wanted) -> tuple[str, ...]:
    """Word how a report is narrowed, for those that are."""
    if wanted.report is Report.JOURNAL and not wanted.entries.is_empty:
        return tuple(_told_of_entries(words, wanted.entries))
    if Takes.SCOPE not in REPORTS[wanted.report].takes:
        return ()
    scope, told = wanted.scope, []
    if scope.pieces is not None:
        key = "about.chosen_families" if scope.below else "about.chosen_pieces"
        told.append(words.say(key, {"count": len(scope.pieces)}))
    if scope.place is not None:
        tree = OffSiteReading(session).with_away(Places(session).tree(wanted.moment), words, wanted.moment)
        told.append(words.say("about.in_place", {"place": tree.path(tree.id_of(scope.place))}))
    if scope.filters:
        told.append(words.say("about.filtered", {"filters": [*_told_of_filters(session, words, scope)]}))
    return tuple(told)


def _told_of_filters(session: StoreSession, words: Words, scope: Scope) -> Iterator[str]:
    """Yield each filter in words, a collection by its code."""
    codes = codes_of(session)
    for each in scope.filters:
        key = f"{each.axis}.{each.value}"
        if each.axis is Axis.COLLECTION:
            yield words.say("about.filter_collection", {"code": codes.get(int(each.value), each.value)})
        elif each.axis is Axis.MASS:
            yield words.say(f"quality.{each.value}")
        else:
            yield words.say(key) if words.has(key) else each.value


def _told_of_entries(words: Words, entries: JournalFilter) -> Iterator[str]:
    if entries.text.strip():
        yield words.say("about.entries_with", {"text": entries.text.strip()})
    if entries.kinds:
        yield words.say("about.filtered", {"filters": [words.say(f"operation.{kind}") for kind in entries.kinds]})
    for key in ("operator", "since_us", "warned", "late", "undone"):
        if getattr(entries, key):
            yield words.say(f"about_entries.{key}")
