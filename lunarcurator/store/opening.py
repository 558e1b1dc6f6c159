"""Opening a store file: is it one, is it ours, is it whole, who else has it."""

import os
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from sqlalchemy import Connection, func, select

from lunarcurator.store import schema
from lunarcurator.store.blank import FORMAT_NOTE
from lunarcurator.store.damage import marked
from lunarcurator.store.database import Database, check_header, lay_out, setting, version_of
from lunarcurator.store.errors import StoreError
from lunarcurator.store.histories import HISTORIES, Link, Span, begun_us, gave_up, spans_of
from lunarcurator.store.naming import check_free, seated, take_name
from lunarcurator.store.side_files import has_journal, has_log
from lunarcurator.store.write_access import may_write, may_write_in
from lunarcurator.store.writer_lock import is_read


@dataclass(frozen=True, slots=True)
class Head:
    """Where the journal of a store stands: its identity, last sequence, last chain link, and when.

    `spans` are the histories its entries belong to, oldest first, as far as they could be read.
    """

    store_id: str
    seq: int
    chain: str
    recorded_us: int
    spans: tuple[Span, ...] = ()

    @property
    def histories(self) -> tuple[Span, ...]:
        """The histories of the store; that of its beginning alone where no others are known."""
        return self.spans or (Span(self.store_id),)

    @property
    def history(self) -> str:
        """The history that the store goes on with."""
        return self.histories[-1].history

    @property
    def left(self) -> frozenset[str]:
        """The histories of which the store goes on without something that was known."""
        return frozenset(mark.history for span in self.histories for mark in span.given_up)

    def left_us(self, history: str) -> int | None:
        """When it was last decided to go on without something of a history, in us UTC; None where not known."""
        decided = [
            after.history
            for before, after in pairwise(self.histories)
            if any(mark.history == history for mark in before.given_up)
        ]
        return begun_us(decided[-1]) if decided else None

    def is_bound_by(self, history: str, seq: int) -> bool:
        """Tell whether an entry of a history is one that this store must have, or may still get."""
        return any(span.has(history, seq) for span in self.histories)

    def is_without(self, history: str, link: Link) -> bool:
        """Tell whether this store goes on without an entry that was known when that was decided."""
        return gave_up(self.histories, history, link)


def make_store(path: Path, *, time_zone: str = "UTC") -> Database:
    """Make a new store with an identity of its own and open it; raises `StoreError` where something is already."""
    with seated(path) as part:
        check_free(path)
        begin_store(part, time_zone=time_zone)
        take_name(part, path)
    return open_store(path)


def begin_store(part: Path, *, time_zone: str = "UTC") -> None:
    """Make a new, empty store with an identity of its own in a file that has no name of a store yet."""
    lay_out(
        part,
        {
            "store_id": os.urandom(16).hex(),
            "time_zone": time_zone,
            "made_us": str(time.time_ns() // 1000),
            "format": FORMAT_NOTE,
        },
    )


def open_store(path: Path, *, read_only: bool = False) -> Database:
    """Open a store after looking at its header and schema; `StoreError` says what is wrong otherwise.

    A folder or file that cannot be written opens read-only by itself. `StoreError` "store.older" asks for a
    migration first (`migrating`).
    """
    check_header(path)
    access = _access(path, read_only=read_only)
    try:
        return _opened(path, access)
    except StoreError as error:
        # To read a store that nobody has open takes no room where it is not shared.
        if error.key != "store.disk_full" or not access["read_only"] or not _lies_alone(path):
            raise
    return _opened(path, {"read_only": True, "immutable": True})


def _opened(path: Path, access: dict[str, bool]) -> Database:
    database = Database(path, **access)
    try:
        with database.connect() as connection:
            _check_version(connection, path)
            database.damage = marked(connection)
    except BaseException:
        database.close()
        raise
    return database


def _lies_alone(path: Path) -> bool:
    """Tell whether a store is in its file alone and nobody has it open, so that it can be read as it lies."""
    try:
        return not has_log(path) and not has_journal(path) and not is_read(path)
    except OSError:
        return False


def as_it_lies(path: Path) -> Database:
    """Open a file to read only, whatever of it cannot be read: to verify it as far as possible; `StoreError`."""
    check_header(path)
    return Database(path, **_access(path, read_only=True))


def _access(path: Path, *, read_only: bool) -> dict[str, bool]:
    """Return how a file may be opened: a folder that cannot be written has no room for the log's side files."""
    if may_write_in(path.parent):
        return {"read_only": read_only or not may_write(path)}
    if has_log(path) and not path.with_name(path.name + "-shm").exists():
        raise StoreError("store.log_in_read_only_folder", file=path.name)
    return {"read_only": True, "immutable": not has_log(path)}


def head_of(connection: Connection) -> Head:
    """Return where the journal stands; sequence 0 and an empty chain for a store without entries."""
    entry = schema.entry
    store_id = setting(connection, "store_id") or ""
    query = select(entry.c.seq, entry.c.chain, entry.c.recorded_us).order_by(entry.c.seq.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    spans = spans_of(store_id, setting(connection, HISTORIES))
    if row is None:
        return Head(store_id, 0, "", 0, spans)
    return Head(store_id, row.seq, row.chain.hex(), row.recorded_us, spans)


def count_entries(connection: Connection) -> int:
    """Return how many entries the journal has."""
    return int(connection.execute(select(func.count()).select_from(schema.entry)).scalar_one())


def _check_version(connection: Connection, path: Path) -> None:
    version = version_of(connection, path)
    if version > schema.SCHEMA_HEAD:
        raise StoreError("store.newer", file=path.name, version=version)
    if version < schema.SCHEMA_HEAD:
        raise StoreError("store.older", file=path.name, version=version)
