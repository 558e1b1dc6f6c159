"""The lists of what needs a hand today, as reports among the others."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from msgspec import structs

from lunarcurator.documents.model import Column, ColumnKind
from lunarcurator.documents.reports.listing import listing
from lunarcurator.services.exporting.report_context import OpenedReport, ReportContext
from lunarcurator.services.exporting.wanted import Report
from lunarcurator.services.to_do.limits import Limits, limits_of
from lunarcurator.services.to_do.listing import Concern
from lunarcurator.services.to_do.looking import look
from lunarcurator.services.to_do.reporting import column_of, glance, rule_of, worded

_OF_LOANS: Final = frozenset({"overdue"})
"""The concerns of the loan desk that have a report of their own."""
CONCERNS: Final[Mapping[Report, Concern]] = MappingProxyType(
    {Report(each.word): each for each in Concern if each.word not in _OF_LOANS}
)
"""The list behind each report of this kind."""


def make_concern(context: ReportContext) -> OpenedReport:
    """Make the list of one concern; when something belongs on it stands among the filters."""
    words, limits = context.words, _limits(context)
    found = look(context.session, CONCERNS[context.wanted.report], limits, moment=context.wanted.moment)
    columns = [_in_unit(column_of(each, words), context.wanted.unit) for each in found.columns]
    rows = [
        tuple(worded(value, column, words) for value, column in zip(row.values, found.columns, strict=True))
        for row in found.rows
    ]
    told = replace(context.circumstances, filters=(rule_of(words, limits, found.concern),))
    title = words.label(f"attention.{found.concern.word}")
    return OpenedReport(listing(title, columns, rows, words.say, told, language=words.language), len(rows))


def make_glance(context: ReportContext) -> OpenedReport:
    """Make the list that counts all others: how much there is of each, and how much needs a hand."""
    words, limits = context.words, _limits(context)
    rows = [
        (
            words.label(f"attention.{each.concern.word}"),
            *((None, None) if each.unknown else (each.marked, each.total)),
            words.say(each.unknown.key, each.unknown.facts)
            if each.unknown
            else rule_of(words, limits, each.concern),
        )
        for each in glance(context.session, limits, context.wanted.moment)
    ]
    columns = (
        Column("concern", words.say("listing.concern"), width=34),
        Column("marked", words.say("listing.marked"), ColumnKind.INTEGER),
        Column("total", words.say("listing.total"), ColumnKind.INTEGER),
        Column("rule", words.say("listing.rule"), width=80),
    )
    title = words.label("attention.title")
    made = listing(title, columns, rows, words.say, context.circumstances, language=words.language)
    return OpenedReport(made, len(rows))


def _limits(context: ReportContext) -> Limits:
    """Return the limits of the store, with the remote share that is wanted for this report, if one is."""
    kept, share = limits_of(context.session), context.wanted.remote_milli
    return kept if share is None else structs.replace(kept, remote_milli=share)


def _in_unit(column: Column, unit: str) -> Column:
    return replace(column, unit=unit) if column.kind is ColumnKind.MASS else column
