"""R19 and workflows 13 and 17: when what is lent falls due, and how that may change."""

from collections.abc import Iterator

from lunarcurator.domain.days import Day
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.lending.kept import entries
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.loans import Loan
from lunarcurator.domain.lending.policy import Policy
from lunarcurator.domain.lending.standing import EXTENSION
from lunarcurator.domain.lending.terms import LoanKind
from lunarcurator.domain.lending.working_days import months_after


def falls_due_soundly(
    line: Line, loan: Loan, policy: Policy, day: Day, due: Day | None, field: str
) -> Iterator[Finding]:
    """R19: a line falls due after it left, no later than its policy lets it, and while its project runs."""
    last = policy.limit().last_due(day)
    facts: dict[str, str | int] = {"line": line.code}
    if due is None:
        if loan.kind is not LoanKind.INTERNAL:
            yield find(Strength.WARN, "issue.no_due_day", "R19", field, line.uid, **facts)
        return
    if due <= day:
        yield find(Strength.IMPOSSIBLE, "issue.due_before", "R19", field, line.uid, due=due, day=day, **facts)
    elif last is not None and due > last:
        yield find(
            Strength.AUTHORITY,
            "issue.longer_than_policy",
            "R19",
            field,
            line.uid,
            due=due,
            last=last,
            policy=policy.name,
            **facts,
        )
    if loan.project_until and due > loan.project_until:
        told: dict[str, str | int] = {**facts, "due": due, "until": loan.project_until}
        yield find(Strength.WARN, "issue.project_ends_before", "R19", field, loan.uid, **told)


def may_be_extended(line: Line, policy: Policy, day: Day, due: Day) -> Iterator[Finding]:
    """Workflow 17: a later due day than before, as often and as long as the policy lets, if not recalled."""
    facts: dict[str, str | int] = {"line": line.code}
    before = line.due or 0
    if due <= max(before, day):
        yield find(
            Strength.IMPOSSIBLE, "extend.not_later", "R19", "due", line.uid, due=due, before=before, **facts
        )
        return
    if line.recalled:
        yield find(Strength.AUTHORITY, "extend.recalled", "R6", "lines", line.uid, by=line.recalled, **facts)
    times = len(entries(line.fields, EXTENSION))
    allowed, months = policy.extension.times, policy.extension.months
    if allowed is not None and times >= allowed:
        yield find(Strength.AUTHORITY, "extend.too_often", "R19", "lines", line.uid, times=times, **facts)
    if months is not None and before and due > months_after(before, months):
        last = months_after(before, months)
        yield find(Strength.AUTHORITY, "extend.too_long", "R19", "due", line.uid, due=due, last=last, **facts)
