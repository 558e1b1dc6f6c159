"""The commands that repair a damaged store: `rebuild` and `annul`."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lunarcurator.domain.acts import Authority
from lunarcurator.domain.identity import EntryRef
from lunarcurator.domain.operations import AnnulOutcome
from lunarcurator.services.annulling import annulment, look_again
from lunarcurator.services.commands.console import Console, Exit
from lunarcurator.services.commands.opening import acting
from lunarcurator.services.journal_sentences import sentence_of
from lunarcurator.services.rebuilding import rebuild
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.stores import open_for_repair
from lunarcurator.services.verifying import Verification


def rebuild_store(told: Namespace, console: Console) -> Exit:
    """Make everything that follows from the facts anew, and say what differed."""
    with _repairing(told.store) as session:
        folder = Path(told.to) if told.to else session.path.parent
        done = rebuild(session, folder, console.words, progress=console.progress)
        console.list_findings(done.differences)
        console.state("cli.rebuild_copy", file=str(done.copy))
        if done.report is None:
            console.warn("rebuild.no_report")
        else:
            console.state("cli.rebuild_report", file=str(done.report))
        head, count = done.verification.head, len(done.differences)
        if done.verification.sound:
            facts = {"entries": head.seq, "digest": head.chain or "-", "count": count}
            console.state("cli.rebuilt", file=session.path.name, **facts)
            return Exit.DONE
        console.warn("cli.rebuilt_with_flaws", file=session.path.name)
        console.list_findings(done.verification.findings)
    return Exit.FAULT


def annul(told: Namespace, console: Console) -> Exit:
    """Answer for an altered entry, then verify the store whole."""
    with _repairing(told.store, posts=True) as session:
        who = acting(session, console, told.operator, told.witness, told.pin_file)
        authority = Authority(name=told.authority, document=told.document) if told.authority else None
        wanted = annulment(
            session,
            EntryRef(str(told.entry)),
            AnnulOutcome(told.outcome),
            told.reason,
            operator=who.operator,
            witness=who.witness,
            authority=authority,
        )
        posted = session.post(wanted)
        console.state("cli.posted", entry=posted.seq, what=sentence_of(session, console.words, posted.seq))
        found = look_again(session, console.progress)
        console.list_findings(found.findings)
        _tell(session, found, console)
    return Exit.DONE if found.sound else Exit.FAULT


def _tell(session: StoreSession, found: Verification, console: Console) -> None:
    key = "cli.verified" if found.sound else "cli.not_verified"
    console.state(key, file=session.path.name, entries=found.head.seq, digest=found.head.chain or "-")


@contextmanager
def _repairing(path: str, *, posts: bool = False) -> Iterator[StoreSession]:
    session = open_for_repair(Path(path), posts=posts)
    try:
        yield session
    finally:
        session.close()
