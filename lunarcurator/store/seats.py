"""Who has a store open for posting: a side file locked by the system, so that no stale mark can lie."""

import getpass
import platform
import sys
from pathlib import Path
from typing import IO, Self

ENDING = "-seat"
_FAR = 1 << 30
_LONGEST = 200


class Seat:
    """The right to post from a window; free again when it is left or its program ends, however it ends."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    @classmethod
    def take(cls, store: Path) -> Self | None:
        """Take the seat of a store, or return None while somebody else has it; raises OSError without a folder."""
        file = side_file(store).open("a+b")
        try:
            _lock(file)
        except OSError:
            file.close()
            return None
        seat = cls(file)
        seat._sign()
        return seat

    def close(self) -> None:
        """Leave the seat."""
        if not self._file.closed:
            self._file.truncate(0)
            _unlock(self._file)
            self._file.close()

    def _sign(self) -> None:
        self._file.truncate(0)
        self._file.write(_me().encode()[:_LONGEST])
        self._file.flush()


def holder(store: Path) -> str:
    """Return who wrote himself down as having the store open; empty for nobody."""
    try:
        with side_file(store).open("rb") as file:
            return file.read(_LONGEST).decode("utf-8", "replace").strip()
    except OSError:
        return ""


def side_file(store: Path) -> Path:
    """Return the file beside the store that is locked."""
    return store.with_name(store.name + ENDING)


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

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)
