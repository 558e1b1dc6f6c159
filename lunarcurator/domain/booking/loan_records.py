"""What the acts of the loan desk share: codes by the year, lines by reference, and how a line steps on."""

from collections.abc import Iterable, Iterator

from lunarcurator.domain.booking.outcome import touch
from lunarcurator.domain.days import Day, first_day
from lunarcurator.domain.facts import Scalar, Subject, Touch
from lunarcurator.domain.identity import LineRef, Uid, uid_of
from lunarcurator.domain.ledger_state import LedgerState, Record
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.shipments import HOME
from lunarcurator.domain.lending.terms import LineState, LoanKind

STEPPED = "stepped"
"""The field of a line that says since when it is in its state."""


def code_for(ledger: LedgerState, kind: Subject, letter: str, day: Day) -> str:
    """Return the next code of a kind in the year of a day, such as L-2026-012."""
    return ledger.next_code(kind, f"{letter}-{first_day(day) // 10_000}-")


def line_states(ledger: LedgerState, lines: Iterable[LineRef]) -> list[Record]:
    """Return what the desk knows of these lines, in order."""
    return [ledger.record(Subject.LINE, uid_of(each)) for each in lines]


def lines_of_loan(ledger: LedgerState, loan: Uid) -> list[Record]:
    """Return the lines of a loan in the book."""
    return [ledger.record(Subject.LINE, each) for each in ledger.related(Subject.LINE, "loan", loan)]


def lines_in_shipment(ledger: LedgerState, shipment: Uid) -> list[Record]:
    """Return the lines that went out in a shipment."""
    return [ledger.record(Subject.LINE, each) for each in ledger.related(Subject.LINE, "shipment", shipment)]


def lines_home_in(ledger: LedgerState, shipment: Uid) -> list[Record]:
    """Return the lines that came home in a shipment."""
    return [ledger.record(Subject.LINE, each) for each in ledger.related(Subject.LINE, HOME, shipment)]


def step(state: Record, to: LineState, day: Day, /, **changes: Scalar) -> Touch:
    """Return the touch by which a line steps into a state on a day and sets these of its fields."""
    return touch(Subject.LINE, state.uid, day, **{"state": str(to), STEPPED: day, **changes})


def pieces_of(line: Line) -> tuple[Uid, ...]:
    """Return the pieces a line names: the one that goes, and the stock it is drawn from."""
    return tuple(dict.fromkeys(each for each in (line.sample, line.source) if each))


def loans_of(ledger: LedgerState, lines: Iterable[Line]) -> Iterator[Record]:
    """Yield the loans of lines, each once."""
    for uid in dict.fromkeys(each.loan for each in lines if each.loan is not None):
        yield ledger.record(Subject.LOAN, uid)


def kind_of(loan: Record) -> LoanKind:
    """Return what a loan is for."""
    return LoanKind(loan.kind or LoanKind.RESEARCH)
