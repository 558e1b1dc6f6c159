"""The lines of a comparison: one a cell, each with all that is to be said of it."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from lunarcurator.domain.findings import Finding
from lunarcurator.services.roundtrip import CellChange, CellVerdict, RowChange
from lunarcurator.services.words import Words

_TAKEN: Final = frozenset({CellVerdict.CHANGED, CellVerdict.CONFLICT})
NONE: Final = "\u2013"
"""What stands for an empty cell."""


class Line(NamedTuple):
    """One line: the row it is of, its cell, or the reason about a row of which no cell is compared."""

    row: RowChange
    cell: CellChange | None
    why: str

    @property
    def can_be_taken(self) -> bool:
        """Whether its cell is taken with the row; a refused one is not, nor one that changed only here."""
        return self.row.can_be_taken and (self.cell is None or self.cell.verdict in _TAKEN)


def lines_of(row: RowChange, words: Words) -> tuple[Line, ...]:
    """Return the lines of a row; what the rules say stands at the cell it is about, and is no line of its own."""
    say = words.say_finding
    if not row.cells:
        return tuple(Line(row, None, say(reason)) for reason in row.told)
    told: dict[int, list[str]] = {at: [] for at in range(len(row.cells))}
    for at, cell in enumerate(row.cells):
        if cell.reason is not None:
            told[at].append(say(cell.reason))
    for at, reason in _placed(row):
        told[at].append(say(reason))
    return tuple(Line(row, cell, " ".join(dict.fromkeys(told[at]))) for at, cell in enumerate(row.cells))


def in_full(line: Line, words: Words) -> str:
    """Return all of a line, however little of it there is room for in the table."""
    if line.cell is None:
        return f"{line.row.number}: {line.why}"
    cell = line.cell
    texts = f"{line.row.number}, {cell.header}: {cell.sent or NONE} → {cell.came or NONE}"
    if cell.now != cell.sent:
        texts += f" ({words.say('roundtrip.now')}: {cell.now or NONE})"
    return f"{texts}\n{line.why}" if line.why else texts


def _placed(row: RowChange) -> Iterator[tuple[int, Finding]]:
    for reasons, verdict in ((row.reasons, CellVerdict.CHANGED), (row.against_reasons, CellVerdict.CONFLICT)):
        for reason in reasons:
            yield _at(row.cells, reason, verdict), reason


def _at(cells: Sequence[CellChange], reason: Finding, verdict: CellVerdict) -> int:
    """Return where a reason stands: at the cell of its field, else at the first it can come from."""
    by_field = (at for at, cell in enumerate(cells) if cell.key == reason.field)
    by_verdict = (at for at, cell in enumerate(cells) if cell.verdict is verdict)
    return next(by_field, next(by_verdict, 0))
