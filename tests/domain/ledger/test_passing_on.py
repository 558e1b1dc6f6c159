"""A line passed on: the receiver answers for what the first borrower held, under an agreement of his own."""

from collections.abc import Iterator
from typing import Any

import pytest
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import LoanRef, ref_of
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.terms import ClosedBy, LineState
from lunarcurator.domain.operations import Reading
from lunarcurator.domain.operations.accounting import (
    CameBack,
    ReportSubSamples,
    ReturnLine,
    SubSample,
    TransferLine,
)

from tests.domain.ledger.bench import Entry
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
    closed, new = Line.of(bench.desk.desk(Subject.LINE, old.uid)), bench.line("P")
    assert (closed.state, closed.closed_by) == (LineState.CLOSED, ClosedBy.TRANSFER_RECEIPT)
    assert (closed.account.transferred_ug, closed.account.held_ug) == (100, 0)
    assert closed.fields["passed_to"] == new.uid
    assert (new.borrower, new.agreement, new.code) == (bench.people["B"], bench.agreements["B"], "L-2022-001/1")
    assert (new.due, new.issued, new.fields["came_from"]) == (20251231, LATER, old.uid)
    assert any(key.startswith("sub/") for key in new.fields)
    loan = bench.desk.desk(Subject.LOAN, new.loan)
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
    pass_on(bench, "U", to_loan=LoanRef(ref_of(first.loan)), due=None)
    assert (bench.line("U").code, bench.line("U").due, bench.line("U").loan) == ("L-2022-001/2", None, first.loan)


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
    bench.agreements["D"] = lay(bench.desk, Subject.AGREEMENT, code="A-2020-D", **unsigned)
    assert keys(lambda: pass_on(bench, to="D")) == {"agreement.not_signed"}
    pass_on(bench)
    assert keys(lambda: pass_on(bench, day=LENT)) >= {"line.before_last"}
