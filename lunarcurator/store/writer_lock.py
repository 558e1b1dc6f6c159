"""Who has a store open for posting: a side file locked by the system, so that no stale mark can lie."""

import errno
import getpass
import os
import platform
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, Self

from lunarcurator.databases import is_open_here
from lunarcurator.store.side_files import side

ENDING = "-seat"
_FAR = 1 << 30
_LONGEST = 200
_READERS_AT = 0x4000_0000
"""Where SQLite locks a range of a file as long as somebody has it open (`fileformat2`, *The lock-byte page*)."""
_READERS = 512
_TRIES = 5
NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL})
"""What some network shares say of every lock."""


class WriterLock:
    """The right to post from a window; free again when it is left or its program ends, however it ends."""

    def __init__(self, file: IO[bytes], path: Path) -> None:
        self._file = file
        self._path = path

    @classmethod
    def take(cls, store: Path) -> Self | None:
        """Take the seat of a store, or return None while somebody else has it.

        Raises OSError without a folder, and with a number of `NO_LOCKS` on a disk that knows no locks.
        """
        path = side_file(store)
        for _ in range(_TRIES):
            file = path.open("a+b", buffering=0)
            try:
                _lock(file)
            except OSError as error:
                file.close()
                if error.errno in NO_LOCKS:
                    raise
                return None
            if _is_at(file, path):
                lock = cls(file, path)
                lock._sign()
                return lock
            # Whoever had it took the side file away between our opening it and our locking it.
            file.close()
        return None

    def close(self) -> None:
        """Leave the seat."""
        if not self._file.closed:
            self._file.truncate(0)
            _unlock(self._file)
            self._file.close()

    def vanish(self) -> None:
        """Leave the seat and take its side file away, as where no store came to be."""
        try:
            self._path.unlink(missing_ok=True)
        except OSError:
            # Windows takes no file away that is open: neither by us, nor by somebody who may have the seat next.
            self.close()
            with suppress(OSError):
                self._path.unlink()
        else:
            self.close()

    def _sign(self) -> None:
        # On a full disk nobody can be written down, and the seat is taken all the same.
        with suppress(OSError):
            self._file.truncate(0)
            self._file.write(_me().encode()[:_LONGEST])


def holder(store: Path) -> str:
    """Return who wrote himself down as having the store open; empty for nobody."""
    try:
        with side_file(store).open("rb") as file:
            return file.read(_LONGEST).decode("utf-8", "replace").strip()
    except OSError:
        return ""


def side_file(store: Path) -> Path:
    """Return the file beside the store that is locked."""
    return side(store, ENDING)


def _me() -> str:
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):
        name = "?"
    return f"{name} ({platform.node() or '?'})"


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        # A locked range cannot be read by others on Windows: lock far behind the text.
        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)

    def _unlock(file: IO[bytes]) -> None:
        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

    def _is_at(_file: IO[bytes], _path: Path) -> bool:
        # Windows takes no file away that somebody has open.
        return True

    def is_read(_store: Path) -> bool:
        """Tell whether somebody has a file open; Windows refuses by itself to rename one that is."""
        return False

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)

    def _is_at(file: IO[bytes], path: Path) -> bool:
        try:
            return os.path.samestat(os.fstat(file.fileno()), path.stat())
        except OSError:
            return False

    def is_read(store: Path) -> bool:
        """Tell whether somebody has a file open as SQLite does, also one that SQLite cannot read."""
        # To look would end the locks of this process, and whoever has them is one who reads.
        if is_open_here(store):
            return True
        with store.open("rb+") as file:
            try:
                fcntl.lockf(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB, _READERS, _READERS_AT)
            except OSError:
                return True
        return False
