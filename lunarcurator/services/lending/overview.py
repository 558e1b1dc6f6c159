"""What on the loan desk needs a hand today: groups of work, each with its first rows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, NamedTuple

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import KnownMass
from lunarcurator.domain.lending.rounds import Round, RoundAsked
from lunarcurator.domain.lending.terms import AgreementState
from lunarcurator.domain.lending.working_days import days_after
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.numbering.sorting import text_key
from lunarcurator.services.lending.agreements import AgreementRow, read_agreements
from lunarcurator.services.lending.browsing import (
    NOTHING_HELD,
    BorrowerRow,
    Concern,
    HeldSum,
    LineRow,
    LineSum,
    LineWish,
    LoanRow,
)
from lunarcurator.services.policies import PolicyError
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads import borrowers as readers
from lunarcurator.store.reads import loans
from lunarcurator.store.reads.borrowers import HouseSum
from lunarcurator.store.reads.records import records
from lunarcurator.store.reads.records_then import RecordLens
from lunarcurator.store.reads.rounds import lines_done

FIRST: Final = 3
"""So many rows a group shows; a list has them all."""
SOON_DAYS: Final = 30


class Work(StrEnum):
    """The groups of the overview in their order; those of lines have the name of their concern."""

    OVERDUE = "overdue"
    RECALLED = "recalled"
    TO_DECIDE = "to_decide"
    TO_SIGN = "to_sign"
    TO_PREPARE = "to_prepare"
    TO_SHIP = "to_ship"
    IN_TRANSIT = "in_transit"
    NOT_CLOSED = "not_closed"
    EXPIRING = "expiring"
    UNANSWERED = "unanswered"
    DISPUTED = "disputed"
    LOST = "lost"
    OWED_BACK = "owed_back"
    DUE_SOON = "due_soon"
    UNDATED = "undated"


_OF_LINES: Final = frozenset(str(each) for each in Concern)
_URGENT: Final = frozenset({Work.OVERDUE, Work.RECALLED, Work.UNANSWERED, Work.DISPUTED})
"""What counts as overdue or blocked, and shows in the rail."""


@dataclass(frozen=True, slots=True)
class Todo:
    """One row of work: what it leads to (`kind` loan, agreement, round or person), who, what and when.

    `number` is the first sample of `lines`; `day` is the day it hangs on (due, asked, ends), 0 for none. Of a
    round, `lines` are those without an answer of all `asked`. `held_sum` is what its lines hold, or what is asked.
    """

    kind: str
    uid: Uid
    code: str
    person: str
    institution: str
    lines: int = 0
    number: str = ""
    described: str = ""
    held_sum: HeldSum = NOTHING_HELD
    day: Day = 0
    asked: int = 0

    @property
    def held(self) -> KnownMass:
        """The mass its lines hold, or that is asked, as far as it is known."""
        return self.held_sum.known


@dataclass(frozen=True, slots=True)
class Group:
    """One group of work: how many rows there are of it, and the first of them."""

    work: Work
    count: int
    rows: tuple[Todo, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """How a round stands: its code and deadline, and how many borrowers were asked and have answered."""

    uid: Uid
    code: str
    deadline: Day
    asked: int
    answered: int
    closed: Day
    frozen: Day = 0


class Holder(NamedTuple):
    """An institution with what it holds, on how many open lines."""

    name: str
    held_sum: HeldSum = NOTHING_HELD
    lines: int = 0

    def plus(self, other: "Holder | HouseSum") -> "Holder":
        """Return the same institution with what another holds as well."""
        return Holder(self.name, self.held_sum.plus(other.held_sum), self.lines + other.lines)


@dataclass(frozen=True, slots=True)
class Overview:
    """The loan desk today: the work, what is out in all, who holds most, months of due days, the latest round.

    `agreements_known` is False where the work on agreements is left out because no policy can be read.
    """

    today: Day
    groups: tuple[Group, ...]
    out: LineSum
    months: tuple[tuple[int, int], ...] = ()
    holders: tuple[Holder, ...] = ()
    round: Answers | None = None
    loans: int = 0
    people: int = 0
    urgent: int = field(default=0)
    agreements_known: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether nobody borrows and nothing was ever lent."""
        return not self.loans and not self.people


def overview(session: StoreSession, first: int = FIRST, moment: Moment = NOW) -> Overview:
    """Return what needs a hand today, or what needed one at the end of another day."""
    today = session.day_of(moment)
    with session.database.snapshot() as connection:
        lens = session.lens(connection, moment)
        every = readers.loans(connection, lens)
        people = readers.borrowers(connection, today, lens)
        rounds = _rounds(connection, lens, today)
        made: dict[Work, Group] = {}
        for work in Work:
            if str(work) in _OF_LINES:
                made[work] = _of_lines(connection, work, today, first, lens)
        agreements = _agreements(connection, session, today, lens)
        made |= _of_agreements(agreements or (), first)
        made[Work.NOT_CLOSED] = _not_closed(every, first)
        made[Work.UNANSWERED] = _unanswered(rounds, people, first)
        wish = LineWish(today, Concern.OPEN)
        late = loans.sum_lines(connection, LineWish(today, Concern.OWED_LATE), lens).loans
        held = readers.houses(connection, lens)
        out, months = loans.sum_lines(connection, wish, lens), loans.by_month(connection, wish, lens)
    groups = tuple(made[work] for work in Work if made[work].count)
    urgent = sum(group.count for group in groups if group.work in _URGENT) + late
    return Overview(
        today=today,
        groups=groups,
        out=out,
        months=tuple(months),
        holders=_holders(held),
        round=_latest(rounds),
        loans=len(every),
        people=len(people),
        urgent=urgent,
        agreements_known=agreements is not None,
    )


def _agreements(
    connection: Any, session: StoreSession, today: Day, lens: RecordLens
) -> Sequence[AgreementRow] | None:
    """Return the agreements, None where nobody can say how they stand: that needs a policy."""
    try:
        return read_agreements(connection, session.tables, today, lens)
    except PolicyError:
        return None


def urgent_count(session: StoreSession, moment: Moment = NOW) -> int:
    """Return how much was overdue, recalled, unanswered or disputed at a moment: what the rail counts."""
    today = session.day_of(moment)
    with session.database.snapshot() as connection:
        lens = session.lens(connection, moment)
        counted = sum(
            loans.sum_lines(connection, LineWish(today, concern), lens).loans
            for concern in (*(Concern(work) for work in _URGENT - {Work.UNANSWERED}), Concern.OWED_LATE)
        )
        rounds = _rounds(connection, lens, today)
    return counted + sum(asked.is_open for each in rounds for asked in each.people.values())


def _rounds(connection: Any, lens: RecordLens, today: Day) -> "list[_RoundStands]":
    """Return every inventory round with how each borrower it asked stands today."""
    rounds = [Round.of(row.state) for row in records(connection, Subject.ROUND, lens)]
    done = lines_done(connection, lens) if rounds else Counter()
    return [
        _RoundStands(
            each,
            {person: each.stands(person, done[each.uid, person], today) for person in each.expects},
        )
        for each in rounds
    ]


class _RoundStands(NamedTuple):
    round: Round
    people: Mapping[Uid, RoundAsked]

    @property
    def answers(self) -> Answers:
        """How it stands: who was asked, and who has nothing left to answer."""
        told = self.round
        answered = sum(not each.is_open for each in self.people.values())
        return Answers(told.uid, told.code, told.deadline, len(self.people), answered, told.closed, told.frozen)


def all_rounds(session: StoreSession, moment: Moment = NOW) -> list[Answers]:
    """Return every inventory round there was at a moment, the latest first."""
    with session.database.snapshot() as connection:
        lens = session.lens(connection, moment)
        rounds = [each.answers for each in _rounds(connection, lens, session.day_of(moment))]
    return sorted(rounds, key=lambda each: (each.frozen, text_key(each.code)), reverse=True)


def _of_lines(connection: Any, work: Work, today: Day, first: int, lens: RecordLens) -> Group:
    wish = LineWish(today, Concern(work), soon=days_after(today, SOON_DAYS))
    rows = loans.by_loan(connection, wish, first, lens)
    lines = loans.line_rows(connection, [row.line for row in rows], lens)
    return Group(
        work,
        loans.sum_lines(connection, wish, lens).loans,
        tuple(_todo(row, lines[row.line], work) for row in rows),
    )


def _todo(row: loans.LoanSum, line: LineRow, work: Work) -> Todo:
    asked = work in {Work.TO_DECIDE, Work.TO_PREPARE}
    wanted = asked and row.lines == 1
    held = row.held_sum
    if wanted:
        held = HeldSum(line.granted_ug or line.asked_ug or 0, held.unweighed, 0, 0, None)
    return Todo(
        kind="loan",
        uid=row.loan,
        code=row.code,
        person=row.person,
        institution=row.institution,
        lines=row.lines,
        number=line.number,
        described=line.described,
        held_sum=held,
        day=row.requested if asked else row.by,
    )


def _not_closed(every: Sequence[LoanRow], first: int) -> Group:
    """Return the loans of which something was lent, nothing is out, and which nobody closed yet."""
    found = [row for row in every if row.settled and not row.closed]
    rows = tuple(
        Todo("loan", row.uid, row.code, row.person, row.institution, row.lines, day=row.requested)
        for row in found[:first]
    )
    return Group(Work.NOT_CLOSED, len(found), rows)


def _of_agreements(every: Sequence[AgreementRow], first: int) -> dict[Work, Group]:
    """Return the agreements to sign, and those that end soon or have ended with lines out under them."""
    to_sign = [row for row in every if row.state is AgreementState.DRAFT]
    ending = [row for row in every if row.asks_for_renewal]
    return {
        Work.TO_SIGN: _group_of(Work.TO_SIGN, [(row.agreement.approved, row) for row in to_sign], first),
        Work.EXPIRING: _group_of(Work.EXPIRING, [(row.agreement.until, row) for row in ending], first),
    }


def _group_of(work: Work, dated: Sequence[tuple[Day, AgreementRow]], first: int) -> Group:
    by_day = sorted(dated, key=lambda each: (each[0], text_key(each[1].agreement.code)))
    rows = (
        Todo("agreement", row.agreement.uid, row.agreement.code, row.person, row.institution, row.lines, day=day)
        for day, row in by_day[:first]
    )
    return Group(work, len(dated), tuple(rows))


def _unanswered(rounds: Sequence[_RoundStands], people: Sequence[BorrowerRow], first: int) -> Group:
    by_uid = {each.uid: each for each in people}
    found = []
    for told in rounds:
        for person, asked in told.people.items():
            if not asked.is_open:
                continue
            who, round_ = by_uid.get(person), told.round
            found.append(
                Todo(
                    kind="round",
                    uid=round_.uid,
                    code=round_.code,
                    person=who.name if who else "",
                    institution=who.institution if who else "",
                    lines=asked.unanswered,
                    day=round_.deadline,
                    asked=asked.lines,
                )
            )
    found.sort(key=lambda each: (each.day, each.institution, each.person))
    return Group(Work.UNANSWERED, len(found), tuple(found[:first]))


def _latest(rounds: Sequence[_RoundStands]) -> Answers | None:
    latest = max(rounds, key=lambda each: each.round.frozen, default=None)
    return latest.answers if latest is not None else None


def _holders(held: Sequence[HouseSum]) -> tuple[Holder, ...]:
    """Return the institutions that hold most, the others together under ""."""
    ordered = [Holder(each.name).plus(each) for each in held]
    rest = Holder("")
    for one in ordered[_HOLDERS:]:
        rest = rest.plus(one)
    return (*ordered[:_HOLDERS], *([rest] if rest.lines else []))


_HOLDERS: Final = 5


def months_from(
    today: Day, counts: Sequence[tuple[int, int]], before: int = 3, after: int = 10
) -> list[tuple[int, int]]:
    """Return the counts of the months around today, empty ones too; what lies outside is added to the ends."""
    months = [today // 100]
    for _ in range(before):
        months.insert(0, _month(months[0], -1))
    for _ in range(after):
        months.append(_month(months[-1], 1))
    told = dict.fromkeys(months, 0)
    for month, count in counts:
        told[min(max(month, months[0]), months[-1])] += count
    return list(told.items())


def _month(month: int, step: int) -> int:
    year, number = divmod(month, 100)
    at = year * 12 + number - 1 + step
    return at // 12 * 100 + at % 12 + 1
