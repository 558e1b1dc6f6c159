"""Booking of `Move` and `Sight`: pieces and containers go to a place, or are seen in one."""

from collections.abc import Iterator
from dataclasses import dataclass

from lunarcurator.domain.booking.custody_by_site import following, next_move, standing_in
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch, touch_piece
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import ContainerMove, Fact, Sighting, Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of, uid_or_none
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.operations import Move, Sight
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.custody import custody_in, is_in_venue, is_remote, must_be_at_hand, must_be_there
from lunarcurator.domain.rules.dates import not_before_birth, not_seen_elsewhere
from lunarcurator.domain.rules.loan_return import is_protected
from lunarcurator.domain.rules.places import (
    changes_above,
    contents_stay,
    has_no_later_move,
    is_not_inside,
    is_usable,
    may_stand_in,
    takes_pieces,
)
from lunarcurator.domain.status import Condition, Custody

_WAS_OUT = frozenset({Condition.RETURNED, Condition.AIR_EXPOSED, Condition.ALTERED})


def book_move(operation: Move, day: Day, ledger: LedgerState) -> Booked:
    """Book a move; pieces inside a moved container keep their place in it and change only their custody."""
    target = uid_of(operation.to)
    pieces = list(dict.fromkeys(uid_of(each) for each in operation.samples))
    places = list(dict.fromkeys(uid_of(each) for each in operation.places))
    findings = [
        *_is_about_something(operation),
        *(each for uid in pieces for each in _piece_may_go(ledger, uid, target, day)),
        *(each for uid in places for each in _place_may_go(ledger, uid, target, day)),
    ]
    if blocked(findings):
        return refused(findings)
    facts: list[Fact] = []
    for uid in pieces:
        home = ledger.at(uid, day).home
        facts.append(touch_piece(uid, day))
        facts += standing_in(ledger, uid, target, target if operation.home or home is None else home, day)
    moved = set(pieces)
    for uid in places:
        facts += _move_container(ledger, uid, target, day, moved)
    return Booked(tuple(facts), tuple(findings))


def book_sight(operation: Sight, day: Day, ledger: LedgerState) -> Booked:
    """Book that pieces were seen; where the book has them elsewhere, that is said and nothing is moved."""
    place = uid_or_none(operation.place)
    findings: list[Finding] = [*(is_usable(ledger, place, day, "place", day + 1) if place else ())]
    facts: list[Fact] = []
    for uid in dict.fromkeys(uid_of(each) for each in operation.samples):
        piece = ledger.at(uid, day)
        findings += [*not_before_birth(ledger, uid, day), *must_be_there(piece)]
        if place is not None:
            findings += _is_where_booked(ledger, piece, place)
        facts += [touch_piece(uid, day), Sighting(uid, day, place or piece.place)]
    if not operation.samples:
        findings.append(find(Strength.IMPOSSIBLE, "sight.nothing", "R12", "samples"))
    return refused(findings) if blocked(findings) else Booked(tuple(facts), tuple(findings))


def _is_where_booked(ledger: LedgerState, piece: PieceState, seen: Uid) -> Iterator[Finding]:
    """R3: a piece is seen where the book has it; what is no place is refused by itself and has no name."""
    if piece.place == seen or not ledger.place(seen).in_book:
        return
    facts = {"number": piece.number_text, "seen": ledger.place(seen).name}
    key, booked = "sight.no_place_yet", ""
    if piece.place:
        key, booked = "sight.elsewhere", ledger.place(piece.place).name
    yield find(Strength.WARN, key, "R3", "place", piece.uid, **facts, booked=booked)


def _is_about_something(operation: Move) -> Iterator[Finding]:
    if not operation.samples and not operation.places:
        yield find(Strength.IMPOSSIBLE, "move.nothing", "R12", "samples")


def _piece_may_go(ledger: LedgerState, uid: Uid, target: Uid, day: Day) -> Iterator[Finding]:
    """R3, R4, R19: the piece is at hand on the day, and the target takes it until its own next move."""
    yield from not_before_birth(ledger, uid, day)
    yield from must_be_at_hand(ledger.at(uid, day))
    until = next_move(ledger, uid, day)
    yield from takes_pieces(ledger, target, day, "to", until)
    yield from _stays_apart(ledger, ledger.at(uid, day), target, day)
    yield from not_seen_elsewhere(ledger, uid, target, day, until)


def _stays_apart(ledger: LedgerState, piece: PieceState, target: Uid, day: Day) -> Iterator[Finding]:
    """R9, R17: what was out in the air does not come among what never was, or somebody says why."""
    if piece.condition not in _WAS_OUT or not is_protected(ledger, target, day):
        return
    if not is_protected(ledger, piece.place, day):
        facts = {"number": piece.number_text, "place": ledger.place(target).name, "condition": piece.condition}
        yield find(Strength.WARN, "move.among_pristine", "R17", "to", piece.uid, **facts)


def _place_may_go(ledger: LedgerState, uid: Uid, target: Uid, day: Day) -> Iterator[Finding]:
    """R3, R19: both places are in use and fit, and nothing on record later is contradicted."""
    kind = ledger.place(uid).kind
    yield from is_usable(ledger, uid, day, "places", day + 1)
    yield from is_usable(ledger, target, day, "to")
    yield from is_not_inside(ledger, uid, target, day)
    yield from may_stand_in(ledger.tables.place_kinds, kind, ledger.place(target), "to")
    yield from has_no_later_move(ledger, uid, day)
    if is_in_venue(ledger, target, day) and not is_in_venue(ledger, uid, day):
        place = ledger.place(target).name
        yield find(Strength.IMPOSSIBLE, "move.to_venue", "R4", "to", target, place=place)
    if _changes_site(ledger, uid, target, day):
        yield from contents_stay(ledger, uid, day)


def _move_container(ledger: LedgerState, uid: Uid, target: Uid, day: Day, moved: set[Uid]) -> Iterator[Fact]:
    yield touch(Subject.PLACE, uid, day)
    yield ContainerMove(uid, day, target)
    if _changes_site(ledger, uid, target, day):
        changes = changes_above(ledger, target, day)
        yield from _follow(_Site(ledger, target, day, changes), uid, False, moved)


def _changes_site(ledger: LedgerState, uid: Uid, target: Uid, day: Day) -> bool:
    """Tell whether on the day or later the target is at another site than where the container stood."""
    parent = ledger.place_at(uid, day).parent
    days = {day, *changes_above(ledger, target, day), *changes_above(ledger, uid, day)}
    return any(is_remote(ledger, parent, each) is not is_remote(ledger, target, each) for each in days)


@dataclass(frozen=True, slots=True)
class _Site:
    """Where a container comes to stand: its new place, and the later days on which that changes its own site."""

    ledger: LedgerState
    target: Uid
    day: Day
    changes: set[Day]

    def custody_on(self, day: Day) -> Custody:
        """Return the custody of what stands in the container at the end of a day."""
        return custody_in(self.ledger, self.target, day)


def _follow(site: _Site, place: Uid, remote: bool, moved: set[Uid]) -> Iterator[Fact]:
    """Yield the new custody of the pieces in a place that came to another site; places in it are touched.

    The touch keeps an undo of the move from passing over what was put into an inner place since.
    """
    ledger, day = site.ledger, site.day
    remote = remote or ledger.place(place).fields.get("remote") == 1
    for uid in () if remote else ledger.pieces_in(place):
        piece = ledger.at(uid, day)
        if uid in moved or [*must_be_at_hand(piece)]:
            continue
        moved.add(uid)
        placed = [*following(ledger, uid, place, piece.home, day, site.changes, site.custody_on)]
        yield touch_piece(uid, day)
        yield from placed[1:] if placed[0].custody == piece.custody else placed
    for inner in ledger.places_in(place):
        yield touch(Subject.PLACE, inner, day)
        yield from _follow(site, inner, remote, moved)
