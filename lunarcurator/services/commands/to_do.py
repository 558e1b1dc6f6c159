"""The command that says what needs a hand today: `attention`, and what a count found as a file."""

from argparse import Namespace
from collections import Counter
from pathlib import Path
from typing import Final

from msgspec import structs

from lunarcurator.documents.model import Column, ColumnKind, Value
from lunarcurator.documents.plain_text import plain
from lunarcurator.domain.days import show_day
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.domain.moments import Moment
from lunarcurator.services.commands.console import Console, Exit, UsageRefused
from lunarcurator.services.commands.opening import moment_of, reading
from lunarcurator.services.commands.replacing import spare
from lunarcurator.services.importing.cells.values import CellRefused, percent_value
from lunarcurator.services.policies import PolicyError
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.to_do import checks
from lunarcurator.services.to_do.check_paper import paper_of_check
from lunarcurator.services.to_do.checks import check_named
from lunarcurator.services.to_do.limits import Limits, limits_of
from lunarcurator.services.to_do.listing import Concern, ListColumn, Listing
from lunarcurator.services.to_do.looking import look
from lunarcurator.services.to_do.reporting import heading_of, row_as_json, rule_of, worded
from lunarcurator.services.words import Words

_PDF = ".pdf"
_WHOLE: Final = 100_000
MOST_SHOWN = 20
"""So many rows of each list are told in words; JSON and files have them all."""


def list_to_do(told: Namespace, console: Console) -> Exit:
    """Say what needs a hand: every list with its first rows, or all of it as JSON."""
    with reading(told.store, console) as session:
        moment = moment_of(session, told.as_of)
        limits = limits_with(limits_of(session), told.remote_share)
        if told.json:
            found = [look(session, each, limits, -1, moment) for each in Concern]
            head = session.head()
            lists = {str(each.concern): _as_json(each) for each in found}
            console.tell_json({"as_of": show_day(session.day_of(moment)), "entry": head.seq, "lists": lists})
            return Exit.DONE
        known = [_tell_concern(session, each, limits, moment, console) for each in Concern]
    return Exit.DONE if all(known) else Exit.REFUSED


def limits_with(limits: Limits, remote_share: str) -> Limits:
    """Return limits with the remote share of an option, a percentage; raises `UsageRefused` for what is none."""
    milli = remote_milli(remote_share)
    return limits if milli is None else structs.replace(limits, remote_milli=milli)


def remote_milli(text: str) -> int | None:
    """Return a percentage in thousandths of a percent, None for an empty text; raises `UsageRefused`."""
    if not text.strip():
        return None
    try:
        read = percent_value(text)
    except CellRefused:
        read = None
    if read is None or not 0 <= read[0] <= _WHOLE:
        raise UsageRefused("cli.no_share", text=text)
    return read[0]


def _tell_concern(
    session: StoreSession, concern: Concern, limits: Limits, moment: Moment, console: Console
) -> bool:
    """Say what there is about a concern; False, and why, where it needs a policy and none can be read."""
    label = console.words.label(f"attention.{concern.word}")
    try:
        found = look(session, concern, limits, MOST_SHOWN, moment)
    except PolicyError as wrong:
        console.tell(f"{label}: ?")
        console.tell(f"  {console.words.say(wrong.key, wrong.facts)}")
        return False
    console.tell(f"{label}: {shown_count(found.marked)}")
    console.tell(f"  {rule_of(console.words, limits, concern)}")
    _tell_rows(found, console)
    return True


def write_check(told: Namespace, console: Console) -> Exit:
    """Write what a count found as a file."""
    with reading(told.store, console) as session:
        check = check_named(session, told.number)
        path = Path(told.to)
        spare(told, path)
        if path.suffix.lower() == _PDF and console.press is not None:
            paper, rows = paper_of_check(session, console.words, check, who=told.operator)
            console.press(paper, path)
        else:
            rows = checks.write_check(session, console.words, check, path, who=told.operator)
    console.state("cli.exported", rows=rows, file=told.to)
    return Exit.DONE


def _tell_rows(found: Listing, console: Console) -> None:
    # One day, or one count, among the values says itself what it is; of several nobody knows which is which.
    kinds = Counter(each.kind for each in found.columns)
    named = {kind for kind in (ColumnKind.DAY, ColumnKind.INTEGER) if kinds[kind] > 1}
    for row in found.rows:
        if row.marked:
            texts = [
                _text(worded(value, column, console.words), column)
                for value, column in zip(row.values, found.columns, strict=True)
            ]
            texts = [
                _named(text, each, console.words) if each.kind in named else text
                for text, each in zip(texts, found.columns, strict=True)
            ]
            console.tell("  - " + "  ".join(text for text in texts if text))
    if found.total > len(found.rows):
        console.tell("  " + console.words.say("cli.more", {"rest": found.total - len(found.rows)}))


def _named(text: str, column: ListColumn, words: Words) -> str:
    """Return a text with the heading of its column before it."""
    return f"{heading_of(column, words)} {text}" if text else ""


def _text(value: Value, column: ListColumn) -> str:
    unit = "g" if column.kind is ColumnKind.MASS else ""
    text = plain(value, Column(column.key, "", column.kind, unit))
    sign = "%" if column.kind is ColumnKind.PERCENT else unit
    return f"{text} {sign}".strip() if text else ""


def _as_json(found: Listing) -> dict[str, object]:
    return {"total": found.total, "marked": found.marked, "rows": row_as_json(found)}
