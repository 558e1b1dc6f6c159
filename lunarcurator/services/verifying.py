"""Verifying a store: whether what is in it is what was posted, and where a copy or a printed digest parts."""

from pathlib import Path

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.services.desk import Desk
from lunarcurator.services.posting import Cancelled, Progress, ShouldStop
from lunarcurator.store.damage import clear, mark
from lunarcurator.store.database import Database
from lunarcurator.store.errors import StoreError
from lunarcurator.store.verify.whole import Verification, verify_store


def verify(
    store: Desk | Database,
    progress: Progress = lambda _done, _total: None,
    should_stop: ShouldStop = lambda: False,
    against: Path | str | None = None,
) -> Verification:
    """Verify every row of a store; nothing is written, and entries may be posted meanwhile.

    `against` is another copy, a witness file, or the digest of a head as it was printed, at least 8 digits.
    Raises `Cancelled`, and `StoreError` where the file cannot even be read.
    """
    database = store.database if isinstance(store, Desk) else store
    try:
        return verify_store(database, progress, should_stop, against)
    except StoreError as error:
        if error.key == "store.cancelled":
            raise Cancelled from error
        raise


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
    said.append(_note("verify.advice_rebuild" if found.rebuilding_may_heal else "verify.advice_backup"))
    return tuple(said)


def _note(key: str, **facts: str | int) -> Finding:
    return find(Strength.WARN, key, "", "", "", **facts)


def remember(desk: Desk, found: Verification, before: tuple[Finding, ...]) -> None:
    """Bar a store that verified damaged from posting, or let a sound one take entries again.

    `before` is what was known of damage when verifying began; what an act found since then stays.
    """
    if not found.sound:
        mark(desk.database, [each for each in found.findings if each.strength is Strength.IMPOSSIBLE])
    elif desk.damage and desk.damage == before:
        clear(desk.database)


__all__ = ["Verification", "about_reach", "remember", "verify"]
