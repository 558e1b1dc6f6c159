"""The command that takes reports out: `export`."""

from argparse import Namespace
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.mass_units import power_of_word
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services.commands.console import Console, Exit, UsageRefused
from lunarcurator.services.commands.names import CHECK
from lunarcurator.services.commands.opening import moment_of, reading, tell_otherwise
from lunarcurator.services.commands.piece_filters import piece_filter
from lunarcurator.services.commands.replacing import spare
from lunarcurator.services.commands.to_do import remote_milli, write_check
from lunarcurator.services.exporting import (
    REPORTS,
    Report,
    Scope,
    Takes,
    Wanted,
    export,
    paper_of_report,
    report_named,
    title_of,
)
from lunarcurator.services.exporting.presets import Preset, codes_of, preset_named
from lunarcurator.services.lending.records import ledger_of
from lunarcurator.services.number_meanings import NumberRead, read_number
from lunarcurator.services.references import References
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.lookup import Lookup

_PDF: Final = ".pdf"


def take_out(told: Namespace, console: Console) -> Exit:
    """Write a report, a list of what needs a hand, or what a count found, as a file."""
    if told.report == CHECK:
        if told.as_of:
            raise UsageRefused("report.is_of_today", report=CHECK)
        return write_check(told, console)
    preset = preset_named(told.preset, Path(told.store)) if told.preset else None
    wanted = _begun(told, preset)
    path = Path(told.to)
    with reading(told.store, console) as session:
        wanted = replace(wanted, moment=moment_of(session, told.as_of))
        begun = Scope(filters=preset.filters_in(codes_of(session))) if preset else Scope()
        scope = scope_of(session, console, told, begun, wanted.moment)
        if scope != Scope() and not REPORTS[wanted.report].takes & (Takes.SCOPE | Takes.ONE_PIECE):
            raise UsageRefused("report.has_no_scope", report=title_of(console.words, wanted.report))
        wanted = replace(wanted, scope=scope)
        spare(told, path)
        if path.suffix.lower() == _PDF and console.press is not None:
            paper = paper_of_report(session, console.words, wanted, console.progress)
            console.write_pages(console.press, paper, path)
            console.state("cli.exported_pages", file=told.to)
            return Exit.DONE
        rows = export(session, console.words, wanted, path, progress=console.progress)
    console.state("cli.exported", rows=rows, file=told.to)
    return Exit.DONE


def _begun(told: Namespace, preset: Preset | None) -> Wanted:
    """Return what is wanted by the preset and the options, without its pieces."""
    wanted = _of_preset(told, preset) if preset is not None else Wanted(_report(told))
    if told.unit and power_of_word(told.unit.replace("µ", "μ")) is None:
        raise UsageRefused("cli.no_unit", unit=told.unit)
    columns = tuple(each.strip() for each in told.columns.split(",")) if told.columns else wanted.columns
    return replace(
        wanted,
        columns=columns,
        unit=told.unit or wanted.unit,
        group_by=told.group_by or wanted.group_by,
        user_code=told.user_code,
        who=told.operator,
        remote_milli=remote_milli(told.remote_share),
    )


def _report(told: Namespace) -> Report:
    if not told.report:
        raise UsageRefused("cli.which_report")
    return report_named(told.report)


def _of_preset(told: Namespace, preset: Preset) -> Wanted:
    if told.report and report_named(told.report) != preset.report:
        raise UsageRefused("cli.preset_of_other_report", preset=preset.name, report=str(preset.report))
    columns, unit, group = preset.columns or None, preset.unit, preset.group_by
    return Wanted(preset.report, columns=columns, unit=unit, group_by=group)


def scope_of(
    session: StoreSession, console: Console, told: Namespace, begun: Scope, moment: Moment = NOW
) -> Scope:
    """Return the pieces the options of a command name at a moment, within those begun with; raises a `Refusal`."""
    named = _pieces(session, (*told.pieces, *told.below), moment)
    for each in named:
        tell_otherwise(console, each)
    pieces = [each.uid for each in named]
    return Scope(
        tuple(dict.fromkeys(pieces)) if pieces else None,
        bool(told.below),
        _place(session, told.place) if told.place else None,
        (*begun.filters, *(piece_filter(session, console.words, each) for each in told.filter)),
    )


def _pieces(session: StoreSession, texts: Iterable[str], moment: Moment) -> list[NumberRead]:
    """Return the pieces of numbers between semicolons, or commas where these are no part of a number."""
    parts = (part for text in texts for part in text.split(";") if part.strip())
    return [each for part in parts for each in _named(session, part, moment)]


def _named(session: StoreSession, text: str, moment: Moment) -> list[NumberRead]:
    steps = text.split(",")
    found: list[NumberRead] = []
    while steps:
        length, meant = _longest(session, steps, moment)
        found.append(meant)
        steps = steps[length:]
    return found


def _longest(session: StoreSession, steps: list[str], moment: Moment) -> tuple[int, NumberRead]:
    """Return how many of these steps make the number of a piece, as many as can be, and the piece."""
    for length in range(len(steps), 1, -1):
        with suppress(Refusal):
            return length, read_number(session, ",".join(steps[:length]).strip(), moment)
    return 1, read_number(session, steps[0].strip(), moment)


def _place(session: StoreSession, text: str) -> Uid:
    with session.database.snapshot() as connection:
        references = References(ledger_of(session, connection), Lookup(connection))
        try:
            return references.place(text)
        except Refusal as unclear:
            # What is away stands with its borrower or in its shipment.
            for kind in (Subject.INSTITUTION, Subject.PERSON, Subject.SHIPMENT):
                with suppress(Refusal):
                    return references.on_the_desk(kind, text).uid
            raise unclear from None
