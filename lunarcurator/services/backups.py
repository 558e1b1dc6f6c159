"""Backups: verified copies with a digest and a witness beside them, kept by a rule; and restoring one.

What a lab keeps in tables beside its store goes with each copy: without them its numbers would read otherwise.
"""

import re
import shutil
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.findings import Finding
from lunarcurator.services.desk import Desk
from lunarcurator.services.lab_tables import store_folder
from lunarcurator.services.posting import Cancelled, Progress, ShouldStop
from lunarcurator.services.tables_beside import WAITING, prepare, settle, settle_left
from lunarcurator.services.verifying import Verification, verify
from lunarcurator.services.witnesses import accept, bear_witness
from lunarcurator.store.copying import copy_online
from lunarcurator.store.database import Database
from lunarcurator.store.errors import StoreError, disk
from lunarcurator.store.files import make_folder, put, sha256_of
from lunarcurator.store.holding import check_copy, check_left_log
from lunarcurator.store.naming import aside_of, check_free, seated, take_name, take_over
from lunarcurator.store.opening import Head, head_of, open_store
from lunarcurator.store.sides import side

NEWEST: Final = 7
"""So many of the newest backups are kept, beside the last of each of 31 days and the last of every month."""

_DAYS: Final = 31
_NAME: Final = re.compile(
    r"(?P<stem>.+)-(?P<store>[0-9a-f]{8})-(?P<seq>\d+)-(?P<day>\d{8})-(?P<time>\d{6})\.lunar"
)


class FlawedBackup(Refusal):
    """The copy was made but does not verify; `verification` says why, and no older backup was taken away."""

    def __init__(self, path: Path, verification: Verification) -> None:
        super().__init__("backup.flawed", file=path.name)
        self.path = path
        self.verification = verification


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified copy: where it is, the head it holds, its SHA-256, and older backups the rule took away.

    `tables` is the folder of the lab's own tables beside it, None where the lab keeps none. `replaced` is the
    store as it was before another took its name, `notes` say what lay beside that name and was put aside.
    """

    path: Path
    head: Head
    sha256: str
    verification: Verification
    removed: tuple[Path, ...] = ()
    tables: Path | None = None
    replaced: Path | None = None
    notes: tuple[Finding, ...] = ()


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
    _clear_left(folder, desk.store_id)
    target = folder / (name or _name(desk))
    _check_free(target)
    with seated(target) as part:
        _check_free(target)
        verification = _copied_whole(desk.database, part, progress, should_stop)
        if not verification.sound:
            flawed = target.with_name(f"{target.stem}-flawed.lunar")
            put(part, flawed)
            raise FlawedBackup(flawed, verification)
        digest = sha256_of(part)
        settle_left(target)
        waiting = prepare(desk.path, target, digest, aside_of(target, "replaced"))
        try:
            # Written first, so that no copy has its name without its digest.
            with disk(target):
                _digest_file(target).write_text(f"{digest}  {target.name}\n", encoding="utf-8", newline="\n")
            notes = take_name(part, target)
        except BaseException:
            settle_left(target)
            _digest_file(target).unlink(missing_ok=True)
            raise
        tables = settle(waiting, target)
    bear_witness(verification.head, folder)
    removed = () if name else _rotate(folder, target)
    return Backup(target, verification.head, digest, verification, removed, tables, notes=notes)


def _digest_file(backup: Path) -> Path:
    return side(backup, ".sha256")


def _check_free(target: Path) -> None:
    check_free(target)
    if store_folder(target).exists():
        raise StoreError("store.exists", file=store_folder(target).name)


def _copied_whole(store: Database, part: Path, progress: Progress, should_stop: ShouldStop) -> Verification:
    try:
        copy_online(store, part, lambda done, total: progress(done, 4 * total), should_stop)
    except StoreError as error:
        if error.key == "store.cancelled":
            raise Cancelled from error
        raise
    return _verified(part, progress, should_stop)


def _clear_left(folder: Path, store_id: str) -> None:
    """Take away what killed backups of a store left in a folder; what somebody is still making stays."""
    for left in (*folder.glob("*.lunar.part"), *folder.glob(f"*{WAITING}*"), *folder.glob("*.lunar.sha256")):
        stem = left.name.partition(WAITING)[0].partition(".lunar.")[0]
        target = folder / f"{stem}.lunar"
        match = _NAME.fullmatch(target.name)
        is_whole = target.exists() and left.suffix == ".sha256"
        if match is not None and match["store"] == store_id[:8] and not is_whole:
            with suppress(StoreError), seated(target):
                settle_left(target)
                if not target.exists():
                    _digest_file(target).unlink(missing_ok=True)


def restore(
    backup: Path,
    target: Path,
    *,
    replace: bool = False,
    progress: Progress = lambda _done, _total: None,
    should_stop: ShouldStop = lambda: False,
) -> Backup:
    """Put a backup in place as a store, after verifying it whole; then read it again under its name.

    An existing store is refused, or with `replace` kept whole under another name, never overwritten; so are tables
    beside it where the backup brings others. Killed at any moment, the name stands for the old store or for the
    new one. Raises `StoreError`, also while anybody else has the store open, `FlawedBackup` (nothing was changed)
    or `Cancelled`.
    """
    target = target.resolve() if target.is_symlink() else target
    if not replace:
        check_free(target)
    with seated(target) as part:
        settle_left(target)
        with suppress(StoreError):
            settle_left(backup)
        _check_digest(backup)
        verification = _brought(backup, part, progress, should_stop)
        digest = sha256_of(part)
        aside = aside_of(target, "replaced")
        waiting = prepare(backup, target, digest, aside)
        try:
            notes = take_over(part, target, aside) if replace else take_name(part, target)
        except BaseException:
            settle_left(target)
            raise
        tables = settle(waiting, target)
        kept = aside if aside.exists() else None
        _check_in_place(target, digest, verification.head, kept)
    accept(verification.head)
    return Backup(target, verification.head, digest, verification, tables=tables, replaced=kept, notes=notes)


def _brought(backup: Path, part: Path, progress: Progress, should_stop: ShouldStop) -> Verification:
    """Copy a backup and verify the copy whole."""
    check_left_log(backup)
    copied = open_store(backup, read_only=True)
    try:
        verification = _copied_whole(copied, part, progress, should_stop)
    finally:
        copied.close()
    check_copy(part, backup)
    if not verification.sound:
        raise FlawedBackup(backup, verification)
    return verification


def _check_in_place(target: Path, sha256: str, head: Head, kept: Path | None) -> None:
    """Read a restored store under its name: it has the bytes that were verified, and opens with their head."""
    same = sha256_of(target) == sha256
    if same:
        store = open_store(target, read_only=True)
        try:
            with store.snapshot() as connection:
                same = head_of(connection) == head
        finally:
            store.close()
    if not same:
        raise StoreError("store.differs_in_place", file=target.name, kept=kept.name if kept is not None else "")


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


def _check_digest(backup: Path) -> None:
    beside = _digest_file(backup)
    if beside.exists() and backup.exists():
        told = beside.read_text(encoding="utf-8", errors="replace").split()
        if not told or told[0] != sha256_of(backup):
            raise StoreError("backup.changed", file=backup.name)


def _name(desk: Desk) -> str:
    head = desk.head()
    stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime(desk.now_us() // 1_000_000))
    return f"{desk.path.stem}-{head.store_id[:8]}-{head.seq:07d}-{stamp}.lunar"


def _moment(path: Path) -> tuple[str, str, int]:
    match = _NAME.fullmatch(path.name)
    return (match["day"], match["time"], int(match["seq"])) if match else ("", "", 0)
