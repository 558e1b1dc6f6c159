"""Opening a store for a person: who has it, what may be done with it, and what must be said about it first."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.file_names import is_folder
from lunarcurator.held_files import lets_go
from lunarcurator.services.backup_series import is_backup, is_of_series
from lunarcurator.services.clock import Clock
from lunarcurator.services.clock_checks import clock_told
from lunarcurator.services.lab_tables import LabTables
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.tables import load_tables
from lunarcurator.services.tables_beside import settle_left
from lunarcurator.services.time_zones import zone_here, zone_told
from lunarcurator.services.verifying import Verification, remember, verify
from lunarcurator.services.witnesses import LEFT_UNKNOWN, bars, bear_witness, missing
from lunarcurator.store.damage import is_from_outside, mark
from lunarcurator.store.database import check_header
from lunarcurator.store.errors import StoreError
from lunarcurator.store.examining import LAST, tail_of
from lunarcurator.store.exclusive_hold import check_left_log
from lunarcurator.store.migrating import bring_up_to_date
from lunarcurator.store.naming import check_free, clear_parts, seated, take_name
from lunarcurator.store.network_shares import on_share
from lunarcurator.store.opening import begin_store
from lunarcurator.store.write_access import may_write, may_write_in
from lunarcurator.store.writer_lock import WriterLock, holder

_DAMAGE: Final = frozenset({"store.damaged", "store.disk_fault"})

HELD: Final = "store.held"
"""The sentence on a store that another program keeps from being written for now."""

_FLAWS_TOLD: Final = 3
"""So many flaws are said when a store opens; verifying says them all."""

NEVER_POSTED_INTO: Final = frozenset({"store.on_share", "store.other_name", "store.is_backup"})
"""Why a store is only ever read where it lies."""

_BARRING: Final = _DAMAGE | {
    *(*NEVER_POSTED_INTO, HELD),
    *("store.clock_far_behind", "store.clock_beyond"),
}
"""What bars all posting as long as it is so, beside what a witness knows."""

GOES_ON: Final = frozenset(
    {
        *("verify.lacks_entry", "verify.lacks_entries", "verify.parted_by_witness"),
        *("restore.to_look", LEFT_UNKNOWN),
    }
)
"""What is known beside a store that a lab may decide to go on without (`restore`)."""

type OnShare = Callable[[Path], bool]


@dataclass(frozen=True, slots=True)
class OpenedStore:
    """An open store: its desk, what must be said about it, and who has it open for posting if somebody else has.

    The desk is read-only where `follower_of` is not empty, on a network share, and when the store is damaged.
    """

    session: StoreSession
    notes: tuple[Finding, ...] = ()
    follower_of: str = ""


def open_session(
    path: Path,
    *,
    clock: Clock | None = None,
    backup_folders: tuple[Path, ...] = (),
    share: OnShare = on_share,
    own_policies: bool = True,
    repair: bool = False,
) -> OpenedStore:
    """Open a store for a window; `StoreError` says why it cannot be opened at all.

    An older store is brought up to date after a verified copy of it was made. The last entries and the last
    lines of the witnesses are looked at, which takes milliseconds; a store that lacks entries opens read-only.
    The whole store is verified behind the window. Where the lab's own policies are wrong, a note says so;
    `own_policies` is as `LabTables.load` has it. For a `repair` a damaged store can be written to, which only
    repairs then do.
    """
    check_header(path)
    notes = [*_never_posted_into(path, share), *held_told(path)]
    apart = bool(notes)
    lock = None if apart else _lock(path)
    taken = lock is None and not apart and _writable(path)
    session, ready = _opened(path, lock, clock, own_policies=own_policies)
    notes += ready
    try:
        session, found = _examined(session, clock, own_policies=own_policies, repair=repair)
        notes += (*found, *policies_told(session.lab))
        lacked = _missing(session, backup_folders)
        notes += lacked
        notes += (*clock_told(session), *zone_told(session.time_zone))
        barring = _barring(notes, lacked)
        if not session.database.read_only and not _DAMAGE.issuperset(each.key for each in barring):
            # Posting into a copy that lacks entries would make two stores of one history.
            session.close()
            session = StoreSession.open(path, clock=clock, read_only=True, own_policies=own_policies)
        if session.database.read_only:
            session.database.barred = next(iter(barring), None)
    except BaseException:
        session.close()
        raise
    if not session.database.read_only:
        session.database.keep(_Leaving(session, backup_folders))
    return OpenedStore(session, tuple(notes), (holder(path) or "?") if taken else "")


def _barring(notes: Iterable[Finding], lacked: tuple[Finding, ...]) -> list[Finding]:
    """Return what bars all posting into a store, the first of it what is to be said."""
    return [each for each in notes if (each in lacked and bars(each)) or each.key in _BARRING]


def _missing(session: StoreSession, folders: tuple[Path, ...]) -> tuple[Finding, ...]:
    """Say what is known that a store lacks, by the last lines of its witnesses."""
    head = session.head()
    copy = session.path.name if is_backup(session.path, head) else ""
    return missing(session.database, head, *folders, last=LAST, copy=copy)


def _never_posted_into(path: Path, share: OnShare) -> Iterator[Finding]:
    """Yield why a store is only ever read where it lies."""
    if share(path):
        yield find(Strength.WARN, "store.on_share", "", file=path.name)
    if has_other_name(path):
        yield find(Strength.WARN, "store.other_name", "", file=path.name)
    if is_of_series(path):
        yield find(Strength.WARN, "store.is_backup", "", file=path.name)


def held_told(path: Path) -> tuple[Finding, ...]:
    """Say that another program keeps a store from being written, after waiting for it; nothing where none does."""
    return () if lets_go(path, writing=True) else (find(Strength.WARN, HELD, "", file=path.name),)


def is_let_go(path: Path) -> bool:
    """Tell at once whether no other program keeps a store from being written any more."""
    return lets_go(path, writing=True, longest_s=0.0)


def is_free(path: Path) -> bool:
    """Tell whether nobody has a store open to post any more."""
    lock = _lock(path)
    if lock is None:
        return False
    lock.close()
    return True


def _opened(
    path: Path, lock: WriterLock | None, clock: Clock | None, *, own_policies: bool
) -> tuple[StoreSession, tuple[Finding, ...]]:
    """Open a store, ready to be posted into with a seat, and read-only without one."""
    if lock is None:
        return StoreSession.open(path, clock=clock, read_only=True, own_policies=own_policies), ()
    try:
        ready = _made_ready(path)
        session = StoreSession.open(path, clock=clock, own_policies=own_policies)
    except BaseException:
        lock.close()
        raise
    session.database.keep(lock)
    return session, ready


def open_for_repair(path: Path, *, clock: Clock | None = None, posts: bool = False) -> StoreSession:
    """Open a store that may be damaged to repair it; raises `StoreError`, "store.in_use" while somebody has it.

    The tables of the lab are left alone: a repair must not depend on them. One that `posts` an entry is refused
    what bars posting for another reason than damage, as in a window.
    """
    check_header(path)
    for each in held_told(path):
        raise StoreError(each.key, **dict(each.facts))
    lock = _lock(path)
    if lock is None:
        key = "store.in_use" if _writable(path) else "store.read_only"
        raise StoreError(key, file=path.name)
    try:
        session = StoreSession.open(path, clock=clock, tables=load_tables())
    except BaseException:
        lock.close()
        raise
    session.database.keep(lock)
    if posts:
        try:
            _check_may_post(session)
        except BaseException:
            session.close()
            raise
    return session


def _check_may_post(session: StoreSession) -> None:
    barring = [*_never_posted_into(session.path, on_share), *filter(bars, _missing(session, ()))]
    for each in barring:
        raise StoreError(each.key, **dict(each.facts))


def remember_apart(
    session: StoreSession, found: Verification, before: tuple[Finding, ...], share: OnShare = on_share
) -> None:
    """Remember what verifying a store found that is open here to read only, where nobody else has it.

    `before` is as for `remember`. A backup is left as it is, and so is a store that is never posted into.
    """
    path = session.path
    if (found.sound and not before) or is_backup(path, found.head) or [*_never_posted_into(path, share)]:
        return
    with suppress(Refusal), closing(open_for_repair(path)) as mine:
        remember(mine, found, before)


def has_other_name(path: Path) -> bool:
    """Tell whether a store has a second name, a hard link: SQLite would keep a log for each, and mix them up."""
    try:
        return path.stat().st_nlink > 1
    except OSError:
        return False


def start_store(
    path: Path, fill: Callable[[StoreSession], object] = lambda _session: None, *, share: OnShare = on_share
) -> OpenedStore:
    """Make a new store in this machine's time zone and open it; refuses a network share and an existing file.

    What `fill` posts is in it when it takes its name, or there is no store.
    """
    if is_folder(path.parent) and share(path.parent):
        raise StoreError("store.not_on_share", folder=str(path.parent))
    left = make_filled(path, fill, time_zone=zone_here())
    opened = open_session(path, share=share)
    return replace(opened, notes=(*left, *opened.notes))


def make_filled(
    path: Path, fill: Callable[[StoreSession], object], *, time_zone: str = "UTC"
) -> tuple[Finding, ...]:
    """Make a new store, let it be filled and verify it before it takes its name; says what was put aside for it.

    Raises `StoreError` and whatever `fill` raises; nothing is left then.
    """
    check_free(path)
    with seated(path) as part:
        check_free(path)
        begin_store(part, time_zone=time_zone)
        session = StoreSession.open(part, tables_of=path)
        try:
            fill(session)
            if not verify(session).sound:
                raise StoreError("store.not_whole", file=path.name)
        finally:
            session.close()
        return take_name(part, path)


def rest(session: StoreSession, *folders: Path) -> tuple[Finding, ...]:
    """Bring the log into the file and write the head down, while nobody works: a copy then lacks nothing.

    Returns what is to be said where the head could not be written down.
    """
    if session.read_only:
        return ()
    with suppress(StoreError):
        session.database.checkpoint()
        # What bars no posting was said when the store was opened.
        return tuple(filter(bars, bear_witness(session.database, session.head(), *folders)))
    return ()


@dataclass(frozen=True, slots=True)
class _Leaving:
    """Writes the head down when the store is left; the desk is closed already, so it is asked before."""

    session: StoreSession
    folders: tuple[Path, ...]

    def close(self) -> None:
        """Write the head down."""
        with suppress(Refusal):
            bear_witness(self.session.database, self.session.head(), *self.folders)


def _lock(path: Path) -> WriterLock | None:
    if not _writable(path):
        return None
    try:
        return WriterLock.take(path)
    except OSError:
        return None


def _made_ready(path: Path) -> tuple[Finding, ...]:
    """Clear or finish what killed runs left, refuse a log of another store, bring an older store up to date."""
    with suppress(OSError):
        clear_parts(path)
    settle_left(path)
    check_left_log(path)
    return bring_up_to_date(path)


def _writable(path: Path) -> bool:
    return path.is_file() and may_write(path) and may_write_in(path.parent)


def policies_told(lab: LabTables) -> tuple[Finding, ...]:
    """Say that the lab's own policies cannot be read, and what is judged by meanwhile; nothing where they can."""
    if lab.policies_wrong is None:
        return ()
    told: dict[str, str] = {name: str(fact) for name, fact in lab.policies_wrong.facts.items()}
    return (find(Strength.WARN, "policy.set_aside" if lab.set_aside else "policy.unread", "", **told),)


def _examined(
    session: StoreSession, clock: Clock | None, *, own_policies: bool, repair: bool
) -> tuple[StoreSession, tuple[Finding, ...]]:
    """Look at the last entries; a damaged store is opened again, read-only, so that it grows no further.

    For a repair it is not, but marked: only what repairs it writes to it then.
    """
    flaws = _look(session)
    if not flaws:
        return session, damage_told(session)
    damaged = find(Strength.IMPOSSIBLE, "store.damaged", "", file=session.path.name)
    if repair:
        mark(session.database, flaws)
    elif not session.database.read_only:
        session.close()
        session = StoreSession.open(session.path, clock=clock, read_only=True, own_policies=own_policies)
    return session, (damaged, *(each for each in flaws if each.key != damaged.key))


def damage_told(session: StoreSession) -> tuple[Finding, ...]:
    """Say that the store was found damaged, and where; nothing where it was not, or was repaired since.

    Where only something outside of it knows other entries, that alone is said: the file may be whole.
    """
    if not session.damage:
        return ()
    if is_from_outside(session.damage):
        return session.damage[:_FLAWS_TOLD]
    barred = find(Strength.IMPOSSIBLE, "store.damaged_no_posting", "", file=session.path.name)
    return (barred, *session.damage[:_FLAWS_TOLD])


def _look(session: StoreSession) -> tuple[Finding, ...]:
    try:
        return tail_of(session.database)
    except StoreError as error:
        if error.key in _DAMAGE:
            return (find(Strength.IMPOSSIBLE, error.key, "", file=session.path.name),)
        raise
