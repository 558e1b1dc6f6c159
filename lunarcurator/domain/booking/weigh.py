"""Booking of `Weigh`: the balance's word against the book's."""

from dataclasses import dataclass

from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.booking.drawing import Purse, suspense_of
from lunarcurator.domain.booking.lines import Known, Lines, Side, side
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch_piece
from lunarcurator.domain.booking.pinning import pin
from lunarcurator.domain.booking.reading import Read, read
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import uid_of
from lunarcurator.domain.operations import Weigh
from lunarcurator.domain.picture import Picture
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.custody import must_be_at_hand
from lunarcurator.domain.rules.dates import not_before_birth
from lunarcurator.domain.rules.mass import excess_is_covered, weighing_agrees
from lunarcurator.domain.tolerance import tolerance_ug

_FIRST = frozenset({Quality.STATED, Quality.ESTIMATED, Quality.REPORTED})


@dataclass(frozen=True, slots=True)
class Counted:
    """Where the difference of a weighing went, and what was found."""

    counter: Account
    findings: tuple[Finding, ...] = ()


def book_weigh(operation: Weigh, day: Day, picture: Picture) -> Booked:
    """Book a weighing; the first draws on where the mass came from, a later one on *adjustment*."""
    uid = uid_of(operation.sample)
    piece = picture.at(uid, day)
    taken = read(operation.reading, day, picture, piece.place)
    findings = [
        *not_before_birth(picture, uid, day),
        *must_be_at_hand(piece),
        *_is_weighable(piece, picture),
        *taken.findings,
    ]
    if blocked(findings):
        return refused(findings)
    lines = Lines()
    counted = count(picture, lines, piece, taken, day)
    pin(picture, lines, uid, day)
    facts: tuple[Fact, ...] = (
        touch_piece(uid, day, mass_quality="measured", mass_reason=None, resolution_ug=taken.resolution_ug),
        taken.weighing(uid, day, counted.counter),
        *lines.done(),
    )
    return Booked(facts, (*findings, *counted.findings))


def count(picture: Picture, lines: Lines, piece: PieceState, taken: Read, day: Day) -> Counted:
    """Add the lines of weighing a piece at `taken.net_ug`, and say on which account the difference stands."""
    told = Known(Quality.MEASURED, taken.resolution_ug)
    if piece.held_unweighed:
        findings: list[Finding] = []
        counter = Account.UNMEASURED
        for draw in Purse(picture, day).draw(piece.uid, taken.net_ug):
            lines.move(day, draw.source, side(piece), draw.ug, known=told)
            counter = Account.UNRECONCILED if draw.source.account is Account.UNRECONCILED else counter
            if draw.excess:
                rounding = piece.fields.get("original_resolution_ug")
                findings += excess_is_covered(
                    piece, draw.ug, rounding if isinstance(rounding, int) else taken.resolution_ug
                )
        lines.move(day, side(piece), side(piece, Account.UNMEASURED), unweighed=1)
        return Counted(counter, tuple(findings))
    difference = taken.net_ug - piece.held_ug
    counter_side = counter_of(picture, piece, difference, day)
    lines.move(day, counter_side, side(piece), difference, known=told)
    return Counted(counter_side.account, tuple(_agrees(piece, difference, taken, counter_side.account)))


def counter_of(picture: Picture, piece: PieceState, difference_ug: int, day: Day) -> Side:
    """Return where a weighing's difference belongs: nobody lost what was only ever claimed (`ledger.md` 1.1)."""
    if piece.quality in _FIRST:
        owner = suspense_of(picture, piece.uid, day)
        if owner is not None and (difference_ug <= 0 or difference_ug <= owner.suspense_ug):
            return side(owner, Account.UNRECONCILED)
        return side(piece, Account.UNMEASURED)
    if piece.quality is Quality.UPPER_BOUND and difference_ug < 0:
        return side(piece, Account.UNMEASURED)
    return side(piece, Account.ADJUSTMENT)


def _agrees(piece: PieceState, difference: int, taken: Read, counter: Account) -> list[Finding]:
    if counter is not Account.ADJUSTMENT:
        return []
    before = piece.resolution_ug or taken.resolution_ug
    uncertainties = [taken.uncertainty_ug] if taken.uncertainty_ug else []
    return list(weighing_agrees(piece, difference, tolerance_ug([before, taken.resolution_ug], uncertainties)))


def _is_weighable(piece: PieceState, picture: Picture) -> list[Finding]:
    """Section masses are nominal: mounts, butts and sections are not weighed (`domain.md` 4, workflow 7)."""
    if piece.text("form") in picture.tables.unweighable or piece.quality is Quality.NOT_APPLICABLE:
        return [
            find(
                Strength.IMPOSSIBLE,
                "weigh.not_weighable",
                "R15",
                "sample",
                piece.uid,
                number=piece.number_text,
                form=piece.text("form"),
            )
        ]
    return []
