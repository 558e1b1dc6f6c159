"""Counts of places that were posted, and the list of what differed for two people to sign."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lunarcurator.documents.formats import renderer_for
from lunarcurator.documents.model import AboutLine, Column, ColumnKind, Document, Value
from lunarcurator.documents.rendering import Progress, Stop, never, unseen
from lunarcurator.documents.reports.about import Circumstances
from lunarcurator.documents.reports.listing import signed_listing
from lunarcurator.domain.days import Day, show_day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.facts import CheckVerdict, Subject
from lunarcurator.domain.identity import Uid, entry_number
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.status import Existence
from lunarcurator.exchange.new_file import new_file
from lunarcurator.services.cases import Case, all_cases
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.to_do.reporting import circumstances_of
from lunarcurator.services.words import Words
from lunarcurator.store.reads.checks import Result, results
from lunarcurator.store.reads.loans import lines_then
from lunarcurator.store.reads.past import rows_at
from lunarcurator.store.reads.records import records
from lunarcurator.store.reads.rows import PieceRow, place_paths

_STEP: Final = " \u203a "


class NoSuchCheck(Refusal):
    """There is no count of this number, or none at all."""


@dataclass(frozen=True, slots=True)
class Check:
    """One count: its number and name, the place and day, and how many were found how."""

    uid: Uid
    code: str
    name: str
    place: Uid
    day: Day
    seen: int
    elsewhere: int
    missing: int
    extra: int

    @property
    def place_name(self) -> str:
        """What the place was called when it was counted."""
        return self.name.removesuffix(f" {self.code}")

    @property
    def moment(self) -> Moment:
        """The moment at which it was counted: what the book held to be true then."""
        return Moment(self.day, int(self.code))


@dataclass(frozen=True, slots=True)
class Differing:
    """One thing a count did not find as the book has it: where the book had it then, and where it was seen.

    `case` is what was opened to follow it up.
    """

    number: str
    verdict: str
    in_book: str
    seen_in: str
    case: Case


def checks(session: StoreSession) -> tuple[Check, ...]:
    """Return every count in the book, the newest first."""
    with session.database.connect() as connection:
        states = [row.state for row in records(connection, Subject.CHECK)]
    found = [_check(state) for state in states]
    return tuple(sorted(found, key=lambda each: (-each.day, -int(each.code))))


def _check(state: Record) -> Check:
    return Check(
        uid=state.uid,
        code=state.code,
        name=state.name,
        place=Uid(state.text("place")),
        day=state.integer("day") or 0,
        seen=state.integer("seen") or 0,
        elsewhere=state.integer("elsewhere") or 0,
        missing=state.integer("missing") or 0,
        extra=state.integer("extra") or 0,
    )


def is_meant(check: Check, text: str) -> bool:
    """Return whether a text names a count by its number, that of its entry, or its name; nothing means any."""
    wanted = text.strip()
    return wanted in {"", check.code, check.name} or entry_number(wanted) == int(check.code)


def check_named(session: StoreSession, code: str) -> Check:
    """Return the count of a number, the newest where it is empty; raises `NoSuchCheck`."""
    found = next((each for each in checks(session) if is_meant(each, code)), None)
    if found is None:
        raise NoSuchCheck("check.none_such", check=code) if code else NoSuchCheck("check.none")
    return found


def write_check(
    session: StoreSession,
    words: Words,
    check: Check,
    path: Path,
    *,
    who: str = "",
    progress: Progress = unseen,
    should_stop: Stop = never,
) -> int:
    """Write what differed at a count as a file, for two to sign; return how many rows differ."""
    render = renderer_for(path.suffix)
    document, rows, _ = document_of_check(session, words, check, who)
    with new_file(path) as stream:
        render(document, stream, progress=progress, should_stop=should_stop)
    return rows


def document_of_check(
    session: StoreSession, words: Words, check: Check, who: str = ""
) -> tuple[Document, int, Circumstances]:
    """Return what differed at a count as a document to sign, how many rows differ, and what it says of itself."""
    found = differing(session, words, check)
    with session.database.snapshot() as connection:
        told = circumstances_of(session, connection, (), who)
    rows = [_row(each, words) for each in found]
    counts = {key: getattr(check, key) for key in ("seen", "elsewhere", "missing", "extra")}
    about = (
        AboutLine(words.say("report.check"), f"{check.name}, {show_day(check.day)}"),
        AboutLine(words.say("report.found"), words.say("check.found", counts)),
    )
    title = words.say("report.check")
    made = signed_listing(title, _columns(words), rows, about, words.say, told, language=words.language)
    return made, len(rows), told


def _columns(words: Words) -> tuple[Column, ...]:
    return (
        Column("verdict", words.say("listing.verdict"), width=24),
        Column("number", words.say("listing.number"), width=34),
        Column("expected", words.say("listing.expected"), width=44),
        Column("seen_in", words.say("listing.seen_in"), width=44),
        Column("code", words.say("listing.code"), width=12),
        Column("state", words.say("listing.state"), width=12),
        Column("told", words.say("listing.told"), ColumnKind.TEXT, width=40),
    )


def differing(session: StoreSession, words: Words, check: Check) -> tuple[Differing, ...]:
    """Return all that a count did not find as the book has it, what nobody knows last: as many as it counted."""
    cases = [each for each in all_cases(session) if each.code.rpartition("-")[0] == check.code]
    with session.database.snapshot() as connection:
        found = [each for each in results(connection, check.uid) if each.verdict != CheckVerdict.SEEN]
        of_book = _of_book(connection, words, check, found, cases)
    unknown = (each for each in cases if not each.samples and each.place == check.place)
    return (*of_book, *(_of_nobody(each, check, words) for each in unknown))


def _of_book(
    connection: Any, words: Words, check: Check, found: Sequence[Result], cases: Sequence[Case]
) -> list[Differing]:
    """Return what differed of pieces of the book."""
    places = {place for each in found for place in (each.expected, each.seen) if place is not None}
    known = place_paths(connection, places)
    then = rows_at(connection, [each.piece for each in found], check.moment)
    told = []
    for each in found:
        # What was not seen where the book has it always has its case.
        case = next(one for one in cases if each.sample in one.samples)
        where, seen_in = (_STEP.join(known.get(place or 0, ())) for place in (each.expected, each.seen))
        in_book = where or _away(connection, words, check, each, then.get(each.piece))
        told.append(Differing(each.number, each.verdict, in_book, seen_in, case))
    return told


def _of_nobody(case: Case, check: Check, words: Words) -> Differing:
    unknown = words.say("check_book.unknown")
    return Differing(case.text or case.remarks, CheckVerdict.EXTRA, unknown, check.place_name, case)


def _away(connection: Any, words: Words, check: Check, result: Result, row: PieceRow | None) -> str:
    """Return where the book had a piece that it had in no place: out on a line, gone, or nobody said."""
    lines = [Line.of(state) for state in lines_then(connection, result.sample, check.moment)]
    out = next((each for each in lines if each.is_open and each.sample == result.sample), None)
    if out is not None:
        return words.say("check_book.line", {"state": str(out.state), "line": out.code})
    existence = str(row.values.get("existence") or "") if row is not None else ""
    if existence not in ("", Existence.EXISTS):
        return words.say(f"existence.{existence}")
    return words.say("check_book.no_place")


def _row(told: Differing, words: Words) -> tuple[Value, ...]:
    verdict = words.say(f"check_verdict.{told.verdict}")
    return (verdict, told.number, told.in_book, told.seen_in, *_followed(told.case, words))


def _followed(case: Case, words: Words) -> tuple[Value, ...]:
    state = words.say(f"case_state.{'open' if case.is_open else 'closed'}")
    return (case.code, state, case.remarks if case.is_open else case.outcome)
