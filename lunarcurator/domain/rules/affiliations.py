"""R5 for who leaves an institution: somebody answers for what was agreed with it, and for what is out."""

from collections.abc import Iterable, Iterator

from lunarcurator.domain.days import Day, last_day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.agreements import Agreement
from lunarcurator.domain.lending.borrower_standing import lines_of_person
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.people import Held, Person
from lunarcurator.domain.lending.working_days import days_after


def leaves_nothing_open(ledger: LedgerState, person: Person, after: Iterable[Held]) -> Iterator[Finding]:
    """R5: whoever leaves an institution says why where an agreement with it, or a line out, outlasts that day.

    `after` are the affiliations as they will stand: those there are, some of them ended, and new ones.
    """
    held = tuple(after)
    for place in dict.fromkeys(each.institution for each in person.affiliations):
        before, left = _last_day(person.affiliations, place), _last_day(held, place)
        if left and not before:
            yield from _leaves(ledger, person, place, left)


def _last_day(held: Iterable[Held], place: Uid) -> Day:
    """Return the last day of somebody at an institution; 0 where that is open."""
    days = [last_day(each.until) if each.until else 0 for each in held if each.institution == place]
    return max(days) if all(days) else 0


def _leaves(ledger: LedgerState, person: Person, place: Uid, left: Day) -> Iterator[Finding]:
    lines = lines_of_person(ledger, person.uid)
    name = ledger.record(Subject.INSTITUTION, place).name
    told: dict[str, str | int] = {"person": person.name, "name": name, "until": left}
    for agreement in _agreed(ledger, person.uid, place):
        uid = agreement.uid
        under = [each for each in lines if each.agreement == uid]
        if _holds_after(agreement, left) or any(_is_out_after(each, left) for each in under):
            facts = {**told, "agreement": agreement.code, "since": agreement.since, "last": agreement.until}
            out = sum(each.is_open for each in under)
            yield find(Strength.WARN, "person.leaves_agreement", "R5", "affiliations", uid, **facts, out=out)
    out = sum(each.is_open and each.agreement is None for each in lines)
    if out and person.institution == place:
        yield find(Strength.WARN, "person.leaves_lines", "R5", "affiliations", person.uid, **told, out=out)


def _agreed(ledger: LedgerState, person: Uid, place: Uid) -> list[Agreement]:
    found = ledger.related(Subject.AGREEMENT, "person", person)
    every = (Agreement.of(ledger.record(Subject.AGREEMENT, uid)) for uid in found)
    return [each for each in every if each.institution == place]


def _holds_after(agreement: Agreement, day: Day) -> bool:
    """Tell whether a signed agreement is in force on any later day than this."""
    over = (days_after(each, -1) for each in (agreement.terminated, agreement.renewed) if each)
    return agreement.signed > 0 and min([agreement.until, *over]) > day


def _is_out_after(line: Line, day: Day) -> bool:
    return line.is_open or (line.issued > 0 and line.closed > day)
