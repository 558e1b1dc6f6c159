"""A report of rows, read by what it says itself: as the list it was made of was read."""

from dataclasses import replace
from types import MappingProxyType

from lunarcurator.exchange.layout import lay_out
from lunarcurator.exchange.layout_guess import LIST, Guess, Told, guess_layout
from lunarcurator.services.importing.columns.mapping import MappingRefused
from lunarcurator.services.importing.lists.collection_rows import ROWS_OF
from lunarcurator.services.importing.own_report import OwnReport
from lunarcurator.services.importing.read_as import read_as
from lunarcurator.services.importing.reading import Reading
from lunarcurator.services.importing.source import Source


def report_reading(source: Source, name: str, said: Told) -> Reading | None:
    """Return how a sheet is read that is a report, None where it is none or an earlier version wrote it.

    Raises `MappingRefused` where what it says of itself was changed, or where its table is `said` to stand
    elsewhere than it does.
    """
    report = source.report(name)
    if report is None or report.said is None:
        return None
    here, header = _there(report), report.top if said.header is None else said.header
    if said._replace(header=header, units=said.units or 0, end=said.end or 0, shape=said.shape or LIST) != here:
        raise MappingRefused("import.report_says_itself", sheet=name)
    told = read_as(report.said, report.headers)
    if told is None:
        raise MappingRefused("import.report_changed", sheet=name)
    marks = source.marks(name)
    layout = guess_layout(report.sheet, _unheard, marks.merged, _there(report)).layout
    table = lay_out(report.sheet, layout, marks.merged)
    reading = Reading(
        sheet=name,
        guess=Guess(layout),
        marks=marks,
        columns=table.columns,
        kept=True,
        answers=MappingProxyType({**told.answers}),
        told=said,
        report=True,
        days=told.days,
        **told.on(table.columns),
    )
    # Of which collections rows come in is asked of them all again.
    aside = frozenset() if ROWS_OF.of(reading) else report.aside()
    return replace(reading, guess=Guess(replace(layout, aside=aside)))


def _there(report: OwnReport) -> Told:
    return Told(report.top, 0, 0, LIST)


def _unheard(_: str) -> bool:
    return False
