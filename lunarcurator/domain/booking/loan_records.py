"""What the acts of the loan desk share: codes by the year, lines by reference, and how a line steps on."""

from collections.abc import Iterable, Iterator

from lunarcurator.domain.booking.outcome import touch
from lunarcurator.domain.days import Day, first_day
from lunarcurator.domain.facts import Scalar, Subject, Touch
from lunarcurator.domain.identity import LineRef, Uid, uid_of
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.terms import LineState, LoanKind
from lunarcurator.domain.picture import DeskState, Picture

STEPPED = "stepped"
"""The field of a line that says since when it is in its state."""


def code_for(picture: Picture, kind: Subject, letter: str, day: Day) -> str:
    """Return the next code of a kind in the year of a day, such as L-2026-012."""
    return picture.next_code(kind, f"{letter}-{first_day(day) // 10_000}-")


def line_states(picture: Picture, lines: Iterable[LineRef]) -> list[DeskState]:
    """Return what the desk knows of these lines, in order."""
    return [picture.desk(Subject.LINE, uid_of(each)) for each in lines]


def lines_of_loan(picture: Picture, loan: Uid) -> list[DeskState]:
    """Return the lines of a loan in the book."""
    return [picture.desk(Subject.LINE, each) for each in picture.related(Subject.LINE, "loan", loan)]


def lines_in_shipment(picture: Picture, shipment: Uid) -> list[DeskState]:
    """Return the lines that went out in a shipment."""
    return [picture.desk(Subject.LINE, each) for each in picture.related(Subject.LINE, "shipment", shipment)]


def step(state: DeskState, to: LineState, day: Day, /, **changes: Scalar) -> Touch:
    """Return the touch by which a line steps into a state on a day and sets these of its fields."""
    return touch(Subject.LINE, state.uid, day, **{"state": str(to), STEPPED: day, **changes})


def pieces_of(line: Line) -> tuple[Uid, ...]:
    """Return the pieces a line names: the one that goes, and the stock it is drawn from."""
    return tuple(dict.fromkeys(each for each in (line.sample, line.source) if each))


def loans_of(picture: Picture, lines: Iterable[Line]) -> Iterator[DeskState]:
    """Yield the loans of lines, each once."""
    for uid in dict.fromkeys(each.loan for each in lines if each.loan is not None):
        yield picture.desk(Subject.LOAN, uid)


def kind_of(loan: DeskState) -> LoanKind:
    """Return what a loan is for."""
    return LoanKind(loan.text("kind") or LoanKind.RESEARCH)
