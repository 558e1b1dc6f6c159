"""The facts of an undo: an entry's lines negated on their own days, and its touches once more, set by set.

A fact keeps the n of the one it takes back. So the bytes that are digested follow from the old entry alone, and
for a large one a second connection makes them while the first one writes: there may be half a million.
"""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Connection, func, insert, literal, select

from lunarcurator.domain.facts import Fact, MassLine, Touch
from lunarcurator.store import puts, schema
from lunarcurator.store.fact_rows import ROW_OF
from lunarcurator.store.statements import driver

LARGE: Final = 1_000
"""Acts from which on an entry is digested beside the writing."""

_ROWS: Final = 2_000
_NEGATED: Final = MappingProxyType(
    {
        MassLine: "SELECT n, sample, book, account, day, -ug AS ug, -unweighed AS unweighed, quality, "
        "resolution_ug, reason FROM mass_line WHERE entry = ?",
        Touch: "SELECT min(n) AS n, kind, subject, min(day) AS day, '[]' AS changes FROM touch "
        "WHERE entry = ? GROUP BY kind, subject",
    }
)


@contextmanager
def digesting(connection: Connection, seq: int, acts: int) -> Iterator[Future[dict[type[Fact], Any]]]:
    """Give what will be the digests, by kind, of the facts that take an entry back, not sealed yet."""
    if acts < LARGE:
        future: Future[dict[type[Fact], Any]] = Future()
        future.set_result(_digests(connection, seq))
        yield future
        return
    with ThreadPoolExecutor(1) as beside:
        yield beside.submit(_digests_beside, connection, seq)


def negate_lines(connection: Connection, seq: int, by: int) -> None:
    """Write the negated mass lines of an entry as those of another, and bring the yearly sums along."""
    line = schema.mass_line
    copied = [line.c.n, line.c.sample, line.c.book, line.c.account, line.c.day]
    rest = [line.c.quality, line.c.resolution_ug, line.c.reason]
    query = select(literal(by), *copied, -line.c.ug, -line.c.unweighed, *rest).where(line.c.entry == seq)
    connection.execute(insert(line).from_select([column.name for column in line.columns], query))
    day = (
        select(line.c.book, line.c.account, line.c.day, line.c.ug, line.c.unweighed)
        .where(line.c.entry == by)
        .subquery()
    )
    year = day.c.day // 10_000
    sums = select(day.c.book, day.c.account, year, func.sum(day.c.ug), func.sum(day.c.unweighed)).group_by(
        day.c.book, day.c.account, year
    )
    puts.years(connection, {tuple(each[:3]): each[3:] for each in connection.execute(sums)})


def repeat_touches(connection: Connection, seq: int, by: int) -> None:
    """Write a touch, which changes nothing, of everything an entry touched as one of another entry."""
    touch = schema.touch
    query = (
        select(
            literal(by), func.min(touch.c.n), touch.c.kind, touch.c.subject, func.min(touch.c.day), literal("[]")
        )
        .where(touch.c.entry == seq)
        .group_by(touch.c.kind, touch.c.subject)
    )
    connection.execute(insert(touch).from_select([column.name for column in touch.columns], query))


def _digests_beside(connection: Connection, seq: int) -> dict[type[Fact], Any]:
    with connection.engine.connect() as beside:
        return _digests(beside, seq)


def _digests(connection: Connection, seq: int) -> dict[type[Fact], Any]:
    return {kind: _digest(connection, kind, negated, seq) for kind, negated in _NEGATED.items()}


def _digest(connection: Connection, kind: type[Fact], negated: str, seq: int) -> Any:
    told, joins = ROW_OF[kind].canonical_sql()
    query = f"SELECT CAST({told} || char(10) AS BLOB) FROM ({negated}) f {joins} ORDER BY f.n"  # noqa: S608
    rows = driver(connection).execute(query, (seq,))
    digest = sha256()
    while some := rows.fetchmany(_ROWS):
        digest.update(b"".join([canonical for (canonical,) in some]))
    return digest
