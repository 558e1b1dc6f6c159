"""Verifying a store: whether what is in it is what was posted, and where a copy or a printed digest parts."""

import glob
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.file_names import in_order
from lunarcurator.services.backup_series import is_backup
from lunarcurator.services.posted import Cancelled, Progress, ShouldStop
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.witnesses import gone_elsewhere, heads_in, undecided, witnesses_known
from lunarcurator.store.damage import FROM_OUTSIDE, clear, mark
from lunarcurator.store.database import Database
from lunarcurator.store.errors import StoreError
from lunarcurator.store.histories import Mark, Span
from lunarcurator.store.opening import Head
from lunarcurator.store.peeking import head_as_told, holds_link_at_rest
from lunarcurator.store.verify.against import outside
from lunarcurator.store.verify.whole import Beyond, Verification, verify_store
from lunarcurator.store.witness import Witness


def verify(
    store: StoreSession | Database,
    progress: Progress = lambda _done, _total: None,
    should_stop: ShouldStop = lambda: False,
    against: Path | str | None = None,
) -> Verification:
    """Verify every row of a store by itself; nothing is written, and entries may be posted meanwhile.

    `against` is another copy, a witness file, or the digest of a head as it was printed, at least 8 digits.
    Raises `Cancelled`, and `StoreError` where the file cannot be read or what it is compared with says nothing
    about it.
    """
    return _verified(_database(store), progress, should_stop, against, ())


def verify_witnessed(
    store: StoreSession | Database,
    progress: Progress = lambda _done, _total: None,
    should_stop: ShouldStop = lambda: False,
    against: Path | str | None = None,
    folders: Sequence[Path] = (),
) -> Verification:
    """Verify a store as `verify` does, and ask every witness of it that there is: `folders` are those of backups.

    A backup, by its name and its head, may lack entries that came after it.
    """
    database = _database(store)
    # Read before the snapshot is taken: what is witnessed afterwards is not missing in it.
    head = head_as_told(database)
    witnesses = witnesses_known(database.path, head, *folders)
    found = _verified(database, progress, should_stop, against, witnesses)
    try:
        elsewhere, lacked = gone_elsewhere(database, head, *folders), undecided(database, head, *folders)
    except StoreError:
        # What cannot be read is told by verifying itself.
        elsewhere, lacked = (), ()
    return replace(found, brought_back=(*elsewhere, *_gone_on(database.path, head)), undecided=lacked)


def has_witness(session: StoreSession, folders: Sequence[Path] = ()) -> bool:
    """Return whether there is a witness of a store by now, as verifying asks for one."""
    head = head_as_told(session.database)
    return any(each.heads for each in witnesses_known(session.path, head, *folders, last=1))


def about_witnesses(found: Verification) -> tuple[Finding, ...]:
    """Return what is to be said of the witnesses asked: which, that there was none, and what no longer counts."""
    said: list[Finding] = []
    for each in found.witnesses:
        if each.is_readable:
            said.append(_note("verify.witness_asked", file=str(each.path), count=len(each.heads)))
        else:
            said.append(_note("verify.witness_not_read", file=str(each.path)))
    if not found.is_witnessed:
        said.append(_note("verify.no_witness"))
    return (*said, *found.brought_back, *found.undecided)


def _gone_on(store: Path, head: Head) -> tuple[Finding, ...]:
    """Say after which entries a store was brought back, and what was given up then."""
    said: list[Finding] = []
    for span in head.histories:
        if span.last is not None:
            lost = [*_given_up(store, span, span.last)]
            said += lost or [_note("verify.brought_back", after=span.last)]
    return tuple(dict.fromkeys(said))


def _given_up(store: Path, span: Span, after: int) -> Iterator[Finding]:
    """Yield what was given up with each history when a store went on, and which file beside it has that."""
    for history, some in groupby(sorted(span.given_up), key=lambda mark: mark.history):
        marks = [*some]
        last = marks[-1]
        facts: dict[str, str | int] = {"after": after, "last": last.seq, "file": _replaced_with(store, last)}
        if history == span.history:
            yield _note("verify.brought_back_short", count=last.seq - after, **facts)
        else:
            # Of another history only the marks are known: it may have begun before the first of them.
            yield _note("verify.brought_back_without", count=last.seq - marks[0].seq + 1, **facts)


def _replaced_with(store: Path, mark: Mark) -> str:
    """Return the name of the replaced file beside a store that has an entry; empty where none is there."""
    store = store.resolve() if store.is_symlink() else store
    replaced = f"{glob.escape(store.stem)}-replaced-*{glob.escape(store.suffix)}"
    for path in in_order(store.parent.glob(replaced)):
        with suppress(StoreError):
            if holds_link_at_rest(path, mark.seq, mark.chain):
                return path.name
    return ""


def _note(key: str, **facts: str | int) -> Finding:
    return find(Strength.WARN, key, "", "", "", **facts)


def _database(store: StoreSession | Database) -> Database:
    return store.database if isinstance(store, StoreSession) else store


def _verified(
    database: Database,
    progress: Progress,
    should_stop: ShouldStop,
    against: Path | str | None,
    witnesses: tuple[Witness, ...],
) -> Verification:
    head = head_as_told(database)
    other = outside(database.path, head, against) if against is not None else None
    copy = database.path.name if is_backup(database.path, head) else ""
    try:
        found = verify_store(database, progress, should_stop, Beyond(other, heads_in(witnesses), copy))
    except StoreError as error:
        if error.key == "store.cancelled":
            raise Cancelled from error
        raise
    return replace(found, witnesses=witnesses)


def about_reach(found: Verification) -> tuple[Finding, ...]:
    """Return what is to be said of a damaged store: up to which entry its journal holds, and what to do."""
    if found.sound:
        return ()
    said = []
    if found.whole_until is None:
        said.append(_note("verify.reach_unknown"))
    elif found.whole_until:
        said.append(_note("verify.reach_until", entry=found.whole_until))
    elif found.head.seq:
        said.append(_note("verify.reach_nothing"))
    said.append(_note(_advice(found)))
    return tuple(said)


def _advice(found: Verification) -> str:
    if found.flaws <= FROM_OUTSIDE:
        return "verify.advice_which_copy"
    if found.rebuilding_may_heal:
        return "verify.advice_rebuild"
    return "verify.advice_annul" if found.annulling_may_answer else "verify.advice_backup"


def remember(session: StoreSession, found: Verification, before: tuple[Finding, ...]) -> None:
    """Bar a store that verified damaged from posting, or let a sound one take entries again.

    `before` is what was known of damage when verifying began; what an act found since then stays.
    """
    if not found.sound:
        mark(session.database, [each for each in found.findings if each.strength is Strength.IMPOSSIBLE])
    elif session.damage and session.damage == before:
        clear(session.database)


__all__ = ["Verification", "about_reach", "about_witnesses", "remember", "verify", "verify_witnessed"]
