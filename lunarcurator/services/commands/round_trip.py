"""The commands of the round trip: `export-to-edit`, `take-back`."""

from argparse import Namespace
from pathlib import Path
from typing import Final

from lunarcurator.domain.days import certain_day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.services.commands.console import Console, Exit
from lunarcurator.services.commands.exporting import scope_of
from lunarcurator.services.commands.opening import acting, posting, reading
from lunarcurator.services.commands.replacing import spare
from lunarcurator.services.commands.row_deciding import DecidedRows
from lunarcurator.services.exporting import Scope
from lunarcurator.services.lending.naming import desk_meant, desk_to_act_on
from lunarcurator.services.roundtrip import (
    CellVerdict,
    RowChange,
    TakeBack,
    export_to_edit,
    post_back,
    take_back,
    whose_word,
    write_differences,
)
from lunarcurator.services.store_session import StoreSession

_MOST_TOLD: Final = 200
"""So many differences are told one by one; a file has them all."""


def send(told: Namespace, console: Console) -> Exit:
    """Write pieces as a workbook to edit."""
    columns = tuple(each.strip() for each in told.columns.split(",")) if told.columns else None
    with reading(told.store, console) as session:
        scope = scope_of(session, console, told, Scope())
        path = Path(told.to)
        spare(told, path)
        rows = export_to_edit(
            session,
            console.words,
            path,
            scope,
            columns,
            borrower=desk_meant(session, Subject.PERSON, told.borrower).uid if told.borrower else None,
            who=told.operator,
            progress=console.progress,
        )
    console.state("cli.sent_to_edit", rows=rows, file=told.to)
    return Exit.DONE


def take(told: Namespace, console: Console) -> Exit:
    """Compare a workbook that came back, tell every difference, and post what can be taken."""
    effective = certain_day(told.effective) if told.effective else None
    opened = reading(told.into, console) if told.dry_run else posting(told.into, console)
    with opened as session:
        plan = take_back(
            session,
            console.words,
            Path(told.file),
            effective=effective,
            borrower=desk_to_act_on(session, Subject.PERSON, told.borrower).uid if told.borrower else None,
            ours=told.ours,
            progress=console.progress,
        )
        _tell(plan, console)
        if told.report:
            spare(told, Path(told.report))
            written = write_differences(session, console.words, plan, Path(told.report))
            console.state("cli.exported", rows=written, file=told.report)
        rows = DecidedRows.of(session, plan, told)
        if told.dry_run:
            rows.tell(console)
            console.state("cli.back.dry")
            return Exit.DONE
        return _post(session, console, told, plan, rows)


def _post(session: StoreSession, console: Console, told: Namespace, plan: TakeBack, rows: DecidedRows) -> Exit:
    """Post what was decided; where a warning waits for an answer, say which, and post nothing."""
    waiting = [*rows.unanswered]
    for key, numbers in waiting:
        console.warn("cli.back.unanswered", finding=key, numbers=numbers)
    if waiting:
        return Exit.REFUSED
    who = acting(session, console, told.operator, told.witness, told.pin_file)
    posted = post_back(
        session,
        plan,
        who.operator,
        accept=rows.accept,
        against=rows.against,
        witness=who.witness,
        reason=told.reason,
        overrides=rows.overrides,
        progress=console.progress,
    )
    console.state("cli.back.done", rows=len(rows.accept), file=plan.file, entry=posted.seq)
    return Exit.DONE


def _tell(plan: TakeBack, console: Console) -> None:
    counts = [
        f"{shown_count(count)} {console.words.say(f'cell_verdict.{verdict}')}"
        for verdict, count in plan.counts.items()
        if count
    ]
    console.state("cli.back.counts", file=plan.file, verdicts=counts)
    if plan.borrower is not None:
        console.state("cli.back.word_of", borrower=plan.borrower_name)
    if plan.extra:
        console.state("cli.back.extra", columns=list(plan.extra))
    if plan.missing:
        console.state("cli.back.missing", columns=list(plan.missing))
    for note in plan.notes:
        console.tell(console.words.say_finding(note))
    for row in plan.differing[:_MOST_TOLD]:
        _tell_row(plan, row, console)
    if len(plan.differing) > _MOST_TOLD:
        console.state("cli.more", rest=len(plan.differing) - _MOST_TOLD)


def _tell_row(plan: TakeBack, row: RowChange, console: Console) -> None:
    for cell in row.cells:
        verdict, whose = console.words.say(f"cell_verdict.{cell.verdict}"), whose_word(plan, cell, console.words)
        # What the lab itself says is the usual, and quiet.
        verdict = verdict if whose == console.words.say("roundtrip.the_lab") else f"{verdict}; {whose}"
        here = f" [{cell.now}]" if cell.verdict in (CellVerdict.CONFLICT, CellVerdict.MEANWHILE) else ""
        console.tell(f"  {row.number}  {cell.header}: {cell.sent or '–'} → {cell.came or '–'}{here}  ({verdict})")
        if cell.reason is not None:
            console.tell(f"    {console.words.say_finding(cell.reason)}")
    for reason in row.told:
        strength = console.words.say(f"strength.{reason.strength}")
        console.tell(f"  {row.number}  {strength}: {console.words.say_finding(reason)}")
