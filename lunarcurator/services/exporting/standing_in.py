"""Where pieces stand as reports: the contents of a place, and the pick list in walking order."""

from lunarcurator.documents.model import Column, ColumnKind, Value
from lunarcurator.services.exporting.making import Making, OpenedReport, mass_now
from lunarcurator.store.reads.rows import PieceRow


def make_contents(making: Making) -> OpenedReport:
    """Make the list of what stands in a place and in all places in it, place by place."""
    return _by_place(making, ticked=False)


def make_pick_list(making: Making) -> OpenedReport:
    """Make the list by which pieces are fetched: in walking order of their places, each with a box to tick."""
    return _by_place(making, ticked=True)


def _by_place(making: Making, *, ticked: bool) -> OpenedReport:
    # A walk goes from place to place, so all pieces are read before the first row is told.
    found = sorted(making.rows(making.pieces()), key=lambda row: row.place)
    say, unit = making.words.say, making.wanted.unit
    columns = [
        making.column("place", 46),
        making.column("number", 18),
        making.column("form", 16),
        Column("mass_now", say("report.mass_now"), ColumnKind.MASS, unit, width=15),
        making.column("custody", 12),
        making.column("condition"),
    ]
    if ticked:
        columns += [making.column("picked", 10), making.column("remarks", 40)]
    rows = ((*_cells(making, row), *(("☐", "") if ticked else ())) for row in found)
    return making.list_of(columns, rows, len(found))


def _cells(making: Making, row: PieceRow) -> tuple[Value, ...]:
    return (
        " › ".join(row.place) or making.words.say("report.place_not_stated"),
        row.number,
        making.word("form", row.values.get("form")),
        mass_now(row),
        making.word("custody", row.custody),
        making.word("condition", row.values.get("condition")),
    )
