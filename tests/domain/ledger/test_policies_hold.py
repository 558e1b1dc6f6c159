"""What a lab's policy says is held to: who decides, who writes off, what is owed, and what must be on file."""

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.lending.borrower_standing import standing_of
from lunarcurator.domain.lending.loans import Loan
from lunarcurator.domain.lending.policy import Policy, TwoPersonStep, WriteOffLimit
from lunarcurator.domain.lending.results import results_due
from lunarcurator.domain.lending.terms import AgreementKind, DocumentKind, LineState, Owed
from lunarcurator.domain.operations import DeclareLost, Missing
from lunarcurator.domain.operations.accounting import CameBack, ReportLoss, ReturnLine
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.operations.issuing import CloseLoan, IssueLines, NoteOwed, Owing, Sent
from lunarcurator.domain.operations.requesting import ChangeLoan, Decided, DecideLines
from lunarcurator.domain.operations.weighing import Reading
from lunarcurator.domain.rules.borrowers import runs_as_policies_let
from lunarcurator.domain.rules.decisions import only_noted
from lunarcurator.domain.rules.writing_off import authority_reaches, by_whom, by_whom_together, reaches
from lunarcurator.domain.status import Role

from tests.domain.ledger.desk import Refused
from tests.domain.ledger.loan_bench import ARRIVED, DECIDED, DUE, SENT, LoanDesk, refused, strengths
from tests.domain.ledger.loans_bench import document

OURS = frozenset({"L"})
STEPS = ("Experts", "Board")
SMALL, BIG = WriteOffLimit("processor", 100), WriteOffLimit("manager")
LOST = "line.loss_needs_authority"


def ours(**more: Any) -> LoanDesk:
    return LoanDesk(Policy(code="ours", name="Ours", collections=OURS, **more))


def found(act: Any) -> tuple[Finding, ...]:
    with pytest.raises(Refused) as told:
        act()
    return tuple(told.value.findings)


# Who decides


def test_the_last_body_decides_and_those_before_it_are_noted() -> None:
    session = ours(decided_by=STEPS)
    session.request(session.want("P"))
    session.decide("001/1", body=" experts ")
    assert session.line("001/1").state is LineState.REQUESTED
    loan = Loan.of(session.known(Subject.LOAN, "L-2021-001"))
    assert [(each.body, each.final) for each in loan.decisions] == [("experts", False)]
    session.decide("001/1", body="Board")
    assert session.line("001/1").state is LineState.APPROVED


def test_a_body_the_policy_does_not_know_takes_authority_to_grant_and_none_to_decline() -> None:
    session = ours(decided_by=STEPS)
    session.request(session.want("P"), session.want("Q"))
    assert strengths(lambda: session.decide("001/1", body="A club")) == {"decide.body_not_in_policy": "authority"}
    told = found(lambda: session.decide("001/1", body="A club"))[0]
    assert dict(told.facts) == {"body": "A club", "policy": "Ours", "bodies": "Experts, Board"}
    session.decide("001/1", body="A club", accept=("decide.body_not_in_policy",))
    assert session.line("001/1").state is LineState.APPROVED
    session.decide("001/2", body="A club", decision="declined", why="none left")
    assert session.line("001/2").state is LineState.DECLINED


def test_what_is_not_chosen_yet_has_no_policy_to_decide_by() -> None:
    session = ours(decided_by=STEPS)
    session.request(session.want(described="any chip"), session.want("P"))
    ledger = session.session.ledger()
    lines = tuple(Decided(line=session.line_ref(each), decision="approved") for each in ("001/1", "001/2"))
    assert not only_noted(ledger, DecideLines(lines=lines, body="Experts"), DECIDED)
    assert only_noted(ledger, DecideLines(lines=lines[1:], body="Experts"), DECIDED)
    assert not only_noted(ledger, DecideLines(lines=(), body="Experts"), DECIDED)


# Who writes off


def test_a_loss_waits_for_the_role_its_mass_takes() -> None:
    session = ours(write_off=(SMALL, BIG))
    session.out("P", "Q")

    def lose(code: str, ug: int | None = None) -> Any:
        told = {"circumstances": "dropped", "report": document(), "ug": ug}
        return lambda: session.do(ReportLoss(line=session.line_ref(code), **told), ARRIVED)

    assert [(each.key, each.role) for each in found(lose("001/1", 100))] == [(LOST, "processor")]
    assert [(each.key, each.role) for each in found(lose("001/1", 101))] == [(LOST, "manager")]
    assert found(lose("001/2"))[0].role == "manager"
    sheet = ReturnLine(line=session.line_ref("001/2"), lost_ug=50, retained_ug=None, sheet=document())
    assert found(lambda: session.do(sheet, ARRIVED))[0].role == "processor"


def test_what_a_return_does_not_account_for_is_written_off_by_the_same_rule() -> None:
    session = ours(write_off=(SMALL, BIG))
    session.out("P")
    came = CameBack(itself=True, reading=Reading(net_ug=100, resolution_ug=1), confirmed=True)
    sheet = ReturnLine(line=session.line_ref("001/1"), pieces=(came,), accept_difference=True, sheet=document())
    roles = {each.key: each.role for each in found(lambda: session.do(sheet, ARRIVED))}
    assert roles == {"return.no_place": "", "return.difference": "manager"}
    more = replace(sheet, pieces=(replace(came, reading=Reading(net_ug=600, resolution_ug=1)),))
    assert {each.role for each in found(lambda: session.do(more, ARRIVED))} == {""}


def test_pieces_lost_together_count_together() -> None:
    session = ours(write_off=(WriteOffLimit("processor", 500), WriteOffLimit("curator", 700)))
    pieces = [session.state("P"), session.state("Q")]
    ledger = session.session.ledger()
    assert by_whom_together(ledger, pieces[:1]) == "processor"
    assert by_whom_together(ledger, pieces) == "manager"
    assert by_whom_together(ledger, [session.state("T"), *pieces[:1]]) == "manager"
    assert by_whom_together(ledger, []) == ""
    lost = DeclareLost(samples=(session.piece_ref("P"),), how=Missing.LOST, report="1")
    assert found(lambda: session.do(lost, DECIDED))[0].role == "processor"


def test_a_limit_may_speak_of_a_class_of_material_only() -> None:
    policy = Policy(write_off=(WriteOffLimit("processor", classes=("basalt",)), BIG))
    assert policy.write_off_by(5, "chip", "Basalt, vesicular") == "processor"
    assert policy.write_off_by(5, "chip", "breccia") == "manager"
    assert Policy().write_off_by(5, "chip") == ""
    session = ours()
    assert by_whom(session.session.ledger(), session.state("P"), 5) == ""


def test_the_authority_named_has_the_role_or_the_store_knows_nobody_who_has() -> None:
    waits = Finding("authority", LOST, (), "R10", role="manager")
    known = [("A", Role.CURATOR), ("B", Role.MANAGER), ("C", Role.AUDITOR)]
    told = [*authority_reaches("a", known, [waits])]
    assert [(each.key, dict(each.facts)) for each in told] == [
        ("authority.not_in_role", {"name": "a", "role": "manager", "able": "B"})
    ]
    assert [*authority_reaches("somebody", known, [waits, replace(waits, role="processor")])]
    assert not [*authority_reaches(" b ", known, [waits])]
    assert not [*authority_reaches("Z", known[:1], [waits])]
    assert not [*authority_reaches("", known, [waits])]
    assert not [*authority_reaches("Z", known, [replace(waits, role="")])]
    assert not reaches(Role.AUDITOR, "processor")


# What a policy asks for


def test_a_return_takes_two_people_where_the_policy_says_so() -> None:
    session = ours(two_person=frozenset({TwoPersonStep.RETURN}))
    session.out("P")
    came = CameBack(itself=True, confirmed=True)
    sheet = ReturnLine(line=session.line_ref("001/1"), pieces=(came,), sheet=document())
    assert "loan.needs_two_people" in refused(lambda: session.do(sheet, ARRIVED))
    session.do(sheet, ARRIVED, ("loan.needs_two_people", "return.no_place", "return.not_weighed"))
    assert session.line("001/1").state is LineState.CLOSED


def test_results_are_owed_from_the_day_the_material_left_until_they_came() -> None:
    session = ours(results_months=6)
    session.ready("P", "Q")
    loan = session.known(Subject.LOAN, "L-2021-001")
    assert results_due(session.session.ledger(), Loan.of(loan)) == 0
    session.pack()
    session.issue("001/1")
    due = results_due(session.session.ledger(), Loan.of(loan))
    assert due == 20210910
    person = session.session.named(Subject.PERSON, "Borrower A")[0]
    owed = standing_of(session.session.ledger(), person, due + 1).owed
    assert [(each.item.what, each.item.due) for each in owed] == [(Owed.RESULTS, due)]
    assert standing_of(session.session.ledger(), person, due).owed == ()
    came = NoteOwed(loan=session.loan_ref(), owed=(Owing(what=Owed.RESULTS, settled="paper 1"),))
    session.do(came, due + 1)
    assert standing_of(session.session.ledger(), person, due + 1).owed == ()
    kept = Loan.of(session.known(Subject.LOAN, "L-2021-001")).owed
    assert [(each.due, each.how) for each in kept] == [(due, "paper 1")]


def test_a_loan_is_not_closed_while_its_results_are_owed() -> None:
    session = ours(results_months=6)
    session.out("P")
    came = CameBack(itself=True, confirmed=True)
    sheet = ReturnLine(line=session.line_ref("001/1"), pieces=(came,), sheet=document())
    session.do(sheet, ARRIVED, ("return.no_place", "return.not_weighed"))
    close = CloseLoan(loan=session.loan_ref())
    assert strengths(lambda: session.do(close, ARRIVED)) == {"loan.owes": "authority"}
    session.do(close, ARRIVED, ("loan.owes",))
    assert results_due(session.session.ledger(), Loan.of(session.known(Subject.LOAN, "L-2021-001"))) == 0


def test_a_certificate_is_on_file_before_a_piece_leaves() -> None:
    session = ours(certificate=True)
    codes = session.ready("P", "Q")
    session.pack()
    assert strengths(lambda: session.issue(*codes)) == {"issue.no_certificate": "warn"}
    assert len(found(lambda: session.issue(*codes))) == 1
    paper = Attached(kind=DocumentKind.CERTIFICATE, name="certificate 1")
    sent = (Sent(line=session.line_ref(codes[0]), due=DUE),)
    session.do(IssueLines(lines=sent, shipment=session.shipment_ref(), assignment=(paper,)), SENT)
    session.issue(codes[1])


def test_a_certificate_attached_to_the_loan_before_does_as_well() -> None:
    session = ours(certificate=True)
    codes = session.ready("P")
    session.pack()
    papers = (Attached(kind=DocumentKind.CERTIFICATE, name="certificate 1"),)
    session.do(ChangeLoan(loan=session.loan_ref(), documents=papers), SENT)
    session.issue(*codes)
    assert session.line(codes[0]).state is LineState.TRANSIT


def test_a_category_is_one_of_the_policy() -> None:
    session = ours(categories=MappingProxyType({"A": "section", "B": "chip"}))
    told = found(lambda: session.request(session.want("P", category="Z")))
    assert [(each.key, dict(each.facts)["known"]) for each in told] == [("request.category_unknown", "A, B")]
    session.request(session.want("P", category="B"), session.want("Q"))
    assert session.line("001/1").category == "B"


def test_an_agreement_runs_no_longer_than_the_policies_of_the_lab_let_it() -> None:
    months = MappingProxyType({AgreementKind.DOMESTIC: 60})
    session = ours(agreement_months=months)
    elsewhere = Policy(collections=frozenset({"Other"}), agreement_months=MappingProxyType({"domestic": 600}))

    def judged(kind: AgreementKind, until: int, since: int = 20200101) -> list[str]:
        ledger = session.session.ledger()
        return [each.key for each in runs_as_policies_let(ledger, kind, since, until)]

    session.session.tables = replace(
        session.session.tables, policies=(*session.session.tables.policies, elsewhere)
    )
    assert judged(AgreementKind.DOMESTIC, 20241231) == []
    assert judged(AgreementKind.DOMESTIC, 20391231) == ["agreement.longer_than_policy"]
    assert judged(AgreementKind.DISPLAY, 20391231) == []
    assert judged(AgreementKind.DOMESTIC, 20391231, since=0) == []
