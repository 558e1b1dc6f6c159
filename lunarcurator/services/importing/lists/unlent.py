"""Rows of a list of loans that name a piece and say nothing of a loan: pieces that are here."""

from collections.abc import Callable
from typing import Final

from lunarcurator.exchange.book import Row
from lunarcurator.services.importing.cells.values import plain, says_nothing
from lunarcurator.services.importing.reading import LOAN_TARGETS, Reading

_LENT: Final = (*(target for target in LOAN_TARGETS if target != "issued"), "day")


def is_unlent(reading: Reading) -> Callable[[Row], bool]:
    """Return what tells of a row that it names a piece, and neither who has it nor any day of a loan."""
    numbered = [reading.columns.index(name) for name in (*reading.key, *reading.taken_for("number"))]
    said = [reading.columns.index(name) for name in reading.taken_for(*_LENT)]

    def tells_nothing(row: Row, at: int) -> bool:
        return not plain(row.cells[at]) or says_nothing(row.cells[at])

    return lambda row: (
        any(not tells_nothing(row, at) for at in numbered) and all(tells_nothing(row, at) for at in said)
    )
