"""Those who borrow, and what is agreed with them: lists for dialogs, papers and the command line."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.agreements import Agreement
from lunarcurator.domain.lending.people import Institution, Person
from lunarcurator.domain.lending.policy import Policy
from lunarcurator.domain.lending.rounds import Round
from lunarcurator.domain.lending.standing import expiring_days, heard_of, is_stale
from lunarcurator.domain.lending.terms import AgreementState
from lunarcurator.domain.lending.working_days import days_between
from lunarcurator.services.desk import Desk
from lunarcurator.store.reads.agreements import open_under
from lunarcurator.store.reads.desks import desks

_URGENCY: Final = (
    AgreementState.DRAFT,
    AgreementState.EXPIRED,
    AgreementState.EXPIRING,
    AgreementState.SIGNED,
    AgreementState.CURRENT,
    AgreementState.TERMINATED,
)


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One agreement as lists show it, on a day: its state, and how many days there are to its end (signed: None).

    `signature_due` is the day by which it is to be signed, 0 where nothing is owed; `lines` are out under it.
    """

    agreement: Agreement
    person: str
    institution: str
    state: AgreementState
    days_left: int
    signature_due: Day
    lines: int


@dataclass(frozen=True, slots=True)
class Parties:
    """Everybody and everything one can agree with, each in order of names and numbers, as of `today`."""

    today: Day
    people: tuple[Person, ...]
    institutions: tuple[Institution, ...]
    agreements: tuple[Agreement, ...]

    def person(self, uid: str | None) -> Person | None:
        """Return a person, or None."""
        return next((each for each in self.people if each.uid == uid), None)

    def institution(self, uid: str | None) -> Institution | None:
        """Return an institution, or None."""
        return next((each for each in self.institutions if each.uid == uid), None)

    def agreement(self, uid: str | None) -> Agreement | None:
        """Return an agreement, or None."""
        return next((each for each in self.agreements if each.uid == uid), None)

    def name(self, uid: str | None) -> str:
        """Return the name of a person or institution, empty for nobody."""
        found = self.person(uid) or self.institution(uid)
        return found.name if found else ""

    def label(self, person: Person) -> str:
        """Return a person as choices name him: with the institution, which tells two of one name apart."""
        place = self.name(person.institution)
        return f"{person.name} · {place}" if place else person.name


def parties(desk: Desk) -> Parties:
    """Read who borrows and what is agreed."""
    with desk.database.snapshot() as connection:
        people = tuple(Person.of(row.state) for row in desks(connection, Subject.PERSON))
        institutions = tuple(Institution.of(row.state) for row in desks(connection, Subject.INSTITUTION))
        agreements = tuple(Agreement.of(row.state) for row in desks(connection, Subject.AGREEMENT))
    return Parties(desk.today, people, institutions, agreements)


def agreement_rows(desk: Desk, day: Day = 0) -> list[AgreementRow]:
    """Return every agreement with its state on a day (0: today), in the order of their numbers."""
    known, at = parties(desk), day or desk.today
    warned, policies = expiring_days(None, desk.tables), policies_in_use(desk)
    with desk.database.connect() as connection:
        out = open_under(connection)
    return [
        AgreementRow(
            each,
            known.name(each.person),
            known.name(each.institution),
            each.state_on(at, warned),
            days_between(at, each.until_on(at)),
            signature_due(policies, each),
            out.get(each.uid, 0),
        )
        for each in known.agreements
    ]


def urgent_first(rows: Iterable[AgreementRow]) -> list[AgreementRow]:
    """Return agreements with those first that ask for something: drafts, ended with lines out, ending soon."""
    return sorted(rows, key=lambda row: (_rank(row), row.agreement.until, row.agreement.code))


def _rank(row: AgreementRow) -> int:
    """Return how urgent a row is: one that ended with nothing out is history."""
    if row.state is AgreementState.EXPIRED and not row.lines:
        return len(_URGENCY)
    return _URGENCY.index(row.state)


def policies_in_use(desk: Desk) -> tuple[Policy, ...]:
    """Return the policies of the collections in the book: an agreement is not of one collection."""
    with desk.database.connect() as connection:
        codes = {row.state.text("code") for row in desks(connection, Subject.COLLECTION)}
    return tuple(each for each in desk.tables.policies if each.collections & codes)


def signature_due(policies: Iterable[Policy], agreement: Agreement) -> Day:
    """Return the day by which a draft is to be signed, by the strictest policy; 0 where nothing is owed."""
    if agreement.signed or agreement.terminated:
        return 0
    owed = (each.signature_due(agreement.approved) for each in policies)
    return min((each for each in owed if each), default=0)


def expiring(desk: Desk, within: int | None = None) -> list[AgreementRow]:
    """Return the agreements that end within so many days (None: as the policy says), the first first."""
    days = expiring_days(None, desk.tables) if within is None else within
    running = {AgreementState.CURRENT, AgreementState.EXPIRING}
    found = [each for each in agreement_rows(desk) if each.state in running and each.days_left <= days]
    return sorted(found, key=lambda each: (each.days_left, each.agreement.code))


def lapsed(desk: Desk) -> list[AgreementRow]:
    """Return the agreements that ended while something is still out under them, longest ago first (R6)."""
    over = {AgreementState.EXPIRED, AgreementState.TERMINATED}
    found = [each for each in agreement_rows(desk) if each.state in over and each.lines]
    return sorted(found, key=lambda each: (each.days_left, each.agreement.code))


def owed_signatures(desk: Desk, within: int = 0) -> list[AgreementRow]:
    """Return the drafts whose signature is owed today, late, or within so many more working days."""
    last = desk.tables.calendar.after(desk.today, within)
    found = [each for each in agreement_rows(desk) if 0 < each.signature_due <= last]
    return sorted(found, key=lambda each: (each.signature_due, each.agreement.code))


def stale_people(desk: Desk) -> list[tuple[Person, Day]]:
    """Return the people nobody has heard of for too long, with the last day, longest first.

    Who ended answers for nothing, and whom nothing was agreed with is nobody's borrower yet.
    """
    known, today = parties(desk), desk.today
    with desk.database.connect() as connection:
        rounds = [Round.of(row.state) for row in desks(connection, Subject.ROUND)]
    found = []
    for each in known.people:
        held = [agreement for agreement in known.agreements if agreement.person == each.uid]
        heard = heard_of(each, held, rounds, today)
        if held and not each.ended and is_stale(heard, today, None, desk.tables):
            found.append((each, heard))
    return sorted(found, key=lambda told: (told[1], told[0].name))
