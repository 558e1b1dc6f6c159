"""Backups: verified copies with a digest and a witness beside them, kept by a rule; and restoring one.

What a lab keeps in tables beside its store goes with each copy: without them its numbers would read otherwise.
"""

import time
from dataclasses import dataclass
from pathlib import Path

from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.findings import Finding, Strength
from lunarcurator.services.backup_series import digest_beside, name_of, rotate, sha256_of
from lunarcurator.services.desk import Desk
from lunarcurator.services.lab_tables import store_folder
from lunarcurator.services.posting import Cancelled, Progress, ShouldStop
from lunarcurator.services.verifying import Verification, verify
from lunarcurator.services.witnesses import accept, bear_witness
from lunarcurator.store.copying import SIDES, copy_folder, copy_online, make_folder, put, remove
from lunarcurator.store.errors import StoreError
from lunarcurator.store.opening import Head, open_store
from lunarcurator.store.seats import Seat, side_file


class FlawedBackup(Refusal):
    """The copy was made but does not verify; `verification` says why, and no older backup was taken away."""

    def __init__(self, path: Path, verification: Verification) -> None:
        super().__init__("backup.flawed", file=path.name)
        self.path = path
        self.verification = verification


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified copy: where it is, the head it holds, its SHA-256, and older backups the rule took away.

    `tables` is the folder of the lab's own tables beside it, None where the lab keeps none. `notes` say what a
    witness knows that the store does not have; its head was not written down then.
    """

    path: Path
    head: Head
    sha256: str
    verification: Verification
    removed: tuple[Path, ...] = ()
    tables: Path | None = None
    notes: tuple[Finding, ...] = ()

    @property
    def is_behind(self) -> bool:
        """Whether the store lacks entries that a witness knows, or parted from them."""
        return any(each.strength is Strength.IMPOSSIBLE for each in self.notes)


def back_up(
    desk: Desk,
    folder: Path,
    *,
    name: str = "",
    progress: Progress = lambda _done, _total: None,
    should_stop: ShouldStop = lambda: False,
) -> Backup:
    """Copy the store into a folder, verify the copy whole, and only then give it its name.

    Without a `name` the copy is a backup of a series, named after its head, and the series is kept by the
    rule (`rotate`). Raises `StoreError`, `FlawedBackup` or `Cancelled`.
    """
    make_folder(folder)
    target = folder / (name or name_of(desk.path.stem, desk.head(), desk.now_us()))
    for there in (target, store_folder(target)):
        if there.exists():
            raise StoreError("store.exists", file=there.name)
    part = target.with_name(target.name + ".part")
    remove(part)
    try:
        copy_online(desk.database, part, lambda done, total: progress(done, 4 * total), should_stop)
        verification = _verified(part, progress, should_stop)
    except BaseException as error:
        remove(part)
        if isinstance(error, StoreError) and error.key == "store.cancelled":
            raise Cancelled from error
        raise
    if not verification.sound:
        flawed = target.with_name(f"{target.stem}-flawed.lunar")
        put(part, flawed)
        raise FlawedBackup(flawed, verification)
    digest = sha256_of(part)
    try:
        tables = _carry_tables(desk.path, target)
    except StoreError:
        remove(part)
        raise
    put(part, target)
    target.with_name(target.name + ".sha256").write_text(f"{digest}  {target.name}\n", encoding="utf-8")
    notes = bear_witness(desk.database, verification.head, folder)
    removed = () if name else rotate(folder, target, verification.head.store_id)
    return Backup(target, verification.head, digest, verification, removed, tables, notes)


def restore(
    backup: Path,
    target: Path,
    *,
    replace: bool = False,
    progress: Progress = lambda _done, _total: None,
    should_stop: ShouldStop = lambda: False,
) -> Backup:
    """Put a backup in place as a store, after verifying it whole.

    An existing store is refused, or with `replace` put aside under another name, never overwritten; so are tables
    beside it where the backup brings others. Raises `StoreError`, `FlawedBackup` (nothing was changed) or
    `Cancelled`.
    """
    if target.exists() and not replace:
        raise StoreError("store.exists", file=target.name)
    _check_digest(backup)
    part = target.with_name(target.name + ".part")
    remove(part)
    copied = open_store(backup, read_only=True)
    try:
        copy_online(copied, part, lambda done, total: progress(done, 4 * total), should_stop)
        verification = _verified(part, progress, should_stop)
        if not verification.sound:
            raise FlawedBackup(backup, verification)
        aside = _put_aside(target)
        tables = _bring_tables(backup, target, aside)
        digest = sha256_of(part)
        put(part, target)
    except StoreError as error:
        if error.key == "store.cancelled":
            raise Cancelled from error
        raise
    finally:
        copied.close()
        remove(part)
    accept(verification.head, backup.parent)
    return Backup(target, verification.head, digest, verification, tables=tables)


def _verified(part: Path, progress: Progress, should_stop: ShouldStop) -> Verification:
    copy = open_store(part, read_only=True)
    try:
        return verify(copy, lambda done, total: progress(total + 3 * done, 4 * total), should_stop)
    finally:
        copy.close()


def _carry_tables(store: Path, copy: Path) -> Path | None:
    """Copy the tables a lab keeps beside a store to beside a copy of it; None where it keeps none."""
    if not store_folder(store).is_dir():
        return None
    copy_folder(store_folder(store), store_folder(copy))
    return store_folder(copy)


def _bring_tables(backup: Path, target: Path, aside: str) -> Path | None:
    """Put the tables of a backup beside the restored store; others that lie there are put aside first."""
    if not store_folder(backup).is_dir():
        return None
    if store_folder(target).exists():
        store_folder(target).replace(store_folder(target.with_name(aside)))
    return _carry_tables(backup, target)


def _put_aside(target: Path) -> str:
    """Give an existing store, with its log, another name, and return it; refuses while somebody has it open."""
    aside = f"{target.stem}-replaced-{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}{target.suffix}"
    if not target.exists():
        return aside
    seat = Seat.take(target)
    if seat is None:
        raise StoreError("store.in_use", file=target.name)
    seat.close()
    side_file(target).unlink(missing_ok=True)
    for ending in SIDES:
        old = target.with_name(target.name + ending)
        if old.exists():
            old.replace(target.with_name(aside + ending))
    return aside


def _check_digest(backup: Path) -> None:
    beside = backup.with_name(backup.name + ".sha256")
    if beside.exists() and backup.exists() and digest_beside(backup) != sha256_of(backup):
        raise StoreError("backup.changed", file=backup.name)
