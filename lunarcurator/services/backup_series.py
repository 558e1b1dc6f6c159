"""The series of backups in a folder: how its files are named, and which are kept.

A rule by days thins the series out; but whatever the names and the clock say, no backup is taken away whose
entries are in none of those that stay: an older copy makes backups too, and two copies may have gone on apart.
"""

import re
import shutil
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.services.lab_tables import store_folder
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.tables_beside import WAITING, settle_left
from lunarcurator.store.errors import StoreError
from lunarcurator.store.files import remove, sha256_of
from lunarcurator.store.naming import seated
from lunarcurator.store.opening import Head
from lunarcurator.store.peeking import head_at_rest, holds, holds_at_rest
from lunarcurator.store.side_files import side
from lunarcurator.text_files import read_text

NEWEST: Final = 7
"""So many of the newest backups are kept, beside the last of each of 31 days and the last of every month."""

_DAYS: Final = 31
_NAME: Final = re.compile(
    r"(?P<stem>.+)-(?P<store>[0-9a-f]{8})-(?P<seq>\d{1,18})-(?P<day>\d{8})-(?P<time>\d{6})\.lunar", re.ASCII
)


def name_of(stem: str, head: Head, us: int) -> str:
    """Return the name of a backup of a series: the store's own name, its head, and when it is made in us UTC."""
    stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime(us // 1_000_000))
    return f"{stem}-{head.store_id[:8]}-{head.seq:07d}-{stamp}.lunar"


def is_backup(path: Path, head: Head) -> bool:
    """Tell whether a file is, by its name, the backup of a store at this head."""
    match = _NAME.fullmatch(path.name)
    return match is not None and (match["store"], int(match["seq"])) == (head.store_id[:8], head.seq)


def is_of_series(path: Path) -> bool:
    """Tell whether a file is a backup of a series: by its name, and with the digest it was made with beside it."""
    return _NAME.fullmatch(path.name) is not None and digest_beside(path) is not None


def backups_in(folder: Path, store_id: str) -> tuple[Path, ...]:
    """Return the backups of a store in a folder, newest first."""
    found = [path for path in folder.glob("*.lunar") if (match := _NAME.fullmatch(path.name))
             and match["store"] == store_id[:8]]  # fmt: skip
    return tuple(sorted(found, key=_moment, reverse=True))


def last_backup(session: StoreSession, folders: Iterable[Path]) -> float | None:
    """Return when the last backup was made that is of this store's own history, in s since 1970; None without one.

    A backup of a copy that parted, or of one with more entries, is no backup of this store.
    """
    found = [(each.stat().st_mtime, each) for folder in folders for each in backups_in(folder, session.store_id)]
    for made, path in sorted(found, reverse=True):
        with suppress(StoreError, OSError):
            head = head_at_rest(path)
            if head.seq == 0 or holds(session.database, head):
                return made
    return None


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


def empty_told(folder: Path, store_id: str) -> tuple[Finding, ...]:
    """Say which files of a folder have the name of a backup of a store, and nothing in them."""
    empty = [each for each in backups_in(folder, store_id) if not each.stat().st_size]
    return tuple(find(Strength.WARN, "backup.empty", "", file=each.name) for each in empty)


def rotate(folder: Path, made: Path, store_id: str) -> tuple[Path, ...]:
    """Take away the backups the rule does not keep and return them; `made` has just been verified, and stays.

    One whose last entry is not in a backup that stays and is what it was when it was made, stays itself.
    """
    known = [path for path in backups_in(folder, store_id) if path.stat().st_size]
    staying = Staying(made, [path for path in kept(known) if path != made])
    gone: list[Path] = []
    # From the highest on: it holds what is in the lower ones of its history.
    for path, head in _by_head(path for path in known if path != made and path not in kept(known)):
        if not staying.hold(head):
            staying.add(path)
        elif _take_away(path):
            gone.append(path)
    return tuple(gone)


def clear_left(folder: Path, store_id: str) -> None:
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
                    side(target, ".sha256").unlink(missing_ok=True)


class Staying:
    """The backups that stay, asked whether they hold a head: first the one just verified, then the latest."""

    def __init__(self, made: Path, others: Iterable[Path]) -> None:
        self._made = made
        self._others = sorted(others, key=_seq, reverse=True)
        self._whole: dict[Path, bool] = {}

    def add(self, path: Path) -> None:
        """Let another backup stay."""
        self._others.append(path)

    def hold(self, head: Head) -> bool:
        """Tell whether a backup that stays has a head; one that changed since it was made does not count."""
        if _holds(self._made, head):
            return True
        return any(_holds(path, head) and self._is_whole(path) for path in self._others)

    def _is_whole(self, path: Path) -> bool:
        if path not in self._whole:
            self._whole[path] = False
            with suppress(OSError):
                self._whole[path] = digest_beside(path) == sha256_of(path)
        return self._whole[path]


def digest_beside(path: Path) -> str | None:
    """Return the SHA-256 that was written down beside a backup, None where there is none that can be read."""
    try:
        told = read_text(path.with_name(path.name + ".sha256")).split()
    except (OSError, UnicodeDecodeError):
        return None
    return told[0] if told else None


def _by_head(backups: Iterable[Path]) -> list[tuple[Path, Head]]:
    """Return backups with their heads, the highest first; those that cannot be read are left out, and so stay."""
    found: list[tuple[Path, Head]] = []
    for path in backups:
        with suppress(StoreError, OSError):
            found.append((path, head_at_rest(path)))
    return sorted(found, key=lambda each: each[1].seq, reverse=True)


def _holds(path: Path, head: Head) -> bool:
    try:
        return head.seq == 0 or holds_at_rest(path, head)
    except (StoreError, OSError):
        return False


def _take_away(path: Path) -> bool:
    """Take a backup away with what belongs to it; False where somebody holds it open."""
    try:
        remove(path)
        path.with_name(path.name + ".sha256").unlink(missing_ok=True)
    except OSError:
        return False
    shutil.rmtree(store_folder(path), ignore_errors=True)
    return True


def _seq(path: Path) -> int:
    return _moment(path)[2]


def _moment(path: Path) -> tuple[str, str, int]:
    match = _NAME.fullmatch(path.name)
    return (match["day"], match["time"], int(match["seq"])) if match else ("", "", 0)
