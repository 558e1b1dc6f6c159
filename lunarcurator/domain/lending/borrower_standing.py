"""How a borrower stands on a day, computed from the book and never typed: the facts of one card (R5, R6)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lunarcurator.domain.days import Day, earliest, last_day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import Bound, KnownMass, finest, sum_of_weighed
from lunarcurator.domain.ledger_state import LedgerState, Record, Tables
from lunarcurator.domain.lending.agreements import EXPIRING_DAYS, OVER, Agreement, in_force
from lunarcurator.domain.lending.contacts import acts_of
from lunarcurator.domain.lending.held import held_of
from lunarcurator.domain.lending.line_log import extensions_of
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.loans import Loan, OwedItem
from lunarcurator.domain.lending.people import Institution, Limit, Person
from lunarcurator.domain.lending.policy import Policy
from lunarcurator.domain.lending.results import with_results
from lunarcurator.domain.lending.rounds import Round, RoundAsked
from lunarcurator.domain.lending.shipments import Shipment
from lunarcurator.domain.lending.terms import AgreementState, LineState
from lunarcurator.domain.lending.working_days import days_between
from lunarcurator.domain.typed_records import texts

IN_ROUND: Final = "round/"


@dataclass(frozen=True, slots=True)
class AgreementStanding:
    """One agreement of a person and where it stands on the day; `open_lines` are those still out under it.

    `holds` is what holds in its place, its last successor where it was renewed, and `holds_as` how that stands.
    """

    agreement: Agreement
    state: AgreementState
    open_lines: tuple[Line, ...]
    holds: Agreement
    holds_as: AgreementState

    @property
    def is_lapsed(self) -> bool:
        """Whether it, and what it was renewed by, ended while something is still out under it (R6)."""
        return self.holds_as in OVER and bool(self.open_lines)


@dataclass(frozen=True, slots=True)
class OwedFrom:
    """Something still owed beside the pieces, and the loan it is owed from."""

    loan: Loan
    item: OwedItem


@dataclass(frozen=True, slots=True)
class OutTogether:
    """What is out on some lines together: how many, pieces of unknown mass, and the mass of the others."""

    lines: int
    unweighed: int
    mass: KnownMass


@dataclass(frozen=True, slots=True)
class BorrowerStanding:
    """All that is to be known of a borrower on a day before anything more is lent.

    `asked` is what inventories that still lack an answer asked, before their deadline too; `heard` is the last
    day somebody heard of the person (0 none on record), `stale` whether that is too long ago; `owed` is what is
    late. Restrictions of the institution stand among the `limits`. `lost` are the lines reported lost from which
    nobody released the person. `lines` are those open on the day, `out` what is on them: the person holds what was
    `received`, not what is `on_way` and nobody signed for yet.
    """

    person: Person
    institution: Institution | None
    day: Day
    agreements: tuple[AgreementStanding, ...]
    lines: tuple[Line, ...]
    overdue: tuple[Line, ...]
    recalled: tuple[Line, ...]
    lost: tuple[Line, ...]
    asked: tuple[RoundAsked, ...]
    heard: Day
    stale: bool
    owed: tuple[OwedFrom, ...]
    limits: tuple[Limit, ...]
    out: OutTogether
    received: OutTogether
    on_way: OutTogether

    @property
    def unanswered(self) -> tuple[RoundAsked, ...]:
        """The inventory rounds whose deadline is past and which lack an answer of the person (R6)."""
        return tuple(each for each in self.asked if each.late)

    @property
    def lapsed(self) -> tuple[AgreementStanding, ...]:
        """The agreements that ended while something is still out under them."""
        return tuple(each for each in self.agreements if each.is_lapsed)

    @property
    def is_delinquent(self) -> bool:
        """Whether nothing may be lent without authority: overdue, recalled, unanswered or lapsed (R6)."""
        return bool(self.overdue or self.recalled or self.unanswered or self.lapsed)


def standing_of(ledger: LedgerState, person: Uid, day: Day, policy: Policy | None = None) -> BorrowerStanding:
    """Return how a person stands on a day; `policy` says when contact is stale, else the strictest there is."""
    known = Person.of(ledger.record(Subject.PERSON, person))
    lines = lines_of_person(ledger, person)
    out = tuple(each for each in lines if is_out_on(each, day))
    rounds = tuple(rounds_of(ledger, lines))
    institution = _institution_on(ledger, known, day)
    agreements = tuple(_agreements(ledger, person, day, out, policy))
    acts = acts_of(known, *_desk_of(ledger, person))
    heard = heard_of(known, (each.agreement for each in agreements), rounds, acts, day)
    on_way = [each for each in out if is_on_way(each, day)]
    return BorrowerStanding(
        person=known,
        institution=institution,
        day=day,
        agreements=agreements,
        lines=out,
        overdue=_those(out, is_late_on, day),
        recalled=_those(out, is_recalled_on, day),
        lost=_those(lines, is_lost_on, day),
        asked=tuple(_asked(ledger, person, lines, rounds, day)),
        heard=heard,
        stale=is_stale(heard, day, policy, ledger.tables),
        owed=tuple(_owed(ledger, person, day)),
        limits=tuple(_limits(known, institution, day)),
        out=_together(ledger, out, day),
        received=_together(ledger, [each for each in out if not is_on_way(each, day)], day),
        on_way=_together(ledger, on_way, day),
    )


def _those(lines: Iterable[Line], stands: Callable[[Line, Day], bool], day: Day) -> tuple[Line, ...]:
    """Return those of some lines that stand so on a day."""
    return tuple(each for each in lines if stands(each, day))


def is_lost_on(line: Line, day: Day) -> bool:
    """Tell whether a line was reported lost by a day, and its borrower still answered for it."""
    return 0 < line.lost <= day and (not line.closed or day < line.closed)


def is_on_way(line: Line, day: Day) -> bool:
    """Tell whether nobody had signed by a day for what had left on a line."""
    return line.state is LineState.TRANSIT or line.received > day


def _limits(person: Person, institution: Institution | None, day: Day) -> Iterator[Limit]:
    """Yield the restrictions of a person, and those of the institution, that hold on a day."""
    noted = (*person.limits, *(institution.limits if institution else ()))
    yield from (each for each in noted if each.holds_on(day))


def _institution_on(ledger: LedgerState, person: Person, day: Day) -> Institution | None:
    place = person.institution_on(day)
    return Institution.of(ledger.record(Subject.INSTITUTION, place)) if place else None


def _together(ledger: LedgerState, out: Sequence[Line], day: Day) -> OutTogether:
    """Return what is out on these lines together on a day, as far as it was known then."""
    moves = [move for each in out for move in each.moves]
    held_ug, unweighed = sum(each.held_ug for each in moves), sum(each.held_unweighed for each in moves)
    mass = _mass_of(ledger, out, day, held_ug, unweighed)
    return OutTogether(len(out), unweighed, mass)


def _mass_of(ledger: LedgerState, out: Sequence[Line], day: Day, held_ug: int, unweighed: int) -> KnownMass:
    pieces = ((each, ledger.at(each.sample, day) if each.sample else None) for each in out)
    known = [mass for mass in (held_of(*each) for each in pieces) if mass is not None]
    bounded_ug = sum(each.ug for each in known if each.bound is Bound.AT_MOST)
    fine = finest(*(each.resolution_ug for each in known))
    return sum_of_weighed(held_ug, sum(each.about for each in known), bounded_ug, unweighed, fine)


def lines_of_person(ledger: LedgerState, person: Uid) -> tuple[Line, ...]:
    """Return every line a person answers or answered for."""
    found = ledger.related(Subject.LINE, "borrower", person)
    return tuple(Line.of(ledger.record(Subject.LINE, uid)) for uid in found)


def is_out_on(line: Line, day: Day) -> bool:
    """Tell whether what went out on a line was not accounted for at the end of a day."""
    return 0 < line.issued <= day and (not line.over or day < line.over)


def due_on(line: Line, day: Day) -> Day | None:
    """Return the due day of a line as it stood agreed on a day, before later extensions."""
    later = next((each for each in extensions_of(line.fields) if day < each.day), None)
    return line.due if later is None else later.before


def is_recalled_on(line: Line, day: Day) -> bool:
    """Tell whether a line that is out was asked back by a day, as far as a day knows."""
    asked = line.fields.get("recall_asked")
    return bool(line.recalled) and (not isinstance(asked, int) or asked <= day)


def by_on(line: Line, day: Day) -> Day:
    """Return by when a line is to be back, as a day knows it: the due day or an earlier recall; 0 never."""
    recalled = line.recalled if is_recalled_on(line, day) else 0
    return earliest((recalled, due_on(line, day) or 0))


def is_late_on(line: Line, day: Day) -> bool:
    """Tell whether a line that is out should have been back before a day; never where it has no due day."""
    by = by_on(line, day)
    return by > 0 and last_day(by) < day


def rounds_of(ledger: LedgerState, lines: tuple[Line, ...]) -> Iterator[Round]:
    """Yield the inventory rounds that asked for any of these lines, each once."""
    asked = dict.fromkeys(uid for each in lines for uid, _ in texts(each.fields, IN_ROUND))
    for uid in asked:
        yield Round.of(ledger.record(Subject.ROUND, uid))


def asked_in(
    ledger: LedgerState, round_: Round, person: Uid, day: Day, lines: tuple[Line, ...] | None = None
) -> RoundAsked:
    """Return how a person stands in a round on a day; `lines` are those of the person, if already read.

    Lines that somebody else answers for by now were asked of the person still.
    """
    found = lines_of_person(ledger, person) if lines is None else lines
    if sum(round_.asks(person, each) for each in found) < round_.expects.get(person, 0):
        out = ledger.lines_out_on(round_.frozen)
        every = {each.uid: each for each in (*found, *(Line.of(ledger.record(Subject.LINE, uid)) for uid in out))}
        found = tuple(every.values())
    return round_.asked_of(person, found, day)


def _asked(
    ledger: LedgerState, person: Uid, lines: tuple[Line, ...], rounds: tuple[Round, ...], day: Day
) -> Iterator[RoundAsked]:
    """Yield how a person stands in each round that asked that person and lacks an answer."""
    asked = (asked_in(ledger, each, person, day, lines) for each in rounds if person in each.expects)
    return (each for each in asked if each.is_open)


def heard_of(
    person: Person, agreements: Iterable[Agreement], rounds: Iterable[Round], acts: Iterable[Day], day: Day
) -> Day:
    """Return the last day up to one on which somebody heard of a person: spoke, signed, answered, acted; 0 never.

    `agreements` are the person's own, `acts` the days on which lines say that the person did something.
    """
    days = [person.confirmed, *acts]
    for held in agreements:
        days += [held.signed, *(each.day for each in held.renewals)]
    days += [each.answered[person.uid].day for each in rounds if person.uid in each.answered]
    return max((each for each in days if each <= day), default=0)


def is_stale(heard: Day, day: Day, policy: Policy | None, tables: Tables) -> bool:
    """Tell whether a person was last heard of too long ago; also one never heard of, where a policy counts it."""
    allowed = stale_days(policy, tables)
    return allowed is not None and (not heard or days_between(heard, day) > allowed)


def stale_days(policy: Policy | None, tables: Tables) -> int | None:
    """Return after how many days a contact is stale: by a policy, or by the strictest of all."""
    every = (policy,) if policy else tables.policies
    return min((each.stale_contact_days for each in every if each.stale_contact_days is not None), default=None)


def expiring_days(policy: Policy | None, tables: Tables) -> int:
    """Return how many days before its end an agreement is said to expire: by a policy, or the longest of all."""
    every = (policy,) if policy else tables.policies
    return max((each.expiring_days for each in every), default=EXPIRING_DAYS)


def _desk_of(ledger: LedgerState, person: Uid) -> tuple[list[Record], dict[Uid, Shipment]]:
    """Return the lines of a person as they stand on the desk, and what was shipped of them."""
    lines = [ledger.record(Subject.LINE, uid) for uid in ledger.related(Subject.LINE, "borrower", person)]
    sent = dict.fromkeys(Uid(text) for each in lines if (text := each.text("shipment")))
    return lines, {uid: Shipment.of(ledger.record(Subject.SHIPMENT, uid)) for uid in sent}


def _agreements(
    ledger: LedgerState, person: Uid, day: Day, out: tuple[Line, ...], policy: Policy | None
) -> Iterator[AgreementStanding]:
    warned = expiring_days(policy, ledger.tables)
    for uid in ledger.related(Subject.AGREEMENT, "person", person):
        agreement = Agreement.of(ledger.record(Subject.AGREEMENT, uid))
        under = tuple(each for each in out if each.agreement == uid)
        holds = in_force(ledger, agreement, day)
        states = (agreement.state_on(day, warned), holds.state_on(day, warned))
        yield AgreementStanding(agreement, states[0], under, holds, states[1])


def _owed(ledger: LedgerState, person: Uid, day: Day) -> Iterator[OwedFrom]:
    for uid in ledger.related(Subject.LOAN, "borrower", person):
        loan = with_results(ledger, Loan.of(ledger.record(Subject.LOAN, uid)))
        yield from (OwedFrom(loan, each) for each in loan.owed if each.is_late(day))
