"""What a piece `s` was at a moment, as SQL over facts; told with the parameters of a `Lens`."""

# ruff: noqa: S608 - the queries are put together from constants of this module only

import json
from collections.abc import Sequence
from typing import Final, NamedTuple

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


def then(field: str) -> str:
    """Return SQL for a column of the piece `s` at a moment: as it is now where nothing touched it since."""
    return f"CASE WHEN s.last_day <= :day AND s.last_seq <= :seq THEN s.{field} ELSE {said(field)} END"


def stood(column: str, accounts: str) -> str:
    """Return SQL for what stood on these accounts of the piece `s` at a moment."""
    return (
        f"(SELECT COALESCE(SUM(l.{column}), 0) FROM mass_line l WHERE l.sample = s.id"
        f" AND l.account IN ({accounts}) AND {IN_FORCE.format('l')})"
    )


class Inexact(NamedTuple):
    """Of some pieces: how many masses are estimates, and how many ug are upper bounds."""

    estimated: int = 0
    bounded_ug: int = 0


EXACT: Final = Inexact()
"""What pieces have whose masses are all known as they are."""
# Most masses were never either, and are not looked at any further.
_ONCE_ABOUT: Final = f"l.quality = '{Quality.ESTIMATED}' AND l.account IN ({HELD}) AND {IN_FORCE.format('l')}"
_ONCE_AT_MOST: Final = (
    f"t.kind = 'sample' AND t.changes LIKE '%\"{Quality.UPPER_BOUND}\"%' AND {IN_FORCE.format('t')}"
)
_READ: Final = (
    f"SELECT s.collection, COALESCE(s.mission, '') AS mission, s.root, {said('mass_quality')} AS quality,"
    f" {stood('ug', HELD)} AS ug FROM sample s WHERE "
)
_SUMMED: Final = (
    f"COALESCE(SUM(x.quality = '{Quality.ESTIMATED}' AND x.ug > 0), 0),"
    f" COALESCE(SUM(CASE WHEN x.quality = '{Quality.UPPER_BOUND}' THEN x.ug ELSE 0 END), 0)"
)
_ONCE_EITHER: Final = (
    f"(EXISTS (SELECT 1 FROM mass_line l WHERE l.sample = s.id AND {_ONCE_ABOUT})"
    f" OR EXISTS (SELECT 1 FROM touch t WHERE t.subject = s.id AND {_ONCE_AT_MOST}))"
)
_EITHER: Final = (
    f"(SELECT l.sample FROM mass_line l WHERE {_ONCE_ABOUT} UNION SELECT t.subject FROM touch t"
    f" WHERE {_ONCE_AT_MOST})"
)
_BY_MISSION: Final = text(
    f"SELECT x.collection, x.mission, {_SUMMED} FROM ({_READ} s.id IN {_EITHER}) x GROUP BY 1, 2"
)
_BY_ACCOUNT: Final = text(
    f"SELECT x.book, x.account, {_SUMMED} FROM (SELECT h.book, h.account, SUM(h.ug) AS ug,"
    f" {said('mass_quality')} AS quality FROM sample s JOIN mass_line h ON h.sample = s.id"
    f" WHERE s.id IN {_EITHER} AND h.account IN ({HELD}) AND {IN_FORCE.format('h')}"
    " GROUP BY s.id, h.book, h.account HAVING SUM(h.ug) > 0) x GROUP BY 1, 2"
)
_BY_USE: Final = text(
    f"SELECT x.theirs, x.use, x.account, {_SUMMED} FROM (SELECT b.title = 'held_for' AS theirs,"
    f" COALESCE({then('basic_use')}, '') AS use, h.account, SUM(h.ug) AS ug,"
    f" {said('mass_quality')} AS quality FROM sample s JOIN mass_line h ON h.sample = s.id"
    f" JOIN book b ON b.id = h.book WHERE s.id IN {_EITHER} AND h.account IN ({HELD}) AND {IN_FORCE.format('h')}"
    " GROUP BY s.id, theirs, h.account HAVING SUM(h.ug) > 0) x GROUP BY 1, 2, 3"
)
_BY_ROOT: Final = text(
    f"SELECT x.root, {_SUMMED} FROM ({_READ} s.root IN (SELECT value FROM json_each(:roots)) AND {_ONCE_EITHER}) x"
    " GROUP BY 1"
)
_OF_SOME: Final = text(
    f"SELECT {_SUMMED} FROM ({_READ} s.id IN (SELECT value FROM json_each(:ids)) AND {_ONCE_EITHER}) x"
)

_READ_TO: Final = (
    f"(SELECT s.root, CASE WHEN {stood('ug', HELD)} > 0 THEN {then('resolution_ug')} END AS fine"
    " FROM sample s WHERE "
)
_READ_TO_BY_ROOT: Final = text(
    f"SELECT x.root, MIN(x.fine) FROM {_READ_TO} s.root IN (SELECT value FROM json_each(:roots))) x GROUP BY 1"
)
_READ_TO_OF_SOME: Final = text(
    f"SELECT MIN(x.fine) FROM {_READ_TO} s.id IN (SELECT value FROM json_each(:ids))) x"
)


def inexact_by_mission(connection: Connection, lens: Lens) -> dict[tuple[int, str], Inexact]:
    """Return what was not exact, by collection and mission; reads every line, for the background."""
    return {(row[0] or 0, row[1]): Inexact(row[2], row[3]) for row in connection.execute(_BY_MISSION, lens.told)}


def inexact_by_account(connection: Connection, lens: Lens) -> dict[tuple[int, Account], Inexact]:
    """Return what was not exact, by the local id of a book and holding account; for the background too."""
    rows = connection.execute(_BY_ACCOUNT, lens.told)
    return {(row[0], Account(row[1])): Inexact(row[2], row[3]) for row in rows if row[2] or row[3]}


def inexact_by_use(connection: Connection, lens: Lens) -> dict[tuple[bool, str, Account], Inexact]:
    """Return what was not exact, by whether it is held for others, basic use ("" for none) and holding account."""
    rows = connection.execute(_BY_USE, lens.told)
    found = {(bool(row[0]), row[1], Account(row[2])): Inexact(row[3], row[4]) for row in rows}
    return {key: each for key, each in found.items() if each != EXACT}


def inexact_by_root(connection: Connection, lens: Lens, roots: Sequence[int]) -> dict[int, Inexact]:
    """Return what was not exact in these families, by the local id of the generic."""
    told = {"roots": json.dumps(list(roots)), **lens.told}
    return {row[0]: Inexact(row[1], row[2]) for row in connection.execute(_BY_ROOT, told)}


def inexact_of(connection: Connection, lens: Lens, pieces: Sequence[int]) -> Inexact:
    """Return what was not exact of these pieces."""
    told = {"ids": json.dumps(list(pieces)), **lens.told}
    return Inexact(*connection.execute(_OF_SOME, told).one())


def finest_by_root(connection: Connection, lens: Lens, roots: Sequence[int]) -> dict[int, int | None]:
    """Return the finest last place in ug of what was held in these families, by the local id of the generic."""
    told = {"roots": json.dumps(list(roots)), **lens.told}
    return {row[0]: row[1] for row in connection.execute(_READ_TO_BY_ROOT, told)}


def finest_of(connection: Connection, lens: Lens, pieces: Sequence[int]) -> int | None:
    """Return the finest last place in ug of what was held of these pieces."""
    told = {"ids": json.dumps(list(pieces)), **lens.told}
    found: int | None = connection.execute(_READ_TO_OF_SOME, told).scalar_one()
    return found
