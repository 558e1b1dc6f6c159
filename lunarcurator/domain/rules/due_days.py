"""R19 and workflows 13 and 17: when what is lent falls due, and how that may change."""

from collections.abc import Iterator

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.line_log import extensions_of
from lunarcurator.domain.lending.lines import Line, asked_back_by
from lunarcurator.domain.lending.loans import Loan
from lunarcurator.domain.lending.people import Institution, Person
from lunarcurator.domain.lending.policy import LoanLimit, Policy
from lunarcurator.domain.lending.terms import InstitutionType, LoanKind
from lunarcurator.domain.lending.working_days import months_after


def limit_for(ledger: LedgerState, policy: Policy, borrower: Uid | None, category: str, day: Day) -> LoanLimit:
    """Return the limit of a policy for who borrows on a day, by the type of institution, and for a category."""
    return policy.limit(_type_of(ledger, borrower, day), category)


def falls_due_soundly(
    line: Line, loan: Loan, policy: Policy, limit: LoanLimit, day: Day, due: Day | None, field: str
) -> Iterator[Finding]:
    """R19: a line falls due after it left, no later than its policy lets it, and while its project runs."""
    facts: dict[str, str | int] = {"line": line.code}
    if due is not None and due <= day:
        yield find(Strength.IMPOSSIBLE, "issue.due_before", "R19", field, line.uid, due=due, day=day, **facts)
    else:
        yield from within_term(line, loan.kind, policy, limit, day, due, field)
    if due and loan.project_until and due > loan.project_until:
        told: dict[str, str | int] = {**facts, "due": due, "until": loan.project_until}
        yield find(Strength.WARN, "issue.project_ends_before", "R19", field, loan.uid, **told)


def within_term(
    line: Line, kind: LoanKind, policy: Policy, limit: LoanLimit, day: Day, due: Day | None, field: str
) -> Iterator[Finding]:
    """R19: what goes out, or is passed on, on a day falls due, and no later than its policy lets it."""
    last = limit.last_due(day)
    if due is None:
        if kind is not LoanKind.INTERNAL:
            yield find(Strength.WARN, "issue.no_due_day", "R19", field, line.uid, line=line.code)
    elif last is not None and due > last:
        facts: dict[str, str | int] = {"line": line.code, "due": due, "last": last, "policy": policy.name}
        yield find(Strength.AUTHORITY, "issue.longer_than_policy", "R19", field, line.uid, **facts)


def may_be_extended(line: Line, policy: Policy, day: Day, due: Day) -> Iterator[Finding]:
    """Workflow 17: a later day than it is to be back by, as often and as long as the policy lets.

    Of a recalled line the day of the recall counts where it is the earlier; an extension past it lifts the recall.
    """
    facts: dict[str, str | int] = {"line": line.code}
    before, after = line.by, max(line.by, day)
    if due <= after:
        yield find(Strength.IMPOSSIBLE, "extend.not_later", "R19", "due", line.uid, due=due, after=after, **facts)
        return
    if line.recalled:
        told = {"by": asked_back_by(line.by, line.recalled, day), "due": due}
        yield find(Strength.AUTHORITY, "extend.recalled", "R6", "lines", line.uid, **told, **facts)
    times = len(extensions_of(line.fields))
    allowed, months = policy.extension.times, policy.extension.months
    if allowed is not None and times >= allowed:
        yield find(Strength.AUTHORITY, "extend.too_often", "R19", "lines", line.uid, times=times, **facts)
    if months is not None and before and due > months_after(before, months):
        last = months_after(before, months)
        yield find(Strength.AUTHORITY, "extend.too_long", "R19", "due", line.uid, due=due, last=last, **facts)


def _type_of(ledger: LedgerState, borrower: Uid | None, day: Day) -> InstitutionType | None:
    if borrower is None:
        return None
    place = Person.of(ledger.record(Subject.PERSON, borrower)).institution_on(day)
    return Institution.of(ledger.record(Subject.INSTITUTION, place)).type if place else None
