"""The commands that keep a store whole: `verify`, `backup`, `restore`."""

from argparse import Namespace
from pathlib import Path

from lunarcurator.services.backups import Backup, FlawedBackup, back_up, restore
from lunarcurator.services.commands.console import Console, Exit
from lunarcurator.services.commands.opening import reading
from lunarcurator.services.verifying import Verification, verify_witnessed
from lunarcurator.services.witnesses import heads_aside


def prove(told: Namespace, console: Console) -> Exit:
    """Verify a store whole, and against another copy or a printed digest."""
    with reading(told.store, console, plain=True) as desk:
        found = verify_witnessed(desk, console.progress, against=told.against)
        head = found.head
        console.list_findings(found.findings)
        _tell_witnesses(found, console)
        key = "cli.verified" if found.sound else "cli.not_verified"
        console.state(key, file=desk.path.name, entries=head.seq, digest=head.chain or "-")
    return Exit.DONE if found.sound else Exit.FAULT


def keep(told: Namespace, console: Console) -> Exit:
    """Make a verified copy of a store."""
    with reading(told.store, console, plain=True) as desk:
        try:
            made = back_up(desk, Path(told.to), progress=console.progress)
        except FlawedBackup as flawed:
            console.list_findings(flawed.verification.findings)
            raise
    console.state("cli.backed_up", file=str(made.path), entries=made.head.seq, digest=made.head.chain or "-")
    _tell_tables(made, console)
    console.list_findings(made.notes)
    if made.is_behind:
        console.warn("cli.not_witnessed")
        return Exit.FAULT
    return Exit.DONE


def bring_back(told: Namespace, console: Console) -> Exit:
    """Put a verified backup in place as a store."""
    try:
        made = restore(Path(told.backup), Path(told.to), replace=told.replace, progress=console.progress)
    except FlawedBackup as flawed:
        console.list_findings(flawed.verification.findings)
        raise
    console.state("cli.restored", file=str(made.path), entries=made.head.seq, digest=made.head.chain or "-")
    _tell_tables(made, console)
    return Exit.DONE


def _tell_tables(made: Backup, console: Console) -> None:
    if made.tables is not None:
        console.state("cli.with_tables", folder=str(made.tables))


def _tell_witnesses(found: Verification, console: Console) -> None:
    """Say which witness files were asked, and that there was none."""
    for witness in found.witnesses:
        if witness.is_readable:
            console.state("cli.witness_asked", file=str(witness.path), count=len(witness.heads))
        else:
            console.warn("witness.not_read", file=str(witness.path))
    if not found.is_witnessed:
        console.state("cli.no_witness")
    counting = {head for witness in found.witnesses for head in witness.heads}
    aside = heads_aside(found.head.store_id) - counting
    if aside:
        console.state("cli.witness_aside", count=len(aside))
