"""What is out under agreements, counted and summed in one go."""

from typing import Final, NamedTuple

from sqlalchemy import Connection

from lunarcurator.domain.identity import Uid
from lunarcurator.store.reads.loans import HELD, NOTHING_HELD, OPEN, HeldSum
from lunarcurator.store.reads.records_then import DESK_NOW, RecordLens


class Under(NamedTuple):
    """What is out under one agreement: lines, and what stands on their accounts."""

    lines: int
    held: HeldSum


NOTHING: Final = Under(0, NOTHING_HELD)
"""What is out under an agreement under which nothing is."""
_OPEN_UNDER: Final = (
    f"SELECT a.uuid, COUNT(*), {HELD} FROM loan_line l"  # noqa: S608 - constants only
    " JOIN desk a ON a.id = l.agreement"
    f" WHERE l.in_book = 1 AND {OPEN} GROUP BY a.id"
)

_OPEN_BY: Final = (
    "SELECT d.uuid, COUNT(*) FROM loan_line l JOIN desk d ON d.id IN (l.agreement, l.borrower)"  # noqa: S608
    f" WHERE l.in_book = 1 AND {OPEN} GROUP BY d.id"
)


def open_lines_by(connection: Connection, lens: RecordLens = DESK_NOW) -> dict[Uid, int]:
    """Return how many lines are out under each agreement, and with each person, where any are."""
    return {Uid(uuid.hex()): count for uuid, count in lens.ask(connection, _OPEN_BY)}


def open_under(connection: Connection, lens: RecordLens = DESK_NOW) -> dict[Uid, Under]:
    """Return what is out under each agreement; one under which nothing is out has no entry."""
    return {Uid(row[0].hex()): Under(row[1], HeldSum(*row[2:])) for row in lens.ask(connection, _OPEN_UNDER)}
