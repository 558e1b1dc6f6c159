"""A report opened as a document, or written as a file, at any moment."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from lunarcurator.documents.formats import renderer_for
from lunarcurator.documents.reports.about import Circumstances
from lunarcurator.domain.days import show_day
from lunarcurator.exchange.new_file import new_file
from lunarcurator.services.desk import Desk
from lunarcurator.services.exporting.making import Making, OpenedReport
from lunarcurator.services.exporting.table import REPORTS, Takes
from lunarcurator.services.exporting.wanted import Wanted
from lunarcurator.services.words import Words
from lunarcurator.store.reads import inventory as reads

type Progress = Callable[[int, int], None]
type ShouldStop = Callable[[], bool]


@contextmanager
def opened_report(desk: Desk, words: Words, wanted: Wanted) -> Iterator[OpenedReport]:
    """Give a report as a document of one moment of the store; its rows are read inside the block."""
    with desk.database.snapshot() as connection:
        sequence = wanted.moment.seq if wanted.moment.seq is not None else desk.head().seq
        circumstances = Circumstances(
            store=desk.path.name,
            as_of=show_day(wanted.moment.day if wanted.moment.day is not None else desk.today),
            sequence=sequence,
            digest=reads.chains_of(connection, [sequence]).get(sequence, ""),
            filters=_filters(words, wanted),
            who=wanted.who,
            when=wanted.when,
        )
        opened = REPORTS[wanted.report].make(Making(desk, words, wanted, connection, circumstances))
        if wanted.columns is not None:
            opened = replace(opened, document=opened.document.only(wanted.columns))
        yield opened


def export(
    desk: Desk,
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
    written = 0

    def tell(done: int) -> None:
        nonlocal written
        written = done
        progress(done, max(opened.total, done))

    with opened_report(desk, words, wanted) as opened, new_file(path) as stream:
        render(opened.document, stream, progress=tell, should_stop=should_stop)
    return written


def _filters(words: Words, wanted: Wanted) -> tuple[str, ...]:
    """Word how a report is narrowed, for those that are."""
    if Takes.SCOPE not in REPORTS[wanted.report].takes:
        return ()
    scope, told = wanted.scope, []
    if scope.pieces is not None:
        key = "about.chosen_families" if scope.below else "about.chosen_pieces"
        told.append(words.say(key, {"count": len(scope.pieces)}))
    if scope.place is not None:
        told.append(words.say("about.in_place"))
    if scope.filters:
        told.append(words.say("about.filtered", {"filters": [str(each.value) for each in scope.filters]}))
    return tuple(told)
