"""Sums of the ledger by what pieces are kept for, as a report to an authority asks for them."""

import json
from collections.abc import Sequence
from typing import Final, NamedTuple

from sqlalchemy import Connection, text

from lunarcurator.domain.accounts import Account
from lunarcurator.domain.days import Day
from lunarcurator.domain.known_mass import KnownMass, finest, sum_of_weighed
from lunarcurator.domain.moments import Moment
from lunarcurator.store.reads.at_moment import IN_FORCE, inexact_by_use, said, then
from lunarcurator.store.reads.piece import Lens

_BY_USE: Final = text(
    "SELECT x.theirs, x.use, x.account, SUM(x.ug), COUNT(*), SUM(x.unweighed), MIN(x.fine) FROM"  # noqa: S608
    f" (SELECT b.title = 'held_for' AS theirs, COALESCE({then('basic_use')}, '') AS use, m.account AS account,"
    " SUM(m.ug) AS ug, SUM(m.unweighed) AS unweighed,"
    f" CASE WHEN SUM(m.ug) > 0 THEN {then('resolution_ug')} END AS fine"
    " FROM mass_line m JOIN sample s ON s.id = m.sample JOIN book b ON b.id = m.book"
    f" WHERE m.account IN ('here', 'loan', 'display', 'remote') AND {IN_FORCE.format('m')}"
    " GROUP BY 1, 2, 3, m.sample) x"
    " WHERE x.ug <> 0 OR x.unweighed <> 0 GROUP BY 1, 2, 3"
)
_MASSLESS: Final = text(
    f"SELECT COALESCE({then('title')}, '') = 'held_for', COALESCE({then('basic_use')}, ''),"  # noqa: S608
    " CASE p.custody WHEN 'transit' THEN 'loan' ELSE p.custody END, COUNT(*)"
    " FROM sample s JOIN placement p ON p.sample = s.id WHERE s.id IN (SELECT t.subject FROM touch t"
    f" WHERE t.kind = 'sample' AND t.changes LIKE '%\"not_applicable\"%' AND {IN_FORCE.format('t')})"
    f" AND {said('existence')} = 'exists' AND {said('mass_quality')} = 'not_applicable'"
    " AND (p.entry, p.n) = (SELECT q.entry, q.n FROM placement q WHERE q.sample = s.id"
    f" AND {IN_FORCE.format('q')} ORDER BY q.day DESC, q.entry DESC, q.n DESC LIMIT 1)"
    " GROUP BY 1, 2, 3"
)
"""Pieces to which no mass applies: no account holds them, their placements tell where they are."""


_RECORDED: Final = text(
    "SELECT t.subject, MIN(e.recorded_us) FROM touch t JOIN entry e ON e.seq = t.entry"
    " WHERE t.kind = 'line' AND t.subject IN (SELECT value FROM json_each(:lines))"
    " AND t.entry NOT IN (SELECT seq FROM undone) GROUP BY t.subject"
)


class Held(NamedTuple):
    """What stands on an account: the ug booked, of how many pieces, and how many of these nobody has weighed.

    Of the ug `bounded_ug` are upper bounds, and `estimated` masses are estimates; `resolution_ug` is the finest
    last place of them, None where none says.
    """

    ug: int = 0
    pieces: int = 0
    unweighed: int = 0
    bounded_ug: int = 0
    estimated: int = 0
    resolution_ug: int | None = None

    @property
    def known(self) -> KnownMass:
        """Return the mass of those that have one, as far as it is known."""
        return sum_of_weighed(self.ug, self.estimated, self.bounded_ug, self.unweighed, self.resolution_ug)

    def plus(self, other: "Held") -> "Held":
        """Return the sum of two of them."""
        return Held(
            self.ug + other.ug,
            self.pieces + other.pieces,
            self.unweighed + other.unweighed,
            self.bounded_ug + other.bounded_ug,
            self.estimated + other.estimated,
            finest(self.resolution_ug, other.resolution_ug),
        )

    def less(self, other: "Held") -> "Held":
        """Return this without a part of it; of what is not exact no more is taken than there is."""
        return Held(
            self.ug - other.ug,
            self.pieces - other.pieces,
            self.unweighed - other.unweighed,
            max(0, self.bounded_ug - other.bounded_ug),
            max(0, self.estimated - other.estimated),
            finest(self.resolution_ug, other.resolution_ug),
        )


def recorded_lines(connection: Connection, lines: Sequence[int]) -> dict[int, int]:
    """Return when lines, by their local ids, were first recorded, in microseconds since 1970 UTC."""
    rows = connection.execute(_RECORDED, {"lines": json.dumps(list(lines))})
    return {row[0]: row[1] for row in rows}


def held_by_use(connection: Connection, until: Day) -> dict[tuple[bool, str], dict[Account, Held]]:
    """Return what is held at the end of a day by account, for each basic use then; "" where none is recorded.

    What is held for others is told apart: the first of each key says whether it is (R21).
    """
    lens = Lens(connection, Moment(day=until))
    found: dict[tuple[bool, str], dict[Account, Held]] = {}
    for theirs, use, account, ug, pieces, unweighed, fine in connection.execute(_BY_USE, lens.told):
        held = Held(ug, pieces, unweighed, resolution_ug=fine)
        found.setdefault((bool(theirs), use), {})[Account(account)] = held
    for (theirs, use, account), (estimated, bounded) in inexact_by_use(connection, lens).items():
        of_use = found.setdefault((theirs, use), {})
        inexact = Held(bounded_ug=bounded, estimated=estimated)
        of_use[account] = of_use.get(account, Held()).plus(inexact)
    for theirs, use, account, pieces in connection.execute(_MASSLESS, lens.told):
        of_use = found.setdefault((bool(theirs), use), {})
        of_use[Account(account)] = of_use.get(Account(account), Held()).plus(Held(pieces=pieces))
    return found
