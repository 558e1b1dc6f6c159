"""Sums of the ledger by what pieces are kept for, as a report to an authority asks for them."""

from typing import Final

from sqlalchemy import Connection, text

from lunarcurator.domain.accounts import Account
from lunarcurator.domain.days import Day

_BY_USE: Final = text(
    "SELECT b.title = 'held_for', COALESCE(s.basic_use, ''), m.account, sum(m.ug)"
    " FROM mass_line m JOIN sample s ON s.id = m.sample JOIN book b ON b.id = m.book"
    " WHERE m.account IN ('here', 'loan', 'display', 'remote') AND m.day <= :until"
    " AND m.entry NOT IN (SELECT seq FROM undone) GROUP BY 1, 2, 3"
)


def held_by_use(connection: Connection, until: Day) -> dict[tuple[bool, str], dict[Account, int]]:
    """Return the ug held at the end of a day by account, for each basic use; "" where no use is recorded.

    What is held for others is told apart: the first of each key says whether it is (R21).
    """
    found: dict[tuple[bool, str], dict[Account, int]] = {}
    for theirs, use, account, ug in connection.execute(_BY_USE, {"until": until}):
        found.setdefault((bool(theirs), use), {})[Account(account)] = ug
    return found
