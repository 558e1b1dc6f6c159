"""What falls due, day by day: lines of one loan and one day together, counted in SQL."""

from typing import NamedTuple

from sqlalchemy import Connection

from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import KnownMass
from lunarcurator.store.reads.loans import BY, HELD, HOUSE, JOINED, WHO, HeldSum, LineWish, conditions, uid_in_row
from lunarcurator.store.reads.natural import natural
from lunarcurator.store.reads.records_then import DESK_NOW, RecordLens


class DueDay(NamedTuple):
    """What falls due on a day with a borrower: lines, of which loan (where it is one), and what they hold."""

    by: Day
    person: str
    institution: str
    loan: Uid | None
    loan_code: str
    lines: int
    held_sum: HeldSum

    @property
    def held(self) -> KnownMass:
        """What is held, as far as it is known; 0 beside unweighed pieces is no mass."""
        return self.held_sum.known


def due_days(
    connection: Connection, wish: LineWish, most: int, lens: RecordLens = DESK_NOW, span: tuple[Day, Day] = (0, 0)
) -> list[DueDay]:
    """Return what falls due, day by day and loan by loan, the earliest first; only in a span, (0, 0) for ever."""
    where, told = conditions(wish)
    if any(span):
        where, told = f"{where} AND {BY} BETWEEN :first AND :last", {**told, "first": span[0], "last": span[1]}
    query = (
        f"SELECT {BY} AS first, COALESCE(w.name, ''), COALESCE({HOUSE}, ''), n.uuid,"
        f" COALESCE(n.code, ''), COUNT(*), {HELD}{JOINED}{where} AND {BY} > 0"
        f" GROUP BY first, l.loan ORDER BY first, {natural('n.code')} LIMIT :most"
    )
    rows = lens.ask(connection, query, {**told, "most": most}, beside=WHO)
    return [
        DueDay(by, person, institution, uid_in_row(loan), code, lines, HeldSum(*held))
        for by, person, institution, loan, code, lines, *held in rows
    ]
