"""A line passed on: the receiver answers for what the first borrower held, under an agreement of his own."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from lunarcurator.domain.facts import Scalar, Subject
from lunarcurator.domain.identity import LoanRef, ref_of
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.policy import LoanLimit, Policy
from lunarcurator.domain.lending.terms import ClosedBy, InstitutionType, LineState, LoanKind
from lunarcurator.domain.operations import Reading
from lunarcurator.domain.operations.accounting import (
    CameBack,
    ReportSubSamples,
    ReturnLine,
    SubSample,
    TransferLine,
)

from tests.domain.ledger.bench import Entry, weighed
from tests.domain.ledger.desk import TABLES, MemoryDesk
from tests.domain.ledger.lab import keys
from tests.domain.ledger.loans_bench import LATER, LENT, Loans, document, lay


@pytest.fixture
def bench() -> Iterator[Loans]:
    bench = Loans()
    bench.enter("P", "U")
    yield bench
    assert bench.closes()
    assert all(bench.held(each) for each in ("P", "U"))


def pass_on(
    bench: Loans, number: str = "P", to: str = "B", day: int = LATER, accept: tuple[str, ...] = (), **more: Any
) -> Entry:
    told = {
        "approved_by": "M. Manager",
        "receipt": document("receipt 3"),
        "agreement": bench.agreement_ref(to),
        **more,
    }
    return bench.do(TransferLine(line=bench.line_ref(number), **told), day, accept)


def test_a_transfer_closes_one_line_and_opens_another(bench: Loans) -> None:
    old = bench.line("P")
    made = ReportSubSamples(line=bench.line_ref("P"), made=(SubSample(name="a"),), report=document())
    bench.do(made, LENT)
    assert bench.lines(pass_on(bench)) == set()
    closed, new = Line.of(bench.session.record(Subject.LINE, old.uid)), bench.line("P")
    assert (closed.state, closed.closed_by) == (LineState.CLOSED, ClosedBy.TRANSFER_RECEIPT)
    assert (closed.account.transferred_ug, closed.account.held_ug) == (100, 0)
    assert closed.fields["passed_to"] == new.uid
    assert (new.borrower, new.agreement, new.code) == (bench.people["B"], bench.agreements["B"], "L-2022-001/1")
    assert (new.due, new.issued, new.fields["came_from"]) == (20251231, LATER, old.uid)
    assert any(key.startswith("sub/") for key in new.fields)
    loan = bench.session.record(Subject.LOAN, new.loan)
    assert loan.text("borrower") == bench.people["B"]


def test_what_was_passed_on_comes_home_from_the_receiver(bench: Loans) -> None:
    pass_on(bench)
    pass_on(bench, "U")
    back = CameBack(
        itself=True,
        reading=Reading(net_ug=100, resolution_ug=1),
        place=bench.place_ref("Returned"),
        confirmed=True,
    )
    bench.do(ReturnLine(line=bench.line_ref("P"), pieces=(back,), sheet=document()), 20230101)
    assert bench.moves("P") == {"taken_over 100/0", "returned 100/0"}
    assert bench.moves("U") == {"taken_over 0/1"}


def test_into_a_loan_the_receiver_has_already(bench: Loans) -> None:
    pass_on(bench)
    first = bench.line("P")
    loan = LoanRef(ref_of(first.loan))
    assert keys(lambda: pass_on(bench, "U", to_loan=loan, due=None)) == {"issue.no_due_day"}
    pass_on(bench, "U", to_loan=loan, due=None, accept=("issue.no_due_day",))
    assert (bench.line("U").code, bench.line("U").due, bench.line("U").loan) == ("L-2022-001/2", None, first.loan)


SHORT, YEAR = LoanLimit(kinds=frozenset({LoanKind.EDUCATION}), days=14), LoanLimit(months=12)
SCHOOL = LoanLimit(types=frozenset({InstitutionType.SCHOOL}), months=1)


def lab_of(*limits: LoanLimit) -> Loans:
    policy = Policy(code="lab", name="Lab", collections=frozenset({"L"}), limits=limits)
    return Loans(session=MemoryDesk(tables=replace(TABLES, policies=(policy,))))


def test_the_due_day_is_the_longest_for_the_kind_of_the_loan_it_comes_into() -> None:
    bench = lab_of(SHORT, YEAR)
    bench.register("Q", weighed(50), place="Cabinet", form="chip")
    bench.enter("P", "Q")
    mine = {"borrower": bench.person_ref("B"), "agreement": bench.agreement_ref("B")}
    bench.enter("U", kind=LoanKind.EDUCATION, **mine)
    pass_on(bench)
    assert bench.line("P").due == 20230101
    pass_on(bench, "Q", to_loan=LoanRef(ref_of(bench.line("U").loan)))
    assert bench.line("Q").due == 20220115


def test_a_due_day_that_is_said_is_judged_by_the_policy() -> None:
    bench = lab_of(YEAR)
    bench.enter("P")
    assert keys(lambda: pass_on(bench, due=20230102)) == {"issue.longer_than_policy"}
    pass_on(bench, due=20230102, accept=("issue.longer_than_policy",))
    assert bench.line("P").due == 20230102


def test_the_term_is_that_of_the_receivers_institution() -> None:
    bench = lab_of(SCHOOL, YEAR)
    bench.enter("P")
    school = lay(bench.session, Subject.INSTITUTION, code="School", type="school")
    bench.people["T"] = lay(bench.session, Subject.PERSON, code="Teacher", institution=school)
    term: dict[str, Scalar] = {"since": 20200101, "until": 20251231, "signed": 20200101}
    bench.agreements["T"] = lay(bench.session, Subject.AGREEMENT, code="A-T", person=bench.people["T"], **term)
    assert keys(lambda: pass_on(bench, to="T", due=20220301)) == {"issue.longer_than_policy"}
    pass_on(bench, to="T")
    assert bench.line("P").due == 20220201


def test_a_transfer_that_may_not_be_is_refused(bench: Loans) -> None:
    assert keys(lambda: pass_on(bench, approved_by=" ")) == {"line.transfer_needs_approval"}
    assert keys(lambda: pass_on(bench, receipt=document(""))) == {"line.needs_document"}
    assert keys(lambda: pass_on(bench, to="A")) == {"line.transfer_to_the_same"}
    assert keys(lambda: pass_on(bench, due=20211231)) == {"line.due_before_taken_over"}
    assert keys(lambda: pass_on(bench, due=20260101)) == {"agreement.ends_before_due"}
    assert keys(lambda: pass_on(bench, day=20260101)) >= {"agreement.expired"}
    mine = LoanRef(ref_of(bench.line("U").loan))
    assert keys(lambda: pass_on(bench, to_loan=mine)) == {"line.loan_of_another"}
    unsigned = {"person": bench.people["B"], "since": 20200101, "until": 20251231}
    bench.agreements["D"] = lay(bench.session, Subject.AGREEMENT, code="A-2020-D", **unsigned)
    assert keys(lambda: pass_on(bench, to="D")) == {"agreement.not_signed"}
    pass_on(bench)
    assert keys(lambda: pass_on(bench, day=LENT)) >= {"line.before_last"}


@pytest.mark.parametrize("name", ["Borrower B", " borrower  b", "Borrower A"])
def test_who_gives_or_takes_a_line_does_not_approve_the_transfer(bench: Loans, name: str) -> None:
    assert keys(lambda: pass_on(bench, approved_by=name)) == {"line.approved_by_borrower"}
    pass_on(bench, approved_by=name, accept=("line.approved_by_borrower",))
