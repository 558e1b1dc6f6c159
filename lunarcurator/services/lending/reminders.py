"""Which letters are due today: by the ladder of each policy, a digest for each borrower, each rung once.

The desk is offline: letters are printed and said to have gone out, never sent by the program (`domain.md` 4, 18).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from lunarcurator.domain.days import Day, show_day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import LineRef, Uid, ref_of
from lunarcurator.domain.lending.agreements import Agreement
from lunarcurator.domain.lending.line_log import LetterSent, extensions_of, letters_of
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.loans import Loan
from lunarcurator.domain.lending.people import Person
from lunarcurator.domain.lending.policy import Policy, policy_for
from lunarcurator.domain.lending.terms import Letter
from lunarcurator.domain.lending.working_days import days_after, days_between
from lunarcurator.domain.numbering.sorting import text_key
from lunarcurator.domain.operations.issuing import RecordLetter
from lunarcurator.domain.rules.letters import asked_for_by, letter_of, named_by
from lunarcurator.services.lending.line_pieces import called
from lunarcurator.services.lending.reaching import Gone, gone_of
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads.inventory import collection_codes, local_ids
from lunarcurator.store.reads.records import lines_to_chase, records
from lunarcurator.store.reads.rows import PieceRow, piece_rows

PAPERS: Final[Mapping[Letter, str]] = MappingProxyType(
    {
        Letter.REMINDER: "reminder_letter",
        Letter.OVERDUE: "overdue_letter",
        Letter.RECALL: "recall_letter",
    }
)
"""The paper that each letter is written on."""
_NOBODY: Final = Uid("")
_BEFORE_ALL: Final = 36_500
"""The rung of a recall that comes before the first rung of its ladder, in days."""

_LONGEST_NAME: Final = 60
"""As many signs of a name stand in the name of a file: in Chinese they take three bytes each of 255."""


@dataclass(frozen=True, slots=True)
class DueLine:
    """One line a letter is due about: by when it should be back, and the rung of the ladder it has reached.

    `rung` is in days before that day, negative after it; `number` is that of its piece.
    """

    uid: Uid
    code: str
    by: Day
    rung: int
    number: str = ""

    @property
    def called(self) -> str:
        """The line by its code, and the number of its piece."""
        return called(self.code, self.number)


@dataclass(frozen=True, slots=True)
class DueLetter:
    """One letter to one borrower about several lines, the earliest first; `gone` where he may not be reached.

    `by` is the day it names: the first by which one of the lines is asked for. `late` are those of a recall that
    are overdue all the same.
    """

    person: Uid
    name: str
    letter: Letter
    lines: tuple[DueLine, ...]
    by: Day = 0
    gone: Gone | None = None
    late: int = 0

    @property
    def paper(self) -> str:
        """The paper it is written on."""
        return PAPERS[self.letter]

    @property
    def facts(self) -> dict[str, object]:
        """What the sentence `letters.due` says of it, but the word for its kind."""
        codes = [each.called for each in self.lines]
        return {"name": self.name, "codes": codes, "by": show_day(self.by), "late": self.late}

    def file_name(self, number: int) -> str:
        """Return the name of its file, without ending, as every system takes it: its number, its kind, to whom."""
        kept = "".join(sign if sign.isalnum() or sign in "-." else " " for sign in self.name)
        return "-".join((f"{number:03}", str(self.letter), "_".join(kept.split())[:_LONGEST_NAME])).rstrip("-._")

    def records(self) -> Iterator[RecordLetter]:
        """Yield what is posted once the letter went out: one act for each rung."""
        for rung in dict.fromkeys(each.rung for each in self.lines):
            refs = tuple(LineRef(ref_of(each.uid)) for each in self.lines if each.rung == rung)
            yield RecordLetter(lines=refs, letter=self.letter, rung=rung)


class NoLetter(StrEnum):
    """Why no letter is due about a line that should be back."""

    WRITTEN = "written"
    NOT_YET = "not_yet"
    NO_LADDER = "no_ladder"


@dataclass(frozen=True, slots=True)
class NotReminded:
    """The lines that should be back and about which no letter is due, for one reason, the earliest first.

    `written` is the latest day on which a letter about one of them went out, 0 where none did. `numbers` are those
    of their pieces.
    """

    why: NoLetter
    codes: tuple[str, ...]
    written: Day = 0
    numbers: tuple[str, ...] = field(default=(), compare=False)

    @property
    def facts(self) -> dict[str, object]:
        """What the sentence `letters_late.REASON` says of them."""
        return {"codes": [*map(called, self.codes, self.numbers)], "count": len(self.codes), "day": self.written}


@dataclass(frozen=True, slots=True)
class Reminders:
    """The letters due today, and what is overdue or recalled without one: both together are all that is late."""

    due: tuple[DueLetter, ...]
    unchased: tuple[NotReminded, ...]


def letters_due(session: StoreSession) -> tuple[DueLetter, ...]:
    """Return the letters due today by borrower and kind; a rung that was written about is not due again."""
    return reminders_of(session).due


def reminders_of(session: StoreSession) -> Reminders:
    """Return the letters due today, and why none is about the other lines that should be back."""
    today = session.today
    with session.database.snapshot() as connection:
        lines = [Line.of(row.state) for row in lines_to_chase(connection, _horizon(session, today))]
        people = {row.state.uid: Person.of(row.state) for row in records(connection, Subject.PERSON)}
        agreements = {row.state.uid: Agreement.of(row.state) for row in records(connection, Subject.AGREEMENT)}
        ladders = list(_ladders(session, connection, lines))
    found: dict[tuple[Uid, Letter], list[DueLine]] = {}
    left: dict[NoLetter, list[tuple[Line, str]]] = {}
    for line, (number, ladder) in zip(lines, ladders, strict=True):
        due = _due(line, ladder, today)
        if isinstance(due, DueLine):
            told = replace(due, number=number)
            found.setdefault((line.borrower or _NOBODY, letter_of(line, today)), []).append(told)
        elif line.is_overdue(today) or line.recalled:
            left.setdefault(due, []).append((line, number))
    by_name = tuple(_letters(found, lines, people, agreements, today))
    return Reminders(by_name, tuple(_unchased(why, left[why]) for why in NoLetter if why in left))


def _letters(
    found: Mapping[tuple[Uid, Letter], list[DueLine]],
    lines: Iterable[Line],
    people: Mapping[Uid, Person],
    agreements: Mapping[Uid, Agreement],
    today: Day,
) -> list[DueLetter]:
    """Return the letters about these lines, by name and kind."""
    known, letters = {line.uid: line for line in lines}, []
    for (person, letter), about in found.items():
        mine = [known[each.uid] for each in about]
        gone = gone_of(people[person], people.values(), today, agreements, (each.agreement for each in mine))
        ordered = tuple(sorted(about, key=_first_first))
        by = named_by(letter, mine, today)
        late = sum(each.is_overdue(today) for each in mine) if letter is Letter.RECALL else 0
        letters.append(DueLetter(person, people[person].name, letter, ordered, by, gone, late))
    return sorted(letters, key=lambda each: (each.name, each.letter))


def _ladders(
    session: StoreSession, connection: Any, lines: Sequence[Line]
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the number of the piece of each line, and its ladder by the policy of its piece and kind of loan."""
    loans = {row.state.uid: Loan.of(row.state) for row in records(connection, Subject.LOAN)}
    pieces, codes = _pieces(connection, lines), collection_codes(connection)
    for line in lines:
        # What is out has a loan and a piece; so much only a type checker doubts.
        piece, loan = pieces[line.sample or _NOBODY], loans[line.loan or _NOBODY]
        form = str(piece.values.get("form") or "")
        policy = policy_for(session.tables, codes.get(piece.collection, ""), loan.kind, form)
        yield piece.number, policy.reminders


def _unchased(why: NoLetter, lines: Iterable[tuple[Line, str]]) -> NotReminded:
    by_day = sorted(lines, key=lambda each: (each[0].by, text_key(each[0].code)))
    letters = (each.day for line, _ in by_day for each in letters_of(line.fields))
    codes, numbers = tuple(line.code for line, _ in by_day), tuple(number for _, number in by_day)
    return NotReminded(why, codes, max(letters, default=0), numbers)


def _horizon(session: StoreSession, today: Day) -> Day:
    """Return the last day on which a line may be due that any policy reminds of today."""
    rungs = [rung for policy in session.tables.policies for rung in policy.reminders]
    return days_after(today, max((*rungs, *Policy().reminders, 0)))


def _first_first(line: DueLine) -> tuple[Day, str]:
    return (line.by, text_key(line.code))


def _pieces(connection: Any, lines: Iterable[Line]) -> dict[Uid, PieceRow]:
    ids = local_ids(connection, (line.sample for line in lines if line.sample))
    return {row.uid: row for row in piece_rows(connection, list(ids)).values()}


def _due(line: Line, ladder: tuple[int, ...], today: Day) -> DueLine | NoLetter:
    """Return the rung a line has reached and nobody wrote about since its day was last changed, or why not.

    Asked back anew, by another day, it is written about anew, on the same day too.
    """
    by = line.by
    left = days_between(today, by)
    reached = [rung for rung in ladder if left <= rung]
    if not reached and not line.recalled:
        return NoLetter.NOT_YET if ladder else NoLetter.NO_LADDER
    rung = min(reached, default=_BEFORE_ALL)
    return NoLetter.WRITTEN if _is_written(line, rung) else DueLine(line.uid, line.code, by, rung)


def _is_written(line: Line, rung: int) -> bool:
    """Tell whether a letter went out about a rung, and the last one names the day that holds: one goes by that."""
    since = _changed(line)
    of_kind = (each for each in letters_of(line.fields) if _is_recall(each) is bool(line.recalled))
    written = [each for each in of_kind if each.day >= since]
    return any(each.rung <= rung for each in written) and _names_the_day(written[-1], line)


def _changed(line: Line) -> Day:
    """Return when the day by which a line is to be back was last changed, 0 where it never was."""
    since = max((each.day for each in extensions_of(line.fields)), default=0)
    asked = int(line.fields.get("recall_asked") or 0) if line.recalled else 0
    return max(since, asked)


def _names_the_day(sent: LetterSent, line: Line) -> bool:
    """Tell whether a letter asked for a line by the day that still holds; older entries do not say by which."""
    return sent.by in {0, asked_for_by(line, sent.letter, sent.day)}


def _is_recall(sent: LetterSent) -> bool:
    return sent.letter is Letter.RECALL
