"""Backups: verified copies with a digest and a witness beside them, kept by a rule; and restoring one.

What a lab keeps in tables beside its store goes with each copy: without them its numbers would read otherwise.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.services.backup_series import clear_left, digest_beside, empty_told, name_of, rotate
from lunarcurator.services.lab_tables import store_folder
from lunarcurator.services.posted import Cancelled, Progress, ShouldStop
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.tables_beside import prepare, settle, settle_left
from lunarcurator.services.verifying import Verification, remember, verify
from lunarcurator.services.witnesses import (
    LEFT_UNKNOWN,
    Beyond,
    all_known,
    bear_witness,
    beyond,
    is_work_of,
    marked_to_look,
    marks_of,
    said_of,
    said_of_replaced,
    witnesses_known,
)
from lunarcurator.store.copying import copy_online
from lunarcurator.store.database import Database
from lunarcurator.store.errors import StoreError, disk, reading
from lunarcurator.store.examining import lacking
from lunarcurator.store.exclusive_hold import check_copy, check_left_log
from lunarcurator.store.files import copy_file, make_folder, put, remove, sha256_of
from lunarcurator.store.histories import DIGITS, Mark, bring_back, command_to_go_on, only_look, replaced_in
from lunarcurator.store.migrating import migrate
from lunarcurator.store.naming import aside_of, check_free, seated, take_name, take_over
from lunarcurator.store.opening import Head, as_it_lies, head_of, open_store
from lunarcurator.store.peeking import head_at_rest, lab_at_rest, looked_at_rest, not_held, only_in, told_at_rest
from lunarcurator.store.side_files import has_log, side
from lunarcurator.store.witness import Attested, is_same_name, name_in_witness, seen_in

_READ_ONLY: Final = "restore.read_only"
_TO_LOOK: Final = "restore.to_look"
_UNDECIDED: Final = frozenset({_READ_ONLY, _TO_LOOK, LEFT_UNKNOWN})
_PARTED: Final = "verify.parted_by_witness"
_IDENTITY: Final = re.compile("[0-9a-f]{32}")


class FlawedBackup(Refusal):
    """The copy was made but does not verify; `verification` says why, and no older backup was taken away.

    With "restore.flawed" it is a backup that was to be brought back, and nothing was changed.
    """

    def __init__(self, path: Path, verification: Verification, key: str = "backup.flawed") -> None:
        super().__init__(key, file=path.name)
        self.path = path
        self.verification = verification


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified copy: where it is, the head it holds, its SHA-256, and older backups the rule took away.

    `tables` is the folder of the lab's own tables beside it, None where the lab keeps none. `replaced` is the
    store as it was before another took its name. `notes` say what lay beside that name and was put aside, and what
    is known that the store does not have.
    """

    path: Path
    head: Head
    sha256: str
    verification: Verification
    removed: tuple[Path, ...] = ()
    tables: Path | None = None
    replaced: Path | None = None
    notes: tuple[Finding, ...] = ()

    @property
    def is_behind(self) -> bool:
        """Whether the store lacks entries that are known and that nobody gave up, or parted from them."""
        return any(each.strength is Strength.IMPOSSIBLE or each.key in _UNDECIDED for each in self.notes)

    @property
    def key_of_lack(self) -> str:
        """The sentence on a backup that `is_behind`; no head is written down of a store that takes no entries."""
        barred = any(each.strength is Strength.IMPOSSIBLE or each.key == _TO_LOOK for each in self.notes)
        return "backup.not_witnessed" if barred else "backup.lacks_entries"

    @property
    def is_to_look(self) -> bool:
        """Whether it was brought back to be looked at only, so that nobody can go on with it."""
        return any(each.key == _READ_ONLY for each in self.notes)


def back_up(
    session: StoreSession,
    folder: Path,
    *,
    name: str = "",
    progress: Progress = lambda _done, _total: None,
    should_stop: ShouldStop = lambda: False,
) -> Backup:
    """Copy the store into a folder, verify the copy whole, and only then give it its name.

    Without a `name` the copy is a backup of a series, named after its head, and the series is kept by the
    rule (`rotate`). Under a `name` it is a store to work with, and goes on as a history of its own, as one that
    is restored; the name is not that of the store, for witness files tell copies apart by their names. Raises
    `StoreError`, `FlawedBackup` or `Cancelled`.
    """
    make_folder(folder)
    clear_left(folder, session.store_id)
    target = folder / (name or name_of(session.path.stem, session.head(), session.now_us()))
    _check_free(target)
    if name and is_same_name(name_in_witness(target), name_in_witness(session.path)):
        raise StoreError("backup.same_name", file=name)
    with seated(target) as part:
        _check_free(target)
        verification = _copied_whole(session.database, part, progress, should_stop)
        if not verification.sound:
            remember(session, verification, session.damage)
            flawed = _name_of_flawed(target)
            put(part, flawed)
            raise FlawedBackup(flawed, verification)
        said = _goes_on(session, part, target, verification.head) if name else ()
        digest = sha256_of(part)
        settle_left(target)
        waiting = prepare(session.path, target, digest, aside_of(target, "replaced"))
        try:
            _put_digest(target, "" if name else digest)
            notes = take_name(part, target)
        except BaseException:
            settle_left(target)
            _digest_file(target).unlink(missing_ok=True)
            raise
        tables = settle(waiting, target)
    notes += _said_once(bear_witness(session.database, verification.head, folder), said)
    notes += empty_told(folder, verification.head.store_id)
    removed = () if name else rotate(folder, target, verification.head.store_id)
    return Backup(target, verification.head, digest, verification, removed, tables, notes=notes)


def _name_of_flawed(target: Path) -> Path:
    """Return the name for a copy that does not verify, which no other file has."""
    flawed = target.with_name(f"{target.stem}-flawed.lunar")
    return aside_of(target, "flawed") if os.path.lexists(flawed) else flawed


def _said_once(of_store: Iterable[Finding], of_copy: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return what is said of a store and of its copy; what is said of the copy is not said of both."""
    told = {(each.key, each.cause) for each in of_copy}
    return (*(each for each in of_store if (each.key, each.cause) not in told), *of_copy)


def _digest_file(backup: Path) -> Path:
    return side(backup, ".sha256")


def _put_digest(target: Path, digest: str) -> None:
    """Write a digest down before its backup has its name; what is to be posted into has none."""
    with disk(target):
        if digest:
            _digest_file(target).write_text(f"{digest}  {target.name}\n", encoding="utf-8", newline="\n")
        else:
            _digest_file(target).unlink(missing_ok=True)


def _goes_on(session: StoreSession, part: Path, target: Path, head: Head) -> tuple[Finding, ...]:
    """Let a copy go on by itself, so that nothing posted into it speaks against the store, nor the reverse."""
    known, said = _all_known(target, head, session.path.parent)
    return (*said, *_bring_back(part, target, head, known, _lost(part, target, head)))


def _check_free(target: Path) -> None:
    check_free(target)
    if store_folder(target).exists():
        raise StoreError("store.exists", file=store_folder(target).name)


def _copied_whole(
    store: Database, part: Path, progress: Progress, should_stop: ShouldStop, *, is_older: bool = False
) -> Verification:
    try:
        copy_online(store, part, lambda done, total: progress(done, 4 * total), should_stop)
    except StoreError as error:
        if error.key == "store.cancelled":
            raise Cancelled from error
        raise
    if is_older:
        migrate(part)
    return _verified(part, progress, should_stop)


def restore(
    backup: Path,
    target: Path,
    *,
    replace: bool = False,
    go_on: bool = False,
    folders: Sequence[Path] = (),
    progress: Progress = lambda _done, _total: None,
    should_stop: ShouldStop = lambda: False,
) -> Backup:
    """Put a backup in place as a store, after verifying it whole; then read it again under its name.

    An existing store is refused, or with `replace` kept whole under another name, never overwritten; so are tables
    beside it where the backup brings others. Another store than that of the backup is refused with `replace` too.
    Killed at any moment, the name stands for the old store or for the new one. Raises `StoreError`, also while
    anybody else has the store open, `FlawedBackup` (nothing was changed) or `Cancelled`.

    The restored copy goes on as a history of its own. Entries that a witness knows and it does not have are left
    behind with `go_on` alone, for another copy may have them; else it opens read-only. The notes say which.
    Asked are the witnesses that are known of, and those in `folders`. A store may take its own place that way.
    """
    target = target.resolve() if target.is_symlink() else target
    if backup.is_dir():
        raise StoreError("store.is_folder", file=backup.name or str(backup))
    if backup.is_file() and not backup.stat().st_size:
        raise StoreError("backup.empty", file=backup.name)
    if not replace:
        check_free(target)
    with seated(target) as part:
        settle_left(target)
        with suppress(StoreError):
            settle_left(backup)
        _check_digest(backup)
        verification = _brought(backup, part, progress, should_stop)
        head = verification.head
        _check_same_store(target, backup, head)
        known, said = _all_known(target, head, backup.parent, *folders)
        try:
            lost = _lost(part, target, head)
        except StoreError:
            lost = _Lost()
            known |= _head_of(target, head)
            said += (find(Strength.WARN, "restore.replaced_unread", "", file=target.name),)
        said += _bring_back(part, target, head, known, lost, go_on=go_on)
        digest = sha256_of(part)
        aside = aside_of(target, "replaced")
        waiting = prepare(backup, target, digest, aside)
        try:
            _put_digest(target, "")
            notes = take_over(part, target, aside) if replace else take_name(part, target)
        except BaseException:
            settle_left(target)
            raise
        tables = settle(waiting, target)
        kept = aside if aside.exists() else None
        _check_in_place(target, digest, head, kept)
    return Backup(target, head, digest, verification, tables=tables, replaced=kept, notes=(*notes, *said))


def _check_same_store(target: Path, backup: Path, head: Head) -> None:
    """Refuse to put a store in the place of another, for the journals of two stores tell nothing of each other.

    What only that one has, and what was undecided about it, would be gone from the name without a word.
    """
    if not _is_there(target):
        return
    replaced, _, _ = _replaced(target)
    if not _IDENTITY.fullmatch(replaced.store_id) or replaced.store_id == head.store_id:
        return
    raise StoreError(
        "restore.another_store",
        file=target.name,
        store=replaced.store_id[:8],
        lab=lab_at_rest(target),
        entries=replaced.seq,
        backup=backup.name,
        backup_store=head.store_id[:8],
        backup_lab=lab_at_rest(backup),
        backup_entries=head.seq,
    )


def _is_there(target: Path) -> bool:
    return target.exists() and target.stat().st_size > 0


def _unread(target: Path, head: Head, *folders: Path) -> tuple[Finding, ...]:
    """Say which witness files cannot be read, and so were not asked what a backup lacks."""
    wrong = [each for each in witnesses_known(target, head, *folders) if not each.is_readable]
    return tuple(find(Strength.WARN, "verify.witness_not_read", "", file=str(each.path)) for each in wrong)


def _all_known(target: Path, head: Head, *folders: Path) -> tuple[frozenset[Attested], tuple[Finding, ...]]:
    """Return what is known of a store a backup was made of, and what could not be asked.

    Asked are the witnesses, and the file that is replaced, if it is a copy of the same store.
    """
    known = {*all_known(target, head, *folders)}
    said = _unread(target, head, *folders)
    if _is_there(target):
        replaced, looked, is_whole = _replaced(target)
        if not is_whole:
            said += (find(Strength.WARN, "restore.replaced_unread", "", file=target.name),)
        if replaced.store_id == head.store_id and replaced.seq:
            known |= {*all_known(target, replaced, *folders), *marked_to_look(looked)}
            if not is_whole:
                known.add(seen_in(target, replaced))
    return frozenset(known), said


def _replaced(target: Path) -> tuple[Head, str, bool]:
    """Return the head of a file, its mark of what it was to be looked at beside, and whether all could be read.

    Where it cannot say which store it is, nothing else it says tells whose entries it has.
    """
    with suppress(StoreError):
        head, looked = head_at_rest(target), looked_at_rest(target)
        if _IDENTITY.fullmatch(head.store_id):
            return head, looked, True
    with suppress(StoreError):
        return told_at_rest(target), "", False
    return Head("", 0, "", 0), "", False


def _head_of(target: Path, head: Head) -> frozenset[Attested]:
    """Return the head of a file that cannot be read whole, as far as it can be and is of the same store."""
    replaced, _, _ = _replaced(target)
    is_known = replaced.store_id == head.store_id and replaced.seq > 0
    return frozenset({seen_in(target, replaced)} if is_known else ())


@dataclass(frozen=True, slots=True)
class _Lost:
    """Entries that only replaced files have: the one at hand, and those that nobody has decided about yet."""

    heads: tuple[Attested, ...] = ()

    @property
    def ends(self) -> tuple[Attested, ...]:
        """The first and the last of each history, which stand for those between them."""
        by_history = [[*each] for _, each in groupby(self.heads, key=lambda one: one.history)]
        return tuple(each for some in by_history for each in (some[0], some[-1]))

    def tells(self, each: Attested) -> bool:
        """Whether a known head is one of these entries, so that it is said of them and once."""
        # A mark has its chain cut short.
        return any(
            each.seq == head.seq and (each.chain.startswith(head.chain) or head.chain.startswith(each.chain))
            for head in self.heads
        )

    def said(self, key: str) -> tuple[Finding, ...]:
        """Say how many they are; nothing where there are none."""
        return said_of_replaced(key, [each.seq for each in self.heads])


def _lost(part: Path, target: Path, head: Head) -> _Lost:
    """Return what is lost with the file that is replaced, and what was with one that is yet to be decided about.

    Whatever was given up by the copy under another name, this is work of the file. Raises `StoreError` where that
    cannot be read.
    """
    found = [*_left_open(part, looked_at_rest(part))]
    if _is_there(target):
        replaced, looked, is_whole = _replaced(target)
        if is_whole and replaced.store_id == head.store_id:
            found += _left_open(part, looked)
            found += [
                Attested(_history_at(replaced, seq), seq, link[:DIGITS], 0)
                for seq, link in only_in(target, part).items()
            ]
    return _Lost(tuple(sorted(set(found))))


def _left_open(part: Path, looked: str) -> Iterator[Attested]:
    """Yield what replaced files had according to the mark of a copy to be looked at only, unless it is there."""
    heads = [Attested(each.history, each.seq, each.chain, 0) for each in replaced_in(looked)]
    with closing(open_store(part, read_only=True)) as copy:
        missing = not_held(copy, {each.link for each in heads})
    return (each for each in heads if each.link in missing)


def _history_at(head: Head, seq: int) -> str:
    """Return the history in which an entry of a store was posted."""
    return next((span.history for span in reversed(head.histories) if span.first < seq), head.store_id)


def _bring_back(
    part: Path,
    target: Path,
    head: Head,
    known: frozenset[Attested],
    lost: _Lost = _Lost(),
    *,
    go_on: bool = False,
) -> tuple[Finding, ...]:
    """Write into a copy how it goes on before it has its name, and return what is to be said of that.

    It goes on as a history of its own, so that nothing another copy posts speaks against it. Where more entries
    are known than it has, or others, it is to be looked at only, unless somebody wants it to `go_on`.
    """
    told = looked_at_rest(part)
    known = frozenset(each for each in known.union(marked_to_look(told)) if not lost.tells(each))
    with closing(open_store(part, read_only=True)) as copy:
        mine = _missing(copy, head, known)
        found = lacking(copy, mine, target)
        others = beyond(copy, head, known, _counting(target, head, known, lost))
    left = marks_of(mine.union(lost.ends, *(each.heads for each in others)))
    if any((found, others, lost.heads, told)) and not go_on:
        return _only_look(part, target, left, lost, (*found, *_said_of(others, "restore.elsewhere")))
    bring_back(part, head.history, head.seq, left)
    return (
        *lost.said("restore.replaced_given_up"),
        *_given_up(head, found, mine),
        *_said_of(others, "restore.given_up_elsewhere"),
    )


def _only_look(
    part: Path, target: Path, left: Iterable[Mark], lost: _Lost, said: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    """Let a copy be looked at only, and return what is to be said of that."""
    only_look(part, left, marks_of(lost.heads))
    command = command_to_go_on(target)
    read_only = find(Strength.WARN, _READ_ONLY, "", file=target.name, command=command)
    return (*lost.said("restore.replaced_has"), *said, read_only)


def _said_of(others: Iterable[Beyond], key: str) -> tuple[Finding, ...]:
    return tuple(said_of(key, each) for each in others)


def _missing(copy: Database, head: Head, known: Iterable[Attested]) -> frozenset[Attested]:
    """Return what a copy must have by its own histories, and does not have."""
    mine = [each for each in known if head.is_bound_by(*each.place)]
    missing = not_held(copy, {each.link for each in mine})
    return frozenset(each for each in mine if each.link in missing)


def _counting(target: Path, head: Head, known: frozenset[Attested], lost: _Lost) -> Callable[[Attested], bool]:
    """Return what tells whether a head of another history is work that the restored store would have.

    It is if it stood in a file named as the target or as the store of the backup: copies under other names go on
    by themselves (`is_work_of`).
    """
    # A copy that was merely opened has lines of the history too, but hardly that of the last entry.
    homes = {each.file for each in known if each.history == head.history} - {""}
    homes = {each.file for each in known if each.link == (head.seq, head.chain)} - {""} or homes
    names = (*homes, name_in_witness(target))
    return lambda each: not (homes or lost.heads) or is_work_of(head, each, names)


def _given_up(head: Head, found: tuple[Finding, ...], missing: frozenset[Attested]) -> tuple[Finding, ...]:
    """Say which entries of its own histories a copy goes on without."""
    for parted in (each for each in found if each.key == _PARTED):
        entry = dict(parted.facts)["entry"]
        return (find(Strength.WARN, "restore.goes_its_own_way", "", entry=entry, last=head.seq),)
    if not missing:
        return ()
    last = max(each.seq for each in missing)
    return (find(Strength.WARN, "restore.given_up", "", entry=head.seq, last=last, count=last - head.seq),)


def _brought(backup: Path, part: Path, progress: Progress, should_stop: ShouldStop) -> Verification:
    """Copy a backup and verify the copy whole."""
    check_left_log(backup)
    copied, is_older = _opened_to_copy(backup)
    try:
        verification = _copied_whole(copied, part, progress, should_stop, is_older=is_older)
    finally:
        copied.close()
    check_copy(part, backup)
    if not verification.sound:
        if has_log(backup) and _is_sound_alone(backup, part, should_stop):
            raise StoreError("store.foreign_log", file=backup.name)
        raise FlawedBackup(backup, verification, "restore.flawed")
    return verification


def _opened_to_copy(backup: Path) -> tuple[Database, bool]:
    """Open a backup, and tell whether an older program made it, so that its copy has to be brought up to date."""
    try:
        return open_store(backup, read_only=True), False
    except StoreError as error:
        if error.key != "store.older":
            raise
    return as_it_lies(backup), True


def _is_sound_alone(backup: Path, part: Path, should_stop: ShouldStop) -> bool:
    """Tell whether a backup verifies without the log that lies beside it."""
    remove(part)
    copy_file(backup, part)
    try:
        return _verified(part, lambda _done, _total: None, should_stop).sound
    except StoreError:
        return False


def _check_in_place(target: Path, sha256: str, head: Head, kept: Path | None) -> None:
    """Read a restored store under its name: it has the bytes that were verified, and opens with their head."""
    same = sha256_of(target) == sha256
    if same:
        store = open_store(target, read_only=True)
        try:
            with store.snapshot() as connection:
                found = head_of(connection)
            same = (found.seq, found.chain) == (head.seq, head.chain)
        finally:
            store.close()
    if not same:
        raise StoreError("store.differs_in_place", file=target.name, kept=kept.name if kept is not None else "")


def _verified(part: Path, progress: Progress, should_stop: ShouldStop) -> Verification:
    copy = open_store(part, read_only=True)
    try:
        return verify(copy, lambda done, total: progress(total + 3 * done, 4 * total), should_stop)
    finally:
        copy.close()


def _check_digest(backup: Path) -> None:
    if not _digest_file(backup).exists() or not backup.exists():
        return
    with reading(backup):
        found = sha256_of(backup)
    if digest_beside(backup) != found:
        raise StoreError("backup.changed", file=backup.name)
