"""The tables a lab keeps beside its store: they go with each copy of it, and come back with a restored one.

A store and its tables are two names, which no system changes in one step. So the tables wait beside the store
under a name that tells for which file, and whoever opens the store next finishes what was broken off.
"""

import glob
import shutil
from pathlib import Path

from lunarcurator.services.lab_tables import store_folder
from lunarcurator.store.errors import disk
from lunarcurator.store.files import copy_folder, put, sha256_of
from lunarcurator.store.naming import aside_of

_WAITING = ".tables-for-"
_DIGITS = 16


def carry(store: Path, copy: Path) -> Path | None:
    """Copy the tables of a store to beside a copy of it; None where the lab keeps none. Raises `StoreError`."""
    if not store_folder(store).is_dir():
        return None
    copy_folder(store_folder(store), store_folder(copy))
    return store_folder(copy)


def prepare(backup: Path, target: Path, sha256: str) -> Path | None:
    """Let the tables of a backup wait beside the store it becomes; None where it has none. Raises `StoreError`."""
    if not store_folder(backup).is_dir():
        return None
    waiting = target.with_name(f"{target.stem}{_WAITING}{sha256[:_DIGITS]}")
    copy_folder(store_folder(backup), waiting)
    return waiting


def settle(waiting: Path, target: Path, aside: Path) -> Path:
    """Put waiting tables beside their store, and others that lie there aside. Raises `StoreError`."""
    with disk(target):
        if store_folder(target).exists():
            put(store_folder(target), store_folder(aside))
        put(waiting, store_folder(target))
    return store_folder(target)


def settle_left(target: Path) -> None:
    """Finish or clear what a broken-off restore left; who calls has the seat and has not opened the store."""
    for waiting in target.parent.glob(glob.escape(f"{target.stem}{_WAITING}") + "*"):
        wanted = waiting.name.rpartition(_WAITING)[2]
        if target.is_file() and sha256_of(target)[:_DIGITS] == wanted:
            settle(waiting, target, aside_of(target, "replaced"))
        else:
            shutil.rmtree(waiting, ignore_errors=True)
