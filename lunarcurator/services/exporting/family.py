"""Reports about one piece: its genealogy and the history of its mass."""

from lunarcurator.documents.model import Column, ColumnKind, MassFigure, Value, capital
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import no_figure
from lunarcurator.services.exporting.report_context import (
    OpenedReport,
    ReportContext,
    figure,
    mass_listed,
    the_piece,
)
from lunarcurator.services.exporting.wanted import ReportNeeds
from lunarcurator.services.family import FamilyLine, family_of
from lunarcurator.services.mass_history import MassStep
from lunarcurator.services.mass_words import word_for_no_mass
from lunarcurator.services.pieces import piece_view

_MOST = 100_000
_INDENT = "    "


def make_genealogy(context: ReportContext) -> OpenedReport:
    """Make the genealogy of one piece: what it came from, and all that came of it, indented by descent."""
    say, unit = context.words.say, context.wanted.unit
    lines = family_of(context.session, _the_piece(context), context.wanted.moment, _MOST)
    columns = (
        context.column("number", 34),
        context.column("form", 16),
        Column("mass_at_birth", say("report.mass_at_birth"), ColumnKind.MASS, unit, width=15),
        Column("mass_now", say("report.mass_now"), ColumnKind.MASS, unit, width=15),
        context.column("existence"),
        context.column("custody", 12),
        context.column("place", 40),
    )
    return context.list_of(columns, (_line(context, each) for each in lines), len(lines), outlined=True)


def make_mass_history(context: ReportContext) -> OpenedReport:
    """Make the history of one piece's mass, the first change first, with the balance after each."""
    say, unit = context.words.say, context.wanted.unit
    view = piece_view(context.session, _the_piece(context), context.wanted.moment)
    steps = tuple(reversed(view.steps)) if view else ()
    mass = ColumnKind.MASS
    columns = (
        Column("day", say("report.day"), ColumnKind.DAY, width=12),
        Column("entry", say("report.entry"), ColumnKind.INTEGER, width=9),
        context.column("what_happened", 26),
        Column("difference", say("report.difference"), mass, unit, width=15),
        Column("mass_now", say("report.mass_after"), mass, unit, width=15),
        context.column("how_known", 22),
    )
    return context.list_of(columns, (_step(context, each) for each in steps), len(steps))


def _the_piece(context: ReportContext) -> Uid:
    uid = the_piece(context.wanted)
    if uid is None:
        raise ReportNeeds("report.needs_piece", report=str(context.wanted.report))
    return uid


def _line(context: ReportContext, line: FamilyLine) -> tuple[Value, ...]:
    indent, row, say = _INDENT * line.depth, line.row, context.words.say
    if row is None:
        if line.others:
            return (indent + say("report.others", {"count": line.others}), *[None] * 6)
        return (indent + say("account.attrition"), None, figure(line.attrition_ug), None, None, None, None)
    return (
        indent + row.number,
        context.word("form", row.values.get("form")),
        MassFigure.of(row.began_with(line.born_ug)),
        mass_listed(row, context.words, context.wanted.unit),
        context.word("existence", row.values.get("existence")),
        context.word("custody", row.custody_told),
        " › ".join(row.place),
    )


def _how_known(context: ReportContext, step: MassStep) -> str:
    if step.known:
        return context.word("quality", step.quality)
    return capital(word_for_no_mass(context.words, no_figure(1, step.quality, "", step.reason)))


def _step(context: ReportContext, step: MassStep) -> tuple[Value, ...]:
    known = MassFigure.of(step.balance)
    return (
        step.told_day.value(context.words),
        step.entry.seq,
        context.word("operation", step.entry.kind),
        MassFigure.of(step.moved),
        known,
        _how_known(context, step),
    )
