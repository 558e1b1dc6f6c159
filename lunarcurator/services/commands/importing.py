"""The command that brings sheets in: `import`, one sheet of a file or all a person sees in it."""

import re
from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.days import certain_day
from lunarcurator.domain.errors import Refusal
from lunarcurator.exchange.blocks import nowhere
from lunarcurator.exchange.errors import SheetError
from lunarcurator.services.commands.console import Console, Exit, UsageRefused
from lunarcurator.services.commands.importing_sheet import as_told, best_reading, import_sheet
from lunarcurator.services.commands.opening import posting, reading
from lunarcurator.services.importing import Reading, Source, TextForm, Unanswered
from lunarcurator.services.importing.columns.mapping import MappingRefused
from lunarcurator.services.importing.shapes import in_parts, tables_begin
from lunarcurator.services.importing.source import is_part
from lunarcurator.services.posting import Refused
from lunarcurator.services.references import UnclearReference
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.whole_files import FileImport, imports_in_book

_SIGNS: Final[Mapping[str | None, str]] = MappingProxyType({"tab": "\t", "\\t": "\t", "space": " ", "none": ""})

PASTE: Final = "-"
"""The name of the file for what comes through standard input."""

_OF_A_SHEET: Final = (Refused, MappingRefused, Unanswered, SheetError, UnclearReference)
"""What a sheet may be refused for, while another one may well come in."""

_NO_NAME: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


class SheetsLeft(Refusal):
    """Some sheets of a file did not come in; each said why."""


def import_sheets(told: Namespace, console: Console) -> Exit:
    """Bring a sheet in, or all of them: judge the rows, give the report asked for, and post what is good."""
    if told.skip_bad and not told.report:
        raise UsageRefused("cli.skip_needs_report")
    if told.effective:
        certain_day(told.effective)
    source = _source(told, console)
    writes = not (told.dry_run or told.list_sheets)
    opened = posting(told.into, console) if writes else reading(told.into, console)
    with opened as session:
        in_book = {each.sheet: each for each in imports_in_book(session, source.book.sha256) if each.sheet}
        if told.list_sheets:
            return _list_sheets(console, source, in_book)
        if told.all_sheets:
            return _bring_all(told, console, session, source, in_book, _lists_in(source))
        return _bring_sheet(told, console, session, source, in_book)


def _bring_sheet(
    told: Namespace, console: Console, session: StoreSession, source: Source, in_book: Mapping[str, FileImport]
) -> Exit:
    """Bring in one sheet, or each part of a sheet that holds several tables."""
    read = best_reading(told, session, source, told.sheet)
    if not is_part(source, read.sheet):
        _refuse_nowhere("block", read.sheet, nowhere(source.sheet(read.sheet), told.block))
    cut, _ = in_parts(source, read)
    if not (parts := cut.parts(read.sheet)):
        _refuse_nowhere("family", read.sheet, read.unmet if told.family else ())
        return import_sheet(told, console, session, source, as_told(told, read), told.report)
    _propose_parts(told, console, source, read)
    return _bring_all(told, console, session, cut, in_book, parts)


def _source(told: Namespace, console: Console) -> Source:
    form = TextForm(told.encoding, _SIGNS.get(told.delimiter, told.delimiter), _SIGNS.get(told.quote, told.quote))
    if told.file == PASTE:
        return Source.piped(console.piped(), form=form)
    return Source.open(Path(told.file), form=form)


def _lists_in(source: Source) -> list[str]:
    """Return the sheets a person sees, without one about a report of rows, which is no list."""
    names = [sheet.name for sheet in source.book.visible or source.book.sheets]
    about = {report.about for name in names if (report := source.report(name))}
    return [name for name in names if name not in about]


def _list_sheets(console: Console, source: Source, in_book: Mapping[str, FileImport]) -> Exit:
    for offer in source.sheets:
        known = in_book.get(offer.name)
        if known is not None:
            console.state("cli.sheet_in_book", sheet=offer.name, entry=known.seq, day=known.day)
        else:
            console.state("cli.sheet_hidden" if offer.hidden else "cli.sheet_visible", sheet=offer.name)
    return Exit.DONE


def _propose_parts(told: Namespace, console: Console, source: Source, read: Reading) -> None:
    """Let a sheet of several tables pass where somebody said that it is one.

    Raises `Unanswered` with the options that say it, unless nothing is written now: what each part holds follows.
    """
    if read.told.blocks or told.accept_proposal:
        return
    places = tables_begin(source, read)
    console.state("cli.tables_begin", sheet=read.sheet, places=list(places))
    for place in places:
        console.tell(f'  --block "{place}"')
    if not told.dry_run:
        raise Unanswered("cli.proposal_open", file=source.book.name)


def _bring_all(
    told: Namespace,
    console: Console,
    session: StoreSession,
    source: Source,
    in_book: Mapping[str, FileImport],
    names: Sequence[str],
) -> Exit:
    """Bring in each of these sheets that is not in the book yet; one that cannot come in does not stop the rest.

    Each reads in its own way, and none is kept under a name for all: that raises `UsageRefused`.
    Raises `SheetsLeft` at the end where one did not come in, `Unanswered` where one waits for an answer: run
    again, it begins with those.
    """
    if told.save_profile and len(names) > 1:
        raise UsageRefused("cli.profile_of_several", sheets=list(names))
    _check_columns(told, session, source, names)
    left, waiting = 0, False
    for name in names:
        if known := in_book.get(name):
            console.state("cli.sheet_in_book", sheet=name, entry=known.seq, day=known.day)
            continue
        console.state("cli.sheet_begins", sheet=name)
        try:
            read = best_reading(told, session, source, name)
            here = _as_far_as_there(told, read.columns)
            import_sheet(here, console, session, source, as_told(here, read), _report_of(told.report, name))
        except _OF_A_SHEET as refusal:
            left, waiting = left + 1, waiting or isinstance(refusal, Unanswered)
            console.complain(refusal)
            console.list_findings(refusal.findings if isinstance(refusal, Refused) else ())
    if left:
        trouble = Unanswered if waiting else SheetsLeft
        raise trouble("cli.sheets_left", left=left, count=len(names), file=source.book.name)
    return Exit.DONE


def _check_columns(told: Namespace, session: StoreSession, source: Source, names: Sequence[str]) -> None:
    """Refuse a column or a family the command line names that no sheet has; reads the sheets only then."""
    if told.family:
        unmet = [best_reading(told, session, source, name).unmet for name in names]
        everywhere = [each for each in told.family if all(each in left for left in unmet)]
        _refuse_nowhere("family", ", ".join(names), everywhere)
    named = [*(each.rpartition("=")[0] for each in told.map), *told.key, *told.parent_key]
    if named:
        known = {column for name in names for column in best_reading(told, session, source, name).columns}
        for column in named:
            if column not in known:
                raise MappingRefused("import.column_unknown", column=column, known=sorted(known))


def _refuse_nowhere(option: str, sheet: str, places: Sequence[str]) -> None:
    """Refuse the first of places that an option names and a sheet has not."""
    if places:
        raise MappingRefused(f"import.{option}_nowhere", place=places[0], sheet=sheet)


def _as_far_as_there(told: Namespace, columns: Sequence[str]) -> Namespace:
    """Return what the command line says, without what it says of columns that this sheet has not."""
    here, there = Namespace(**vars(told)), {*columns}
    here.map = [each for each in told.map if each.rpartition("=")[0] in there]
    here.key = told.key if there.issuperset(told.key) else []
    here.parent_key = told.parent_key if there.issuperset(told.parent_key) else []
    return here


def _report_of(report: str | None, sheet: str) -> str | None:
    """Return where the report of one sheet among several goes: beside the name given, with that of the sheet."""
    if report is None:
        return None
    path = Path(report)
    return str(path.with_name(f"{path.stem}-{_NO_NAME.sub('_', sheet)}{path.suffix}"))
