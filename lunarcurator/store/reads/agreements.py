"""What is out under agreements, counted and summed in one go."""

from typing import Final, NamedTuple

from sqlalchemy import Connection

from lunarcurator.domain.identity import Uid
from lunarcurator.store.reads.desk_then import DESK_NOW, DeskLens
from lunarcurator.store.reads.loans import OPEN


class Under(NamedTuple):
    """What is out under one agreement: lines, and the mass on their accounts in ug."""

    lines: int
    held_ug: int


_OPEN_UNDER: Final = (
    "SELECT a.uuid, COUNT(*), COALESCE(SUM(l.held_ug), 0) FROM loan_line l"  # noqa: S608 - a constant only
    " JOIN desk a ON a.id = l.agreement"
    f" WHERE l.in_book = 1 AND {OPEN} GROUP BY a.id"
)


def open_under(connection: Connection, lens: DeskLens = DESK_NOW) -> dict[Uid, Under]:
    """Return what is out under each agreement; one under which nothing is out has no entry."""
    return {Uid(row[0].hex()): Under(row[1], row[2]) for row in lens.ask(connection, _OPEN_UNDER)}
