"""Two-person steps: where a policy wants two people, somebody with authority says so and another stands by."""

from collections.abc import Iterable, Iterator

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.lending.policy import Policy, TwoPersonStep


def two_people(policies: Iterable[Policy], step: TwoPersonStep, field: str = "lines") -> Iterator[Finding]:
    """R12: a step of a loan that a policy wants two people for needs authority, document and second person."""
    for policy in dict.fromkeys(each.code for each in policies if step in each.two_person):
        yield find(Strength.AUTHORITY, "loan.needs_two_people", "R12", field, step=str(step), policy=policy)
