"""Booking of decisions on requested lines: noted steps, refusals, and grants that reserve what they grant (R3)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.booking.documents import documents_of
from lunarcurator.domain.booking.loan_records import kind_of, line_states, loans_of, step
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch, touch_piece
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, Scalar, Subject
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.identity import Uid, uid_of
from lunarcurator.domain.ledger_state import LedgerState, Record
from lunarcurator.domain.lending.line_log import LineDecision
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.loans import DECISION, LoanDecision
from lunarcurator.domain.lending.policy import Policy, TwoPersonStep
from lunarcurator.domain.lending.terms import Decision, LineMode, LineState
from lunarcurator.domain.operations.requesting import Decided, DecideLines
from lunarcurator.domain.rules.decisions import (
    above_floors,
    body_decides,
    grants_soundly,
    is_decided_by_somebody,
    is_explained,
    is_granted_once,
    is_not_decided_yet,
    no_mass_of_whole,
    policy_of_grant,
    speaks_in_turn,
)
from lunarcurator.domain.rules.lending import is_delinquent_already
from lunarcurator.domain.rules.lending_limits import Wish, mass_is_known
from lunarcurator.domain.rules.loan_lines import has_lines, in_order, in_state, named_once
from lunarcurator.domain.rules.two_people import two_people
from lunarcurator.domain.typed_records import entry_text

_OPEN = frozenset({LineState.REQUESTED, LineState.APPROVED, LineState.DECLINED})
_STATES: Final[Mapping[Decision, LineState]] = MappingProxyType(
    {
        Decision.APPROVED: LineState.APPROVED,
        Decision.DECLINED: LineState.DECLINED,
        Decision.DEFERRED: LineState.REQUESTED,
    }
)


@dataclass(frozen=True, slots=True)
class Grant:
    """One line to be decided, and what is granted on it: the piece or stock, and ug of a stock."""

    state: Record
    line: Line
    decided: Decided
    piece: Uid | None
    granted_ug: int | None
    field: str
    policy: Policy

    @classmethod
    def of(cls, ledger: LedgerState, state: Record, decided: Decided, day: Day, field: str) -> "Grant":
        """Return what a decision grants: what it says, else what the line asks for."""
        line = Line.of(state)
        asked = line.source if line.mode is LineMode.BY_WEIGHT else line.sample
        piece = uid_of(decided.sample) if decided.sample else asked
        ug = decided.granted_ug if decided.granted_ug is not None else line.optimum_ug
        policy = policy_of_grant(ledger, line, piece, day)
        return cls(state, line, decided, piece, ug if line.mode is LineMode.BY_WEIGHT else None, field, policy)

    @property
    def approves(self) -> bool:
        """Whether the line is granted."""
        return self.decided.decision is Decision.APPROVED


def book_decide_lines(operation: DecideLines, day: Day, ledger: LedgerState) -> Booked:
    """Book what a body decided; only the final one changes what becomes of the lines."""
    states = line_states(ledger, (each.line for each in operation.lines))
    grants = [
        Grant.of(ledger, state, each, day, f"lines[{index}]")
        for index, (state, each) in enumerate(zip(states, operation.lines, strict=True))
    ]
    findings = [
        *has_lines(operation.lines),
        *named_once(states),
        *is_decided_by_somebody(operation),
        *in_state(states, _OPEN),
        *(each for state in states for each in in_order(state, day)),
        *(each for one in grants for each in is_explained(one.line, one.decided, f"{one.field}.why")),
    ]
    deciding = [each for each in grants if operation.final and each.policy.has_last_word(operation.body)]
    if not blocked(findings) and deciding:
        findings += body_decides(operation, (each.policy for each in deciding if each.approves))
        granted = [(each.line, each.policy) for each in deciding if each.approves]
        findings += speaks_in_turn(operation.body, granted)
        findings += _granted(deciding, day, ledger)
        findings += _not_decided_yet(deciding)
        findings += _is_delinquent(ledger, granted, day)
    if blocked(findings):
        return refused(findings)
    waived = frozenset(each.field for each in findings if each.key in {"loan.below_floor", "loan.held_for"})
    facts: list[Fact] = []
    for one in grants:
        told = replace(operation, final=one in deciding)
        facts += _line(one, told, day, ledger, waived=waived)
    facts += _loans(grants, replace(operation, final=bool(deciding)), day, ledger)
    return Booked(tuple(facts), tuple(findings))


def _is_delinquent(ledger: LedgerState, granted: list[tuple[Line, Policy]], day: Day) -> Iterator[Finding]:
    return is_delinquent_already(ledger, loans_of(ledger, (line for line, _ in granted)), day)


def _not_decided_yet(grants: list[Grant]) -> Iterator[Finding]:
    for one in grants:
        yield from is_not_decided_yet(one.line, one.decided, one.piece, one.granted_ug, one.field)


def _granted(grants: list[Grant], day: Day, ledger: LedgerState) -> Iterator[Finding]:
    approved = [each for each in grants if each.approves]
    for one in approved:
        kind = kind_of(ledger.record(Subject.LOAN, Uid(one.state.text("loan"))))
        asked = replace(one.line, granted_ug=one.granted_ug)
        yield from no_mass_of_whole(one.line, one.decided.granted_ug, f"{one.field}.granted_ug")
        yield from grants_soundly(ledger, asked, one.piece, kind, day, one.field)
    yield from is_granted_once([(each.line, each.piece, each.field) for each in approved])
    taken: dict[Uid, int] = {}
    for one in approved:
        piece = ledger.at(one.piece, day) if one.piece else None
        if piece is None or not piece.in_book:
            continue
        wish = Wish(piece, one.policy, one.line.mode, one.granted_ug, bool(one.line.destructive), one.field)
        yield from mass_is_known(ledger, wish)
        before = taken.get(piece.uid, 0)
        yield from above_floors(ledger, wish, one.line, before, f"{one.field}.granted_ug")
        taken[piece.uid] = before + (wish.takes_ug or 0)
    yield from two_people((each.policy for each in approved), TwoPersonStep.DECIDE)


def _line(
    one: Grant, operation: DecideLines, day: Day, ledger: LedgerState, *, waived: frozenset[str]
) -> Iterator[Fact]:
    """Yield what a decision leaves of a line, and a touch of what it grants or lets go."""
    noted = LineDecision(
        ledger.new_uid(),
        operation.body.strip(),
        day,
        operation.final,
        one.decided.decision,
        one.granted_ug if one.approves else None,
        one.decided.why.strip(),
    )
    changes: dict[str, Scalar] = {f"{DECISION}{noted.uid}": entry_text(noted)}
    if not operation.final:
        yield touch(Subject.LINE, one.line.uid, day, **changes)
        return
    if one.approves:
        key = "source" if one.line.mode is LineMode.BY_WEIGHT else "sample"
        changes |= {key: one.piece, "granted_ug": one.granted_ug}
        changes["floor_waived"] = 1 if f"{one.field}.granted_ug" in waived else None
        changes["owner_consents"] = 1 if f"{one.field}.sample" in waived else None
    else:
        changes |= {"granted_ug": None, "floor_waived": None, "owner_consents": None}
    yield step(one.state, _STATES[one.decided.decision], day, **changes)
    pieces = dict.fromkeys(each for each in (one.piece, one.line.sample, one.line.source) if each)
    yield from (touch_piece(each, day) for each in pieces)


def _loans(grants: list[Grant], operation: DecideLines, day: Day, ledger: LedgerState) -> Iterator[Fact]:
    body, conditions = operation.body.strip(), operation.conditions.strip()
    for loan in dict.fromkeys(Uid(each.state.text("loan")) for each in grants):
        noted = LoanDecision(ledger.new_uid(), body, day, operation.final, conditions)
        changes: dict[str, Scalar] = {f"{DECISION}{noted.uid}": entry_text(noted)}
        if conditions:
            changes["conditions"] = conditions
        yield touch(Subject.LOAN, loan, day, **changes, **documents_of(operation.documents, ledger))
