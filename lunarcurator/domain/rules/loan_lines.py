"""R1, R3, R12 and R19 for the records of the loan desk: free numbers, right states, days in order."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState, Record
from lunarcurator.domain.lending.lines import LEFT, PROMISED, Line
from lunarcurator.domain.lending.terms import LineMode, LineState
from lunarcurator.domain.pieces import PieceState

_LIFE: Final = (
    (LineState.REQUESTED, "decide"),
    (LineState.APPROVED, "prepare"),
    (LineState.PREPARED, "issue"),
    (LineState.TRANSIT, "receive"),
    (LineState.OUT, "account"),
)
"""The life of a line, and the act that carries it on from each state."""


_OTHERWISE: Final = MappingProxyType({LineState.IN_CARE: "give_back", LineState.LOST: "release"})
"""What is to be done first with a line that stands beside that life; else it is over."""


def is_free(ledger: LedgerState, kind: Subject, code: str, field: str = "number") -> Iterator[Finding]:
    """R1: a number given to a loan, shipment or round by hand is nobody else's."""
    for uid in ledger.named(kind, code)[:1]:
        yield find(Strength.IMPOSSIBLE, "loan.number_taken", "R1", field, uid, kind=str(kind), number=code)


def has_lines(lines: Sequence[object], field: str = "lines") -> Iterator[Finding]:
    """R12: an act on lines names one."""
    if not lines:
        yield find(Strength.IMPOSSIBLE, "loan.no_lines", "R12", field)


def named_once(states: Iterable[Record], field: str = "lines") -> Iterator[Finding]:
    """R12: no line stands twice in one act."""
    seen: set[Uid] = set()
    for state in states:
        if state.uid in seen:
            yield find(Strength.IMPOSSIBLE, "loan.line_twice", "R12", field, state.uid, line=state.code)
        seen.add(state.uid)


def in_state(states: Iterable[Record], allowed: Collection[LineState], field: str = "lines") -> Iterator[Finding]:
    """Life-cycle of a loan line (`domain.md` 4): an act is only for lines that have come so far."""
    for state in states:
        line = Line.of(state)
        if line.state not in allowed:
            yield find(
                Strength.IMPOSSIBLE,
                "loan.wrong_state",
                "R19",
                field,
                state.uid,
                line=line.code,
                state=str(line.state),
                next=_next_act(line.state, allowed),
            )


def _next_act(state: LineState, allowed: Collection[LineState]) -> str:
    """Return the code of what is to be done first: the next act of its life, or taking back what went too far."""
    steps = dict(_LIFE)
    order = [each for each, _ in _LIFE]
    if state not in steps:
        return _OTHERWISE.get(state, "over")
    ahead = any(each in steps and order.index(each) > order.index(state) for each in allowed)
    if ahead:
        return steps[state]
    return "account" if state in LEFT else "withdraw"


def in_order(state: Record, day: Day, field: str = "day") -> Iterator[Finding]:
    """R19: an act on a loan or line does not come before what it follows."""
    since = max(state.integer("stepped") or 0, state.integer("requested") or 0, _last_move(state))
    if day < since:
        yield find(
            Strength.IMPOSSIBLE,
            "loan.before_last_step",
            "R19",
            field,
            state.uid,
            record=state.code,
            day=day,
            since=since,
        )


def is_open_loan(loan: Record, field: str = "loan") -> Iterator[Finding]:
    """A loan that was closed takes nothing more; its closing can be undone."""
    closed = loan.integer("closed")
    if closed:
        yield find(
            Strength.IMPOSSIBLE,
            "loan.is_closed",
            "R19",
            field,
            loan.uid,
            loan=loan.code,
            closed=closed,
        )


def is_lent(loan: Record, field: str = "loan") -> Iterator[Finding]:
    """R21: on what somebody entrusted to the lab nobody borrows, under no agreement, and nothing is asked for."""
    if loan.text("lender"):
        yield find(Strength.IMPOSSIBLE, "loan.is_loan_in", "R21", field, loan.uid, loan=loan.code)


def not_promised(ledger: LedgerState, piece: PieceState, line: Uid, field: str) -> Iterator[Finding]:
    """R3: a piece, and a stock that parts are promised of, is promised whole to one line and to nobody else."""
    for other in promised_lines(ledger, "sample", piece.uid, line):
        yield _promised(piece, other, field)
    for other in promised_lines(ledger, "source", piece.uid, line):
        if other.state is LineState.APPROVED:
            yield _promised(piece, other, field)


def stock_not_promised(ledger: LedgerState, stock: PieceState, line: Uid, field: str) -> Iterator[Finding]:
    """R3: nothing is drawn from a stock that is promised whole."""
    for other in promised_lines(ledger, "sample", stock.uid, line):
        if other.mode is LineMode.WHOLE:
            yield _promised(stock, other, field)


def promised_lines(ledger: LedgerState, key: str, piece: Uid, without: Uid) -> Iterator[Line]:
    """Yield the other lines that promise a piece, under the key `sample`, or a part of it, under `source`."""
    for uid in ledger.related(Subject.LINE, key, piece):
        if uid != without:
            line = Line.of(ledger.record(Subject.LINE, uid))
            if line.state in PROMISED:
                yield line


def _promised(piece: PieceState, other: Line, field: str) -> Finding:
    # What left cannot be withdrawn any more: it has to come back.
    return find(
        Strength.IMPOSSIBLE,
        "loan.promised_and_out" if other.is_open else "loan.promised",
        "R3",
        field,
        other.uid,
        number=piece.number_text,
        line=other.code,
        state=str(other.state),
    )


def _last_move(state: Record) -> Day:
    return Line.of(state).last_move if state.text("loan") else 0
