"""The tables a lab keeps beside its store: they go with each copy of it, and come back with a restored one.

A store and its tables are two names, which no system changes in one step. So the tables wait beside the store
under a name that tells for which file, and whoever opens the store next finishes what was broken off.
"""

import glob
import shutil
from pathlib import Path
from typing import Final

from lunarcurator.services.lab_tables import store_folder
from lunarcurator.store.errors import StoreError, reading
from lunarcurator.store.files import copy_folder, put, sha256_of

WAITING: Final = ".tables-for-"
"""What stands between the name of a store and the digest of the file that its waiting tables are for."""

_DIGITS: Final = 16


def prepare(source: Path, target: Path, sha256: str, aside: Path) -> Path | None:
    """Let the tables of a store wait beside the name its copy will have; None where it has none.

    `sha256` is that of the copy, `aside` the name of what has the target's name now, beside which tables that lie
    there will be put. Raises `StoreError`.
    """
    if not store_folder(source).is_dir():
        return None
    waiting = target.with_name(f"{target.stem}{WAITING}{sha256[:_DIGITS]}.{aside.stem}")
    copy_folder(store_folder(source), waiting)
    return waiting


def settle(waiting: Path | None, target: Path) -> Path | None:
    """Put waiting tables beside the store that has its name now, and others that lie there aside.

    Returns their folder, None where none wait. Raises `StoreError`; they wait on then.
    """
    if waiting is None:
        return None
    beside = store_folder(target)
    try:
        if beside.exists():
            aside = waiting.name.partition(WAITING)[2][_DIGITS + 1 :]
            put(beside, target.with_name(f"{aside}{beside.suffix}"))
        put(waiting, beside)
    except OSError as error:
        raise StoreError("store.tables_wait", file=target.name, folder=waiting.name) from error
    return beside


def settle_left(target: Path) -> None:
    """Finish or clear what a broken-off copy or restore left; nobody has opened the store since."""
    for waiting in target.parent.glob(glob.escape(f"{target.stem}{WAITING}") + "*"):
        wanted = waiting.name.partition(WAITING)[2][:_DIGITS]
        is_finished = waiting.suffix != ".part" and target.is_file()
        with reading(target):
            is_its = is_finished and sha256_of(target)[:_DIGITS] == wanted
        if is_its:
            settle(waiting, target)
        else:
            shutil.rmtree(waiting, ignore_errors=True)
