"""The facts of an undo: an entry's lines negated on their own days, and its touches once more, set by set.

A fact keeps the n of the one it takes back. So the bytes that are digested and the sums follow from the old entry
alone, and for a large one a second connection makes them while the first one writes: there may be half a million.
"""

from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Connection, func, insert, literal, select

from lunarcurator.domain.facts import Fact, MassLine, Touch
from lunarcurator.store import schema
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


_YEARS: Final = (
    "SELECT book, account, day / 10000, -sum(ug), -sum(unweighed) FROM mass_line WHERE entry = ? GROUP BY 1, 2, 3"
)


@dataclass(frozen=True, slots=True)
class Negated:
    """What taking an entry back comes to: digests by kind, not sealed yet, and what the yearly sums change by."""

    digests: Mapping[type[Fact], Any]
    years: Mapping[tuple[int, str, int], tuple[int, int]]


def touched(connection: Connection, seq: int) -> Mapping[type[Fact], Any]:
    """Return the digest, not sealed yet, of the touches that repeat those of an entry."""
    return {Touch: _digest(connection, Touch, _NEGATED[Touch], seq)}


@contextmanager
def negated(connection: Connection, seq: int, acts: int) -> Iterator[Future[Negated]]:
    """Give what will be known of the facts that take an entry back, made beside the block for a large entry."""
    if acts < LARGE:
        future: Future[Negated] = Future()
        future.set_result(_negated(connection, seq))
        yield future
        return
    with ThreadPoolExecutor(1) as beside:
        yield beside.submit(_negated_beside, connection, seq)


def negate_lines(connection: Connection, seq: int, by: int) -> None:
    """Write the negated mass lines of an entry as those of another."""
    line = schema.mass_line
    copied = [line.c.n, line.c.sample, line.c.book, line.c.account, line.c.day]
    rest = [line.c.quality, line.c.resolution_ug, line.c.reason]
    query = select(literal(by), *copied, -line.c.ug, -line.c.unweighed, *rest).where(line.c.entry == seq)
    connection.execute(insert(line).from_select([column.name for column in line.columns], query))


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


def _negated_beside(connection: Connection, seq: int) -> Negated:
    with connection.engine.connect() as beside:
        return _negated(beside, seq)


def _negated(connection: Connection, seq: int) -> Negated:
    digests = {kind: _digest(connection, kind, rows, seq) for kind, rows in _NEGATED.items()}
    sums = driver(connection).execute(_YEARS, (seq,))
    return Negated(digests, {(book, account, year): (ug, count) for book, account, year, ug, count in sums})


def _digest(connection: Connection, kind: type[Fact], rows: str, seq: int) -> Any:
    told, joins = ROW_OF[kind].canonical_sql()
    query = f"SELECT CAST({told} || char(10) AS BLOB) FROM ({rows}) f {joins} ORDER BY f.n"  # noqa: S608
    found = driver(connection).execute(query, (seq,))
    digest = sha256()
    while some := found.fetchmany(_ROWS):
        digest.update(b"".join([canonical for (canonical,) in some]))
    return digest
