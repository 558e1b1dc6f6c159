"""An inventory round to work through: who was asked and answered, line by line, and what does not agree."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby
from types import MappingProxyType
from typing import Any, Final

from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.days import Day, first_day, last_day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import KnownMass, stated_mass
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.lending.agreements import Agreement
from lunarcurator.domain.lending.held import known_by_line
from lunarcurator.domain.lending.line_log import letters_of, reported_masses
from lunarcurator.domain.lending.lines import Line, account, asked_back_by
from lunarcurator.domain.lending.people import Person
from lunarcurator.domain.lending.rounds import Besides, Round, RoundAsked, answer_of, frozen_of, is_asked_for
from lunarcurator.domain.lending.sub_samples import came_back
from lunarcurator.domain.lending.terms import ClosedBy, Letter, RoundAnswer
from lunarcurator.domain.lending.working_days import days_between
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.tolerance import UNSURE, Certainty
from lunarcurator.services.lending.reaching import Gone, gone_of
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads.came_back import days_back
from lunarcurator.store.reads.records import records
from lunarcurator.store.reads.rounds import AskedRow, asked_rows, weighed_on


class Differs(StrEnum):
    """Why a line is to be worked through after a round."""

    UNANSWERED = "unanswered"
    SET_ASIDE = "set_aside"
    CLOSED_SINCE = "closed_since"
    ANSWERED_OTHERWISE = "answered_otherwise"
    MASS = "mass"
    MASS_UNKNOWN = "mass_unknown"


_ENDED_BY: Final[Mapping[RoundAnswer, frozenset[ClosedBy]]] = MappingProxyType(
    {
        RoundAnswer.RETURNED: frozenset({ClosedBy.RETURN_RECEIPT}),
        RoundAnswer.CONSUMED: frozenset({ClosedBy.CONSUMPTION_REPORT, ClosedBy.RETURN_RECEIPT}),
        RoundAnswer.NOT_FOUND: frozenset({ClosedBy.LOSS_REPORT, ClosedBy.RETURN_RECEIPT}),
        RoundAnswer.TRANSFERRED: frozenset({ClosedBy.TRANSFER_RECEIPT}),
    }
)
"""Which documents close a line of which an answer says this; what a return sheet closes may be all used up."""
_SETTLED_BY_CLOSING: Final = frozenset({Differs.ANSWERED_OTHERWISE, Differs.UNANSWERED, Differs.SET_ASIDE})


def mass_differs(
    held: KnownMass | None, stated_ug: int | None, to_ug: int = 0, sure: Certainty = UNSURE
) -> Differs | None:
    """Return how a mass that was stated differs from what the book has; None where it does not, or none was.

    It is stated to the last place `to_ug`, and `sure` says what the balance behind the book is certain to. Nothing
    agrees with a mass nobody knows: what was stated beside it is for a person to decide.
    """
    if stated_ug is None:
        return None
    if held is None:
        return Differs.MASS_UNKNOWN
    return None if held.allows(stated_ug, to_ug, sure) else Differs.MASS


@dataclass(frozen=True, slots=True)
class RoundChoice:
    """One inventory, as dialogs and commands offer it."""

    uid: Uid
    code: str
    deadline: Day
    closed: Day


@dataclass(frozen=True, slots=True)
class LineInRound:
    """One line as a round froze it, what was answered, and how it stands now.

    `held` is what the book had on the day of the round as far as it was known; `now` what it has now; None
    where nobody knows. `steps` are the days on which that changed, with what was held from each on. An answer set
    `aside` for a reason is none. `reported_ug` are the masses kept as reported.
    `answered_to_ug` is the last place of the mass answered, 0 where nobody says, and `sure` says what the balance
    on which the piece was weighed is certain to. `asked_for` is whether its borrower is still asked for it,
    `closed` is the day since which nothing of it is out, and `closed_by` the document that says so;
    `asked_back` the day by which it is asked back where it was recalled and is out, else 0.
    """

    uid: Uid
    code: str
    number: str
    form: str
    described: str
    borrower: Uid
    loan: Uid | None
    sample: Uid | None
    held: KnownMass | None
    issued: Day
    due: Day | None
    is_open: bool
    closed: Day
    disputed: str
    now: KnownMass | None
    answer: RoundAnswer | None
    answered_ug: int | None
    answered_on: Day
    remarks: str
    aside: str
    sent: Day
    reported_ug: tuple[int, ...] = field(default=(), kw_only=True)
    agreement: Uid | None = field(default=None, kw_only=True)
    answered_to_ug: int = field(default=0, kw_only=True)
    sure: Certainty = field(default=UNSURE, kw_only=True)
    asked_for: bool = field(default=True, kw_only=True)
    closed_by: ClosedBy | None = field(default=None, kw_only=True)
    steps: tuple[tuple[Day, KnownMass | None], ...] = field(default=(), kw_only=True)
    asked_back: Day = field(default=0, kw_only=True)

    @property
    def held_ug(self) -> int | None:
        """The figure of what was held, in ug; None where nobody knew it."""
        return self.held.ug if self.held is not None else None

    @property
    def now_ug(self) -> int | None:
        """The figure of what is held now, in ug; None where nobody knows it."""
        return self.now.ug if self.now is not None else None

    @property
    def stated(self) -> KnownMass | None:
        """The mass that was answered, to the place to which it is stated; None where none was."""
        return KnownMass(self.answered_ug, self.answered_to_ug or None) if self.answered_ug is not None else None

    @property
    def needs_no_answer(self) -> bool:
        """Whether the borrower has nothing to say of it any more: it has an answer, or is accounted for."""
        return self.answer is not None or bool(self.closed)

    @property
    def differs(self) -> Differs | None:
        """Why the line is or was to be worked through, None where the answer is what the round asked for.

        What changed between the day of the round and that of the answer is worked through and settled.
        """
        if self.answer is None:
            return Differs.SET_ASIDE if self.aside else Differs.UNANSWERED
        why = self._differed(self.answer)
        if why is None and self.answer is RoundAnswer.SEEN:
            return mass_differs(self.held, self.answered_ug, self.answered_to_ug, self.sure)
        return why

    def _differed(self, answer: RoundAnswer) -> Differs | None:
        return self.differs_from(answer, self.answered_ug, self.answered_to_ug, self.answered_on)

    def differs_from(self, answer: RoundAnswer, ug: int | None, to_ug: int, day: Day) -> Differs | None:
        """Return why an answer given on a day is not what the book said on it, None where it is.

        A mass `ug` is stated to the last place `to_ug`. On one day nobody knows which came first: what is seen in
        the morning may be back in the evening, in part or whole.
        """
        if answer is not RoundAnswer.SEEN:
            ended = 0 < self.closed <= day and self.closed_by in _ENDED_BY.get(answer, ())
            passed = answer is RoundAnswer.TRANSFERRED and self.is_open and not self.asked_for
            return None if ended or passed else Differs.ANSWERED_OTHERWISE
        if self.closed and last_day(self.closed) < first_day(day):
            return Differs.CLOSED_SINCE
        found = {mass_differs(each, ug, to_ug, self.sure) for each in self._held_within(day)}
        return None if None in found else mass_differs(self.held_on(day), ug, to_ug, self.sure)

    def held_on(self, day: Day) -> KnownMass | None:
        """Return what the line held at the end of a day, as far as it is known; None where nobody knows."""
        return _held_on(self.steps, day)

    def _held_within(self, day: Day) -> tuple[KnownMass | None, ...]:
        """Return what the line held at any time on a day, in order."""
        before = [each for each in self.steps if last_day(each[0]) < first_day(day)]
        then = (held for since, held in self.steps[len(before) :] if since <= day)
        return (_held_on(before, day), *then)

    @property
    def is_settled(self) -> bool:
        """Whether what differed is in the book by now: the line was closed, or holds what was stated.

        A mass the book has nothing to compare with is settled, too, where it is kept as reported of the line.
        """
        why = self.differs
        if why in _SETTLED_BY_CLOSING:
            return not self.is_open
        if why not in {Differs.MASS, Differs.MASS_UNKNOWN}:
            return False
        stated = (self.answered_ug, self.answered_to_ug, self.sure)
        held = self.now is not None and mass_differs(self.now, *stated) is None
        reported = why is Differs.MASS_UNKNOWN and self.answered_ug in self.reported_ug
        return held or reported or not self.is_open or self._differed(RoundAnswer.SEEN) is None


@dataclass(frozen=True, slots=True)
class PersonInRound:
    """One borrower in a round: the lines, and when and by whom an answer was last signed (0 and empty: by nobody).

    Signed is not answered: `asked` says how many lines lack an answer. `gone` is there for somebody who died,
    retired or moved, and who may not be reached.
    """

    uid: Uid
    name: str
    institution: str
    lines: tuple[LineInRound, ...]
    answered: Day
    signed_by: str
    witnessed_by: str
    asked: RoundAsked
    besides: tuple[Besides, ...] = ()
    gone: Gone | None = None

    @property
    def asked_for(self) -> tuple[LineInRound, ...]:
        """The lines the borrower is still asked for."""
        return tuple(each for each in self.lines if each.asked_for)

    @property
    def sent(self) -> Day:
        """When a letter of an inventory last went out for one of the lines, 0 where none did."""
        return max((each.sent for each in self.lines), default=0)

    @property
    def unanswered(self) -> int:
        """How many lines still need an answer."""
        return self.asked.unanswered

    @property
    def delinquent(self) -> bool:
        """Whether the deadline is past and a line has no answer."""
        return self.asked.late


@dataclass(frozen=True, slots=True)
class RoundRecord:
    """A round whole, its borrowers in order of their names."""

    round: Round
    people: tuple[PersonInRound, ...]

    @property
    def asked(self) -> tuple[PersonInRound, ...]:
        """The borrowers who are still asked for anything."""
        return tuple(each for each in self.people if each.asked_for)

    @property
    def discrepancies(self) -> tuple[tuple[PersonInRound, LineInRound], ...]:
        """The lines that do not agree or were not answered and are not settled yet, borrower by borrower."""
        return tuple((person, line) for person, line in self.differing if not line.is_settled)

    @property
    def gone(self) -> tuple[tuple[PersonInRound, Gone], ...]:
        """The borrowers who may not be reached, with what is on record of each."""
        return tuple((each, each.gone) for each in self.people if each.gone is not None)

    @property
    def differing(self) -> tuple[tuple[PersonInRound, LineInRound], ...]:
        """All lines that were worked through or are still to be, borrower by borrower."""
        return tuple((person, line) for person in self.people for line in person.lines if line.differs)

    def days_late(self, person: PersonInRound, today: Day) -> int:
        """Return how many days after the deadline nothing was left to answer, or is left still; 0 in time."""
        closed = (each.closed for each in person.lines if each.answer is None)
        until = today if person.unanswered else max((person.answered, *closed))
        return max(0, days_between(self.round.deadline, until)) if self.round.deadline else 0

    def person(self, uid: Uid) -> PersonInRound | None:
        """Return one borrower of the round, None where the round does not ask that person."""
        return next((each for each in self.people if each.uid == uid), None)


def round_choices(session: StoreSession) -> tuple[RoundChoice, ...]:
    """Return all inventories in order of their numbers."""
    with session.database.connect() as connection:
        rounds = [Round.of(row.state) for row in records(connection, Subject.ROUND)]
    return tuple(RoundChoice(each.uid, each.code, each.deadline, each.closed) for each in rounds)


def asked_lines(session: StoreSession, round_: Uid, person: Uid) -> tuple[str, ...]:
    """Return the codes of the lines of a person in a round of which somebody may still enter an answer.

    What passed to another is among them, though its borrower is asked for it no more: else nobody could close it.
    """
    found = read_round(session, round_, person).person(person)
    return tuple(each.code for each in found.lines if not each.closed) if found else ()


def read_round(session: StoreSession, uid: Uid, person: Uid | None = None, moment: Moment = NOW) -> RoundRecord:
    """Return a round at a moment, with its lines and answers; raises `Refusal` where it was not in the book.

    With a `person` only the lines of that borrower are read: one answer is compared with them, not with thousands.
    """
    with session.database.snapshot() as connection:
        lens = session.lens(connection, moment)
        states = {row.state.uid: row.state for row in records(connection, Subject.ROUND, lens)}
        if uid not in states:
            raise Refusal("ref.no_round", text="")
        people = {row.state.uid: row.state for row in records(connection, Subject.PERSON, lens)}
        agreements = {
            row.state.uid: Agreement.of(row.state) for row in records(connection, Subject.AGREEMENT, lens)
        }
        places = {row.state.uid: row.state.name for row in records(connection, Subject.INSTITUTION, lens)}
        round_ = Round.of(states[uid])
        expected = round_.expects.get(person, 0) if person is not None else 0
        rows = asked_rows(connection, uid, person, lens, expected)
        sure = weighed_on(connection, [row.sample for row in rows if row.sample is not None])
        day = session.day_of(moment)
        lines = [_line(connection, row, round_, sure.get(row.sample or 0, UNSURE), day) for row in rows]
    lines.sort(key=lambda each: each.borrower)
    found = {person: tuple(mine) for person, mine in groupby(lines, key=lambda each: each.borrower)}
    today = session.day_of(moment)
    told = _reached(_people(round_, found, people, places, today), people.values(), agreements, today)
    return RoundRecord(round_, tuple(sorted(told, key=lambda each: (each.name.casefold(), each.uid))))


def _reached(
    asked: Iterable[PersonInRound], people: Iterable[Record], agreements: Mapping[Uid, Agreement], today: Day
) -> Iterator[PersonInRound]:
    """Yield those a round asks with what is on record of whoever may not be reached any more."""
    known = {each.uid: Person.of(each) for each in people}
    for each in asked:
        under = (line.agreement for line in each.lines)
        found = known.get(each.uid)
        gone = gone_of(found, known.values(), today, agreements, under) if found is not None else None
        yield replace(each, gone=gone)


def _people(
    round_: Round,
    lines: Mapping[Uid, tuple[LineInRound, ...]],
    people: Mapping[Uid, Record],
    places: Mapping[Uid, str],
    today: Day,
) -> Iterator[PersonInRound]:
    for uid in round_.expects:
        state, answer, mine = people.get(uid), round_.answered.get(uid), lines.get(uid, ())
        yield PersonInRound(
            uid=uid,
            name=state.name if state else "",
            institution=places.get(Uid(state.text("institution")), "") if state else "",
            lines=mine,
            answered=answer.day if answer else 0,
            signed_by=answer.signed_by if answer else "",
            witnessed_by=answer.witnessed_by if answer else "",
            asked=round_.stands(uid, sum(each.needs_no_answer for each in mine), today),
            besides=round_.besides(uid),
        )


def _line(connection: Any, row: AskedRow, round_: Round, sure: Certainty, day: Day) -> LineInRound:
    line = Line.of(row.state)
    frozen = frozen_of(line, round_.uid)
    assert frozen is not None, "only lines of the round are asked for"  # noqa: S101
    answer = answer_of(line, round_.uid)
    aside, held = answer.get("aside", ""), line.account
    borrower = Uid(str(frozen["borrower"]))
    steps = tuple(_steps(connection, row, line))
    return LineInRound(
        uid=line.uid,
        code=line.code,
        number=row.number,
        form=row.form,
        described=line.described,
        borrower=borrower,
        loan=line.loan,
        sample=line.sample,
        held=_held_on(steps, round_.frozen),
        issued=line.issued_said,
        due=line.due,
        is_open=line.is_open,
        closed=line.over,
        disputed=line.disputed,
        now=None if held.unweighed else _known(row, line, held.held_ug),
        answer=None if aside or not answer else RoundAnswer(answer["answer"]),
        answered_ug=answer.get("ug"),
        answered_on=answer.get("day", 0),
        remarks=answer.get("remarks", ""),
        aside=aside,
        sent=max(_letters(line), default=0),
        reported_ug=tuple(each.ug for each in reported_masses(line.fields)),
        agreement=line.agreement,
        answered_to_ug=answer.get("to_ug", 0),
        sure=sure,
        asked_for=is_asked_for(line, round_.uid, borrower, day),
        closed_by=ClosedBy.LOSS_REPORT if line.lost else line.closed_by,
        steps=steps,
        asked_back=asked_back_by(line.by, line.recalled, day) if line.is_open else 0,
    )


def _held_on(steps: Iterable[tuple[Day, KnownMass | None]], day: Day) -> KnownMass | None:
    return ([held for since, held in steps if since <= day] or [KnownMass(0)])[-1]


def _steps(connection: Any, row: AskedRow, line: Line) -> Iterator[tuple[Day, KnownMass | None]]:
    """Yield what a line held from each day on which it changed: known as its piece is since nothing of it moved.

    What is entered late for a day before the round was frozen counts on that day.
    """
    blind = [each.uid for each in came_back(line) if not each.has_mass]
    back = days_back(connection, line.uid) if blind else {}
    came = [back[each] for each in blind]
    days = sorted({*came, *(each.day for each in line.moves)})
    for day in days:
        held = account(line.moves, day)
        if held.unweighed:
            yield day, None
        elif day == days[-1]:
            yield day, _known(row, line, held.held_ug)
        else:
            bounded = any(each <= day for each in came)
            known = line.left_as or (bounded and Quality.UPPER_BOUND)
            yield day, stated_mass(held.held_ug, known, line.resolution_of())


def _known(row: AskedRow, line: Line, held_ug: int) -> KnownMass | None:
    """Return what a line holds as it is known: as the mass of its piece is, where that is the same figure."""
    alike = row.mass_ug == held_ug
    quality, fine = (row.quality, row.resolution_ug) if alike else (known_by_line(line), None)
    return stated_mass(held_ug, quality, line.resolution_of() or fine) if held_ug else KnownMass(0)


def _letters(line: Line) -> Iterator[Day]:
    """Yield the days on which letters about an inventory went out for a line."""
    return (each.day for each in letters_of(line.fields) if each.letter is Letter.INVENTORY)
