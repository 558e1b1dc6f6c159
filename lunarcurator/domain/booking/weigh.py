"""Booking of `Weigh`: the balance's word against the book's."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.booking.draw_down import Draw, DrawDown
from lunarcurator.domain.booking.lines import Known, Lines, side
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch_piece
from lunarcurator.domain.booking.reading import Read, certainty_of, read
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, Weighing
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.identity import Uid, uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.operations import Weigh
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.custody import must_be_at_hand
from lunarcurator.domain.rules.dates import not_before_birth
from lunarcurator.domain.rules.mass import excess_is_covered, is_near_the_book, left_by_record, weighing_agrees
from lunarcurator.domain.rules.nominal_mass import is_weighable
from lunarcurator.domain.tolerance import Certainty, allowed_between, finest_step


@dataclass(frozen=True, slots=True)
class Counted:
    """Where the difference of a weighing went, and what was found."""

    counter: Account
    findings: tuple[Finding, ...] = ()


def book_weigh(operation: Weigh, day: Day, ledger: LedgerState) -> Booked:
    """Book a weighing; the first draws on where the mass came from, a later one on *adjustment*."""
    return weighed_from(DrawDown(ledger, day), operation, day, ledger)


def weighed_from(draw_down: DrawDown, operation: Weigh, day: Day, ledger: LedgerState) -> Booked:
    """Book one of several weighings of an act, which draw on one purse."""
    uid = uid_of(operation.sample)
    piece = ledger.at(uid, day)
    taken = read(operation.reading, day, ledger, piece.place)
    findings = [
        *not_before_birth(ledger, uid, day),
        *must_be_at_hand(piece),
        *is_weighable(piece, ledger),
        *taken.findings,
    ]
    if blocked(findings):
        return refused(findings)
    lines = Lines()
    recorded = left_by_record(ledger, piece) if piece.held_unweighed else None
    if recorded:
        findings += is_near_the_book(piece, taken.net_ug, recorded, taken.certainty)
    counted = count(draw_down, lines, piece, taken, day, next_weighing(ledger, uid, day))
    facts: tuple[Fact, ...] = (
        touch_piece(uid, day, mass_quality="measured", mass_reason=None, resolution_ug=taken.resolution_ug),
        taken.weighing(uid, day, counted.counter),
        *lines.done(),
    )
    return Booked(facts, (*findings, *counted.findings))


def next_weighing(ledger: LedgerState, uid: Uid, day: Day) -> Day | None:
    """Return the day of the next weighing on record after a day, which keeps its reading, or None."""
    return next((each.order[0] for each in ledger.later(uid, day) if isinstance(each.fact, Weighing)), None)


def count(
    draw_down: DrawDown, lines: Lines, piece: PieceState, taken: Read, day: Day, until: Day | None
) -> Counted:
    """Add the lines of weighing a piece at `taken.net_ug`, and say on which account the difference stands."""
    told = Known(Quality.MEASURED, taken.resolution_ug)
    if piece.held_unweighed:
        draws = list(draw_down.first(piece, taken.net_ug, until))
        book(lines, piece, draws, day, told)
        lines.move(day, side(piece), side(piece, Account.UNMEASURED), unweighed=1)
        return Counted(counter_of(draws, Account.UNMEASURED), tuple(uncovered(piece, draws, taken.resolution_ug)))
    difference = taken.net_ug - piece.held_ug
    draws = list(draw_down.again(piece, difference, until))
    book(lines, piece, draws, day, told)
    counter = counter_of(draws, Account.ADJUSTMENT)
    findings = [*uncovered(piece, draws, taken.resolution_ug)]
    if findings:
        return Counted(counter, tuple(findings))
    if counter is Account.ADJUSTMENT or piece.quality is Quality.MEASURED:
        findings += _agrees(draw_down.ledger, piece, difference, taken)
    else:
        findings += is_near_the_book(piece, taken.net_ug, piece.held_ug, taken.certainty)
    return Counted(counter, tuple(findings))


def book(lines: Lines, piece: PieceState, draws: Iterable[Draw], day: Day, told: Known) -> None:
    """Add the lines by which a piece takes its draws in, or gives them back where they are negative."""
    for draw in draws:
        lines.move(day, draw.source, side(piece), draw.ug, known=told)


def uncovered(piece: PieceState, draws: Iterable[Draw], resolution_ug: int) -> Iterator[Finding]:
    """R8: yield what was found about mass no statement covers; the rounding is that of the piece's statement."""
    excess = sum(draw.ug for draw in draws if draw.excess)
    if excess:
        rounding = piece.fields.get("original_resolution_ug")
        yield from excess_is_covered(piece, excess, rounding if isinstance(rounding, int) else resolution_ug)


def counter_of(draws: list[Draw], otherwise: Account) -> Account:
    """Return the account a later pin goes to: the suspense or *unmeasured* side, if anything was drawn there."""
    accounts = [draw.source.account for draw in draws if not draw.excess]
    return accounts[0] if accounts else otherwise


def _agrees(ledger: LedgerState, piece: PieceState, difference: int, taken: Read) -> Iterator[Finding]:
    before = certainty_of(piece, ledger) if piece.resolution_ug else Certainty(taken.resolution_ug)
    sure = (before, taken.certainty)
    yield from weighing_agrees(piece, difference, allowed_between(sure), finest_step(sure))
