"""Where pieces stand as reports: the contents of a place, and the pick list in walking order."""

from collections.abc import Sequence
from typing import Final

from lunarcurator.documents.model import Column, ColumnKind, Value
from lunarcurator.domain.status import Custody
from lunarcurator.services.exporting.making import Making, OpenedReport, mass_now
from lunarcurator.store.reads.loans import LineRow, open_lines
from lunarcurator.store.reads.rows import PieceRow

_LENT: Final = frozenset({Custody.LOAN, Custody.TRANSIT})


def make_contents(making: Making) -> OpenedReport:
    """Make the list of what stands in a place and in all places in it, place by place."""
    return _by_place(making, ticked=False)


def make_pick_list(making: Making) -> OpenedReport:
    """Make the list by which pieces are fetched: in walking order of their places, each with a box to tick."""
    return _by_place(making, ticked=True)


def _by_place(making: Making, *, ticked: bool) -> OpenedReport:
    # A walk goes from place to place, so all pieces are read before the first row is told.
    rows_of = list(making.rows(making.pieces()))
    lines = _lines(making, rows_of)
    found = sorted(rows_of, key=lambda row: _where(making, row, lines.get(row.id)))
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
    else:
        columns += [making.day("issued_day"), making.column("loan_code", 14), making.day("due_day")]
    told = (lines.get(row.id) for row in found)
    rows = (
        (*_cells(making, row, line), *(("☐", "") if ticked else _lent(line)))
        for row, line in zip(found, told, strict=True)
    )
    return making.list_of(columns, rows, len(found))


def _lines(making: Making, rows: Sequence[PieceRow]) -> dict[int, LineRow]:
    """Return the lines on which pieces among these are out, by local id of the piece."""
    lent = [row.id for row in rows if row.custody in _LENT]
    return open_lines(making.connection, lent, making.lens) if lent else {}


def _where(making: Making, row: PieceRow, line: LineRow | None) -> tuple[str, ...]:
    """Return the path of a piece; one that is out stands with its borrower, or on the way to him."""
    if row.custody not in _LENT:
        return row.place
    group = making.words.say("away.transit" if row.custody == Custody.TRANSIT else "away.borrowers")
    return (group, *(each for each in ((line.institution, line.person) if line else row.holder) if each))


def _lent(line: LineRow | None) -> tuple[Value, ...]:
    """Return since when a piece is out, on which loan, and when it is due."""
    return (line.issued or None, line.loan_code, line.by or None) if line else (None, "", None)


def _cells(making: Making, row: PieceRow, line: LineRow | None) -> tuple[Value, ...]:
    return (
        " › ".join(_where(making, row, line)) or making.words.say("report.place_not_stated"),
        row.number,
        making.word("form", row.values.get("form")),
        mass_now(row),
        making.word("custody", row.custody),
        making.word("condition", row.values.get("condition")),
    )
