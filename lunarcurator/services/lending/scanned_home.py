"""What somebody typed or scanned to take back: the open line behind each number, or why there is none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.sub_samples import names_home, reported, same_name
from lunarcurator.domain.naming import as_told
from lunarcurator.services.lending.records import ledger_of
from lunarcurator.services.references import SEVERAL, SEVERAL_NAMED, References, UnclearReference
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.lookup import Lookup


class NotOut(StrEnum):
    """Why a number that was scanned is not taken back."""

    UNKNOWN = "unknown"
    NOT_OUT = "not_out"
    HOME = "home"
    SEVERAL = "several"
    SEVERAL_NAMED = "several_named"


_OF_SEVERAL: Final = MappingProxyType({SEVERAL: NotOut.SEVERAL, SEVERAL_NAMED: NotOut.SEVERAL_NAMED})


@dataclass(frozen=True, slots=True)
class Scanned:
    """One number as it was typed: the line that is out, or why there is none.

    `number` is the piece it was read as, "" for none, or the pieces it may be, each as it is written in full where
    that is `why`; `code` its line and `loan` the loan of that line. `part` is the borrower's name of a part, where
    one of that name was reported of the line; one that came home did so on `day`.
    """

    text: str
    line: Uid | None
    why: NotOut | None = None
    number: str = field(default="", compare=False)
    code: str = field(default="", compare=False)
    loan: Uid | None = field(default=None, compare=False)
    part: str = field(default="", compare=False)
    day: Day = field(default=0, compare=False)


def scanned_home(session: StoreSession, texts: Iterable[str], lines: Sequence[Uid] = ()) -> tuple[Scanned, ...]:
    """Return for each text, once, the open line whose piece or code it names in any spelling.

    What names neither may be a part that was reported of one of these `lines`, by the borrower's name of it.
    """
    found: list[Scanned] = []
    with session.database.snapshot() as connection:
        ledger = ledger_of(session, connection)
        references = References(ledger, Lookup(connection))
        seen: set[Uid] = set()
        for text in dict.fromkeys(each.strip() for each in texts if each.strip()):
            told = _scanned(ledger, references, text)
            if told.why is NotOut.UNKNOWN:
                told = _reported(ledger, text, lines) or _came_home(ledger, text, lines) or told
            if told.part or told.line not in seen:
                found.append(told)
            if told.line is not None:
                seen.add(told.line)
    return tuple(found)


def place_names(session: StoreSession, places: Iterable[Uid]) -> dict[str, str]:
    """Return what places are called on a sheet: their codes, or their names where they have none."""
    with session.database.snapshot() as connection:
        ledger = ledger_of(session, connection)
        found = {uid: ledger.place(uid) for uid in dict.fromkeys(places)}
        return {uid: state.code or state.name for uid, state in found.items()}


def _scanned(ledger: LedgerState, references: References, text: str) -> Scanned:
    named = references.in_any_spelling(Subject.LINE, text)
    if named:
        return _out(ledger, text, Line.of(ledger.record(Subject.LINE, named[0])))
    try:
        meant = references.meant(text)
    except UnclearReference as unclear:
        why = _OF_SEVERAL.get(unclear.key, NotOut.UNKNOWN)
        return Scanned(text, None, why, "" if why is NotOut.UNKNOWN else str(unclear.facts["number"]))
    piece = meant.uid
    lines = (Line.of(ledger.record(Subject.LINE, uid)) for uid in ledger.related(Subject.LINE, "sample", piece))
    out = next((each for each in lines if each.is_open), None)
    if out is None:
        return Scanned(text, None, NotOut.NOT_OUT, meant.number)
    return _out(ledger, text, out)


def _reported(ledger: LedgerState, text: str, lines: Iterable[Uid]) -> Scanned | None:
    """Return the line of which a part of this name was reported that has not come home, None unless it is one."""
    known = (Line.of(ledger.record(Subject.LINE, uid)) for uid in lines)
    found = [
        _out(ledger, text, line)
        for line in known
        if any(each.is_awaited and same_name(each.name) == same_name(text) for each in reported(line))
    ]
    return replace(found[0], part=text) if len(found) == 1 else None


def _came_home(ledger: LedgerState, text: str, lines: Iterable[Uid]) -> Scanned | None:
    """Return the part of this name that came home of one of these lines before, None where there is none."""
    for line in (Line.of(ledger.record(Subject.LINE, uid)) for uid in lines):
        if (uid := names_home(line).get(same_name(text))) is not None:
            piece = ledger.piece(uid)
            told = Scanned(text, None, NotOut.HOME, as_told(ledger, uid), line.code, line.loan)
            return replace(told, day=piece.first_day)
    return None


def _out(ledger: LedgerState, text: str, line: Line) -> Scanned:
    number = as_told(ledger, line.sample) if line.sample else ""
    if not line.is_open:
        return Scanned(text, None, NotOut.NOT_OUT, number, line.code, line.loan)
    return Scanned(text, line.uid, None, number, line.code, line.loan)
