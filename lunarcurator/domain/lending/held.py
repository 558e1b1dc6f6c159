"""What of a line is still out, and what came back of it, as far as it is known (R7)."""

from collections.abc import Iterable
from dataclasses import replace

from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import (
    Bound,
    KnownMass,
    beside_unweighed,
    finest,
    stated_mass,
    sum_of_weighed,
)
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.lines import Line, LineMove, account
from lunarcurator.domain.lending.sub_samples import Back, Reported, came_back, reported
from lunarcurator.domain.lending.terms import Step
from lunarcurator.domain.pieces import PieceState


def held_of(line: Line, piece: PieceState | None) -> KnownMass | None:
    """Return what the borrower of a line answers for, None where nobody knows it.

    `piece` is the piece of the line at the same moment: what is out is known as its mass is and to its last place,
    else to that of what moved on the line. Parts that came back without a mass leave an upper bound.
    """
    told = line.account
    if told.unweighed:
        return None
    alike = piece is not None and not piece.held_unweighed and piece.held_ug == told.held_ug
    quality = piece.quality if piece is not None and alike else known_by_line(line)
    fine = piece.resolution_ug if piece is not None and alike else line.resolution_of()
    return stated_mass(told.held_ug, quality, fine) if told.held_ug else KnownMass(0)


def sign_of(line: Line, piece: PieceState | None) -> str:
    """Return the sign that stands before what a line answers for: that it is at most, or about, so much."""
    held = held_of(line, piece)
    return held.sign if held is not None else ""


def known_by_line(line: Line) -> str:
    """Return how what a line answers for is known where its piece cannot be asked; "" where it is exact.

    It is no better known than it left, and parts that came back without a mass leave an upper bound.
    """
    return line.left_as or (str(Quality.UPPER_BOUND) if beside_returned(line) else "")


def issued_of(line: Line, piece_to_ug: int | None = None) -> KnownMass | None:
    """Return what left on a line, None where nobody knew its mass.

    Older lines do not say to which last place it was read: `piece_to_ug` is that of their piece.
    """
    told, fine = line.account, line.resolution_of(Step.ISSUED, Step.TAKEN_OVER)
    return stated_mass(told.issued_ug, line.left_as, fine or piece_to_ug) if told.issued_known else None


def moved_of(line: Line, *steps: Step) -> KnownMass:
    """Return what went these ways on a line in all, as far as it is known: all of a bound went as that bound."""
    return sum_moved(_as_it_left(line, each) for each in line.moves if each.step in steps)


def wholes_of(line: Line, *steps: Step) -> int:
    """Return how many whole pieces of unknown mass were used up, lost or passed on of a line by these steps."""
    return sum(each.unweighed for each in line.moves if each.step in steps)


def went(line: Line, *steps: Step) -> KnownMass | None:
    """Return what was used up, lost or passed on of a line by these steps in all, as far as it is known.

    With a whole piece nobody weighed it is at least what is known beside it; None where that is nothing.
    """
    return beside_unweighed(moved_of(line, *steps), wholes_of(line, *steps))


def gone_of(line: Line) -> KnownMass | None:
    """Return what was lost, passed on, or found missing of a line in all; None where nobody knows any of it.

    What came to light of an unknown mass as it went is no difference, and takes nothing off what was lost.
    """
    known = moved_of(line, Step.LOST, Step.TRANSFERRED, Step.DIFFERENCE)
    known = replace(known, ug=known.ug + line.account.emerged_ug)
    return beside_unweighed(known, wholes_of(line, Step.LOST, Step.TRANSFERRED))


def ends_unknown(line: Line) -> bool:
    """Tell whether a line was closed by a return, and nobody knows how much there was of its piece beside that.

    The piece itself did not come back, and what went of it unweighed is in no other way it went.
    """
    rests = sum(each.unweighed for each in line.moves if each.step is Step.RETURNED)
    return not line.is_open and rests > 0 and not any(each.itself for each in came_back(line))


def difference_of(line: Line) -> KnownMass:
    """Return by how much less came back of a line than was held, more where negative, as far as it is known.

    What differs from an estimate is one, and what is missing of a bound is at most so much.
    """
    return replace(moved_of(line, Step.DIFFERENCE), ug=line.account.difference_ug)


def how_much_differs(line: Line, ug: int) -> KnownMass:
    """Return `ug` of what differs on a line, less or more, as the size in which a sentence tells it."""
    known = replace(difference_of(line), ug=abs(ug))
    return replace(known, bound=Bound.AT_LEAST) if known.bound is Bound.AT_MOST and ug < 0 else known


def _as_it_left(line: Line, move: LineMove) -> LineMove:
    """Return a move, a difference of a line known as vaguely as what left on it: it is reckoned from that."""
    vague = move.step is Step.DIFFERENCE and line.left_as
    return replace(move, quality=Quality(line.left_as)) if vague else move


def sum_moved(moves: Iterable[LineMove]) -> KnownMass:
    """Return what these moves carry together, as far as it is known; pieces of unknown mass are not in it.

    It has the last place of what was read of it.
    """
    told = tuple(moves)
    fine = finest(*(each.resolution_ug for each in told))
    bounded_ug = sum(each.ug for each in told if each.quality is Quality.UPPER_BOUND)
    estimated = sum(each.quality is Quality.ESTIMATED and each.ug != 0 for each in told)
    return sum_of_weighed(sum(each.ug for each in told), estimated, bounded_ug, 0, fine)


def trusted_of(moves: Iterable[LineMove]) -> KnownMass:
    """Return what came back without anybody stating or weighing a mass anew: known no better than before."""
    return sum_moved(each for each in moves if each.is_trusted)


def stated_before(line: Line) -> tuple[Reported, ...]:
    """Return what came back of a line without a mass, and was reported with one before: as it was reported."""
    blind = {each.uid for each in came_back(line) if not each.has_mass}
    return tuple(each for each in reported(line) if each.sample in blind and each.ug is not None)


def came_without_mass(line: Line) -> int:
    """Return how many of the pieces that came back of a line have no mass on their return sheet."""
    return sum(not each.has_mass for each in came_back(line))


def beside_returned(line: Line) -> int:
    """Return how many pieces that came back without a mass are in no figure of what was returned.

    Where the rest of a known mass came back neither weighed nor stated, those pieces hold it.
    """
    return 0 if line.account.trusted_ug else came_without_mass(line)


def in_no_sum(line: Line, back: Iterable[Back], ledger: LedgerState, until: Day | None = None) -> int:
    """Return how many of these pieces of a line are in no figure of what was returned by a day.

    So are those without a mass, and those of a form that is not weighed, whose stated mass enters no balance
    unless what they were made of was known.
    """
    return 0 if account(line.moves, until).trusted_ug else in_no_mass(line, back, ledger)


def in_no_mass(line: Line, back: Iterable[Back], ledger: LedgerState) -> int:
    """Return how many of these pieces of a line nobody weighed or stated, or whose figure enters no balance."""
    counted = any(each.step is Step.RETURNED and each.quality is Quality.NOMINAL for each in line.moves)
    return sum(not each.has_mass or not (counted or _is_weighed(each.uid, ledger)) for each in back)


def _is_weighed(uid: Uid, ledger: LedgerState) -> bool:
    return ledger.tables.weighs(ledger.piece(uid).form)
