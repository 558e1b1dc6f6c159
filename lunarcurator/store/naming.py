"""How a file takes the name of a store: one way for whatever is made, restored, migrated or copied.

SQLite knows the log of a store by its name alone: a new file beside an old `-wal` is read with pages of another
store in it. So a name is taken under its seat; what lies beside it is put aside first; what had the name is kept
whole under another; and the new file, finished and without a log, takes the name in one step. Killed anywhere in
between, the name stands for the old store or for the new one, each whole.
"""

import glob
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.file_names import PARTS, is_folder, name_trouble
from lunarcurator.held_files import patiently
from lunarcurator.store.errors import StoreError, disk
from lunarcurator.store.exclusive_hold import hold
from lunarcurator.store.files import copy_file, put, remove, sync
from lunarcurator.store.side_files import ENDINGS, INDEX, JOURNAL, LOG, has_journal, has_log, side
from lunarcurator.store.writer_lock import NO_LOCKS, WriterLock, is_read

_CANNOT_BE_READ: Final = frozenset({"store.damaged", "store.not_a_store", "store.foreign_log"})


@contextmanager
def seated(name: Path) -> Iterator[Path]:
    """Keep the name of a store for oneself, and give the place where the file is made that is to take it.

    What a killed run left there is cleared first, and what this one leaves is cleared afterwards. Raises
    `StoreError` while somebody has a store of that name open to post, and where nothing can be written.
    """
    _check_name(name)
    for part in (part_of(name), aside_part_of(name)):
        if part.is_dir():
            raise StoreError("store.exists", file=part.name)
    if not is_folder(name.parent):
        raise StoreError("store.no_folder", folder=str(name.parent))
    lock = _seat_of(name)
    try:
        with disk(name):
            clear_parts(name)
        yield part_of(name)
    finally:
        with suppress(OSError):
            clear_parts(name)
        if lock is not None:
            lock.vanish()


def _seat_of(name: Path) -> WriterLock | None:
    """Take the seat of a name; None on a disk that knows no locks, where nobody can have it."""
    try:
        lock = WriterLock.take(name)
    except OSError as error:
        if error.errno in NO_LOCKS:
            return None
        with disk(name):
            raise
    if lock is None:
        raise StoreError("store.in_use", file=name.name)
    return lock


def part_of(name: Path) -> Path:
    """Return where the file is made that is to take a name."""
    return side(name, PARTS[0])


def aside_part_of(name: Path) -> Path:
    """Return where the copy is made of a store that is to be kept under another name."""
    return side(name, PARTS[1])


def clear_parts(name: Path) -> None:
    """Take away what a killed run was making under a name; who calls has its seat, so nobody is still at it."""
    for ending in PARTS:
        if not side(name, ending).is_dir():
            remove(side(name, ending))


def check_free(name: Path) -> None:
    """Refuse a name that something has already; an empty file is told apart, for no store is in it."""
    _check_name(name)
    if name.is_file() and not name.stat().st_size:
        raise StoreError("store.empty_file", file=name.name)
    if os.path.lexists(name):
        raise StoreError("store.exists", file=name.name)


def _check_name(name: Path) -> None:
    trouble = name_trouble(name)
    if trouble:
        raise StoreError(trouble, file=name.name)


def take_name(part: Path, name: Path) -> tuple[Finding, ...]:
    """Give a finished file a name that no store has; says what lay beside it and was put aside.

    Who calls has the seat of the name and has closed the part. Raises `StoreError`.
    """
    check_free(name)
    notes = _clear_beside(name)
    give(part, name)
    return notes


def take_over(part: Path, name: Path, aside: Path) -> tuple[Finding, ...]:
    """Give a finished file the name of a store, which is kept whole as `aside`; says what else was put aside.

    The log of the old store goes into its file first. Where that cannot be, because it is damaged or the log is
    not its own, the file and its log are kept as they lie. Raises `StoreError` while another program has the
    store open, be it to read; the name then stands for what it stood for. Who calls has its seat.
    """
    if name.is_dir():
        raise StoreError("store.is_folder", file=name.name)
    if not name.is_file() or not name.stat().st_size:
        notes = _clear_beside(name)
        give(part, name)
        return notes
    notes = _put_folders_aside(name)
    try:
        notes += _keep(name, aside)
        # An index may stay where nothing else does; anything more is of somebody who opened the store just now.
        if has_log(name) or has_journal(name):
            raise StoreError("store.in_use", file=name.name)
        give(part, name)
    except BaseException:
        _take_back(name, aside)
        raise
    return notes


def aside_of(name: Path, why: str) -> Path:
    """Return a name that nothing has yet for what is put aside now: `lab-replaced-20260102-030405.lunar`."""
    stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
    number, more = 1, ""
    while any(name.parent.glob(glob.escape(f"{name.stem}-{why}-{stamp}{more}") + ".*")):
        number += 1
        more = f"-{number}"
    return name.with_name(f"{name.stem}-{why}-{stamp}{more}{name.suffix}")


def give(part: Path, name: Path) -> None:
    """Give a finished file a name in one step; nothing lies beside the name, and what has it is kept elsewhere."""
    # A log of the part goes into it, which also shows that nobody has it open any more.
    with hold(part):
        pass
    with disk(name):
        sync(part)
        put(part, name)


def _keep(name: Path, aside: Path) -> tuple[Finding, ...]:
    """Keep a store whole under another name, and leave nothing beside it."""
    # SQLite would play a journal back before anybody could ask whose it is.
    if not has_journal(name):
        try:
            with hold(name) as held:
                held.copy(aside_part_of(name))
        except StoreError as error:
            if error.key not in _CANNOT_BE_READ:
                raise
        else:
            with disk(aside):
                put(aside_part_of(name), aside)
            return ()
    with disk(name):
        if is_read(name):
            raise StoreError("store.in_use", file=name.name)
        _keep_as_it_lies(name, aside)
    return (find(Strength.WARN, "store.kept_as_it_lay", "", file=name.name, kept=aside.name),)


def _keep_as_it_lies(name: Path, aside: Path) -> None:
    for ending in (LOG, JOURNAL, ""):
        if side(name, ending).is_file():
            copy_file(side(name, ending), aside_part_of(name))
            put(aside_part_of(name), side(aside, ending))
    for ending in ENDINGS:
        patiently(partial(side(name, ending).unlink, missing_ok=True))


def _take_back(name: Path, aside: Path) -> None:
    """Let a store that keeps its name have its log again."""
    for ending in (LOG, JOURNAL):
        if side(aside, ending).is_file() and not side(name, ending).exists():
            put(side(aside, ending), side(name, ending))
    remove(aside)


def _clear_beside(name: Path) -> tuple[Finding, ...]:
    """Leave nothing beside a name that no store has: what may hold something is put aside, the rest goes."""
    aside = aside_of(name, "left")
    kept: list[Finding] = []
    with disk(name):
        for ending in ENDINGS:
            lies = side(name, ending)
            holds_nothing = lies.is_file() and (ending == INDEX or not lies.stat().st_size)
            if holds_nothing:
                # Windows takes no file away that may only be read, and renames it.
                with suppress(PermissionError):
                    lies.unlink()
            if os.path.lexists(lies):
                kept.append(_put_aside(name, ending, aside))
    return tuple(kept)


def _put_folders_aside(name: Path) -> tuple[Finding, ...]:
    """Put aside what has the name of a log and is none, for SQLite would stumble over it."""
    aside = aside_of(name, "left")
    with disk(name):
        return tuple(_put_aside(name, ending, aside) for ending in ENDINGS if side(name, ending).is_dir())


def _put_aside(name: Path, ending: str, aside: Path) -> Finding:
    put(side(name, ending), side(aside, ending))
    return find(Strength.WARN, "store.log_put_aside", "", file=name.name, kept=side(aside, ending).name)
