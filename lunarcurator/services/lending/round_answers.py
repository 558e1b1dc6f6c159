"""Answers read back from returned workbooks of an inventory, compared line by line before anything is posted."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final

from lunarcurator.documents.inventory_table import ANSWER_AT, HEADER, LINE, MARK, SIGNING
from lunarcurator.domain.days import Day, DayTextError, is_precise, parse_day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.identity import LineRef, PersonRef, RoundRef, Uid, ref_of
from lunarcurator.domain.known_mass import KnownMass
from lunarcurator.domain.lending.people import Person
from lunarcurator.domain.lending.terms import DocumentKind, RoundAnswer
from lunarcurator.domain.mass_text import MassTextError, parse_exact_mass
from lunarcurator.domain.naming import is_called
from lunarcurator.domain.operations.accounting import Answered, AnswerRound, NamedBesides
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.rules.signing import is_signed_by_the_borrower, is_signed_on_a_day
from lunarcurator.exchange.book import Book, Row
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.reading import read_book
from lunarcurator.services.catalogue import languages
from lunarcurator.services.lending.records import ledger_of
from lunarcurator.services.lending.rounds import (
    Differs,
    LineInRound,
    PersonInRound,
    RoundRecord,
    read_round,
)
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words

_UNIT: Final = "mg"
_PLACES: Final = 4
"""Places to sign in: a name and a day, twice."""


class Verdict(StrEnum):
    """What a returned row says of its line."""

    AGREES = "agrees"
    DIFFERS = "differs"
    MASS_UNKNOWN = "mass_unknown"
    UNANSWERED = "unanswered"
    ALTERED = "altered"
    TWICE = "twice"
    UNREADABLE = "unreadable"
    NOT_ASKED = "not_asked"
    MISSING = "missing"


POSTABLE: Final = frozenset({Verdict.AGREES, Verdict.DIFFERS, Verdict.MASS_UNKNOWN})
"""What can be posted once a person accepted it."""
REFUSABLE: Final = POSTABLE | {Verdict.ALTERED, Verdict.TWICE, Verdict.UNREADABLE}
"""What can be set aside for a reason: something came back for the line."""


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """One row of a returned workbook: where it stands, its line (None for a row that was added), and its texts."""

    number: int
    line: Uid | None
    code: str
    sample: str
    answer: str
    mass: str
    remark: str

    @property
    def named(self) -> str:
        """What the row says it is about: the sample, else the code of a line."""
        return self.sample or self.code or self.remark


@dataclass(frozen=True, slots=True)
class ReturnedBook:
    """A returned workbook: for which round and person, who signed and witnessed, and its rows in their order.

    `signed_on` and `witnessed_on` are the days beside the signatures, as they are written.
    """

    file: str
    sha256: str
    round: Uid
    person: Uid
    signed_by: str
    witnessed_by: str
    rows: tuple[ReturnedRow, ...]
    signed_on: str = ""
    witnessed_on: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """One line beside what came back of it; masses in ug. `row` is None for a line whose row is gone.

    `to_ug` is the last place to which the mass is stated, 0 where nobody says; `day` that of the answer.
    """

    verdict: Verdict
    line: LineInRound | None
    row: ReturnedRow | None
    answer: RoundAnswer | None
    ug: int | None
    to_ug: int = 0
    day: Day = 0

    @property
    def held(self) -> KnownMass | None:
        """What the book has of the line on the day of the answer; None where nobody knows."""
        return self.line.held_on(self.day) if self.line is not None else None

    @property
    def stated(self) -> KnownMass | None:
        """The mass that came back, to the place to which it is stated; None where none did."""
        return KnownMass(self.ug, self.to_ug or None) if self.ug is not None else None

    @property
    def remarks(self) -> str:
        """What the borrower wrote beside it."""
        return self.row.remark if self.row else ""

    @property
    def is_posted(self) -> bool:
        """Whether the book has this very answer of the line already."""
        line = self.line
        if line is None or self.answer is None or line.answer is not self.answer:
            return False
        return (line.answered_ug, line.remarks) == (self.ug, self.remarks)


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed an answer and who witnessed it."""

    by: str
    witness: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a person decided about a returned workbook.

    `lines` are accepted, lines `aside` set aside, each for a reason, and of rows that were not asked for those
    with a number in `besides` are kept.
    """

    lines: Collection[Uid] = ()
    aside: Mapping[Uid, str] = field(default_factory=dict)
    besides: Collection[int] = ()
    signed: Signed | None = None

    def __bool__(self) -> bool:
        """Whether anything was decided."""
        return bool(self.lines or self.aside or self.besides)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A returned workbook compared with the round: line by line, and what stands between it and the journal."""

    book: ReturnedBook
    record: RoundRecord
    person: PersonInRound
    lines: tuple[Compared, ...]

    @property
    def postable(self) -> tuple[Compared, ...]:
        """The answers that can be posted once accepted."""
        return tuple(each for each in self.lines if each.verdict in POSTABLE)

    @property
    def not_kept(self) -> frozenset[int]:
        """The numbers of rows that were not asked for, say something, and are not in the book yet."""
        kept = {each.text for each in self.person.besides}
        return frozenset(
            each.row.number
            for each in self.lines
            if each.verdict is Verdict.NOT_ASKED and each.row and each.row.named and each.row.named not in kept
        )


def read_returned(path: Path) -> ReturnedBook:
    """Read a returned workbook, whatever was sorted, hidden or added in it; raises `Refusal` and `SheetError`."""
    book = read_book(path)
    for sheet in book.sheets:
        rows = [row for row in sheet.rows() if not row.is_blank]
        head = next((told for row in rows if (told := _marked(row)) is not None), None)
        if head is not None:
            return _returned(book, head, rows)
    raise Refusal("round.no_inventory_book", file=path.name)


def compare(session: StoreSession, book: ReturnedBook, answers: Mapping[str, RoundAnswer]) -> Comparison:
    """Compare a returned workbook with its round; `answers` are the words of all languages in small letters.

    Raises `Refusal` where the store knows neither the round nor the person.
    """
    return compare_with(read_round(session, book.round, book.person), book, answers)


def compare_with(record: RoundRecord, book: ReturnedBook, answers: Mapping[str, RoundAnswer]) -> Comparison:
    """Compare a returned workbook with a round that was read; raises `Refusal` if it does not ask the person."""
    person = record.person(book.person)
    if person is None:
        raise Refusal("round.asks_nobody_of_it", file=book.file, round=record.round.code)
    day = _answered_on(book, person.asked.day)
    return Comparison(book, record, person, tuple(_compared(book.rows, person, answers, day)))


def _answered_on(book: ReturnedBook, today: Day) -> Day:
    """Return the day beside the signature, or today where none can be read or it is still to come."""
    try:
        signed = parse_day(book.signed_on)
    except DayTextError:
        return today
    return signed if is_precise(signed) and signed <= today else today


def answer_act(comparison: Comparison, accepted: Accepted, day: Day) -> AnswerRound:
    """Return the act that posts what was decided, with the workbook as its document by checksum."""
    book = comparison.book
    signed = accepted.signed or Signed(book.signed_by, book.witnessed_by)
    return AnswerRound(
        round=RoundRef(ref_of(book.round)),
        person=PersonRef(ref_of(book.person)),
        answers=tuple(_answered(comparison, accepted)),
        besides=tuple(_besides(comparison, accepted)),
        signed_by=signed.by,
        witnessed_by=signed.witness,
        document=Attached(kind=DocumentKind.INVENTORY, name=book.file, sha256=book.sha256, day=day),
        signed_on=book.signed_on,
        witnessed_on=book.witnessed_on,
    )


def signing_findings(
    session: StoreSession, comparison: Comparison, signed: Signed, day: Day
) -> tuple[Finding, ...]:
    """Return what is to be asked about the signatures in a workbook, whether or not it is posted.

    Where no name stands beside a day, it is the borrower who signed; a witness without a name is none.
    """
    act = answer_act(comparison, Accepted(signed=replace(signed, by=signed.by or comparison.person.name)), day)
    act = replace(act, witnessed_on=act.witnessed_on if signed.witness else "")
    with session.database.snapshot() as connection:
        ledger = ledger_of(session, connection)
        round_ = ledger.record(Subject.ROUND, comparison.book.round)
        person = Person.of(ledger.record(Subject.PERSON, comparison.book.person))
    return (*is_signed_on_a_day(act, round_, day), *is_signed_by_the_borrower(act, round_, person))


def _answered(comparison: Comparison, accepted: Accepted) -> Iterator[Answered]:
    lines, told = set(accepted.lines), set[Uid]()
    for each in comparison.lines:
        if each.line is None or each.line.uid in told:
            continue
        uid = each.line.uid
        aside = accepted.aside.get(uid, "") if each.verdict in REFUSABLE else ""
        if aside or (uid in lines and each.verdict in POSTABLE):
            told.add(uid)
            yield Answered(
                line=LineRef(ref_of(uid)),
                answer=each.answer,
                ug=each.ug,
                remarks=each.remarks,
                aside=aside,
                to_ug=each.to_ug,
            )


def _besides(comparison: Comparison, accepted: Accepted) -> Iterator[NamedBesides]:
    for each in comparison.lines:
        row = each.row
        if each.verdict is Verdict.NOT_ASKED and row is not None and row.number in accepted.besides:
            yield NamedBesides(text=row.named, ug=each.ug, remarks=row.remark, to_ug=each.to_ug)


def _compared(
    rows: Iterable[ReturnedRow], person: PersonInRound, answers: Mapping[str, RoundAnswer], day: Day
) -> Iterator[Compared]:
    asked = {each.uid: each for each in person.lines}
    by_code = {each.code: each for each in person.lines}
    given: list[tuple[ReturnedRow, LineInRound | None]] = []
    for row in rows:
        line = asked.get(row.line) if row.line else by_code.get(row.code)
        given.append((row, line))
    times = Counter(line.uid for _, line in given if line is not None)
    for row, line in given:
        yield _of_row(row, line, answers, day, twice=line is not None and times[line.uid] > 1)
    for uid, line in asked.items():
        if not times[uid] and line.asked_for:
            yield Compared(Verdict.MISSING, line, None, None, None, day=day)


def _of_row(
    row: ReturnedRow, line: LineInRound | None, answers: Mapping[str, RoundAnswer], day: Day, *, twice: bool
) -> Compared:
    answer = answers.get(row.answer.casefold())
    try:
        mass = parse_exact_mass(row.mass, unit=_UNIT) if row.mass else None
        unreadable = bool(row.answer) and answer is None
    except MassTextError:
        mass, unreadable = None, True
    given = Compared(Verdict.NOT_ASKED, line, row, answer, None, day=day)
    if mass is not None:
        given = replace(given, ug=mass.ug, to_ug=mass.resolution_ug or 0)
    return replace(given, verdict=_verdict(row, given, twice=twice, unreadable=unreadable))


def _verdict(row: ReturnedRow, given: Compared, *, twice: bool, unreadable: bool) -> Verdict:
    line = given.line
    if line is None:
        return Verdict.NOT_ASKED
    if twice:
        return Verdict.TWICE
    named = is_called(line.number, row.sample) if line.number else row.sample == line.described
    if row.code != line.code or not named:
        return Verdict.ALTERED
    if unreadable:
        return Verdict.UNREADABLE
    if given.answer is None:
        return Verdict.UNANSWERED
    why = line.differs_from(given.answer, given.ug, given.to_ug, given.day)
    return _OF_MASS.get(why, Verdict.DIFFERS)


_OF_MASS: Final[Mapping[Differs | None, Verdict]] = MappingProxyType(
    {None: Verdict.AGREES, Differs.MASS_UNKNOWN: Verdict.MASS_UNKNOWN}
)


def _marked(row: Row) -> tuple[Uid, Uid] | None:
    told = _text(row, 0)
    if not told.startswith(MARK):
        return None
    parts = told.removeprefix(MARK).split()
    return (Uid(parts[0]), Uid(parts[1])) if len(parts) == 2 else None


def _returned(book: Book, head: tuple[Uid, Uid], rows: list[Row]) -> ReturnedBook:
    keys = [_text(row, 0) for row in rows]
    start = keys.index(HEADER) + 1 if HEADER in keys else len(rows)
    signing = {key: _text(row, 2) for key, row in zip(keys, rows, strict=True) if key.startswith(SIGNING)}
    signed, signed_on, witnessed, witnessed_on = (signing.get(f"{SIGNING}{at}", "") for at in range(_PLACES))
    # What stands below the header without a key was added by the borrower.
    told = tuple(_row(row) for row in rows[start:])
    round_, person = head
    return ReturnedBook(
        file=book.name,
        sha256=book.sha256,
        round=round_,
        person=person,
        signed_by=signed,
        witnessed_by=witnessed,
        rows=told,
        signed_on=signed_on,
        witnessed_on=witnessed_on,
    )


def answer_words(folder: Path) -> Mapping[str, RoundAnswer]:
    """Return by word, in small letters and in every language of a folder of words, the answer it means."""
    known: dict[str, RoundAnswer] = {str(each): each for each in RoundAnswer}
    for language in languages(folder):
        words = Words.load(language, folder)
        known |= {words.say(f"round_answer.{each}").casefold(): each for each in RoundAnswer}
    return known


def _row(row: Row) -> ReturnedRow:
    key = _text(row, 0)
    line = Uid(key.removeprefix(LINE).strip()) if key.startswith(LINE) else None
    texts = [_text(row, at) for at in (1, 2, ANSWER_AT, ANSWER_AT + 1, ANSWER_AT + 2)]
    return ReturnedRow(row.number, line, *texts)


def _text(row: Row, at: int) -> str:
    return _shown(row.cells[at]) if at < len(row.cells) else ""


def _shown(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell).strip()
