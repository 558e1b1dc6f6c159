"""Reports about one piece: its genealogy and the history of its mass."""

from lunarcurator.documents.model import Column, ColumnKind, MassFigure, Value, capital
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import no_figure
from lunarcurator.services.exporting.making import Making, OpenedReport, figure, mass_listed, the_piece
from lunarcurator.services.exporting.wanted import ReportNeeds
from lunarcurator.services.family import FamilyLine, family_of
from lunarcurator.services.mass_history import MassStep
from lunarcurator.services.mass_words import word_for_no_mass
from lunarcurator.services.pieces import piece_view

_MOST = 100_000
_INDENT = "    "


def make_genealogy(making: Making) -> OpenedReport:
    """Make the genealogy of one piece: what it came from, and all that came of it, indented by descent."""
    say, unit = making.words.say, making.wanted.unit
    lines = family_of(making.desk, _the_piece(making), making.wanted.moment, _MOST)
    columns = (
        making.column("number", 34),
        making.column("form", 16),
        Column("mass_at_birth", say("report.mass_at_birth"), ColumnKind.MASS, unit, width=15),
        Column("mass_now", say("report.mass_now"), ColumnKind.MASS, unit, width=15),
        making.column("existence"),
        making.column("custody", 12),
        making.column("place", 40),
    )
    return making.list_of(columns, (_line(making, each) for each in lines), len(lines), outlined=True)


def make_mass_history(making: Making) -> OpenedReport:
    """Make the history of one piece's mass, the first change first, with the balance after each."""
    say, unit = making.words.say, making.wanted.unit
    view = piece_view(making.desk, _the_piece(making), making.wanted.moment)
    steps = tuple(reversed(view.steps)) if view else ()
    mass = ColumnKind.MASS
    columns = (
        Column("day", say("report.day"), ColumnKind.DAY, width=12),
        Column("entry", say("report.entry"), ColumnKind.INTEGER, width=9),
        making.column("what_happened", 26),
        Column("difference", say("report.difference"), mass, unit, width=15),
        Column("mass_now", say("report.mass_after"), mass, unit, width=15),
        making.column("how_known", 22),
    )
    return making.list_of(columns, (_step(making, each) for each in steps), len(steps))


def _the_piece(making: Making) -> Uid:
    uid = the_piece(making.wanted)
    if uid is None:
        raise ReportNeeds("report.needs_piece", report=str(making.wanted.report))
    return uid


def _line(making: Making, line: FamilyLine) -> tuple[Value, ...]:
    indent, row, say = _INDENT * line.depth, line.row, making.words.say
    if row is None:
        if line.others:
            return (indent + say("report.others", {"count": line.others}), *[None] * 6)
        return (indent + say("account.attrition"), None, figure(line.attrition_ug), None, None, None, None)
    return (
        indent + row.number,
        making.word("form", row.values.get("form")),
        MassFigure.of(row.began_with(line.born_ug)),
        mass_listed(row, making.words, making.wanted.unit),
        making.word("existence", row.values.get("existence")),
        making.word("custody", row.custody_told),
        " › ".join(row.place),
    )


def _how_known(making: Making, step: MassStep) -> str:
    if step.known:
        return making.word("quality", step.quality)
    return capital(word_for_no_mass(making.words, no_figure(1, step.quality, "", step.reason)))


def _step(making: Making, step: MassStep) -> tuple[Value, ...]:
    known = MassFigure.of(step.balance)
    return (
        step.day,
        step.entry.seq,
        making.word("operation", step.entry.kind),
        MassFigure.of(step.moved),
        known,
        _how_known(making, step),
    )
