"""Sums of the ledger by what pieces are kept for, as a report to an authority asks for them."""

from typing import Final

from sqlalchemy import Connection, text

from lunarcurator.domain.accounts import Account
from lunarcurator.domain.days import Day

_BY_USE: Final = text(
    "SELECT COALESCE(s.basic_use, ''), m.account, sum(m.ug) FROM mass_line m JOIN sample s ON s.id = m.sample"
    " WHERE m.account IN ('here', 'loan', 'display', 'remote') AND m.day <= :until"
    " AND m.entry NOT IN (SELECT seq FROM undone) GROUP BY 1, 2"
)


def held_by_use(connection: Connection, until: Day) -> dict[str, dict[Account, int]]:
    """Return the ug held at the end of a day by basic use and account; "" where no use is recorded."""
    found: dict[str, dict[Account, int]] = {}
    for use, account, ug in connection.execute(_BY_USE, {"until": until}):
        found.setdefault(use, {})[Account(account)] = ug
    return found
