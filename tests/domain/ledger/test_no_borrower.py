"""A loan in has no borrower: what is meant for one is refused, and its owner is named where he has to consent."""

from typing import Any

import pytest
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import PersonRef, ref_of
from lunarcurator.domain.lending.terms import CareKind, LoanKind
from lunarcurator.domain.operations.requesting import AddLines, ChangeLoan, RequestLoan, Wanted
from lunarcurator.domain.status import Title

from tests.domain.ledger.bench import weighed
from tests.domain.ledger.desk import Refused
from tests.domain.ledger.loan_bench import LoanDesk
from tests.domain.ledger.test_entrusting import LATER, Entrusted, keys
from tests.domain.ledger.test_entrusting import lab as lab

__all__ = ["lab"]


def loan_of(lab: Entrusted) -> Any:
    return ref_of(lab.session.named(Subject.LOAN, "L-1")[-1])


def test_a_loan_in_says_why_it_is_here_and_whose_it_is(lab: Entrusted) -> None:
    lab.take("X", kind=CareKind.CARE)
    loan = lab.loan()
    assert (loan.care, loan.lender, loan.borrower) == (CareKind.CARE, lab.lender, None)


def test_what_is_said_of_a_loan_in_changes_but_nobody_borrows_on_it(lab: Entrusted) -> None:
    lab.take("X")
    ref = loan_of(lab)
    lab.do(ChangeLoan(loan=ref, remarks="on the third shelf"), LATER)
    assert lab.loan().remarks == "on the third shelf"
    agreed = ChangeLoan(loan=ref, agreement=lab.agreement_ref())
    assert keys(lambda: lab.do(agreed, LATER)) == {"loan.is_loan_in"}
    helped = ChangeLoan(loan=ref, co_investigators=(lab.person_ref(),))
    assert keys(lambda: lab.do(helped, LATER)) == {"loan.is_loan_in"}
    more = AddLines(loan=ref, lines=(Wanted(described="x"),))
    assert keys(lambda: lab.do(more, LATER)) == {"loan.is_loan_in"}


def owner_named(lab: Any, number: str) -> str:
    wanted = Wanted(sample=lab.piece_ref(number))
    with pytest.raises(Refused) as told:
        lab.do(RequestLoan(kind=LoanKind.RESEARCH, borrower=PersonRef(lab.person_ref()), lines=(wanted,)), LATER)
    found = next(each for each in told.value.findings if each.key == "request.held_for")
    return str(dict(found.facts)["owner"])


def test_the_owner_is_named_as_entered_else_as_the_lender_else_as_not_recorded(lab: Entrusted) -> None:
    for number in ("Z", "N"):
        lab.register(number, weighed(40), title=Title.HELD_FOR, place="Cabinet", form="chip")
    lab.take("Z")
    assert [owner_named(lab, each) for each in ("X", "Z", "N")] == ["Institute B", "Institute B", "not_recorded"]


def test_a_line_of_what_is_lent_names_no_lender() -> None:
    session = LoanDesk()
    session.register("X", weighed(40), title=Title.HELD_FOR, place="Vault", form="chip")
    session.request(session.want("X"), accept=("request.held_for",))
    assert owner_named(session, "X") == "not_recorded"
