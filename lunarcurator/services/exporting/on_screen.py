"""A list as it stands in a room of the window, as a report among the others."""

from dataclasses import replace

from lunarcurator.documents.model import Column, ColumnKind
from lunarcurator.documents.reports.listing import listing
from lunarcurator.services.exporting.report_context import OpenedReport, ReportContext
from lunarcurator.services.exporting.wanted import ReportNeeds


def make_on_screen(context: ReportContext) -> OpenedReport:
    """Make the list a room shows, with its columns, its order and what it is narrowed to.

    Raises `ReportNeeds` where nobody stands before a list, as on the command line.
    """
    listed = context.wanted.listed
    if listed is None:
        raise ReportNeeds("report.only_on_screen")
    found, say = listed.read(context.connection), context.words.say
    told = replace(context.circumstances, filters=listed.filters)
    columns = [_in_unit(each, context.wanted.unit) for each in found.columns]
    made = listing(listed.title, columns, found.rows, say, told, language=context.words.language)
    return OpenedReport(made, found.total)


def _in_unit(column: Column, unit: str) -> Column:
    return replace(column, unit=unit) if column.kind is ColumnKind.MASS else column
