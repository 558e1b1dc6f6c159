"""What the acts on lines share: the line and its piece on a day, and the touches that tell what became of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.booking.draw_down import DrawDown
from lunarcurator.domain.booking.late_entry_propagation import told_of
from lunarcurator.domain.booking.lines import Known, Lines, side
from lunarcurator.domain.booking.outcome import touch
from lunarcurator.domain.booking.weigh import next_weighing, uncovered
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Scalar, Subject, Touch
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.identity import LineRef, Uid, uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.lines import MOVE, Line, LineMove
from lunarcurator.domain.lending.terms import ClosedBy, LineState, Step
from lunarcurator.domain.pieces import PieceState


@dataclass(frozen=True, slots=True)
class OnLine:
    """A line now, and its piece at the end of the day of an act."""

    line: Line
    piece: PieceState

    @classmethod
    def of(cls, ledger: LedgerState, ref: LineRef, day: Day) -> "OnLine":
        """Return the line of an exact reference with its piece; a line without one has an empty piece."""
        line = Line.of(ledger.record(Subject.LINE, uid_of(ref)))
        return cls(line, ledger.at(line.sample, day) if line.sample else PieceState(Uid("")))


def moved_as(piece: PieceState) -> Quality:
    """Return how all of a piece is known, as a move of its line says it: also a bound, which no mass line says."""
    return piece.quality if piece.quality is Quality.UPPER_BOUND else told_of(piece).quality


def told_moves(ledger: LedgerState, moves: Iterable[LineMove]) -> dict[str, Scalar]:
    """Return the fields that keep moves of a line beside those there were; one that moves nothing is left out."""
    return {f"{MOVE}{ledger.new_uid()}": each.told() for each in moves if each.ug or each.unweighed}


def touch_line(line: Line, day: Day, changes: dict[str, Scalar]) -> Iterator[Touch]:
    """Yield the touch of a line that sets fields, and those of what it hangs on: its loan and its shipment."""
    yield Touch(Subject.LINE, line.uid, day, tuple(changes.items()))
    yield from (touch(Subject.LOAN, each, day) for each in (line.loan,) if each)


def closed(day: Day, by: ClosedBy) -> dict[str, Scalar]:
    """Return the fields of a line that a document closes on a day (audit finding 7)."""
    return {"state": str(LineState.CLOSED), "closed": day, "closed_by": str(by)}


def lost_whole(day: Day) -> dict[str, Scalar]:
    """Return the fields of a line of which all that was out is reported lost: nobody's duty ends by that."""
    return {"state": str(LineState.LOST), "lost": day}


def ended(line: Line, day: Day, by: ClosedBy, more_lost_ug: int = 0) -> dict[str, Scalar]:
    """Return the fields of a line of which nothing is out any longer, as a document says.

    It closes the line, unless a part was reported as lost and not found: the borrower answers for that until
    somebody with the authority ends the duty (`domain.md` 4). `more_lost_ug` is what the document itself says.
    """
    if line.account.lost_ug + more_lost_ug > 0:
        return {**lost_whole(day), "lost_part": 1}
    return closed(day, by)


@dataclass(slots=True)
class Gone:
    """What leaves the account of a borrower for good, in mass lines and in moves of the line, in step.

    Of an unknown mass a known part comes to light as it goes: the borrower answered for it all along, which a
    negative difference says (R7). `resolution_ug` is the last place to which a part of it is stated.
    """

    ledger: LedgerState
    piece: PieceState
    day: Day
    known: Known
    document: str
    draw_down: DrawDown
    resolution_ug: int | None
    lines: Lines = field(default_factory=Lines)
    moves: list[LineMove] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @classmethod
    def of(
        cls, ledger: LedgerState, piece: PieceState, day: Day, known: Known, document: str, resolution_ug: int
    ) -> "Gone":
        """Return an empty account of what goes; `resolution_ug` is 0 where nobody says its last place."""
        fine = known.resolution_ug or resolution_ug or None
        return cls(
            ledger=ledger,
            piece=piece,
            day=day,
            known=known,
            document=document,
            draw_down=DrawDown(ledger, day),
            resolution_ug=fine,
        )

    def part(self, step: Step, to: Account, ug: int, reason: str) -> None:
        """Let ug micrograms of the piece go to an account."""
        target = side(self.piece, to)
        if self.piece.held_unweighed:
            until = next_weighing(self.ledger, self.piece.uid, self.day)
            draws = list(self.draw_down.first(self.piece, ug, until))
            for draw in draws:
                self.lines.move(self.day, draw.source, target, draw.ug, known=self.known, reason=reason)
            self.findings += uncovered(self.piece, draws, 0)
            self.tell(Step.DIFFERENCE, -ug)
        else:
            self.lines.move(self.day, side(self.piece), target, ug, known=self.known, reason=reason)
        self.tell(step, ug)

    def whole(self, step: Step, to: Account, reason: str, quality: Quality | None = None) -> None:
        """Let all that is held of the piece go to an account, weighed or not; `quality` is that of the move."""
        ug, unweighed = self.piece.held_ug, self.piece.held_unweighed
        source, target = side(self.piece), side(self.piece, to)
        self.lines.move(self.day, source, target, ug, known=self.known, reason=reason)
        self.lines.move(self.day, source, target, unweighed=unweighed, reason=reason)
        self.tell(step, ug, unweighed, quality)

    def tell(self, step: Step, ug: int, unweighed: int = 0, quality: Quality | None = None) -> None:
        """Add a move of the line."""
        told = (quality or self.known.quality, self.document, self.resolution_ug if ug else None)
        self.moves.append(LineMove(step, self.day, ug, unweighed, *told))
