"""A use that is reported falls under the plan it was granted for, and one report is booked once."""

from typing import Any

import pytest
from lunarcurator.domain.lending.policy import Policy
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations.accounting import ReportUse

from tests.domain.ledger.desk import Entry, Refused
from tests.domain.ledger.loan_bench import LoanDesk, strengths
from tests.domain.ledger.loans_bench import document

LATER = 20210401


def lent(policy: Policy | None = None, plan: str = "Plan 7", destructive: bool = True) -> LoanDesk:
    """P is out under a plan."""
    session = LoanDesk(*([policy] if policy else []))
    session.request(session.want("P", destructive=destructive), plan=plan)
    session.decide("001/1")
    session.prepare(session.made("001/1"))
    session.pack()
    session.issue("001/1")
    session.receive("001/1")
    return session


def use(
    session: LoanDesk,
    name: str = "report 1",
    day: int = LATER,
    accept: tuple[str, ...] = (),
    sha256: str = "",
    **more: Any,
) -> Entry:
    told = {"method": "dissolved", "ug": 10, "report": document(name, sha256=sha256), **more}
    return session.do(ReportUse(line=session.line_ref("001/1"), **told), day, accept)


def test_another_plan_takes_a_reason() -> None:
    session = lent()
    assert strengths(lambda: use(session, plan="Plan 8")) == {"use.other_plan": "warn"}
    use(session, plan=" plan  7 ")
    use(session, "report 2")
    use(session, "report 3", plan="Plan 8", accept=("use.other_plan",))
    assert session.held("001/1") == "470/0"


def test_a_loan_without_a_plan_has_none_to_leave() -> None:
    session = lent(plan="")
    use(session, plan="Plan 8")
    assert session.held("001/1") == "490/0"


def test_a_policy_that_records_uses_has_authority_allow_another_plan() -> None:
    policy = Policy(code="lab", collections=frozenset({"L"}), video_of_destructive_work=True)
    session = lent(policy)
    video = (document("video 1", DocumentKind.VIDEO, "a" * 64),)
    assert strengths(lambda: use(session, plan="Plan 8", documents=video)) == {"use.outside_plan": "authority"}
    use(session, plan="Plan 8", documents=video, accept=("use.outside_plan",))
    assert session.held("001/1") == "490/0"


def test_a_report_that_told_of_a_use_before_is_looked_at_again() -> None:
    session = lent()
    use(session, sha256="ab" * 32)
    with pytest.raises(Refused) as told:
        use(session, "REPORT  1", day=LATER + 1)
    (found,) = told.value.findings
    assert (found.key, str(found.strength), found.field) == ("use.reported_before", "warn", "report")
    facts = dict(found.facts)
    assert facts == {"line": "L-2021-001/1", "document": "report 1", "ug": 10, "day": LATER}
    assert strengths(lambda: use(session, "a copy", sha256="AB" * 32)) == {"use.reported_before": "warn"}
    use(session, "report 2", sha256="cd" * 32)
    use(session, "report 1", accept=("use.reported_before",))
    assert session.held("001/1") == "470/0"
