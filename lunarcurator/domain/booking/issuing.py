"""Booking of the issue: prepared pieces leave in a shipment, and the borrower answers for them (workflow 13)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.booking.documents import documents_of
from lunarcurator.domain.booking.loan_line_events import moved_as, told_moves
from lunarcurator.domain.booking.loan_records import kind_of, line_states, step
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch, touch_piece
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, Placement, Subject
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.identity import Uid, uid_of
from lunarcurator.domain.ledger_state import LedgerState, Record
from lunarcurator.domain.lending.lines import Line, LineMove
from lunarcurator.domain.lending.loans import Loan
from lunarcurator.domain.lending.policy import LoanLimit, Policy, TwoPersonStep
from lunarcurator.domain.lending.shipments import Shipment
from lunarcurator.domain.lending.terms import DocumentKind, LineState, Step
from lunarcurator.domain.operations.issuing import IssueLines, Sent
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.due_days import falls_due_soundly, limit_for
from lunarcurator.domain.rules.lending import may_be_lent_to
from lunarcurator.domain.rules.loan_lines import has_lines, in_order, in_state, is_open_loan, named_once
from lunarcurator.domain.rules.preparations import has_certificate, may_leave
from lunarcurator.domain.rules.requests import policy_of_piece
from lunarcurator.domain.rules.shipments import takes_lines
from lunarcurator.domain.rules.two_people import two_people
from lunarcurator.domain.status import Custody

_READY = frozenset({LineState.PREPARED})


@dataclass(frozen=True, slots=True)
class Leaving:
    """One line that leaves: with its loan, its piece, the policy that holds, and the day it falls due."""

    state: Record
    line: Line
    loan: Loan
    piece: PieceState
    policy: Policy
    limit: LoanLimit
    due: Day | None
    field: str

    @classmethod
    def of(cls, ledger: LedgerState, state: Record, sent: Sent, day: Day, field: str) -> "Leaving":
        """Return a prepared line with all that it is judged by; no due day given takes the policy's longest."""
        line = Line.of(state)
        known = ledger.record(Subject.LOAN, Uid(state.text("loan")))
        piece = ledger.at(line.sample, day) if line.sample else PieceState(Uid(""))
        policy = policy_of_piece(ledger, piece, kind_of(known)) if line.sample else Policy()
        limit = limit_for(ledger, policy, line.borrower, line.category, day)
        due = limit.last_due(day) if sent.due == 0 else sent.due
        return cls(
            state=state,
            line=line,
            loan=Loan.of(known),
            piece=piece,
            policy=policy,
            limit=limit,
            due=due,
            field=field,
        )


def book_issue_lines(operation: IssueLines, day: Day, ledger: LedgerState) -> Booked:
    """Book prepared lines out in a shipment: in transit, and on loan from this day in the ledger (R3, R7)."""
    states = line_states(ledger, (each.line for each in operation.lines))
    shipment = Shipment.of(ledger.record(Subject.SHIPMENT, uid_of(operation.shipment)))
    findings = [
        *has_lines(operation.lines),
        *named_once(states),
        *in_state(states, _READY),
        *(each for state in states for each in in_order(state, day)),
        *takes_lines(shipment, day),
    ]
    if blocked(findings):
        return refused(findings)
    leaving = [
        Leaving.of(ledger, state, sent, day, f"lines[{index}]")
        for index, (state, sent) in enumerate(zip(states, operation.lines, strict=True))
    ]
    certified = any(each.kind is DocumentKind.CERTIFICATE for each in operation.assignment)
    findings += _judged(leaving, day, ledger, certified=certified)
    if blocked(findings):
        return refused(findings)
    facts: list[Fact] = [touch(Subject.SHIPMENT, shipment.uid, day, sent=day)]
    for each in leaving:
        facts += _goes(each, shipment.uid, day, ledger)
    for loan in dict.fromkeys(each.loan.uid for each in leaving):
        facts.append(touch(Subject.LOAN, loan, day, **documents_of(operation.assignment, ledger)))
    return Booked(tuple(facts), tuple(findings))


def _judged(leaving: Sequence[Leaving], day: Day, ledger: LedgerState, *, certified: bool) -> Iterator[Finding]:
    for each in leaving:
        yield from is_open_loan(ledger.record(Subject.LOAN, each.loan.uid))
        yield from may_leave(ledger, each.line, day, f"{each.field}.line")
        field = f"{each.field}.due"
        yield from falls_due_soundly(each.line, each.loan, each.policy, each.limit, day, each.due, field)
    missing = (one for each in leaving for one in has_certificate(each.loan, each.policy, attached=certified))
    yield from dict.fromkeys(missing)
    yield from two_people((each.policy for each in leaving), TwoPersonStep.ISSUE)
    yield from dict.fromkeys(_of_borrowers(leaving, day, ledger))


def _of_borrowers(leaving: Sequence[Leaving], day: Day, ledger: LedgerState) -> Iterator[Finding]:
    """R5, R6: judge each borrower once for each agreement, due day and policy."""
    alike = {
        (each.line.borrower, each.line.agreement, each.due, each.loan.kind, each.policy.code): each.policy
        for each in leaving
    }
    for (borrower, agreement, due, kind, _), policy in alike.items():
        if borrower is not None:
            yield from may_be_lent_to(ledger, borrower, agreement, day, due, kind=kind, policy=policy)


def _goes(each: Leaving, shipment: Uid, day: Day, ledger: LedgerState) -> Iterator[Fact]:
    piece = each.piece
    quality = moved_as(piece) if piece.held_ug else Quality.UNKNOWN
    fine = piece.resolution_ug if piece.held_ug else None
    move = LineMove(Step.ISSUED, day, piece.held_ug, piece.held_unweighed, quality, resolution_ug=fine)
    moved = told_moves(ledger, (move,))
    yield step(each.state, LineState.TRANSIT, day, issued=day, due=each.due, shipment=shipment, **moved)
    yield touch_piece(piece.uid, day)
    # The home place stays: it is where the piece comes back to, and nobody else's meanwhile.
    yield Placement(piece.uid, day, None, piece.home or piece.place, str(Custody.TRANSIT))
