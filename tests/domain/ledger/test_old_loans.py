"""Loans that began before the book: known and unknown mass, warnings, and what stands in the way."""

from collections.abc import Iterator

import pytest
from lunarcurator.domain.acts import Act
from lunarcurator.domain.booking.effective import effective_day
from lunarcurator.domain.days import first_day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.borrower_standing import is_out_on
from lunarcurator.domain.lending.terms import LineState, LoanKind
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Describe, FieldValue
from lunarcurator.domain.operations.accounting import EnterLoan, OldLine, ReportUse
from lunarcurator.domain.status import Custody

from tests.domain.ledger.bench import weighed
from tests.domain.ledger.desk import Refused
from tests.domain.ledger.lab import keys
from tests.domain.ledger.loans_bench import LATER, LENT, Loans, document


@pytest.fixture
def bench() -> Iterator[Loans]:
    bench = Loans()
    yield bench
    assert bench.closes()


def test_lend_a_known_and_an_unknown_piece(bench: Loans) -> None:
    entry = bench.enter("P", "U", purpose="chronology")
    assert entry.findings == ()
    assert bench.lines(entry) == {"here P -100/0", "loan P +100/0", "here U 0/-1", "loan U 0/+1"}
    assert (bench.held("P"), bench.held("U")) == ("100/0", "0/1")
    line, piece = bench.line("P"), bench.state("P")
    assert (line.code, line.state, line.issued, line.received, line.due) == (
        "L-2021-001/1",
        LineState.OUT,
        *[LENT] * 2,
        None,
    )
    assert (piece.custody, piece.place, piece.home) == (Custody.LOAN, None, bench.place_uid("Cabinet"))
    assert not line.is_overdue(20991231), "an undated loan is never overdue"
    loan = bench.session.record(Subject.LOAN, line.loan)
    assert (loan.text("purpose"), loan.text("source"), loan.code) == (
        "chronology",
        "old list",
        "L-2021-001",
    )


def test_a_mass_the_source_states_is_the_first_of_a_piece_nobody_weighed(bench: Loans) -> None:
    entry = bench.enter("U", ug=40)
    assert bench.lines(entry) == {"loan U +40/0", "unmeasured U -40/+1", "here U 0/-1"}
    assert bench.held("U") == "40/0"
    assert bench.state("U").quality == "stated"


def test_a_stated_mass_draws_on_the_suspense_of_the_catalogue(bench: Loans) -> None:
    bench.register("C", original=Mass.stated(50, 1), place="Cabinet", form="chip")
    assert bench.lines(bench.enter("C", ug=40)) == {
        "loan C +40/0",
        "unreconciled C -40/0",
        "here C 0/-1",
        "unmeasured C 0/+1",
    }
    assert bench.held("C") == "40/0"


def test_a_stated_mass_on_a_section_and_beside_a_known_one_stays_a_statement(bench: Loans) -> None:
    bench.register("TS", place="Cabinet", form="thin_section", mass=Mass.unknown("section"))
    bench.enter("TS", ug=10)
    assert bench.held("TS") == "0/1"
    assert keys(lambda: bench.enter("P", ug=99, accept=())) == {"enter_loan.mass_differs"}
    bench.enter("P", ug=99)
    assert (bench.held("P"), bench.line("P").fields["stated_ug"]) == ("100/0", 99)


def test_history_only_warns_of_an_agreement(bench: Loans) -> None:
    assert keys(lambda: bench.enter("P", accept=(), agreement=None)) == {"enter_loan.without_agreement"}
    lapsed = bench.enter("P", day=20260101)
    assert {each.key for each in lapsed.findings} == {"enter_loan.agreement_was_not_valid"}


def test_no_finding_tells_a_day_that_nobody_gave(bench: Loans) -> None:
    """The books count a loan of unknown day from the first record of its piece; its source gave no day."""
    with pytest.raises(Refused) as refused:
        bench.enter("P", day=20260101, accept=(), since_stated="unknown")
    (found,) = refused.value.findings
    assert (found.key, "day" in dict(found.facts)) == ("enter_loan.agreement_day_not_known", False)
    assert dict(found.facts)["stated"] == "unknown"
    early = (OldLine(sample=bench.piece_ref("P"), due=19600000),)
    with pytest.raises(Refused) as refused:
        bench.enter(lines=early, day=20260101, accept=(), since_stated="unknown")
    told = {each.key: dict(each.facts) for each in refused.value.findings}
    assert told["enter_loan.due_before_stated"] == {"number": "P", "due": 19600000, "stated": "unknown"}
    assert not [key for key, facts in told.items() if 20260101 in facts.values()]
    bench.enter("P", day=20260101, accept=("enter_loan.agreement_day_not_known",), since_stated="unknown")
    used = ReportUse(line=bench.line_ref("P"), method="dissolved", report=document())
    with pytest.raises(Refused) as refused:
        bench.do(used, 20250101)
    (found,) = [each for each in refused.value.findings if each.rule == "R19"]
    assert (found.key, dict(found.facts)["stated"]) == ("line.before_stated", "unknown")
    bench.enter("U", day=20210101)
    used = ReportUse(line=bench.line_ref("U"), method="dissolved", report=document())
    assert "line.before_last" in keys(lambda: bench.do(used, 20200101))


def test_what_cannot_be_entered_is_refused(bench: Loans) -> None:
    assert keys(lambda: bench.enter()) == {"enter_loan.no_lines"}
    assert keys(lambda: bench.enter("P", source=" ")) == {"enter_loan.needs_source"}
    assert keys(lambda: bench.enter("P", kind=LoanKind.INCOMING)) == {"enter_loan.incoming_is_no_loan_out"}
    assert keys(lambda: bench.enter("P", "P")) == {"enter_loan.piece_twice"}
    assert keys(lambda: bench.enter("P", ug=0)) == {"enter_loan.no_mass"}
    early = (OldLine(sample=bench.piece_ref("P"), due=20201231),)
    assert keys(lambda: bench.enter(lines=early)) == {"enter_loan.due_before"}
    assert keys(lambda: bench.enter("P", day=20190101)) >= {"day.before_piece"}
    bench.enter("P", number="L-2021-077")
    assert keys(lambda: bench.enter("P", day=LATER)) == {"piece.not_at_hand", "line.promised"}
    assert keys(lambda: bench.enter("U", number="L-2021-077")) == {"enter_loan.number_taken"}
    bench.enter("U")
    assert bench.line("U").code == "L-2021-078/1"


def test_what_was_done_here_since_stands_in_the_way_but_not_what_was_only_said(bench: Loans) -> None:
    grey = (FieldValue(field="colour", value="grey"),)
    bench.do(Describe(sample=bench.piece_ref("P"), values=grey), LATER)
    bench.enter("P")
    bench.split("U", {"V": weighed(5)}, day=LATER)
    assert keys(lambda: bench.enter("U")) == {"day.before_later_act"}
    bench.register("W", weighed(5), place="Cabinet")
    bench.weigh("W", 5, day=LATER)
    assert keys(lambda: bench.enter("W")) == {"day.before_later_act"}


def test_nothing_else_moves_the_mass_of_a_piece_that_is_out(bench: Loans) -> None:
    """R7: an act beside the line, or a late one before it, would part the line from the ledger."""
    bench.enter("P")
    assert keys(lambda: bench.split("P", {"V": weighed(5)}, day=20200601)) == {"line.would_not_hold"}
    assert bench.held("P") == "100/0"


def test_an_undone_loan_is_as_if_it_had_never_been(bench: Loans) -> None:
    entry = bench.enter("P")
    bench.session.reverse(entry.seq)
    assert bench.state("P").custody is Custody.HERE
    assert bench.enter("P").seq > entry.seq
    assert bench.held("P") == "100/0"


def test_a_loan_that_nobody_knows_the_beginning_of_counts_from_the_first_day_of_its_pieces(bench: Loans) -> None:
    lines = tuple(OldLine(sample=bench.piece_ref(each)) for each in ("P", "U"))
    told = EnterLoan(borrower=bench.person_ref(), lines=lines, source="old list")
    day = effective_day(Act(operation=told, day=0), bench.session.ledger())
    bench.enter("P", "U", day=day, since_stated="unknown")
    line = bench.line("P")
    first = max(bench.state(each).first_day for each in ("P", "U"))
    assert (line.issued, line.fields["issued_stated"]) == (first, "unknown")
    assert is_out_on(line, LENT)
    assert bench.held("P") == "100/0"
    loan = bench.session.record(Subject.LOAN, line.loan)
    assert loan.text("since_stated") == "unknown"


def test_a_piece_without_any_day_was_out_since_ever(bench: Loans) -> None:
    bench.register("N", day=0)
    bench.enter("N", day=0, since_stated="unknown", number="L-1")
    line = bench.line("N")
    assert line.issued == first_day(0)
    assert is_out_on(line, LENT)
    assert (bench.held("N"), line.is_overdue(LENT)) == ("0/1", False)


def test_what_is_said_of_a_day_before_a_piece_names_the_piece(bench: Loans) -> None:
    early = (OldLine(sample=bench.piece_ref("P"), due=20180101, ug=5),)
    with pytest.raises(Refused) as refused:
        bench.enter(lines=early, day=20190101)
    told = [dict(each.facts) for each in refused.value.findings]
    assert {each["number"] for each in told if "number" in each} == {"P"}
    assert len(told) > 1


def test_a_small_part_of_what_was_received_is_not_taken_for_all_of_it(bench: Loans) -> None:
    """R8: the mass of a part in an old list would stand as that of the whole rock, and the rest as gone."""
    bench.register("C", original=Mass.stated(1000, 10), place="Cabinet", form="chip")
    assert keys(lambda: bench.enter("C", ug=20)) == {"enter_loan.far_from_book"}
    bench.enter("C", ug=500)
