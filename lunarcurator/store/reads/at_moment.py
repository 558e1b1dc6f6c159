"""What a piece `s` was at a moment, as SQL over facts; told with the parameters of a `Lens`."""

# ruff: noqa: S608 - the queries are put together from constants of this module only

import json
from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, text

from lunarcurator.domain.accounts import HOLDING, Account, Quality
from lunarcurator.store.reads.piece import Lens

HELD: Final = ", ".join(f"'{account}'" for account in HOLDING)
"""The holding accounts as a list in SQL."""
SUSPENSE: Final = f"'{Account.UNRECONCILED}'"
"""The account of what is not reconciled, in SQL."""
IN_FORCE: Final = "{0}.day <= :day AND {0}.entry <= :seq AND {0}.entry NOT IN (SELECT value FROM json_each(:out))"
"""What a fact must fulfil to count at a moment; put the alias of its table in."""


def said(field: str) -> str:
    """Return SQL for the last value a field of the piece `s` was given at a moment."""
    return (
        "(SELECT json_extract(j.value, '$[1]') FROM touch t, json_each(t.changes) j WHERE t.kind = 'sample'"
        f" AND t.subject = s.id AND {IN_FORCE.format('t')} AND json_extract(j.value, '$[0]') = '{field}'"
        " ORDER BY t.day DESC, t.entry DESC, t.n DESC LIMIT 1)"
    )


def stood(column: str, accounts: str) -> str:
    """Return SQL for what stood on these accounts of the piece `s` at a moment."""
    return (
        f"(SELECT COALESCE(SUM(l.{column}), 0) FROM mass_line l WHERE l.sample = s.id"
        f" AND l.account IN ({accounts}) AND {IN_FORCE.format('l')})"
    )


_ONCE: Final = f"l.quality = '{Quality.ESTIMATED}' AND l.account IN ({HELD}) AND {IN_FORCE.format('l')}"
_STILL: Final = f"{said('mass_quality')} = '{Quality.ESTIMATED}' AND {stood('ug', HELD)} > 0"
_BY_MISSION: Final = text(
    "SELECT s.collection, COALESCE(s.mission, ''), COUNT(*) FROM sample s"
    f" WHERE s.id IN (SELECT l.sample FROM mass_line l WHERE {_ONCE}) AND {_STILL} GROUP BY 1, 2"
)
_BY_ROOT: Final = text(
    "SELECT s.root, COUNT(*) FROM sample s WHERE s.root IN (SELECT value FROM json_each(:roots))"
    f" AND EXISTS (SELECT 1 FROM mass_line l WHERE l.sample = s.id AND {_ONCE}) AND {_STILL} GROUP BY 1"
)

_OF_SOME: Final = text(
    "SELECT COUNT(*) FROM sample s WHERE s.id IN (SELECT value FROM json_each(:ids))"
    f" AND EXISTS (SELECT 1 FROM mass_line l WHERE l.sample = s.id AND {_ONCE}) AND {_STILL}"
)


def estimates_by_mission(connection: Connection, lens: Lens) -> dict[tuple[int, str], int]:
    """Return how many masses were estimates, by collection and mission; reads every line, for the background."""
    return {(row[0] or 0, row[1]): row[2] for row in connection.execute(_BY_MISSION, lens.told)}


def estimates_by_root(connection: Connection, lens: Lens, roots: Sequence[int]) -> dict[int, int]:
    """Return how many masses in these families were estimates, by the local id of the generic."""
    told = {"roots": json.dumps(list(roots)), **lens.told}
    return {row[0]: row[1] for row in connection.execute(_BY_ROOT, told)}


def estimates_of(connection: Connection, lens: Lens, pieces: Sequence[int]) -> int:
    """Return how many masses of these pieces were estimates."""
    told = {"ids": json.dumps(list(pieces)), **lens.told}
    return int(connection.execute(_OF_SOME, told).scalar_one())
