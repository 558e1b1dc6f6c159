"""Booking of `TransferLine`: what one borrower answers for, another answers for from then on (AM-5)."""

from collections.abc import Iterator

from lunarcurator.domain.booking.documents import documents_of
from lunarcurator.domain.booking.loan_line_events import OnLine, ended, told_moves, touch_line
from lunarcurator.domain.booking.loan_records import kind_of
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch, touch_piece
from lunarcurator.domain.days import Day, first_day
from lunarcurator.domain.facts import Fact, Scalar, Subject, Touch
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of
from lunarcurator.domain.ledger_state import LedgerState, Record
from lunarcurator.domain.lending.agreements import Agreement
from lunarcurator.domain.lending.lines import Line, LineMove
from lunarcurator.domain.lending.policy import LoanLimit
from lunarcurator.domain.lending.sub_samples import SUB
from lunarcurator.domain.lending.terms import ClosedBy, LineState, LoanKind, Step
from lunarcurator.domain.operations.accounting import TransferLine
from lunarcurator.domain.rules.accounting import comes_last, has_arrived, is_documented, is_out
from lunarcurator.domain.rules.approvals import is_approved_by_another
from lunarcurator.domain.rules.due_days import limit_for, within_term
from lunarcurator.domain.rules.lending import may_be_lent_to
from lunarcurator.domain.rules.requests import policy_of_piece

_KEPT = (
    "sample",
    "source",
    "mode",
    "described",
    "destructive",
    "non_destructive",
    "category",
    "use",
    "granted_ug",
    "recalled",
)


def book_transfer_line(operation: TransferLine, day: Day, ledger: LedgerState) -> Booked:
    """Book a transfer: the receiver's new line takes over what the old one held, and the receipt closes that."""
    on = OnLine.of(ledger, operation.line, day)
    agreement = ledger.record(Subject.AGREEMENT, uid_of(operation.agreement))
    findings = [
        *is_out(on.line, day),
        *has_arrived(on.line, on.piece, day, ledger),
        *comes_last(on.line, day),
        *is_documented(operation.receipt, "receipt"),
        *_may_receive(operation, on.line, agreement, ledger),
    ]
    if blocked(findings):
        return refused(findings)
    held = on.line.account
    fine = on.line.resolution_of() if held.held_ug else None
    told = (held.held_ug, held.unweighed, on.piece.quality, operation.receipt.name.strip(), fine)
    receiver, kind = Uid(agreement.text("person")), _kind_of(operation, on.line, ledger)
    policy = policy_of_piece(ledger, on.piece, kind)
    limit = limit_for(ledger, policy, receiver, on.line.category, day)
    due = _due(operation, limit, agreement, day)
    findings += _falls_due(due, agreement, day)
    findings += within_term(on.line, kind, policy, limit, day, due, "due")
    findings += may_be_lent_to(ledger, receiver, agreement.uid, day, due, policy=policy)
    if blocked(findings):
        return refused(findings)
    new = ledger.new_uid()
    loan, code, opening = _loan_of(operation, agreement, on.line, ledger, day)
    over: dict[str, Scalar] = {
        **told_moves(ledger, (LineMove(Step.TRANSFERRED, day, *told),)),
        **ended(on.line, day, ClosedBy.TRANSFER_RECEIPT),
        **documents_of((operation.receipt,), ledger),
        "passed_to": new,
        "approved_by": operation.approved_by.strip(),
    }
    taken: dict[str, Scalar] = {
        **{key: value for key, value in on.line.fields.items() if key in _KEPT or key.startswith(SUB)},
        "name": code,
        "code": code,
        "loan": loan,
        "borrower": agreement.text("person"),
        "agreement": agreement.uid,
        "state": str(LineState.OUT),
        "due": due,
        "issued": day,
        "received": day,
        "came_from": on.line.uid,
        **told_moves(ledger, (LineMove(Step.TAKEN_OVER, day, *told),)),
        **documents_of((operation.receipt,), ledger),
    }
    facts: list[Fact] = [
        *touch_line(on.line, day, over),
        *opening,
        Touch(Subject.LINE, new, day, tuple(taken.items())),
        touch_piece(on.piece.uid, day),
        touch(Subject.AGREEMENT, agreement.uid, day),
    ]
    return Booked(tuple(facts), tuple(findings))


def _loan_of(
    operation: TransferLine, agreement: Record, line: Line, ledger: LedgerState, day: Day
) -> tuple[Uid, str, list[Touch]]:
    """Return the receiver's loan, the code of the new line in it, and the touch that opens or names the loan."""
    if operation.to_loan:
        loan = ledger.record(Subject.LOAN, uid_of(operation.to_loan))
        # Lines of a loan are numbered in turn, so the highest figure so far is asked for, not their count.
        code = ledger.next_code(Subject.LINE, f"{loan.text('code')}/", 1)
        return loan.uid, code, [touch(Subject.LOAN, loan.uid, day)]
    uid, code = ledger.new_uid(), ledger.next_code(Subject.LOAN, f"L-{first_day(day) // 10_000}-")
    before = ledger.record(Subject.LOAN, line.loan) if line.loan else None
    told: dict[str, Scalar] = {
        "name": code,
        "code": code,
        "kind": before.kind if before else str(LoanKind.RESEARCH),
        "borrower": agreement.text("person"),
        "agreement": agreement.uid,
        "purpose": before.text("purpose") if before else "",
        "requested": day,
    }
    return uid, f"{code}/1", [touch(Subject.LOAN, uid, day, **told)]


def _kind_of(operation: TransferLine, line: Line, ledger: LedgerState) -> LoanKind:
    """Return the kind of the loan the line comes into: that of the receiver's, else that of the old one."""
    loan = uid_of(operation.to_loan) if operation.to_loan else line.loan
    return kind_of(ledger.record(Subject.LOAN, loan)) if loan else LoanKind.RESEARCH


def _due(operation: TransferLine, limit: LoanLimit, agreement: Record, day: Day) -> Day | None:
    """Return the new due day: as said, or the longest the policy and the agreement allow."""
    if operation.due != 0:
        return operation.due
    until = agreement.integer("until") or None
    return min((each for each in (limit.last_due(day), until) if each), default=None)


def _falls_due(due: Day | None, agreement: Record, day: Day) -> Iterator[Finding]:
    """R19: the line is due after it was taken over."""
    if due and due < day:
        facts: dict[str, str | int] = {"due": due, "day": day}
        yield find(Strength.IMPOSSIBLE, "line.due_before_taken_over", "R19", "due", agreement.uid, **facts)


def _may_receive(operation: TransferLine, line: Line, agreement: Record, ledger: LedgerState) -> Iterator[Finding]:
    """R3, R5: the lab approved it before, and the receiver is somebody else, whose loan it comes into."""
    if not operation.approved_by.strip():
        yield find(
            Strength.IMPOSSIBLE, "line.transfer_needs_approval", "R5", "approved_by", line.uid, line=line.code
        )
    if agreement.uid == line.agreement or agreement.text("person") == line.borrower:
        yield find(Strength.IMPOSSIBLE, "line.transfer_to_the_same", "R3", "agreement", line.uid, line=line.code)
    parties = (Agreement.of(agreement).person, line.borrower)
    yield from is_approved_by_another(operation.approved_by, parties, line.uid, ledger)
    if operation.to_loan and ledger.record(Subject.LOAN, uid_of(operation.to_loan)).text("borrower") != (
        agreement.text("person")
    ):
        yield find(Strength.IMPOSSIBLE, "line.loan_of_another", "R3", "to_loan", line.uid, line=line.code)
