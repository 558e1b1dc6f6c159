"""What is out under agreements, counted in one go."""

from typing import Final

from sqlalchemy import Connection, text

from lunarcurator.domain.identity import Uid
from lunarcurator.store.reads.loans import OPEN

_OPEN_UNDER: Final = text(
    "SELECT a.uuid, COUNT(*) FROM loan_line l JOIN desk a ON a.id = l.agreement"  # noqa: S608 - a constant only
    f" WHERE l.in_book = 1 AND {OPEN} GROUP BY a.id"
)


def open_under(connection: Connection) -> dict[Uid, int]:
    """Return how many lines are out under each agreement; one under which nothing is out has no entry."""
    return {Uid(row[0].hex()): row[1] for row in connection.execute(_OPEN_UNDER)}
