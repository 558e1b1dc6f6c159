"""The file and its connections: pragmas, transactions, creation and the checks at opening."""

import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, Protocol

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, insert, select, text
from sqlalchemy.pool import ConnectionPoolEntry

from lunarcurator.databases import FileConnection, header_of
from lunarcurator.domain.findings import Finding
from lunarcurator.file_names import name_trouble
from lunarcurator.held_files import lets_go
from lunarcurator.store import blank, schema
from lunarcurator.store.errors import StoreError, environment, reading, store_error_from
from lunarcurator.store.log import LogKeeper
from lunarcurator.store.side_files import has_log

_WRITE: Final = "lunar_write"
_HEADER: Final = 100
"""So many bytes are the header of a database."""
_CACHE_KIB: Final = 6_144
"""Pages of the file that a lane keeps in memory."""
_CACHE_APART_KIB: Final = 2_048
"""The same for long work, which reads every page about once."""


class Closing(Protocol):
    """Something that is let go of together with a store."""

    def close(self) -> None:
        """Let go."""


class _Pool(QueuePool):
    """Keeps connections for the next who asks, and once it is disposed of closes each as it comes back.

    Without this, what somebody still reads with while the store is closed would stay open until it is garbage, and
    Windows deletes and renames no open file.
    """

    _is_over = False

    def dispose(self) -> None:
        """Close what nobody uses now; what is in use is closed once it comes back."""
        self._is_over = True
        super().dispose()

    def _do_return_conn(self, record: ConnectionPoolEntry) -> None:
        super()._do_return_conn(record)
        if self._is_over:
            super().dispose()


class Database:
    """A store file and how to speak to it; a connection belongs to the lane that opened it.

    Connections are in WAL mode with synchronous FULL, foreign keys on and no trusted schema; a write
    transaction begins IMMEDIATE, so that a second writer is refused at its beginning and not in its middle.
    """

    def __init__(
        self,
        path: Path,
        *,
        read_only: bool = False,
        immutable: bool = False,
        cache_kib: int = _CACHE_KIB,
        references: bool = True,
    ) -> None:
        """Prepare to speak to a file; `immutable` promises that nobody changes it and needs no side files.

        Each connection keeps at most `cache_kib` KiB of the file; long sorting goes to temporary files. Only who
        makes whole tables anew does without `references` between them.
        """
        self.path = path
        self.read_only = read_only or immutable
        self.damage: tuple[Finding, ...] = ()
        """What was found damaged while this is open (`damage`); nothing is posted meanwhile."""
        self.barred: Finding | None = None
        """Why nothing is written here though the file could be; None where rights or nothing stand in the way."""
        self._immutable = immutable
        self._kept: list[Closing] = []
        self._own: list[Closing] = []
        self._lending = threading.Lock()
        self._readers: list[tuple[int, object]] = []
        mode = "ro&immutable=1" if immutable else ("ro" if read_only else "rw")
        self._engine = _engine(path, mode, cache_kib, references=references)
        self._log = LogKeeper(self._bring_in)

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """Give a connection for reading; faults of the environment become `StoreError`."""
        with environment(self.path), self._engine.connect() as connection, self._lent(connection):
            yield connection

    @contextmanager
    def _lent(self, connection: Connection) -> Iterator[None]:
        """Keep what this thread reads with in reach of `interrupt`."""
        raw, thread = connection.connection.driver_connection, threading.get_ident()
        with self._lending:
            self._readers.append((thread, raw))
        try:
            yield
        finally:
            with self._lending:
                self._readers.remove((thread, raw))

    def interrupt(self, thread: int) -> None:
        """End the statement that a thread reads with now, which then raises `StoreError`."""
        with self._lending:
            for reader, raw in self._readers:
                if reader == thread and isinstance(raw, sqlite3.Connection):
                    raw.interrupt()

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Give a connection inside one read transaction: everything read belongs to one moment."""
        with self.connect() as connection:
            transaction = connection.begin()
            try:
                yield connection
            finally:
                # Nothing was written; to commit nothing fails where the tables behind the search are damaged.
                transaction.rollback()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection inside a write transaction, which commits at the end or leaves nothing."""
        if self.read_only:
            raise self.refusal()
        with environment(self.path), self._engine.connect() as connection:
            before = _rows_written(connection)
            with connection.execution_options(**{_WRITE: True}).begin():
                yield connection
            self._log.written(_rows_written(connection) - before)

    def refusal(self) -> StoreError:
        """Return what is said to whoever wants to write into a store that is only read."""
        if self.barred is None:
            return StoreError("store.read_only", file=self.path.name)
        return StoreError(self.barred.key, **dict(self.barred.facts))

    def apart(self) -> "Database":
        """Return the same file again, read-only and with connections of its own, for long work beside others."""
        return Database(self.path, read_only=True, immutable=self._immutable, cache_kib=_CACHE_APART_KIB)

    def keep(self, held: Closing) -> None:
        """Close something together with the store, last kept first."""
        self._kept.append(held)

    def keep_open(self, file: Closing) -> None:
        """Close what was opened on the store's own file, other than by SQLite, only after SQLite has closed it.

        On POSIX every lock that this process has on the store would be gone otherwise.
        """
        self._own.append(file)

    def checkpoint(self) -> bool:
        """Bring the write-ahead log into the file; tells whether a copy of the file alone then lacks nothing.

        It does lack something while somebody reads an older state, and when the store is open to read only.
        """
        if self.read_only:
            return False
        with environment(self.path):
            _outside_transaction(self._engine, "PRAGMA optimize")
            busy, in_log, brought_in = _outside_transaction(self._engine, "PRAGMA wal_checkpoint(TRUNCATE)")
        return not busy and in_log == brought_in

    def let_go(self) -> None:
        """Close every connection nobody uses now; the next question opens the file again."""
        self._engine.dispose()

    def vacuum(self) -> None:
        """Write the whole file anew, without pages that belong to nothing."""
        with environment(self.path):
            _outside_transaction(self._engine, "VACUUM")

    def _bring_in(self) -> None:
        with environment(self.path):
            _outside_transaction(self._engine, "PRAGMA wal_checkpoint(PASSIVE)")

    def close(self) -> None:
        """Let go of the file; a last checkpoint is tried and its failure is no one's loss."""
        self._log.finish()
        with suppress(StoreError):
            self.checkpoint()
        while self._kept:
            self._kept.pop().close()
        self._engine.dispose()
        # Whoever asks after this keeps nothing open either.
        self._engine.pool.dispose()
        while self._own:
            self._own.pop().close()


def lay_out(path: Path, settings: dict[str, str]) -> None:
    """Make an empty store with these settings in a new file, which has no name of a store yet."""
    with environment(path):
        engine = _engine(path, "rwc")
        try:
            with engine.connect() as connection, connection.execution_options(**{_WRITE: True}).begin():
                blank.define(connection)
                rows = [{"key": key, "value": value} for key, value in settings.items()]
                connection.execute(insert(schema.setting), rows)
        finally:
            engine.dispose()


def check_header(path: Path) -> None:
    """Refuse what is no store: a folder, a missing or foreign file, an empty or unreadable one."""
    size = _size_of(path)
    if not lets_go(path, writing=False):
        raise StoreError("store.held", file=path.name)
    with reading(path):
        header = header_of(path)
    if not size:
        raise StoreError("store.empty_file", file=path.name)
    if header is None or size < _HEADER or header.application_id != schema.APPLICATION_ID:
        raise StoreError("store.not_a_store", file=path.name)
    if header.is_truncated and not has_log(path):
        raise StoreError("store.truncated", file=path.name)


def _size_of(path: Path) -> int:
    """Return the size of a file in bytes; refuses a folder, and what is missing or out of reach."""
    try:
        told = path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StoreError(name_trouble(path) or "store.missing", file=path.name) from error
    except OSError as error:
        refused = store_error_from(error, path, writing=False)
        raise StoreError(name_trouble(path) or refused.key, **refused.facts) from error
    if stat.S_ISDIR(told.st_mode):
        raise StoreError("store.is_folder", file=path.name or str(path))
    if not stat.S_ISREG(told.st_mode):
        raise StoreError(name_trouble(path) or "store.not_a_store", file=path.name)
    return told.st_size


def version_of(connection: Connection, path: Path) -> str:
    """Return the schema version a store says it has; refuses a file without exactly one."""
    known = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    if connection.execute(text(known)).scalar_one():
        versions = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
        if len(versions) == 1:
            return str(versions[0])
    raise StoreError("store.not_a_store", file=path.name)


def setting(connection: Connection, key: str) -> str | None:
    """Return a free setting of the store, or None."""
    value: str | None = connection.execute(
        select(schema.setting.c.value).where(schema.setting.c.key == key)
    ).scalar_one_or_none()
    return value


def _engine(path: Path, mode: str, cache_kib: int = _CACHE_KIB, *, references: bool = True) -> Engine:
    def connect() -> sqlite3.Connection:
        uri = f"{path.absolute().as_uri()}?mode={mode}"
        connection = sqlite3.connect(
            uri, uri=True, isolation_level=None, timeout=5, check_same_thread=False, factory=FileConnection
        )
        try:
            _set_up(connection, cache_kib, read_only=mode.startswith("ro"), references=references)
        except (sqlite3.Error, UnicodeDecodeError):
            connection.close()
            raise
        return connection

    # A pool keeps page caches warm; SQLite connections may change threads one after the other. The one given back
    # last is lent first: in turns, each of them would fill a cache of its own with the same pages.
    engine = create_engine(
        "sqlite://", creator=connect, poolclass=_Pool, pool_size=4, max_overflow=8, pool_use_lifo=True
    )
    event.listen(engine, "begin", _begin)
    return engine


def _rows_written(connection: Connection) -> int:
    """Return how many rows a connection has written since it was opened."""
    raw = connection.connection.driver_connection
    return raw.total_changes if isinstance(raw, sqlite3.Connection) else 0


def _outside_transaction(engine: Engine, statement: str) -> tuple[Any, ...]:
    """Run what SQLite refuses inside a transaction, which SQLAlchemy would begin, and return its first row."""
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute(statement)
        return tuple(cursor.fetchone() or ())
    finally:
        raw.close()


def _set_up(connection: sqlite3.Connection, cache_kib: int, *, read_only: bool, references: bool) -> None:
    connection.execute(f"PRAGMA foreign_keys = {int(references)}")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA busy_timeout = 5000")
    connection.execute(f"PRAGMA cache_size = -{cache_kib}")
    # What sorts more than the cache goes on in a temporary file: a million rows are not held in memory.
    connection.execute("PRAGMA temp_store = FILE")
    if read_only:
        connection.execute("PRAGMA query_only = ON")
    else:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        # A commit ends when it is durable in the log; `LogKeeper` brings the log into the file afterwards.
        connection.execute("PRAGMA wal_autocheckpoint = 0")
    # A damaged file is found out here, where the connection is still ours to close.
    connection.execute("SELECT COUNT(*) FROM sqlite_schema").fetchone()
    if connection.execute("PRAGMA foreign_keys").fetchone() != (int(references),):
        raise AssertionError("foreign keys are not enforced")


def _begin(connection: Connection) -> None:
    options: Any = connection.get_execution_options()
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(_WRITE) else "BEGIN")
