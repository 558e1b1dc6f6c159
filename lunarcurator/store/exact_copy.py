"""A copy of a store exactly as it stands, whole or damaged, and the proof that it is the same byte for byte."""

import os
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import BinaryIO, Final

from lunarcurator.store.copying import Progress
from lunarcurator.store.database import Database
from lunarcurator.store.errors import StoreError
from lunarcurator.store.files import remove, sync
from lunarcurator.store.sides import has_log

_BLOCK: Final = 1 << 20


def copy_exactly(database: Database, target: Path, progress: Progress, should_stop: Callable[[], bool]) -> None:
    """Copy a store that nobody else has open, and compare every byte of the copy with it.

    SQLite has no part in it: it would refuse to copy what it cannot read. Raises `StoreError`, "store.busy" while
    somebody keeps entries out of the file, "backup.not_the_same" where the two differ, "store.cancelled" when
    `should_stop` says so. Nothing is left of a copy that was stopped or is not the same.
    """
    database.checkpoint()
    database.let_go()
    if has_log(database.path):
        raise StoreError("store.busy", file=database.path.name)
    try:
        file = database.path.open("rb")
        # Others of this program may read the store meanwhile, whose locks would go if this were closed before.
        database.keep_open(file)
        _copy(file, target, progress, should_stop)
        if not _is_same(file, target, should_stop):
            raise StoreError("backup.not_the_same", file=target.name)
    except OSError as error:
        remove(target)
        raise StoreError("store.disk_full", file=target.name) from error
    except StoreError:
        remove(target)
        raise


def _copy(file: BinaryIO, target: Path, progress: Progress, should_stop: Callable[[], bool]) -> None:
    size, done = os.fstat(file.fileno()).st_size, 0
    with target.open("wb") as copy:
        for block in _blocks(file, should_stop):
            copy.write(block)
            done += len(block)
            progress(done, max(size, 1))
    sync(target)


def _is_same(file: BinaryIO, copy: Path, should_stop: Callable[[], bool]) -> bool:
    file.seek(0)
    with copy.open("rb") as other:
        pairs = zip_longest(_blocks(file, should_stop), _blocks(other, should_stop))
        return all(mine == other for mine, other in pairs)


def _blocks(file: BinaryIO, should_stop: Callable[[], bool]) -> Iterator[bytes]:
    while block := file.read(_BLOCK):
        if should_stop():
            raise StoreError("store.cancelled")
        yield block
