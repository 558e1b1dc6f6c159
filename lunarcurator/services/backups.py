"""Backups: verified copies with a digest and a witness beside them, kept by a rule; and restoring one.

What a lab keeps in tables beside its store goes with each copy: without them its numbers would read otherwise.
"""

import hashlib
import re
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lunarcurator.domain.errors import Refusal
from lunarcurator.services.desk import Desk
from lunarcurator.services.lab_tables import store_folder
from lunarcurator.services.posting import Cancelled, Progress, ShouldStop
from lunarcurator.services.verifying import Verification, verify
from lunarcurator.services.witnesses import accept, bear_witness
from lunarcurator.store.copying import SIDES, copy_folder, copy_online, make_folder, put, remove
from lunarcurator.store.errors import StoreError
from lunarcurator.store.opening import Head, open_store
from lunarcurator.store.seats import Seat, side_file

NEWEST: Final = 7
"""So many of the newest backups are kept, beside the last of each of 31 days and the last of every month."""

_DAYS: Final = 31
_NAME: Final = re.compile(
    r"(?P<stem>.+)-(?P<store>[0-9a-f]{8})-(?P<seq>\d+)-(?P<day>\d{8})-(?P<time>\d{6})\.lunar"
)
_BLOCK: Final = 1 << 20


class FlawedBackup(Refusal):
    """The copy was made but does not verify; `verification` says why, and no older backup was taken away."""

    def __init__(self, path: Path, verification: Verification) -> None:
        super().__init__("backup.flawed", file=path.name)
        self.path = path
        self.verification = verification


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified copy: where it is, the head it holds, its SHA-256, and older backups the rule took away.

    `tables` is the folder of the lab's own tables beside it, None where the lab keeps none.
    """

    path: Path
    head: Head
    sha256: str
    verification: Verification
    removed: tuple[Path, ...] = ()
    tables: Path | None = None


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
    rule (`NEWEST`). Raises `StoreError`, `FlawedBackup` or `Cancelled`.
    """
    make_folder(folder)
    target = folder / (name or _name(desk))
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
    digest = _sha256(part)
    try:
        tables = _carry_tables(desk.path, target)
    except StoreError:
        remove(part)
        raise
    put(part, target)
    target.with_name(target.name + ".sha256").write_text(f"{digest}  {target.name}\n", encoding="utf-8")
    bear_witness(verification.head, folder)
    removed = () if name else _rotate(folder, target)
    return Backup(target, verification.head, digest, verification, removed, tables)


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
        digest = _sha256(part)
        put(part, target)
    except StoreError as error:
        if error.key == "store.cancelled":
            raise Cancelled from error
        raise
    finally:
        copied.close()
        remove(part)
    accept(verification.head)
    return Backup(target, verification.head, digest, verification, tables=tables)


def backups_in(folder: Path, store_id: str) -> tuple[Path, ...]:
    """Return the backups of a store in a folder, newest first."""
    found = [path for path in folder.glob("*.lunar") if (match := _NAME.fullmatch(path.name))
             and match["store"] == store_id[:8]]  # fmt: skip
    return tuple(sorted(found, key=_moment, reverse=True))


def kept(backups: Iterable[Path]) -> frozenset[Path]:
    """Return which backups the rule keeps: the newest, the last of each of 31 days, the last of each month."""
    newest_first = sorted(backups, key=_moment, reverse=True)
    stay = set(newest_first[:NEWEST])
    days: dict[str, Path] = {}
    months: dict[str, Path] = {}
    for path in newest_first:
        day = _moment(path)[0]
        days.setdefault(day, path)
        months.setdefault(day[:6], path)
    return frozenset(stay | set(list(days.values())[:_DAYS]) | set(months.values()))


def _verified(part: Path, progress: Progress, should_stop: ShouldStop) -> Verification:
    copy = open_store(part, read_only=True)
    try:
        return verify(copy, lambda done, total: progress(total + 3 * done, 4 * total), should_stop)
    finally:
        copy.close()


def _rotate(folder: Path, newest: Path) -> tuple[Path, ...]:
    match = _NAME.fullmatch(newest.name)
    known = backups_in(folder, match["store"]) if match else ()
    gone = tuple(path for path in known if path not in kept(known))
    for path in gone:
        path.unlink(missing_ok=True)
        path.with_name(path.name + ".sha256").unlink(missing_ok=True)
        shutil.rmtree(store_folder(path), ignore_errors=True)
    return gone


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
    if beside.exists() and backup.exists():
        told = beside.read_text(encoding="utf-8", errors="replace").split()
        if not told or told[0] != _sha256(backup):
            raise StoreError("backup.changed", file=backup.name)


def _name(desk: Desk) -> str:
    head = desk.head()
    stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime(desk.now_us() // 1_000_000))
    return f"{desk.path.stem}-{head.store_id[:8]}-{head.seq:07d}-{stamp}.lunar"


def _moment(path: Path) -> tuple[str, str, int]:
    match = _NAME.fullmatch(path.name)
    return (match["day"], match["time"], int(match["seq"])) if match else ("", "", 0)


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
