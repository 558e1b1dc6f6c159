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
def desk() -> Iterator[LoanDesk]:
    desk = LoanDesk()
    yield desk
    assert desk.closes()


def test_a_request_opens_a_loan_with_its_lines_under_the_next_number_of_the_year(desk: LoanDesk) -> None:
    letter = Attached(kind=DocumentKind.REQUEST, name="letter.pdf", sha256="ab" * 32, day=ASKED)
    second = desk.person_ref("Borrower B")
    entry = desk.request(
        desk.want("S", 100_000, minimum_ug=50_000, destructive=True, use=" isotopes "),
        desk.want("P"),
        desk.want(described="a basalt chip"),
        purpose=" dating ",
        round="round 9",
        co_investigators=(second,),
        documents=(letter,),
        project="ANGSA",
        project_until=20230101,
    )
    assert desk.lines(entry) == set()
    loan = Loan.of(desk.known(Subject.LOAN, "L-2021-001"))
    assert (loan.code, loan.purpose, loan.round, loan.requested) == ("L-2021-001", "dating", "round 9", ASKED)
    assert loan.co == (second.removeprefix("#"),)
    assert [each.name for each in loan.documents] == ["letter.pdf"]
    assert (loan.project, loan.project_until, loan.kind) == ("ANGSA", 20230101, LoanKind.RESEARCH)
    powder, chip, wish = (desk.line(f"001/{n}") for n in (1, 2, 3))
    assert (powder.mode, powder.source, powder.sample) == (LineMode.BY_WEIGHT, desk.piece("S"), None)
    assert (powder.optimum_ug, powder.minimum_ug, powder.destructive) == (100_000, 50_000, True)
    assert powder.use == "isotopes"
    assert (chip.mode, chip.sample, chip.state) == (LineMode.WHOLE, desk.piece("P"), LineState.REQUESTED)
    assert (wish.sample, wish.source, wish.described) == (None, None, "a basalt chip")
    desk.request(desk.want("Q"))
    assert desk.line("002/1").sample == desk.piece("Q")
    desk.request(desk.want("Q"), day=20220101)
    assert desk.known(Subject.LOAN, "L-2022-001")


def test_a_number_given_by_hand_is_free(desk: LoanDesk) -> None:
    desk.request(number=" L-2021-007 ")
    assert refused(lambda: desk.request(number="L-2021-007")) == {"loan.number_taken"}
    desk.request()
    assert desk.known(Subject.LOAN, "L-2021-008")


def test_what_is_asked_makes_sense(desk: LoanDesk) -> None:
    assert refused(lambda: desk.request(desk.want())) == {"request.nothing_asked"}
    assert refused(lambda: desk.request(desk.want("S", 0))) == {"request.mass_not_positive"}
    assert refused(lambda: desk.request(desk.want("S", 5, minimum_ug=6))) == {"request.minimum_over_optimum"}
    assert refused(lambda: desk.request(desk.want("P", minimum_ug=6))) == {"request.minimum_over_optimum"}
    by_weight = desk.want("S", mode=LineMode.BY_WEIGHT)
    assert refused(lambda: desk.request(by_weight)) == {"request.no_mass"}
    assert refused(lambda: desk.request(desk.want("T", 5))) == {"request.mass_of_whole"}
    described = desk.want(described="a section", ug=5, mode=LineMode.WHOLE)
    assert refused(lambda: desk.request(described)) == {"request.mass_of_whole"}
    early = {"day.before_piece", "piece.not_in_book"}
    assert refused(lambda: desk.request(desk.want("P"), day=20190101)) == early
    desk.void("Q")
    assert refused(lambda: desk.request(desk.want("Q"))) == {"piece.does_not_exist"}


def test_who_asks_can_answer_and_asks_under_an_agreement_of_his_own(desk: LoanDesk) -> None:
    assert strengths(lambda: desk.request(agreement="A-2")) == {"agreement.of_another": "authority"}
    desk.lay(Subject.PERSON, name="Borrower C", ended=20210101, ended_how="retired")
    told = strengths(lambda: desk.request(person="Borrower C", agreement=""))
    assert told == {"borrower.ended": "impossible"}


def test_whole_or_by_weight_follows_form_number_and_policy() -> None:
    policy = Policy(
        collections=frozenset({"L"}),
        name="Ours",
        by_weight_forms=frozenset({"powder"}),
        whole_forms=frozenset({"chip"}),
    )
    desk = LoanDesk(policy)
    whole = desk.want("S", mode=LineMode.WHOLE)
    assert strengths(lambda: desk.request(whole)) == {"loan.goes_by_weight": "warn"}
    part = desk.want("P", 10, mode=LineMode.BY_WEIGHT)
    assert strengths(lambda: desk.request(part)) == {"loan.goes_whole": "authority"}
    part = desk.want("T", 10, mode=LineMode.BY_WEIGHT)
    assert strengths(lambda: desk.request(part)) == {
        "loan.goes_whole": "authority",
        "limit.left_not_known": "warn",
    }
    assert refused(lambda: desk.request(desk.want("S"))) == {"request.no_mass"}
    desk.request(desk.want("S", 5), desk.want("P"), desk.want("T"))
    assert [desk.line(f"001/{n}").mode for n in (1, 2, 3)] == ["by_weight", "whole", "whole"]


def test_what_has_an_item_number_goes_whole_and_stock_by_weight() -> None:
    policy = Policy(collections=frozenset({"L"}), items_whole=True, by_weight_forms=frozenset({"powder"}))
    desk = LoanDesk(policy)
    odd = replace(desk.want("P"), optimum_ug=7)
    desk.request(odd)
    assert desk.line("001/1").mode is LineMode.BY_WEIGHT


def test_items_of_the_chinese_scheme_go_whole() -> None:

    bench = Bench(scheme="change")
    bench.register("CE5C0400", weighed(150), form="powder")
    bench.register("CE5C0400YJFM001", weighed(20), form="powder")
    bench.register("CE5C0100BF01", weighed(20), form="powder")
    picture = bench.desk.picture()
    items = [is_item(picture, bench.state(each)) for each in ("CE5C0400", "CE5C0400YJFM001", "CE5C0100BF01")]
    assert items == [False, True, False]


def test_lines_are_added_and_numbered_on(desk: LoanDesk) -> None:
    desk.request(desk.want("P"))
    desk.do(AddLines(loan=desk.loan_ref(), lines=(desk.want("Q"), desk.want(described="x"))), DECIDED)
    assert desk.line("001/3").described == "x"
    again = AddLines(loan=desk.loan_ref(), lines=(desk.want("Q"),))
    assert refused(lambda: desk.do(again, DECIDED)) == {"request.asked_twice"}
    assert refused(lambda: desk.do(AddLines(loan=desk.loan_ref(), lines=()), DECIDED)) == {"loan.no_lines"}
    early = AddLines(loan=desk.loan_ref(), lines=(desk.want(described="y"),))
    assert refused(lambda: desk.do(early, 20210104)) == {"loan.before_last_step"}


def test_a_line_that_changes_is_decided_again(desk: LoanDesk) -> None:
    desk.request(desk.want("S", 100), desk.want("P"))
    desk.decide("001/1")
    assert desk.line("001/1").granted_ug == 100
    desk.do(ChangeLine(line=desk.line_ref("001/1"), wanted=desk.want("Q")), READY)
    line = desk.line("001/1")
    assert (line.state, line.granted_ug, line.source, line.sample) == ("requested", None, None, desk.piece("Q"))
    early = ChangeLine(line=desk.line_ref("001/1"), wanted=desk.want("Q"))
    assert refused(lambda: desk.do(early, DECIDED)) == {"loan.before_last_step"}


def test_a_line_is_not_decided_alike_again_and_another_decision_says_why(desk: LoanDesk) -> None:
    desk.request(desk.want("S", 100), desk.want("P"), desk.want("Q"))
    desk.decide("001/1", "001/2")
    desk.decide("001/3", decision=Decision.DECLINED, why="reserved")
    assert strengths(lambda: desk.decide("001/1")) == {"decide.decided_same": "impossible"}
    assert strengths(lambda: desk.decide("001/2")) == {"decide.decided_same": "impossible"}
    declined = {"decision": Decision.DECLINED, "why": "still reserved"}
    assert strengths(lambda: desk.decide("001/3", **declined)) == {"decide.decided_same": "impossible"}
    assert strengths(lambda: desk.decide("001/1", ug=90)) == {"decide.grants_otherwise": "warn"}
    assert strengths(lambda: desk.decide("001/2", sample="T")) == {"decide.grants_another": "warn"}
    assert strengths(lambda: desk.decide("001/3")) == {"decide.decided_again": "warn"}
    desk.decide("001/1", ug=90, why="the rest is asked for by another")
    desk.decide("001/2", **declined)
    desk.decide("001/3", accept=("decide.decided_again",))
    told = [(desk.line(f"001/{n}").state, desk.line(f"001/{n}").granted_ug) for n in (1, 2, 3)]
    assert told == [("approved", 90), ("declined", None), ("approved", None)]


def test_a_loan_changes_as_a_whole_and_its_waiting_lines_follow_the_agreement(desk: LoanDesk) -> None:
    desk.request(desk.want("P"), desk.want("Q"), agreement="")
    desk.decide("001/2", decision=Decision.DECLINED, why="reserved")
    change = ChangeLoan(
        loan=desk.loan_ref(),
        agreement=desk.agreement_ref(),
        purpose=" age ",
        project_until=20240101,
        documents=(Attached(kind=DocumentKind.OTHER, name="mail"), Attached(kind=DocumentKind.OTHER, name=" ")),
    )
    desk.do(change, READY)
    loan = desk.known(Subject.LOAN, "L-2021-001")
    assert (loan.text("purpose"), loan.integer("project_until")) == ("age", 20240101)
    assert len([key for key in loan.fields if key.startswith(DOCUMENT)]) == 1
    assert desk.line("001/1").agreement == desk.agreement_ref().removeprefix("#")
    desk.do(ChangeLoan(loan=desk.loan_ref(), remarks="late"), READY)
    assert desk.known(Subject.LOAN, "L-2021-001").text("remarks") == "late"


def test_co_investigators_are_named_at_the_request_and_replaced_by_a_change(desk: LoanDesk) -> None:
    desk.request(desk.want("P"))
    one, other = (desk.person_ref(name) for name in ("Borrower A", "Borrower B"))
    desk.do(ChangeLoan(loan=desk.loan_ref(), co_investigators=(one, other)), READY)
    desk.do(ChangeLoan(loan=desk.loan_ref(), remarks="both stay"), READY)
    named = [one.removeprefix("#"), other.removeprefix("#")]
    assert sorted(Loan.of(desk.known(Subject.LOAN, "L-2021-001")).co) == sorted(named)
    desk.do(ChangeLoan(loan=desk.loan_ref(), co_investigators=(other,)), READY)
    assert Loan.of(desk.known(Subject.LOAN, "L-2021-001")).co == (other.removeprefix("#"),)
    desk.do(ChangeLoan(loan=desk.loan_ref(), co_investigators=()), READY)
    assert Loan.of(desk.known(Subject.LOAN, "L-2021-001")).co == ()


def test_a_piece_that_left_on_a_line_has_to_come_back_before_it_is_promised_again(desk: LoanDesk) -> None:
    desk.out("P")
    desk.request(desk.want("P"), person="Borrower B", agreement="A-2")
    assert "loan.promised_and_out" in refused(lambda: desk.decide("002/1", day=ARRIVED))


def test_withdrawn_lines_set_their_pieces_free(desk: LoanDesk) -> None:
    desk.ready("P")
    desk.request(desk.want("P"), person="Borrower B", agreement="A-2")
    assert refused(lambda: desk.decide("002/1", day=READY)) == {"loan.promised"}
    withdraw = WithdrawLines(lines=(desk.line_ref("001/1"),), why="not needed")
    entry = desk.do(withdraw, READY)
    assert desk.line("001/1").state is LineState.WITHDRAWN
    desk.decide("002/1", day=READY)
    assert not desk.desk.may_reverse(entry.seq)
    twice = WithdrawLines(lines=(desk.line_ref("002/1"),) * 2, why="x")
    assert refused(lambda: desk.do(twice, READY)) == {"loan.line_twice"}
    assert refused(lambda: desk.do(withdraw, READY)) == {"loan.wrong_state"}


def test_an_undone_request_leaves_nothing(desk: LoanDesk) -> None:
    entry = desk.request(desk.want("P"), desk.want(described="x"))
    desk.desk.reverse(entry.seq)
    assert desk.desk.named(Subject.LINE, "L-2021-001/1") == []
    assert Line.of(desk.desk.picture().desk(Subject.LINE, entry.facts[1].fact.subject)).code == ""
