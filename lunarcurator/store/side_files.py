"""What SQLite keeps beside a store under the store's own name: its log, the index of the log, and a journal."""

from pathlib import Path
from typing import Final

LOG: Final = "-wal"
INDEX: Final = "-shm"
JOURNAL: Final = "-journal"
ENDINGS: Final = (LOG, INDEX, JOURNAL)

_LOG_HEADER: Final = 32
_JOURNAL_MAGIC: Final = bytes.fromhex("d9d505f920a163d7")


def side(path: Path, ending: str) -> Path:
    """Return a file beside a store; beside the file itself where the path is a symbolic link to one."""
    real = path.resolve() if path.is_symlink() else path
    return real.with_name(real.name + ending)


def has_log(path: Path) -> bool:
    """Tell whether a write-ahead log with anything in it lies beside a store."""
    log = side(path, LOG)
    return log.is_file() and log.stat().st_size > _LOG_HEADER


def has_journal(path: Path) -> bool:
    """Tell whether a rollback journal lies beside a file that SQLite would play back into it."""
    journal = side(path, JOURNAL)
    if not journal.is_file():
        return False
    with journal.open("rb") as file:
        return file.read(len(_JOURNAL_MAGIC)) == _JOURNAL_MAGIC
