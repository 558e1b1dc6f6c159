"""What goes whole is asked for once in a loan: two lines of one request cannot both have it."""

import pytest
from lunarcurator.domain.lending.terms import Decision, LineMode
from lunarcurator.domain.operations.requesting import AddLines, WithdrawLines

from tests.domain.ledger.desk import Refused
from tests.domain.ledger.loan_bench import DECIDED, READY, LoanDesk, refused

TWICE = {"request.asked_twice"}


@pytest.fixture
def session() -> LoanDesk:
    return LoanDesk()


def test_a_piece_is_asked_for_whole_on_one_line_and_the_finding_names_both(session: LoanDesk) -> None:
    with pytest.raises(Refused) as told:
        session.request(session.want("Q"), session.want("P"), session.want(described="x"), session.want("P"))
    (found,) = told.value.findings
    assert (found.key, found.field, found.cause) == ("request.asked_twice", "lines[3].sample", session.piece("P"))
    assert dict(found.facts) == {"number": "P", "first": "2", "row": "4"}


def test_a_stock_is_not_asked_for_whole_and_in_part_but_by_weight_as_often_as_needed(session: LoanDesk) -> None:
    whole = session.want("S", mode=LineMode.WHOLE)
    assert refused(lambda: session.request(session.want("S", 50), whole)) == TWICE
    assert refused(lambda: session.request(whole, session.want("S", 50))) == TWICE
    session.request(session.want("S", 50), session.want("S", 60))
    assert session.line("001/2").optimum_ug == 60


def test_lines_that_are_added_do_not_ask_again_for_what_is_asked_for(session: LoanDesk) -> None:
    session.request(session.want("P"), session.want("S", 50))
    more = AddLines(loan=session.loan_ref(), lines=(session.want("Q"), session.want("P")))
    with pytest.raises(Refused) as told:
        session.do(more, DECIDED)
    assert [dict(each.facts) for each in told.value.findings] == [{"number": "P", "first": "1", "row": "4"}]
    stock = AddLines(loan=session.loan_ref(), lines=(session.want("S", mode=LineMode.WHOLE),))
    assert refused(lambda: session.do(stock, DECIDED)) == TWICE
    session.do(AddLines(loan=session.loan_ref(), lines=(session.want(described="x"),)), DECIDED)
    third = AddLines(loan=session.loan_ref(), lines=(session.want("Q"),))
    session.do(third, DECIDED)
    assert session.line("001/4").sample == session.piece("Q")


def test_what_was_declined_or_withdrawn_is_asked_for_again(session: LoanDesk) -> None:
    session.request(session.want("P"), session.want("Q"))
    session.decide("001/1", decision=Decision.DECLINED, why="too early")
    session.do(WithdrawLines(lines=(session.line_ref("001/2"),), why="not needed"), READY)
    session.do(AddLines(loan=session.loan_ref(), lines=(session.want("P"), session.want("Q"))), READY)
    assert session.line("001/4").sample == session.piece("Q")
