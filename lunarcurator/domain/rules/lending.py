"""R5 and R6: no loan without a current agreement, and none to a borrower delinquent in any collection."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.days import Day, earliest, last_day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState, Record
from lunarcurator.domain.lending.agreements import VALID, Agreement, in_force
from lunarcurator.domain.lending.borrower_standing import BorrowerStanding, by_on, expiring_days, standing_of
from lunarcurator.domain.lending.lines import Line, asked_back_by
from lunarcurator.domain.lending.policy import Policy
from lunarcurator.domain.lending.terms import AgreementState, LoanKind

_NOT_VALID: Final = MappingProxyType(
    {
        AgreementState.DRAFT: "agreement.not_signed",
        AgreementState.SIGNED: "agreement.not_begun",
        AgreementState.EXPIRED: "agreement.expired",
        AgreementState.TERMINATED: "agreement.terminated",
    }
)
_ALREADY: Final = MappingProxyType(
    {
        "borrower.overdue": "borrower.overdue_already",
        "borrower.recalled": "borrower.recalled_already",
        "borrower.unanswered": "borrower.unanswered_already",
        "borrower.lapsed": "borrower.lapsed_already",
    }
)
"""What stands in the way of an issue by R6, and how it is told before that."""


def may_be_lent_to(
    ledger: LedgerState,
    person: Uid,
    agreement: Uid | None,
    day: Day,
    due: Day | None,
    *,
    kind: LoanKind = LoanKind.RESEARCH,
    policy: Policy | None = None,
) -> Iterator[Finding]:
    """Yield what stands against lending to a person on a day, until a due day (None: without one).

    What is lent within the lab needs no agreement, and what is lent to us is judged by its lender. `policy` says
    when contact is stale; without it the strictest there is does.
    """
    if kind is LoanKind.INCOMING:
        return
    standing = standing_of(ledger, person, day, policy)
    if kind is not LoanKind.INTERNAL:
        yield from agreement_holds(ledger, person, agreement, day, due)
    yield from is_answerable(standing)
    yield from is_not_delinquent(standing)
    yield from to_be_considered(standing)


def agreement_holds(
    ledger: LedgerState, person: Uid, agreement: Uid | None, day: Day, due: Day | None
) -> Iterator[Finding]:
    """R5: the agreement is the person's own and in force on the day; one that ends before the due day is told."""
    if agreement is None:
        yield find(Strength.AUTHORITY, "agreement.none", "R5", "agreement")
        return
    # What an agreement was renewed by holds for the loans drawn up under it.
    held = in_force(ledger, Agreement.of(ledger.record(Subject.AGREEMENT, agreement)), day)
    agreement = held.uid
    facts = {"agreement": held.code}
    if held.person != person:
        yield find(Strength.AUTHORITY, "agreement.of_another", "R5", "agreement", agreement, **facts)
    state, until = held.state_on(day, expiring_days(None, ledger.tables)), held.until_on(day)
    if state not in VALID:
        told = {"since": held.since, "until": until, "terminated": held.terminated}
        key = _NOT_VALID[state]
        yield find(Strength.AUTHORITY, key, "R5", "agreement", agreement, **facts, **told)
    elif due and due > until:
        yield find(
            Strength.WARN, "agreement.ends_before_due", "R5", "due", agreement, **facts, until=until, due=due
        )
    if 0 < held.plan_review < day:
        told = {"review": held.plan_review}
        yield find(Strength.WARN, "agreement.plan_not_reviewed", "R5", "agreement", agreement, **facts, **told)


def is_answerable(standing: BorrowerStanding) -> Iterator[Finding]:
    """R6: who died, retired or moved answers for nothing more (audit finding 4)."""
    person = standing.person
    if not person.is_answerable(standing.day):
        facts: dict[str, str | int] = {"person": person.name, "ended": person.ended, "how": str(person.ended_how)}
        yield find(Strength.IMPOSSIBLE, "borrower.ended", "R6", "borrower", person.uid, **facts)


def is_not_delinquent(standing: BorrowerStanding) -> Iterator[Finding]:
    """R6: nothing overdue, recalled, unanswered or lapsed, whatever the collection (LN71)."""
    day, name = standing.day, standing.person.name
    if standing.overdue:
        first = min(standing.overdue, key=lambda each: last_day(by_on(each, day)))
        yield _lines("borrower.overdue", name, standing.overdue, first, due=by_on(first, day))
    if standing.recalled:
        asked = [asked_back_by(by_on(each, day), each.recalled, day) for each in standing.recalled]
        by = earliest(asked)
        yield _lines("borrower.recalled", name, standing.recalled, standing.recalled[asked.index(by)], by=by)
    for each in standing.unanswered:
        facts: dict[str, str | int] = {"person": name, "round": each.round.code, "deadline": each.round.deadline}
        facts |= {"count": each.unanswered, "lines": each.lines}
        yield find(Strength.AUTHORITY, "borrower.unanswered", "R6", "borrower", each.round.uid, **facts)
    for lapsed in standing.lapsed:
        held = lapsed.agreement
        ended = held.terminated or held.until_on(day)
        told: dict[str, str | int] = {"agreement": held.code, "ended": ended, "count": len(lapsed.open_lines)}
        yield find(Strength.AUTHORITY, "borrower.lapsed", "R6", "borrower", held.uid, person=name, **told)


def is_delinquent_already(ledger: LedgerState, loans: Iterable[Record], day: Day) -> Iterator[Finding]:
    """R6: what will stand in the way when pieces go out is told while they are asked for, decided and got ready.

    `loans` are those in question; a reason goes past it as long as nothing leaves. What is lent to us is judged by
    its lender.
    """
    lent = (each for each in loans if each.kind != LoanKind.INCOMING and each.text("borrower"))
    for person in dict.fromkeys(Uid(each.text("borrower")) for each in lent):
        for each in is_not_delinquent(standing_of(ledger, person, day)):
            yield replace(each, key=_ALREADY[each.key], strength=Strength.WARN)


def to_be_considered(standing: BorrowerStanding) -> Iterator[Finding]:
    """What a curator weighs before lending: stale contact, results owed, restrictions; a reason goes past them."""
    person = standing.person
    if standing.stale:
        key = "borrower.stale" if standing.heard else "borrower.never_heard"
        facts: dict[str, str | int] = {"person": person.name, "heard": standing.heard}
        yield find(Strength.WARN, key, "R6", "borrower", person.uid, **facts)
    for owed in standing.owed:
        item = owed.item
        told: dict[str, str | int] = {"loan": owed.loan.code, "what": str(item.what), "due": item.due}
        yield find(Strength.WARN, "borrower.owes", "R6", "borrower", owed.loan.uid, person=person.name, **told)
    for limit in standing.limits:
        own = any(limit.uid == each.uid for each in person.limits)
        of = person if own or standing.institution is None else standing.institution
        said = {"name": of.name, "kind": str(limit.kind), "text": limit.text}
        yield find(Strength.WARN, "borrower.limited", "R6", "borrower", of.uid, **said)


def _lines(key: str, name: str, lines: Sequence[Line], first: Line, **more: int) -> Finding:
    facts: dict[str, str | int] = {"person": name, "count": len(lines), "line": first.code, **more}
    return find(Strength.AUTHORITY, key, "R6", "borrower", first.uid, **facts)
