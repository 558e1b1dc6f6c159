"""Where pieces stand, and the pick list in walking order."""

from collections.abc import Callable, Sequence
from typing import Final

from lunarcurator.documents.model import Value
from lunarcurator.domain.numbering.sorting import text_key
from lunarcurator.domain.status import Custody, Existence
from lunarcurator.services.exporting.report_context import OpenedReport, ReportContext, mass_listed
from lunarcurator.store.reads.loans import LineRow, open_lines
from lunarcurator.store.reads.rows import PieceRow

type Path = tuple[str, ...]
"""The names of the places something stands in, the site first; empty where nobody knows."""

_LENT: Final = frozenset({Custody.LOAN, Custody.TRANSIT})
_AWAY: Final = ("away.borrowers", "away.transit")


def make_pick_list(context: ReportContext) -> OpenedReport:
    """Make the list by which pieces are fetched: in walking order of their places, each with a box to tick."""
    # A walk goes from place to place, so all pieces are read before the first row is told.
    there = (row for row in context.rows(context.pieces()) if row.values.get("existence") == Existence.EXISTS)
    # What is planned, or is no piece any more, nobody fetches.
    pieces = list(there)
    lines, order = lines_of(context, pieces), walking_order(context)
    standing = [(where(context, row, lines.get(row.id)), row) for row in pieces]
    standing.sort(key=lambda each: order(each[0]))
    columns = (
        context.column("place", 46),
        context.column("number", 18),
        context.column("form", 16),
        context.mass("mass_now"),
        context.column("custody", 12),
        context.column("condition"),
        context.column("picked", 10),
        context.column("remarks", 40),
    )
    rows = (
        (path_words(context, path), *piece_cells(context, row), *piece_state(context, row), "☐", "")
        for path, row in standing
    )
    return context.list_of(columns, rows, len(standing), summed="mass_now")


def lines_of(context: ReportContext, rows: Sequence[PieceRow]) -> dict[int, LineRow]:
    """Return the lines on which pieces among these are out, by local id of the piece."""
    out = [row.id for row in rows if row.custody in _LENT]
    return open_lines(context.connection, out, context.lens) if out else {}


def where(context: ReportContext, row: PieceRow, line: LineRow | None) -> Path:
    """Return the path of a piece; one that is out stands with its borrower, or on the way to him."""
    if row.custody not in _LENT:
        return row.place
    group = context.words.say(_AWAY[row.custody == Custody.TRANSIT])
    who = (line.institution, line.person) if line else row.holder
    # A house that borrows in its own name is said once.
    return (group, *dict.fromkeys(filter(None, who)))


def walking_order(context: ReportContext) -> Callable[[Path], tuple[int, tuple[str, ...]]]:
    """Return by what paths stand in the order of a walk: Shelf 2 before Shelf 10, what is away after the lab.

    What stands nobody knows where comes last.
    """
    away = {context.words.say(key) for key in _AWAY}

    def order(path: Path) -> tuple[int, tuple[str, ...]]:
        return (2 if not path else int(path[0] in away), tuple(map(text_key, path)))

    return order


def path_words(context: ReportContext, path: Path) -> str:
    """Return a path in words."""
    return " › ".join(path) or context.words.say("report.place_not_stated")


def piece_cells(context: ReportContext, row: PieceRow) -> tuple[str, str, Value]:
    """Return the number of a piece, its form, and what it weighs by the book."""
    return (
        row.number,
        context.word("form", row.values.get("form")),
        mass_listed(row, context.words, context.wanted.unit),
    )


def piece_state(context: ReportContext, row: PieceRow) -> tuple[str, str]:
    """Return who has a piece and in which condition it is, in words."""
    return context.word("custody", row.custody_told), context.word("condition", row.values.get("condition"))


def lent(line: LineRow | None) -> tuple[Value, ...]:
    """Return since when a piece is out, on which loan, and when it is due."""
    return (line.issued or None, line.loan_code, line.by or None) if line else (None, "", None)
