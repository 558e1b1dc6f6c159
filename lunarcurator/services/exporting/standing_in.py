"""Where pieces stand, and the pick list in walking order."""

from collections.abc import Callable, Sequence
from typing import Final

from lunarcurator.documents.model import Value
from lunarcurator.domain.numbering.sorting import text_key
from lunarcurator.domain.status import Custody, Existence
from lunarcurator.services.exporting.making import Making, OpenedReport, mass_listed
from lunarcurator.store.reads.loans import LineRow, open_lines
from lunarcurator.store.reads.rows import PieceRow

type Path = tuple[str, ...]
"""The names of the places something stands in, the site first; empty where nobody knows."""

_LENT: Final = frozenset({Custody.LOAN, Custody.TRANSIT})
_AWAY: Final = ("away.borrowers", "away.transit")


def make_pick_list(making: Making) -> OpenedReport:
    """Make the list by which pieces are fetched: in walking order of their places, each with a box to tick."""
    # A walk goes from place to place, so all pieces are read before the first row is told.
    there = (row for row in making.rows(making.pieces()) if row.values.get("existence") == Existence.EXISTS)
    # What is planned, or is no piece any more, nobody fetches.
    pieces = list(there)
    lines, order = lines_of(making, pieces), walking_order(making)
    standing = [(where(making, row, lines.get(row.id)), row) for row in pieces]
    standing.sort(key=lambda each: order(each[0]))
    columns = (
        making.column("place", 46),
        making.column("number", 18),
        making.column("form", 16),
        making.mass("mass_now"),
        making.column("custody", 12),
        making.column("condition"),
        making.column("picked", 10),
        making.column("remarks", 40),
    )
    rows = (
        (path_words(making, path), *piece_cells(making, row), *piece_state(making, row), "☐", "")
        for path, row in standing
    )
    return making.list_of(columns, rows, len(standing), summed="mass_now")


def lines_of(making: Making, rows: Sequence[PieceRow]) -> dict[int, LineRow]:
    """Return the lines on which pieces among these are out, by local id of the piece."""
    out = [row.id for row in rows if row.custody in _LENT]
    return open_lines(making.connection, out, making.lens) if out else {}


def where(making: Making, row: PieceRow, line: LineRow | None) -> Path:
    """Return the path of a piece; one that is out stands with its borrower, or on the way to him."""
    if row.custody not in _LENT:
        return row.place
    group = making.words.say(_AWAY[row.custody == Custody.TRANSIT])
    who = (line.institution, line.person) if line else row.holder
    # A house that borrows in its own name is said once.
    return (group, *dict.fromkeys(filter(None, who)))


def walking_order(making: Making) -> Callable[[Path], tuple[int, tuple[str, ...]]]:
    """Return by what paths stand in the order of a walk: Shelf 2 before Shelf 10, what is away after the lab.

    What stands nobody knows where comes last.
    """
    away = {making.words.say(key) for key in _AWAY}

    def order(path: Path) -> tuple[int, tuple[str, ...]]:
        return (2 if not path else int(path[0] in away), tuple(map(text_key, path)))

    return order


def path_words(making: Making, path: Path) -> str:
    """Return a path in words."""
    return " › ".join(path) or making.words.say("report.place_not_stated")


def piece_cells(making: Making, row: PieceRow) -> tuple[str, str, Value]:
    """Return the number of a piece, its form, and what it weighs by the book."""
    return (
        row.number,
        making.word("form", row.values.get("form")),
        mass_listed(row, making.words, making.wanted.unit),
    )


def piece_state(making: Making, row: PieceRow) -> tuple[str, str]:
    """Return who has a piece and in which condition it is, in words."""
    return making.word("custody", row.custody_told), making.word("condition", row.values.get("condition"))


def lent(line: LineRow | None) -> tuple[Value, ...]:
    """Return since when a piece is out, on which loan, and when it is due."""
    return (line.issued or None, line.loan_code, line.by or None) if line else (None, "", None)
