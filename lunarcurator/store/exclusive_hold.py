"""Having a store to oneself: nobody else has it open, and its log is in its file and gone.

SQLite knows the log of a store by its name alone. So a log that lies beside a store is compared with it before it
goes into the file: one of another store, or of an older state, would ruin it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lunarcurator.databases import FileConnection, alone
from lunarcurator.store.errors import StoreError, disk, environment
from lunarcurator.store.files import remove, sync
from lunarcurator.store.side_files import has_log

_WAIT_S: Final = 2
"""How long somebody who reads is waited for."""

_DAMAGE: Final = frozenset({"store.damaged", "store.not_a_store"})
_LEFT_ALONE: Final = frozenset({"store.in_use", "store.read_only", "store.cannot_open", "store.held"})

_HEAD: Final = "SELECT seq, hex(chain) FROM entry ORDER BY seq DESC LIMIT 1"
_LINK: Final = "SELECT hex(chain) FROM entry WHERE seq = ?"
_STORE: Final = "SELECT value FROM setting WHERE key = 'store_id'"


@dataclass(frozen=True, slots=True)
class _Known:
    """What a file says of itself: whose journal it has, and where that ends."""

    store_id: str
    seq: int
    chain: str


class Held:
    """A store that one has to oneself."""

    def __init__(self, path: Path, raw: sqlite3.Connection) -> None:
        self.path = path
        self._raw = raw

    def copy(self, target: Path) -> None:
        """Copy the store page by page into a single file; raises `StoreError`, and leaves nothing then."""
        try:
            with environment(target), disk(target):
                with closing(sqlite3.connect(target, factory=FileConnection)) as copy:
                    self._raw.backup(copy)
                    copy.execute("PRAGMA journal_mode = DELETE")
                sync(target)
        except BaseException:
            remove(target)
            raise


@contextmanager
def hold(path: Path) -> Iterator[Held]:
    """Have a store to oneself, with its log in its file; when the block ends well, nothing is left beside it.

    Raises `StoreError`: "store.in_use" while anybody else has it open, be it to read; "store.foreign_log" beside a
    log that is not its own; "store.damaged" beside a log with which it does not hold together. None of these
    changes anything.
    """
    with environment(path), closing(_have_compared(path, _WAIT_S)) as raw:
        if has_log(path) and raw.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise StoreError("store.damaged", file=path.name)
        _bring_log_in(raw, path)
        yield Held(path, raw)
    # SQLite takes an empty log away when it closes; one with anything in it is of somebody who came since.
    if has_log(path):
        raise StoreError("store.in_use", file=path.name)


def check_left_log(path: Path) -> None:
    """Refuse a store beside a log that is not its own, before anything is read through it.

    Somebody who has the store open needs no such look; where nothing may be written none is made.
    """
    if has_log(path):
        try:
            _have_compared(path, 0).close()
        except StoreError as error:
            if error.key not in _LEFT_ALONE:
                raise


def check_copy(copy: Path, source: Path) -> None:
    """Refuse a copy into which a log beside its source went that is not the source's own."""
    if not has_log(source):
        return
    alone = _in_file_alone(source)
    with environment(copy), closing(sqlite3.connect(copy, factory=FileConnection)) as raw:
        _compare(raw, source, alone)


def _have_compared(path: Path, wait_s: float) -> sqlite3.Connection:
    """Open a file so that nobody else can, after a look at whether a log beside it is its own."""
    if not has_log(path):
        return _have_alone(path, wait_s)
    # The file without its log is read only where nobody has it, who might bring the log into it meanwhile.
    try:
        _have_alone(path, wait_s).close()
    except StoreError as error:
        if error.key not in _DAMAGE:
            raise
    alone = _in_file_alone(path)
    try:
        raw = _have_alone(path, wait_s)
    except StoreError as error:
        if alone is not None and error.key in _DAMAGE:
            raise StoreError("store.foreign_log", file=path.name) from error
        raise
    try:
        _compare(raw, path, alone)
    except StoreError:
        raw.close()
        raise
    return raw


def _have_alone(path: Path, wait_s: float) -> sqlite3.Connection:
    """Open a file so that nobody else can; what is in its log stays there when it is closed again."""
    uri = f"{path.absolute().as_uri()}?mode=rw"
    with environment(path):
        raw = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=wait_s, factory=FileConnection)
        try:
            raw.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, True)
            raw.execute("PRAGMA trusted_schema = OFF")
            raw.execute("PRAGMA synchronous = FULL")
            raw.execute("PRAGMA locking_mode = EXCLUSIVE").fetchone()
            raw.execute("BEGIN EXCLUSIVE")
            raw.execute("COMMIT")
        except sqlite3.Error as error:
            raw.close()
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                raise StoreError("store.in_use", file=path.name) from error
            raise
    return raw


def _compare(raw: sqlite3.Connection, path: Path, alone: _Known | None) -> None:
    """Refuse a log with which the file would be another store, or lack entries it has without it."""
    if alone is None:
        return
    try:
        with_log = _known(raw)
        link = raw.execute(_LINK, (alone.seq,)).fetchone() if with_log is not None else None
    except sqlite3.DatabaseError as error:
        raise StoreError("store.foreign_log", file=path.name) from error
    same_store = with_log is not None and with_log.store_id == alone.store_id
    if not same_store or (alone.seq and link != (alone.chain,)):
        raise StoreError("store.foreign_log", file=path.name)


def _in_file_alone(path: Path) -> _Known | None:
    """Return what a file says without its log; None where it cannot be read so, as after half a checkpoint."""
    try:
        with closing(sqlite3.connect(alone(path), uri=True, factory=FileConnection)) as raw:
            return _known(raw)
    except sqlite3.DatabaseError:
        return None


def _known(raw: sqlite3.Connection) -> _Known | None:
    try:
        store, head = raw.execute(_STORE).fetchone(), raw.execute(_HEAD).fetchone()
    except sqlite3.OperationalError:
        return None
    return _Known(str(store[0]) if store else "", *(head or (0, "")))


def _bring_log_in(raw: sqlite3.Connection, path: Path) -> None:
    busy, in_log, brought_in = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy or in_log != brought_in:
        raise StoreError("store.in_use", file=path.name)
    raw.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, False)
