"""A copy of a store exactly as it stands, whole or damaged, and the proof that it is the same byte for byte."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import BinaryIO, Final

from lunarcurator.file_names import finished
from lunarcurator.store.copying import Progress
from lunarcurator.store.database import Database
from lunarcurator.store.errors import StoreError, disk, reading
from lunarcurator.store.files import check_room, remove, sync
from lunarcurator.store.side_files import has_log

_BLOCK: Final = 1 << 20


def copy_exactly(database: Database, target: Path, progress: Progress, should_stop: Callable[[], bool]) -> None:
    """Copy a store that nobody else has open, and compare every byte of the copy with it.

    SQLite has no part in it: it would refuse to copy what it cannot read. Raises `StoreError`, "store.busy" while
    somebody keeps entries out of the file, "backup.not_the_same" where the two differ, "store.cancelled" when
    `should_stop` says so. Nothing is left of a copy that was stopped or is not the same.
    """
    check_room(database.path, target)
    database.checkpoint()
    database.let_go()
    if has_log(database.path):
        raise StoreError("store.busy", file=database.path.name)
    with reading(database.path):
        file = database.path.open("rb")
    # Others of this program may read the store meanwhile, whose locks would go if this were closed before.
    database.keep_open(file)
    try:
        with disk(target):
            _copy(_Source(file, database.path), target, progress, should_stop)
            if not _is_same(_Source(file, database.path), target, should_stop):
                raise StoreError("backup.not_the_same", file=finished(target).name)
    except StoreError:
        with suppress(OSError):
            remove(target)
        raise


@dataclass(frozen=True, slots=True)
class _Source:
    """A file that is read, and the path it is told of by."""

    file: BinaryIO
    path: Path

    def blocks(self, should_stop: Callable[[], bool]) -> Iterator[bytes]:
        """Yield it from its beginning; raises `StoreError` where it cannot be read, or somebody stops it."""
        at = 0
        while block := self._block(at):
            if should_stop():
                raise StoreError("store.cancelled")
            yield block
            at += len(block)

    def _block(self, at: int) -> bytes:
        with reading(self.path):
            self.file.seek(at)
            return self.file.read(_BLOCK)


def _copy(source: _Source, target: Path, progress: Progress, should_stop: Callable[[], bool]) -> None:
    size, done = os.fstat(source.file.fileno()).st_size, 0
    with target.open("wb") as copy:
        for block in source.blocks(should_stop):
            copy.write(block)
            done += len(block)
            progress(done, max(size, 1))
    sync(target)


def _is_same(source: _Source, copy: Path, should_stop: Callable[[], bool]) -> bool:
    with copy.open("rb") as other:
        pairs = zip_longest(source.blocks(should_stop), _Source(other, copy).blocks(should_stop))
        return all(mine == other for mine, other in pairs)
