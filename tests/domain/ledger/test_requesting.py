"""A request becomes a loan: what is asked stands line by line, and nothing is promised yet."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from lunarcurator.domain.booking.documents import DOCUMENT
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.loans import Loan
from lunarcurator.domain.lending.policy import Policy
from lunarcurator.domain.lending.terms import Decision, DocumentKind, LineMode, LineState, LoanKind
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.operations.requesting import AddLines, ChangeLine, ChangeLoan, WithdrawLines
from lunarcurator.domain.rules.requests import is_item

from tests.domain.ledger.bench import Bench, weighed
from tests.domain.ledger.loan_bench import ARRIVED, ASKED, DECIDED, READY, LoanDesk, refused, strengths


@pytest.fixture
def session() -> Iterator[LoanDesk]:
    session = LoanDesk()
    yield session
    assert session.closes()


def test_a_request_opens_a_loan_with_its_lines_under_the_next_number_of_the_year(session: LoanDesk) -> None:
    letter = Attached(kind=DocumentKind.REQUEST, name="letter.pdf", sha256="ab" * 32, day=ASKED)
    second = session.person_ref("Borrower B")
    entry = session.request(
        session.want("S", 100_000, minimum_ug=50_000, destructive=True, use=" isotopes "),
        session.want("P"),
        session.want(described="a basalt chip"),
        purpose=" dating ",
        round="round 9",
        co_investigators=(second,),
        documents=(letter,),
        project="ANGSA",
        project_until=20230101,
    )
    assert session.lines(entry) == set()
    loan = Loan.of(session.known(Subject.LOAN, "L-2021-001"))
    assert (loan.code, loan.purpose, loan.round, loan.requested) == ("L-2021-001", "dating", "round 9", ASKED)
    assert loan.co == (second.removeprefix("#"),)
    assert [each.name for each in loan.documents] == ["letter.pdf"]
    assert (loan.project, loan.project_until, loan.kind) == ("ANGSA", 20230101, LoanKind.RESEARCH)
    powder, chip, wish = (session.line(f"001/{n}") for n in (1, 2, 3))
    assert (powder.mode, powder.source, powder.sample) == (LineMode.BY_WEIGHT, session.piece("S"), None)
    assert (powder.optimum_ug, powder.minimum_ug, powder.destructive) == (100_000, 50_000, True)
    assert powder.use == "isotopes"
    assert (chip.mode, chip.sample, chip.state) == (LineMode.WHOLE, session.piece("P"), LineState.REQUESTED)
    assert (wish.sample, wish.source, wish.described) == (None, None, "a basalt chip")
    session.request(session.want("Q"))
    assert session.line("002/1").sample == session.piece("Q")
    session.request(session.want("Q"), day=20220101)
    assert session.known(Subject.LOAN, "L-2022-001")


def test_a_number_given_by_hand_is_free(session: LoanDesk) -> None:
    session.request(number=" L-2021-007 ")
    assert refused(lambda: session.request(number="L-2021-007")) == {"loan.number_taken"}
    session.request()
    assert session.known(Subject.LOAN, "L-2021-008")


def test_what_is_asked_makes_sense(session: LoanDesk) -> None:
    assert refused(lambda: session.request(session.want())) == {"request.nothing_asked"}
    assert refused(lambda: session.request(session.want("S", 0))) == {"request.mass_not_positive"}
    assert refused(lambda: session.request(session.want("S", 5, minimum_ug=6))) == {"request.minimum_over_optimum"}
    assert refused(lambda: session.request(session.want("P", minimum_ug=6))) == {"request.minimum_over_optimum"}
    by_weight = session.want("S", mode=LineMode.BY_WEIGHT)
    assert refused(lambda: session.request(by_weight)) == {"request.no_mass"}
    assert refused(lambda: session.request(session.want("T", 5))) == {"request.mass_of_whole"}
    described = session.want(described="a section", ug=5, mode=LineMode.WHOLE)
    assert refused(lambda: session.request(described)) == {"request.mass_of_whole"}
    early = {"day.before_piece", "piece.not_in_book"}
    assert refused(lambda: session.request(session.want("P"), day=20190101)) == early
    session.void("Q")
    assert refused(lambda: session.request(session.want("Q"))) == {"piece.does_not_exist"}


def test_who_asks_can_answer_and_asks_under_an_agreement_of_his_own(session: LoanDesk) -> None:
    assert strengths(lambda: session.request(agreement="A-2")) == {"agreement.of_another": "authority"}
    session.lay(Subject.PERSON, name="Borrower C", ended=20210101, ended_how="retired")
    told = strengths(lambda: session.request(person="Borrower C", agreement=""))
    assert told == {"borrower.ended": "impossible"}


def test_whole_or_by_weight_follows_form_number_and_policy() -> None:
    policy = Policy(
        collections=frozenset({"L"}),
        name="Ours",
        by_weight_forms=frozenset({"powder"}),
        whole_forms=frozenset({"chip"}),
    )
    session = LoanDesk(policy)
    whole = session.want("S", mode=LineMode.WHOLE)
    assert strengths(lambda: session.request(whole)) == {"loan.goes_by_weight": "warn"}
    part = session.want("P", 10, mode=LineMode.BY_WEIGHT)
    assert strengths(lambda: session.request(part)) == {"loan.goes_whole": "authority"}
    part = session.want("T", 10, mode=LineMode.BY_WEIGHT)
    assert strengths(lambda: session.request(part)) == {
        "loan.goes_whole": "authority",
        "limit.left_not_known": "warn",
    }
    assert refused(lambda: session.request(session.want("S"))) == {"request.no_mass"}
    session.request(session.want("S", 5), session.want("P"), session.want("T"))
    assert [session.line(f"001/{n}").mode for n in (1, 2, 3)] == ["by_weight", "whole", "whole"]


def test_what_has_an_item_number_goes_whole_and_stock_by_weight() -> None:
    policy = Policy(collections=frozenset({"L"}), items_whole=True, by_weight_forms=frozenset({"powder"}))
    session = LoanDesk(policy)
    odd = replace(session.want("P"), optimum_ug=7)
    session.request(odd)
    assert session.line("001/1").mode is LineMode.BY_WEIGHT


def test_items_of_the_chinese_scheme_go_whole() -> None:

    bench = Bench(scheme="change")
    bench.register("CE5C0400", weighed(150), form="powder")
    bench.register("CE5C0400YJFM001", weighed(20), form="powder")
    bench.register("CE5C0100BF01", weighed(20), form="powder")
    ledger = bench.session.ledger()
    items = [is_item(ledger, bench.state(each)) for each in ("CE5C0400", "CE5C0400YJFM001", "CE5C0100BF01")]
    assert items == [False, True, False]


def test_lines_are_added_and_numbered_on(session: LoanDesk) -> None:
    session.request(session.want("P"))
    session.do(AddLines(loan=session.loan_ref(), lines=(session.want("Q"), session.want(described="x"))), DECIDED)
    assert session.line("001/3").described == "x"
    again = AddLines(loan=session.loan_ref(), lines=(session.want("Q"),))
    assert refused(lambda: session.do(again, DECIDED)) == {"request.asked_twice"}
    assert refused(lambda: session.do(AddLines(loan=session.loan_ref(), lines=()), DECIDED)) == {"loan.no_lines"}
    early = AddLines(loan=session.loan_ref(), lines=(session.want(described="y"),))
    assert refused(lambda: session.do(early, 20210104)) == {"loan.before_last_step"}


def test_a_line_that_changes_is_decided_again(session: LoanDesk) -> None:
    session.request(session.want("S", 100), session.want("P"))
    session.decide("001/1")
    assert session.line("001/1").granted_ug == 100
    change = ChangeLine(line=session.line_ref("001/1"), wanted=session.want("Q"))
    assert strengths(lambda: session.do(change, READY)) == {"request.decided_with_mass": "warn"}
    session.do(change, READY, ("request.decided_with_mass",))
    line = session.line("001/1")
    assert (line.state, line.granted_ug, line.source, line.sample) == ("requested", None, None, session.piece("Q"))
    early = ChangeLine(line=session.line_ref("001/1"), wanted=session.want("Q"))
    assert refused(lambda: session.do(early, DECIDED)) == {"loan.before_last_step"}
    session.decide("001/2", decision=Decision.DECLINED, why="reserved")
    declined = ChangeLine(line=session.line_ref("001/2"), wanted=session.want("T"))
    assert strengths(lambda: session.do(declined, READY)) == {"request.decided": "warn"}


def test_a_line_is_not_decided_alike_again_and_another_decision_says_why(session: LoanDesk) -> None:
    session.request(session.want("S", 100), session.want("P"), session.want("Q"))
    session.decide("001/1", "001/2")
    session.decide("001/3", decision=Decision.DECLINED, why="reserved")
    assert strengths(lambda: session.decide("001/1")) == {"decide.decided_same": "impossible"}
    assert strengths(lambda: session.decide("001/2")) == {"decide.decided_same": "impossible"}
    declined = {"decision": Decision.DECLINED, "why": "still reserved"}
    assert strengths(lambda: session.decide("001/3", **declined)) == {"decide.decided_same": "impossible"}
    assert strengths(lambda: session.decide("001/1", ug=90)) == {"decide.grants_otherwise": "warn"}
    assert strengths(lambda: session.decide("001/2", sample="T")) == {"decide.grants_another": "warn"}
    assert strengths(lambda: session.decide("001/3")) == {"decide.decided_again": "warn"}
    session.decide("001/1", ug=90, why="the rest is asked for by another")
    session.decide("001/2", **declined)
    session.decide("001/3", accept=("decide.decided_again",))
    told = [(session.line(f"001/{n}").state, session.line(f"001/{n}").granted_ug) for n in (1, 2, 3)]
    assert told == [("approved", 90), ("declined", None), ("approved", None)]


def test_a_loan_changes_as_a_whole_and_its_waiting_lines_follow_the_agreement(session: LoanDesk) -> None:
    session.request(session.want("P"), session.want("Q"), agreement="")
    session.decide("001/2", decision=Decision.DECLINED, why="reserved")
    change = ChangeLoan(
        loan=session.loan_ref(),
        agreement=session.agreement_ref(),
        purpose=" age ",
        project_until=20240101,
        documents=(Attached(kind=DocumentKind.OTHER, name="mail"), Attached(kind=DocumentKind.OTHER, name=" ")),
    )
    session.do(change, READY)
    loan = session.known(Subject.LOAN, "L-2021-001")
    assert (loan.text("purpose"), loan.integer("project_until")) == ("age", 20240101)
    assert len([key for key in loan.fields if key.startswith(DOCUMENT)]) == 1
    assert session.line("001/1").agreement == session.agreement_ref().removeprefix("#")
    session.do(ChangeLoan(loan=session.loan_ref(), remarks="late"), READY)
    assert session.known(Subject.LOAN, "L-2021-001").text("remarks") == "late"


def test_co_investigators_are_named_at_the_request_and_replaced_by_a_change(session: LoanDesk) -> None:
    session.request(session.want("P"))
    one, other = (session.person_ref(name) for name in ("Borrower A", "Borrower B"))
    session.do(ChangeLoan(loan=session.loan_ref(), co_investigators=(one, other)), READY)
    session.do(ChangeLoan(loan=session.loan_ref(), remarks="both stay"), READY)
    named = [one.removeprefix("#"), other.removeprefix("#")]
    assert sorted(Loan.of(session.known(Subject.LOAN, "L-2021-001")).co) == sorted(named)
    session.do(ChangeLoan(loan=session.loan_ref(), co_investigators=(other,)), READY)
    assert Loan.of(session.known(Subject.LOAN, "L-2021-001")).co == (other.removeprefix("#"),)
    session.do(ChangeLoan(loan=session.loan_ref(), co_investigators=()), READY)
    assert Loan.of(session.known(Subject.LOAN, "L-2021-001")).co == ()


def test_what_is_on_record_of_a_line_or_loan_already_changes_nothing_and_is_refused(session: LoanDesk) -> None:
    session.request(session.want("S", 100), session.want("P"), purpose="dating", co_investigators=())
    same = ChangeLine(line=session.line_ref("001/1"), wanted=session.want("S", 100))
    assert refused(lambda: session.do(same, READY)) == {"record.nothing_changed"}
    session.decide("001/1")
    assert refused(lambda: session.do(same, READY)) == {"record.nothing_changed"}, "and no decision falls"
    assert session.line("001/1").state is LineState.APPROVED
    other = ChangeLine(line=session.line_ref("001/1"), wanted=session.want("S", 90))
    assert refused(lambda: session.do(other, READY)) == {"request.decided_with_mass"}
    session.do(other, READY, ("request.decided_with_mass",))
    assert (session.line("001/1").state, session.line("001/1").granted_ug) == (LineState.REQUESTED, None)
    loan = session.loan_ref()
    same = {"agreement": session.agreement_ref(), "purpose": " dating ", "remarks": "", "co_investigators": ()}
    for said in ({}, *({key: value} for key, value in same.items()), same):
        assert refused(lambda said=said: session.do(ChangeLoan(loan=loan, **said), READY)) == {
            "record.nothing_changed"
        }
    paper = Attached(kind=DocumentKind.OTHER, name="mail")
    session.do(ChangeLoan(loan=loan, documents=(paper,)), READY)


def test_a_piece_that_left_on_a_line_has_to_come_back_before_it_is_promised_again(session: LoanDesk) -> None:
    session.out("P")
    session.request(session.want("P"), person="Borrower B", agreement="A-2")
    assert "loan.promised_and_out" in refused(lambda: session.decide("002/1", day=ARRIVED))


def test_withdrawn_lines_set_their_pieces_free(session: LoanDesk) -> None:
    session.ready("P")
    session.request(session.want("P"), person="Borrower B", agreement="A-2")
    assert refused(lambda: session.decide("002/1", day=READY)) == {"loan.promised"}
    withdraw = WithdrawLines(lines=(session.line_ref("001/1"),), why="not needed")
    entry = session.do(withdraw, READY)
    assert session.line("001/1").state is LineState.WITHDRAWN
    session.decide("002/1", day=READY)
    assert not session.session.may_reverse(entry.seq)
    twice = WithdrawLines(lines=(session.line_ref("002/1"),) * 2, why="x")
    assert refused(lambda: session.do(twice, READY)) == {"loan.line_twice"}
    assert refused(lambda: session.do(withdraw, READY)) == {"loan.wrong_state"}


def test_an_undone_request_leaves_nothing(session: LoanDesk) -> None:
    entry = session.request(session.want("P"), session.want(described="x"))
    session.session.reverse(entry.seq)
    assert session.session.named(Subject.LINE, "L-2021-001/1") == []
    assert Line.of(session.session.ledger().record(Subject.LINE, entry.facts[1].fact.subject)).code == ""


def test_no_line_is_changed_to_ask_for_more_than_its_piece_holds(session: LoanDesk) -> None:
    session.request(session.want("S", 100))
    held = session.state("S").held_ug
    line = session.line_ref("001/1")
    over = ChangeLine(line=line, wanted=session.want("S", held + 1))
    assert refused(lambda: session.do(over, READY)) == {"request.more_than_held"}
    session.do(ChangeLine(line=line, wanted=session.want("S", held)), READY)
    session.do(ChangeLine(line=line, wanted=session.want(described="any stock", ug=held + 1)), READY)
