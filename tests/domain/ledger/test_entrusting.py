"""What others entrust to the lab: it stays theirs, in a book of its own, until it goes home (R21)."""

from typing import Any

import pytest
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import InstitutionRef, LoanRef, ref_of
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.loans import Loan
from lunarcurator.domain.lending.terms import CareKind, ClosedBy, DocumentKind, LineState, LoanKind
from lunarcurator.domain.operations import GiveBack, TakeIn
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.status import Existence, Title

from tests.domain.ledger.bench import weighed
from tests.domain.ledger.desk import Refused
from tests.domain.ledger.loan_bench import LoanDesk, strengths
from tests.domain.ledger.loans_bench import Loans, lay

DAY, LATER = 20210101, 20220101
PAPER = Attached(kind=DocumentKind.AGREEMENT, name="agreement 3")


class Entrusted(Loans):
    """A lab to which an institute lends two pieces, X of 40 ug and Y of unknown mass."""

    def __init__(self) -> None:
        super().__init__()
        self.lender = lay(self.session, Subject.INSTITUTION, code="Institute B")
        theirs = {"title": Title.HELD_FOR, "owner": "Institute B", "place": "Cabinet", "form": "chip"}
        self.register("X", weighed(40), **theirs)
        self.register("Y", **theirs)

    def take(self, *numbers: str, day: int = DAY, **more: Any) -> Any:
        told = {"number": "L-1", "document": PAPER, "lender": InstitutionRef(ref_of(self.lender)), **more}
        return self.do(TakeIn(samples=tuple(map(self.piece_ref, numbers)), **told), day)

    def give(self, *numbers: str, day: int = LATER, loan: str = "L-1", **more: Any) -> Any:
        told = {"taken_by": "a courier", "document": PAPER, **more}
        ref = LoanRef(ref_of(self.session.named(Subject.LOAN, loan)[-1]))
        return self.do(GiveBack(loan=ref, samples=tuple(map(self.piece_ref, numbers)), **told), day)

    def of(self, code: str) -> Line:
        state = self.session.record(Subject.LINE, self.session.named(Subject.LINE, code)[-1])
        assert state is not None
        return Line.of(state)

    def loan(self) -> Loan:
        state = self.session.record(Subject.LOAN, self.session.named(Subject.LOAN, "L-1")[-1])
        assert state is not None
        return Loan.of(state)


@pytest.fixture
def lab() -> Entrusted:
    return Entrusted()


def keys(act: Any) -> set[str]:
    with pytest.raises(Refused) as refused:
        act()
    return set(refused.value.keys)


def test_what_is_taken_in_stays_here_and_stays_theirs(lab: Entrusted) -> None:
    entry = lab.take("X", "Y", kind=CareKind.EVIDENCE, due=20230101, purpose="a case")
    assert lab.net(entry) == set()
    assert lab.state("X").ug[Account.HERE] == 40
    assert lab.state("X").book.title == Title.HELD_FOR
    line = lab.of("L-1/2")
    assert (line.state, line.due, line.received, line.is_open) == (LineState.IN_CARE, 20230101, DAY, False)
    loan = lab.loan()
    assert (loan.kind, loan.fields["care"], loan.fields["lender"]) == (LoanKind.INCOMING, "evidence", lab.lender)
    assert [each.name for each in loan.documents] == ["agreement 3"]


def test_part_goes_home_and_then_the_rest(lab: Entrusted) -> None:
    lab.take("X", "Y")
    assert lab.net(lab.give("X")) == {"here X -40/0", "transferred X +40/0"}
    assert lab.state("X").existence is Existence.TRANSFERRED
    assert (lab.of("L-1/1").state, lab.of("L-1/1").closed_by) == (LineState.CLOSED, ClosedBy.RETURN_RECEIPT)
    assert lab.loan().closed == 0
    assert lab.net(lab.give()) == {"here Y 0/-1", "transferred Y 0/+1"}
    assert lab.loan().closed == LATER
    assert keys(lambda: lab.give(day=LATER + 1)) == {"give_back.nothing_here"}


def test_only_what_is_held_for_somebody_is_taken_in_and_once(lab: Entrusted) -> None:
    assert keys(lambda: lab.take("P")) == {"take_in.is_ours"}
    assert keys(lab.take) == {"take_in.nothing"}
    assert keys(lambda: lab.take("X", due=20200101)) == {"take_in.due_before"}
    assert keys(lambda: lab.take("X", document=Attached(kind=DocumentKind.OTHER, name=" "))) == {
        "take_in.needs_document"
    }
    lab.take("X")
    assert keys(lambda: lab.take("X", number="L-2")) == {"take_in.taken_before"}
    assert keys(lambda: lab.take("Y")) == {"enter_loan.number_taken"}
    lab.give()
    assert "piece.does_not_exist" in keys(lambda: lab.take("X", number="L-3", day=LATER + 1))


def test_what_goes_home_is_part_of_a_loan_in(lab: Entrusted) -> None:
    lab.take("X")
    assert keys(lambda: lab.give("Y")) == {"give_back.not_of_it"}
    assert keys(lambda: lab.give(taken_by=" ")) == {"give_back.nobody_took_it"}
    nothing = Attached(kind=DocumentKind.OTHER, name="")
    assert keys(lambda: lab.give(document=nothing)) == {"take_in.needs_document"}
    lab.enter("P", number="L-9")
    assert keys(lambda: lab.give(loan="L-9")) == {"give_back.no_loan_in"}


def test_a_piece_weighed_since_does_not_go_home_before(lab: Entrusted) -> None:
    lab.take("X")
    lab.weigh("X", 40, day=20230101)
    assert keys(lab.give)
    assert lab.of("L-1/1").state is LineState.IN_CARE


def test_what_is_held_for_somebody_goes_on_only_with_the_owners_consent() -> None:
    session = LoanDesk()
    theirs = {"title": Title.HELD_FOR, "owner": "Institute B", "place": "Vault", "form": "chip"}
    session.register("X", weighed(40), **theirs)
    session.register("Y", weighed(900), **{**theirs, "form": "powder"})
    assert strengths(lambda: session.request(session.want("X"))) == {"request.held_for": "warn"}
    session.request(session.want("X"), session.want("Y", 100), accept=("request.held_for",))
    assert strengths(lambda: session.decide("001/1")) == {"loan.held_for": "authority"}
    assert strengths(lambda: session.decide("001/2")) == {"loan.held_for": "authority"}
    session.decide("001/1", accept=("loan.held_for",))
    session.prepare(session.made("001/1"))
    session.pack()
    session.issue("001/1")
    assert session.line("001/1").state is LineState.TRANSIT


def test_what_is_chosen_later_and_held_for_somebody_waits_for_consent_when_it_leaves() -> None:
    session = LoanDesk()
    session.register("X", weighed(40), title=Title.HELD_FOR, owner="Institute B", place="Vault", form="chip")
    session.request(session.want("P"))
    session.decide("001/1")
    session.prepare(session.made("001/1", sample=session.piece_ref("X")))
    session.pack()
    assert strengths(lambda: session.issue("001/1")) == {"loan.held_for": "authority"}
