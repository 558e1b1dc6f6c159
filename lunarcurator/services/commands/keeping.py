"""The commands that keep a store whole: `verify`, `backup`, `restore`."""

import re
from argparse import Namespace
from pathlib import Path
from typing import Final

from lunarcurator.services.backups import Backup, FlawedBackup, back_up, restore
from lunarcurator.services.commands.console import Console, Exit
from lunarcurator.services.commands.opening import reading
from lunarcurator.services.verifying import about_reach, verify
from lunarcurator.store.errors import StoreError

_DIGEST: Final = re.compile(r"[0-9a-fA-F]{8,64}")


def prove(told: Namespace, console: Console) -> Exit:
    """Verify a store whole, and against another copy or a printed digest."""
    against = _against(told.against)
    with reading(told.store, console, plain=True) as desk:
        found = verify(desk, console.progress, against=against)
        head = found.head
        console.list_findings(found.findings)
        key = "cli.verified" if found.sound else "cli.not_verified"
        console.state(key, file=desk.path.name, entries=head.seq, digest=head.chain or "-")
        for each in about_reach(found):
            console.tell(console.words.say_finding(each))
    return Exit.DONE if found.sound else Exit.FAULT


def keep(told: Namespace, console: Console) -> Exit:
    """Make a verified copy of a store."""
    with reading(told.store, console, plain=True) as desk:
        try:
            made = back_up(desk, Path(told.to), progress=console.progress)
        except FlawedBackup as flawed:
            console.list_findings(flawed.verification.findings)
            raise
    console.list_findings(made.notes)
    console.state("cli.backed_up", file=str(made.path), entries=made.head.seq, digest=made.head.chain or "-")
    _tell_tables(made, console)
    return Exit.DONE


def bring_back(told: Namespace, console: Console) -> Exit:
    """Put a verified backup in place as a store."""
    try:
        made = restore(Path(told.backup), Path(told.to), replace=told.replace, progress=console.progress)
    except FlawedBackup as flawed:
        console.list_findings(flawed.verification.findings)
        raise
    console.list_findings(made.notes)
    console.state("cli.restored", file=str(made.path), entries=made.head.seq, digest=made.head.chain or "-")
    if made.replaced is not None:
        console.state("cli.replaced", file=str(made.replaced))
    _tell_tables(made, console)
    return Exit.DONE


def _tell_tables(made: Backup, console: Console) -> None:
    if made.tables is not None:
        console.state("cli.with_tables", folder=str(made.tables))


def _against(text: str | None) -> Path | str | None:
    if text is None:
        return None
    path = Path(text)
    if path.exists():
        return path
    if _DIGEST.fullmatch(text):
        return text
    raise StoreError("store.missing", file=path.name)
