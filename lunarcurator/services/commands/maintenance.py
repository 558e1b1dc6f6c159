"""The commands that keep a store whole: `verify`, `backup`, `restore`."""

from argparse import Namespace
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Final

from lunarcurator.services.backups import Backup, FlawedBackup, back_up, restore
from lunarcurator.services.commands.console import Console, Exit
from lunarcurator.services.commands.opening import reading
from lunarcurator.services.stores import remember_apart
from lunarcurator.services.verifying import Verification, about_reach, about_witnesses, verify_witnessed
from lunarcurator.store.database import Database
from lunarcurator.store.errors import StoreError
from lunarcurator.store.opening import as_it_lies

_OUTSIDE: Final = frozenset(
    {"verify.digest_unknown", "verify.copies_parted", "verify.lacks_entry", "verify.lacks_entries"}
)
"""What a comparison finds; whether this store or what it is compared with is to blame is not known."""


def verify_store(told: Namespace, console: Console) -> Exit:
    """Verify a store whole, and against another copy or a printed digest."""
    with ExitStack() as opened:
        found, database = _verified(told, console, opened)
        head = found.head
        console.list_findings(found.findings)
        for each in about_witnesses(found):
            console.tell(console.words.say_finding(each))
        key = _outcome(found)
        reach = about_reach(found)
        if found.flaws == {"verify.digest_unknown"}:
            # It may be the digest of another store: then this one is as whole as it was.
            key, reach = "cli.not_matched", ()
        console.state(key, file=database.path.name, entries=head.seq, digest=head.chain or "-")
        for each in reach:
            console.tell(console.words.say_finding(each))
    return Exit.DONE if found.complete else Exit.FAULT


def _outcome(found: Verification) -> str:
    if not found.sound:
        return "cli.not_verified"
    return "cli.verified" if found.complete else "cli.verified_incomplete"


def _verified(told: Namespace, console: Console, opened: ExitStack) -> tuple[Verification, Database]:
    """Verify a store, and remember in it what was found; `opened` closes it."""
    try:
        session = opened.enter_context(reading(told.store, console, plain=True))
    except StoreError as error:
        if error.key != "store.damaged":
            raise
        # What every command needs cannot be read; the rest is verified all the same.
        database = opened.enter_context(closing(as_it_lies(Path(told.store))))
        return verify_witnessed(database, console.progress, against=told.against), database
    before = session.damage
    found = verify_witnessed(session, console.progress, against=told.against)
    if told.against is None or found.sound or found.flaws - _OUTSIDE:
        remember_apart(session, found, before)
    return found, session.database


def back_up_store(told: Namespace, console: Console) -> Exit:
    """Make a verified copy of a store."""
    with reading(told.store, console, plain=True) as session:
        before = session.damage
        try:
            made = back_up(session, Path(told.to), progress=console.progress)
        except FlawedBackup as flawed:
            console.list_findings(flawed.verification.findings)
            remember_apart(session, flawed.verification, before)
            raise
    console.state("cli.backed_up", file=str(made.path), entries=made.head.seq, digest=made.head.chain or "-")
    _tell_tables(made, console)
    console.list_findings(made.notes)
    if made.is_behind:
        console.warn(made.key_of_lack)
        return Exit.FAULT
    return Exit.DONE


def restore_store(told: Namespace, console: Console) -> Exit:
    """Put a verified backup in place as a store."""
    try:
        made = restore(
            Path(told.backup),
            Path(told.to),
            replace=told.replace,
            go_on=told.continue_from_here,
            progress=console.progress,
        )
    except FlawedBackup as flawed:
        console.list_findings(flawed.verification.findings)
        raise
    console.state("cli.restored", file=str(made.path), entries=made.head.seq, digest=made.head.chain or "-")
    if made.replaced is not None:
        console.state("cli.replaced", file=str(made.replaced))
    _tell_tables(made, console)
    console.list_findings(made.notes)
    # The copy is whole, but a script that takes it for the store would stop at its first act.
    return Exit.FAULT if made.is_to_look else Exit.DONE


def _tell_tables(made: Backup, console: Console) -> None:
    if made.tables is not None:
        console.state("cli.with_tables", folder=str(made.tables))
