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


def leaves_nothing_open(ledger: LedgerState, person: Person, after: Iterable[Held], day: Day) -> Iterator[Finding]:
    """R5: whoever leaves an institution says why where an agreement with it, or a line out, outlasts that day.

    `after` are the affiliations as they will stand: those there are, some of them ended, and new ones. One that
    begins later counts from its day on.
    """
    held = tuple(after)
    for place in dict.fromkeys(each.institution for each in person.affiliations):
        before, left = _last_day(person.affiliations, place, day), _last_day(held, place, day)
        if left and not before:
            yield from _leaves(ledger, person, place, left)


def _last_day(held: Iterable[Held], place: Uid, day: Day) -> Day:
    """Return the last day until which somebody is at an institution without a break, as told on a day; 0 for open.

    Of somebody who is not there it is the last day before, else that of the next time there.
    """
    stays = [each for each in held if each.institution == place]
    left = max((each for each in map(_end, stays) if 0 < each < day), default=0)
    at = day if left or _there(stays, day) else min((each.since for each in stays), default=day)
    while there := _there(stays, at):
        if not all(map(_end, there)):
            return 0
        left = max(map(_end, there))
        at = days_after(left, 1)
    return left


def _there(stays: Iterable[Held], day: Day) -> list[Held]:
    return [each for each in stays if each.holds_on(day)]


def _end(stay: Held) -> Day:
    """Return the last day of a stay, 0 where it is open."""
    return last_day(stay.until) if stay.until else 0


def _leaves(ledger: LedgerState, person: Person, place: Uid, left: Day) -> Iterator[Finding]:
    lines = lines_of_person(ledger, person.uid)
    name = ledger.record(Subject.INSTITUTION, place).name
    told: dict[str, str | int] = {"person": person.name, "name": name, "until": left}
    for agreement in _agreed(ledger, person.uid, place):
        under = [each for each in lines if each.agreement == agreement.uid]
        if _holds_after(agreement, left) or any(_is_out_after(each, left, ledger.today) for each in under):
            facts = {**told, "agreement": agreement.code, "since": agreement.since, "last": agreement.until}
            facts["out"] = sum(each.is_open for each in under)
            yield find(Strength.WARN, "person.leaves_agreement", "R5", "affiliations", agreement.uid, **facts)
    out = _out_of_none(lines, left, ledger.today)
    if out and person.institution_on(left) == place:
        yield find(Strength.WARN, "person.leaves_lines", "R5", "affiliations", person.uid, **told, out=out)


def _out_of_none(lines: Iterable[Line], left: Day, today: Day) -> int:
    """Return how many lines under no agreement are out after a day."""
    return sum(each.is_open and each.agreement is None and _is_out_after(each, left, today) for each in lines)


def _agreed(ledger: LedgerState, person: Uid, place: Uid) -> list[Agreement]:
    found = ledger.related(Subject.AGREEMENT, "person", person)
    every = (Agreement.of(ledger.record(Subject.AGREEMENT, uid)) for uid in found)
    return [each for each in every if each.institution == place]


def _holds_after(agreement: Agreement, day: Day) -> bool:
    """Tell whether a signed agreement is in force on any later day than this."""
    over = (days_after(each, -1) for each in (agreement.terminated, agreement.renewed) if each)
    return agreement.signed > 0 and min([agreement.until, *over]) > day


def _is_out_after(line: Line, day: Day, today: Day) -> bool:
    """Tell whether a line is out after a day; by one to come it may be back, where it is due by then."""
    if not line.is_open:
        return line.issued > 0 and line.over > day
    return day < today or not line.by or last_day(line.by) > day or line.is_overdue(today)
