"""Those who borrow, and what is agreed with them: lists for dialogs, papers and the command line."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.lending.agreements import Agreement
from lunarcurator.domain.lending.borrower_standing import heard_of, is_stale
from lunarcurator.domain.lending.contacts import acts_of
from lunarcurator.domain.lending.people import Institution, Person
from lunarcurator.domain.lending.rounds import Round
from lunarcurator.domain.lending.shipments import Shipment
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads.agreements import open_lines_by
from lunarcurator.store.reads.records import records


@dataclass(frozen=True, slots=True)
class Parties:
    """Everybody and everything one can agree with, each in order of names and numbers, as of `today`.

    `out` says how many lines are out under an agreement, or with a person, where any are.
    """

    today: Day
    people: tuple[Person, ...]
    institutions: tuple[Institution, ...]
    agreements: tuple[Agreement, ...]
    rounds: tuple[Round, ...] = ()
    out: Mapping[Uid, int] = MappingProxyType({})

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

    def house_of(self, person: Person) -> Uid | None:
        """Return the institution that counts for a person today, None where there is none."""
        return person.institution_on(self.today)

    def agreed(self) -> dict[Uid | None, list[Agreement]]:
        """Return the agreements of each person with whom there are any, under None those of nobody."""
        held: dict[Uid | None, list[Agreement]] = {}
        for each in self.agreements:
            held.setdefault(each.person, []).append(each)
        return held

    def label(self, person: Person) -> str:
        """Return a person as choices name him: with the institution, which tells two of one name apart."""
        place = self.name(self.house_of(person))
        return f"{person.name} · {place}" if place else person.name


def parties(session: StoreSession, moment: Moment = NOW) -> Parties:
    """Read who borrowed and what was agreed at a moment."""
    with session.database.snapshot() as connection:
        lens = session.lens(connection, moment)
        people = tuple(Person.of(row.state) for row in records(connection, Subject.PERSON, lens))
        institutions = tuple(Institution.of(row.state) for row in records(connection, Subject.INSTITUTION, lens))
        agreements = tuple(Agreement.of(row.state) for row in records(connection, Subject.AGREEMENT, lens))
        rounds = tuple(Round.of(row.state) for row in records(connection, Subject.ROUND, lens))
        out = open_lines_by(connection, lens)
    return Parties(session.day_of(moment), people, institutions, agreements, rounds, out)


def heard_days(session: StoreSession, moment: Moment = NOW) -> dict[Uid, Day]:
    """Return for everybody who borrows the last day somebody heard of them, 0 where none is on record."""
    return _heard(session, parties(session, moment), moment)


def _heard(session: StoreSession, known: Parties, moment: Moment) -> dict[Uid, Day]:
    with session.database.snapshot() as connection:
        lens = session.lens(connection, moment)
        lines: dict[str, list[Record]] = {}
        for row in records(connection, Subject.LINE, lens):
            lines.setdefault(row.state.text("borrower"), []).append(row.state)
        sent = {row.state.uid: Shipment.of(row.state) for row in records(connection, Subject.SHIPMENT, lens)}
    agreed = known.agreed()
    return {
        each.uid: heard_of(
            each, agreed.get(each.uid, ()), known.rounds, acts_of(each, lines.get(each.uid, ()), sent), known.today
        )
        for each in known.people
    }


def stale_people(session: StoreSession, moment: Moment = NOW) -> list[tuple[Person, Day]]:
    """Return the people nobody has heard of for too long, with the last day, longest first.

    Who ended answers for nothing, and whom nothing was agreed with is nobody's borrower yet.
    """
    known = parties(session, moment)
    heard, agreed = _heard(session, known, moment), known.agreed()
    found = [
        (each, heard[each.uid])
        for each in known.people
        if each.uid in agreed and not each.ended and is_stale(heard[each.uid], known.today, None, session.tables)
    ]
    return sorted(found, key=lambda told: (told[1], told[0].name))
