"""Rebuilding a store: a proved copy of it as it stands, then everything derived made anew from the facts."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from lunarcurator.domain.findings import Finding
from lunarcurator.file_names import is_there
from lunarcurator.services.annulling import look_again
from lunarcurator.services.posted import Cancelled, Progress, ShouldStop
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.verifying import Verification, remember, verify
from lunarcurator.services.words import Words
from lunarcurator.store.errors import StoreError
from lunarcurator.store.exact_copy import copy_exactly
from lunarcurator.store.files import make_folder, put, remove
from lunarcurator.store.rebuild.whole import rebuild_derived

_STEPS = 4


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild did: what differed before it, and what `verification` finds now.

    `copy` is the store as it was before, `report` the text beside it that lists what differed, None where it could
    not be written.
    """

    differences: tuple[Finding, ...]
    verification: Verification
    copy: Path
    report: Path | None


def rebuild(
    session: StoreSession,
    folder: Path,
    words: Words,
    *,
    progress: Progress = lambda _done, _total: None,
    should_stop: ShouldStop = lambda: False,
) -> Rebuilt:
    """Make everything that follows from the facts anew, after an exact copy of the store went into a folder.

    The copy is proved byte for byte, and named so that no rule takes it for a backup. A store that verifies
    afterwards takes entries again. Raises `StoreError`, `FactsDamagedError` or `Cancelled`; nothing is changed
    then, and nothing is left in the folder.
    """
    if not session.may_repair:
        raise StoreError("store.read_only", file=session.path.name)
    make_folder(folder)
    copy = _name(session, folder)
    shown = _Steps(progress)
    with _stoppable():
        _copied(session, copy, shown.step(0), should_stop)
        try:
            before = verify(session, shown.step(1), should_stop)
            if not before.sound:
                remember(session, before, session.damage)
            rebuild_derived(session.database, shown.step(2), should_stop)
        except BaseException:
            with suppress(OSError):
                remove(copy)
            raise
    after = look_again(session, shown.step(3))
    report = copy.with_suffix(".txt")
    try:
        _write(report, words, session, before.findings, after)
    except OSError:
        # The store is rebuilt by now, and whoever reads the findings misses nothing.
        with suppress(OSError):
            report.unlink(missing_ok=True)
        return Rebuilt(before.findings, after, copy, None)
    return Rebuilt(before.findings, after, copy, report)


@contextmanager
def _stoppable() -> Iterator[None]:
    try:
        yield
    except StoreError as error:
        if error.key == "store.cancelled":
            raise Cancelled from error
        raise


@dataclass(frozen=True, slots=True)
class _Steps:
    """Shows several works one after the other as one; each takes about as long as the others."""

    progress: Progress

    def step(self, at: int) -> Progress:
        """Return the progress of one of them."""
        return lambda done, total: self.progress(at * max(total, 1) + done, _STEPS * max(total, 1))


def _copied(session: StoreSession, copy: Path, progress: Progress, should_stop: ShouldStop) -> None:
    if is_there(copy):
        raise StoreError("store.exists", file=copy.name)
    part = copy.with_name(copy.name + ".part")
    remove(part)
    try:
        copy_exactly(session.database, part, progress, should_stop)
        put(part, copy)
    finally:
        remove(part)


def _name(session: StoreSession, folder: Path) -> Path:
    stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime(session.now_us() // 1_000_000))
    return folder / f"{session.path.stem}-{session.store_id[:8]}-{stamp}-before-rebuild.lunar"


def _write(
    path: Path, words: Words, session: StoreSession, before: Iterable[Finding], after: Verification
) -> None:
    facts = {"file": session.path.name, "entries": after.head.seq, "digest": after.head.chain or "-"}
    lines = [words.say("rebuild.report", facts), "", words.say("rebuild.differed")]
    lines += _told(words, before) or [words.say("rebuild.nothing_differed")]
    if after.findings:
        lines += ["", words.say("rebuild.left"), *_told(words, after.findings)]
    path.write_text("\n".join((*lines, "")), encoding="utf-8", newline="\n")


def _told(words: Words, findings: Iterable[Finding]) -> list[str]:
    return [f"- {words.say_finding(each)} ({each.field})" if each.field else f"- {words.say_finding(each)}"
            for each in findings]  # fmt: skip
