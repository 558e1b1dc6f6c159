"""A responsible person dies, retires or moves: one act hands the open lines on, or asks them back."""

import pytest
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.line_log import passed_on
from lunarcurator.domain.lending.loans import Loan
from lunarcurator.domain.lending.terms import DocumentKind, LineState, PersonEnd
from lunarcurator.domain.operations.borrowing import Attached, ConfirmContact, EndResponsibility

from tests.domain.ledger.agreeing_bench import Agreeing, keys

DAY = 20210601
HEARD = ("borrower.stale",)


@pytest.fixture
def bench() -> Agreeing:
    bench = Agreeing()
    bench.agree()
    bench.agree("B-1", "B")
    bench.lend("P1")
    bench.lend("P2", "L-1/2")
    return bench


def ending(bench: Agreeing, **more: object) -> EndResponsibility:
    return EndResponsibility(**{"person": bench.who(), "how": PersonEnd.DIED, **more})  # type: ignore[arg-type]


def loan(bench: Agreeing, code: str = "L-1") -> Loan:
    return Loan.of(bench.known(Subject.LOAN, code))


def test_the_open_lines_pass_to_another_agreement_and_its_person_in_one_act(bench: Agreeing) -> None:
    paper = Attached(kind=DocumentKind.OTHER, name="letter 9")
    bench.do(ending(bench, agreement=bench.agreement_ref("B-1"), documents=(paper,)), DAY, HEARD)
    gone, heir = bench.person("A"), bench.person("B")
    assert (gone.ended, gone.ended_how) == (DAY, PersonEnd.DIED)
    assert (gone.is_answerable(20210531), gone.is_answerable(DAY)) == (True, False)
    agreement = bench.agreement("B-1").uid
    for code in ("L-1/1", "L-1/2"):
        line = bench.line(code)
        assert (line.borrower, line.agreement, line.state) == (heir.uid, agreement, LineState.OUT)
        assert [each.person for each in passed_on(line.fields)] == [gone.uid]
    assert (loan(bench).borrower, loan(bench).agreement) == (heir.uid, agreement)


def test_or_they_are_asked_back_by_a_day(bench: Agreeing) -> None:
    bench.do(ending(bench, how=PersonEnd.MOVED, recall_by=20210801), DAY)
    assert [bench.line(code).recalled for code in ("L-1/1", "L-1/2")] == [20210801, 20210801]
    assert bench.line("L-1/1").borrower == bench.person("A").uid
    late = ending(bench, recall_by=20210501)
    assert "recall.needs_day" in keys(lambda: bench.do(late, DAY))


def test_with_open_lines_one_of_the_two_ways_is_asked_for(bench: Agreeing) -> None:
    assert keys(lambda: bench.do(ending(bench), DAY)) == {"responsibility.needs_way"}
    both = ending(bench, agreement=bench.agreement_ref("B-1"), recall_by=20210801)
    assert keys(lambda: bench.do(both, DAY)) == {"responsibility.one_way"}
    assert keys(lambda: bench.do(ending(bench, recall_by=20210801), 0)) == {"borrower.day_unknown"}


def test_without_open_lines_nothing_is_asked(bench: Agreeing) -> None:
    told = EndResponsibility(person=bench.who("B"), how=PersonEnd.RETIRED)
    bench.do(told, DAY)
    assert keys(lambda: bench.do(told, 20210701)) == {"borrower.ended"}
    heard = ConfirmContact(person=bench.who("B"), how="letter")
    assert keys(lambda: bench.do(heard, 20210701)) == {"borrower.ended"}


def test_lines_pass_one_by_one_and_what_is_left_is_told_and_settled_later(bench: Agreeing) -> None:
    some = ending(bench, agreement=bench.agreement_ref("B-1"), lines=(bench.line_ref("L-1/1"),))
    assert keys(lambda: bench.do(some, DAY)) == {"responsibility.lines_left", *HEARD}
    bench.do(some, DAY, ("responsibility.lines_left", *HEARD))
    assert loan(bench).borrower == bench.person("A").uid, "a line of the loan stays behind"
    rest = ending(bench, how=PersonEnd.RETIRED, recall_by=20210901)
    bench.do(rest, 20210701)
    assert (bench.person("A").ended, bench.person("A").ended_how) == (DAY, PersonEnd.DIED)
    assert bench.line("L-1/2").recalled == 20210901
    assert not bench.line("L-1/1").recalled


def test_only_lines_of_the_person_pass_and_to_somebody_else(bench: Agreeing) -> None:
    bench.lend("P3", "L-2/1", "B-1")
    other = ending(bench, agreement=bench.agreement_ref("B-1"), lines=(bench.line_ref("L-2/1"),))
    assert keys(lambda: bench.do(other, DAY)) == {"responsibility.not_his"}
    own = ending(bench, agreement=bench.agreement_ref("A-1"))
    assert keys(lambda: bench.do(own, DAY)) == {"responsibility.same"}


def test_requests_pass_too_but_are_not_asked_back(bench: Agreeing) -> None:
    bench.lend("P3", "L-2/1", state="requested", issued=0)
    assert keys(lambda: bench.do(ending(bench, recall_by=20210801), DAY)) == {"responsibility.lines_left"}
    bench.do(ending(bench, agreement=bench.agreement_ref("B-1")), DAY, HEARD)
    assert bench.line("L-2/1").borrower == bench.person("B").uid


def test_what_was_closed_stays_with_whom_it_was(bench: Agreeing) -> None:
    bench.lend("P3", "L-1/3", state="closed", closed=20210301, due=None)
    bench.do(ending(bench, agreement=bench.agreement_ref("B-1")), DAY, HEARD)
    assert bench.line("L-1/3").borrower == bench.person("A").uid
    assert loan(bench).borrower == bench.person("B").uid


def test_who_takes_over_is_judged_as_if_it_were_lent_to_him(bench: Agreeing) -> None:
    bench.lend("P3", "L-2/1", "B-1", due=20210501)
    passing = ending(bench, agreement=bench.agreement_ref("B-1"))
    assert keys(lambda: bench.do(passing, DAY)) == {"borrower.overdue", *HEARD}
