"""What goes whole is asked for once in a loan: two lines of one request cannot both have it."""

import pytest
from lunarcurator.domain.lending.terms import Decision, LineMode
from lunarcurator.domain.operations.requesting import AddLines, WithdrawLines

from tests.domain.ledger.desk import Refused
from tests.domain.ledger.loan_bench import DECIDED, READY, LoanDesk, refused

TWICE = {"request.asked_twice"}


@pytest.fixture
def desk() -> LoanDesk:
    return LoanDesk()


def test_a_piece_is_asked_for_whole_on_one_line_and_the_finding_names_both(desk: LoanDesk) -> None:
    with pytest.raises(Refused) as told:
        desk.request(desk.want("Q"), desk.want("P"), desk.want(described="x"), desk.want("P"))
    (found,) = told.value.findings
    assert (found.key, found.field, found.cause) == ("request.asked_twice", "lines[3].sample", desk.piece("P"))
    assert dict(found.facts) == {"number": "P", "first": "2", "row": "4"}


def test_a_stock_is_not_asked_for_whole_and_in_part_but_by_weight_as_often_as_needed(desk: LoanDesk) -> None:
    whole = desk.want("S", mode=LineMode.WHOLE)
    assert refused(lambda: desk.request(desk.want("S", 50), whole)) == TWICE
    assert refused(lambda: desk.request(whole, desk.want("S", 50))) == TWICE
    desk.request(desk.want("S", 50), desk.want("S", 60))
    assert desk.line("001/2").optimum_ug == 60


def test_lines_that_are_added_do_not_ask_again_for_what_is_asked_for(desk: LoanDesk) -> None:
    desk.request(desk.want("P"), desk.want("S", 50))
    more = AddLines(loan=desk.loan_ref(), lines=(desk.want("Q"), desk.want("P")))
    with pytest.raises(Refused) as told:
        desk.do(more, DECIDED)
    assert [dict(each.facts) for each in told.value.findings] == [{"number": "P", "first": "1", "row": "4"}]
    stock = AddLines(loan=desk.loan_ref(), lines=(desk.want("S", mode=LineMode.WHOLE),))
    assert refused(lambda: desk.do(stock, DECIDED)) == TWICE
    desk.do(AddLines(loan=desk.loan_ref(), lines=(desk.want(described="x"),)), DECIDED)
    third = AddLines(loan=desk.loan_ref(), lines=(desk.want("Q"),))
    desk.do(third, DECIDED)
    assert desk.line("001/4").sample == desk.piece("Q")


def test_what_was_declined_or_withdrawn_is_asked_for_again(desk: LoanDesk) -> None:
    desk.request(desk.want("P"), desk.want("Q"))
    desk.decide("001/1", decision=Decision.DECLINED, why="too early")
    desk.do(WithdrawLines(lines=(desk.line_ref("001/2"),), why="not needed"), READY)
    desk.do(AddLines(loan=desk.loan_ref(), lines=(desk.want("P"), desk.want("Q"))), READY)
    assert desk.line("001/4").sample == desk.piece("Q")
