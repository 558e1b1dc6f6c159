"""A look into a store file from outside, of whatever schema: which journal is in it."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from lunarcurator.store.database import Database, check_header
from lunarcurator.store.errors import StoreError
from lunarcurator.store.histories import TO_LOOK, Link, spans_of
from lunarcurator.store.opening import Head
from lunarcurator.store.side_files import has_log
from lunarcurator.store.verify.journal import spans_in, store_id
from lunarcurator.store.verify.reader import Reader

_LAST = "SELECT seq, lower(hex(chain)), recorded_us FROM entry ORDER BY seq DESC LIMIT 1"
_LINK = "SELECT lower(hex(chain)) FROM entry WHERE seq = ?"

_FIRST_SITE = "SELECT name FROM place WHERE kind = 'site' AND in_book ORDER BY id LIMIT 1"


@contextmanager
def looked_into(path: Path, *, at_rest: bool = False) -> Iterator[Reader]:
    """Give a reader of one snapshot of a store file; `StoreError` says why it cannot be read.

    `at_rest` promises that nobody writes to the file: then nothing is left beside it.
    """
    check_header(path)
    database = Database(path, read_only=True, immutable=at_rest and not has_log(path))
    try:
        with database.snapshot() as connection:
            yield Reader(connection, lambda: False)
    except sqlite3.Error as error:
        raise StoreError("store.damaged", file=path.name) from error
    finally:
        database.close()


def head_as_told(database: Database) -> Head:
    """Return identity, last sequence and link of an open store, as far as they can be read; the rest is empty."""
    identity = _first(database, "SELECT value FROM setting WHERE key = 'store_id'")
    histories = _first(database, "SELECT value FROM setting WHERE key = 'histories'")
    last = _first(database, "SELECT max(seq) FROM entry")
    chain = _first(database, _LINK, last)
    store_id, seq = identity if isinstance(identity, str) else "", last if isinstance(last, int) else 0
    spans = spans_of(store_id, histories if isinstance(histories, str) else None)
    return Head(store_id, seq, chain if isinstance(chain, str) else "", 0, spans)


def _first(database: Database, sql: str, *values: object) -> object:
    try:
        with database.connect() as connection:
            return connection.exec_driver_sql(sql, values).scalar()
    except (StoreError, SQLAlchemyError, ValueError):
        return None


def head_at_rest(path: Path) -> Head:
    """Return the head that a backup holds, whatever its name says; raises `StoreError`."""
    with looked_into(path, at_rest=True) as reader:
        identity = store_id(reader).hex()
        last = next(reader.rows(_LAST), None)
        seq, chain, recorded_us = last if last is not None else (0, "", 0)
        return Head(identity, seq, chain, recorded_us, spans_in(reader))


def told_at_rest(path: Path) -> Head:
    """Return the head of a file that may be damaged, as far as it can be read; raises `StoreError`."""
    check_header(path)
    database = Database(path, read_only=True, immutable=not has_log(path))
    try:
        return head_as_told(database)
    finally:
        database.close()


def looked_at_rest(path: Path) -> str:
    """Return what is marked in a copy that was brought back to be looked at only; raises `StoreError`."""
    with looked_into(path, at_rest=True) as reader:
        return str(reader.value("SELECT value FROM setting WHERE key = ?", TO_LOOK) or "")


def lab_at_rest(path: Path) -> str:
    """Return the name of the first site of a store, which is its laboratory; empty where none can be read."""
    with suppress(StoreError), looked_into(path, at_rest=True) as reader:
        return str(reader.value(_FIRST_SITE) or "")
    return ""


def holds_at_rest(path: Path, head: Head) -> bool:
    """Tell whether the journal of a backup has a head, and so every entry before it; raises `StoreError`."""
    with looked_into(path, at_rest=True) as reader:
        return bool(reader.value(_LINK, head.seq) == head.chain)


def holds_link_at_rest(path: Path, seq: int, chain: str) -> bool:
    """Tell whether the journal of a file has an entry with a link, whole or cut short; raises `StoreError`."""
    with looked_into(path, at_rest=True) as reader:
        return bool(chain) and str(reader.value(_LINK, seq)).startswith(chain)


def only_in(store: Path, copy: Path) -> dict[int, str]:
    """Return which entries one copy of a store has and another does not, as sequence and chain link, oldest first.

    Nobody writes to either; raises `StoreError` where one cannot be read.
    """
    with looked_into(store, at_rest=True) as mine, looked_into(copy, at_rest=True) as other:
        found: dict[int, str] = {}
        # A link stands for all entries before it, whatever was altered among them.
        for seq, chain in mine.rows("SELECT seq, lower(hex(chain)) FROM entry ORDER BY seq DESC"):
            if other.value(_LINK, seq) == chain:
                break
            found[seq] = chain
        return dict(reversed(found.items()))


def holds(database: Database, head: Head) -> bool:
    """Tell whether the journal of an open store has a head, and so every entry before it."""
    return not not_held(database, [(head.seq, head.chain)])


def not_held(database: Database, links: Iterable[Link]) -> frozenset[Link]:
    """Return which links, whole or cut short, are not in the journal of an open store."""
    with database.connect() as connection:

        def is_held(seq: int, chain: str) -> bool:
            return bool(chain) and str(connection.exec_driver_sql(_LINK, (seq,)).scalar()).startswith(chain)

        return frozenset(link for link in links if not is_held(*link))
