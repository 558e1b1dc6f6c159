"""Booking of `Move` and `Sight`: pieces and containers go to a place, or are seen in one."""

from collections.abc import Iterator
from dataclasses import dataclass

from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch, touch_piece
from lunarcurator.domain.booking.standing import following, next_move, standing_in
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import ContainerMove, Fact, Placement, Sighting, Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import PieceRef, PlaceRef, Uid, ref_of, uid_of
from lunarcurator.domain.operations import Move, MoveBack, Sight
from lunarcurator.domain.picture import EntryView, Picture
from lunarcurator.domain.pieces import Recorded, fold, fold_place
from lunarcurator.domain.rules.custody import custody_in, is_remote, must_be_at_hand, must_be_there
from lunarcurator.domain.rules.dates import not_before_birth, not_seen_elsewhere
from lunarcurator.domain.rules.places import (
    changes_above,
    contents_stay,
    has_no_later_move,
    is_not_inside,
    is_usable,
    may_stand_in,
    takes_pieces,
)
from lunarcurator.domain.status import Custody


def book_move(operation: Move, day: Day, picture: Picture) -> Booked:
    """Book a move; pieces inside a moved container keep their place in it and change only their custody."""
    target = uid_of(operation.to)
    pieces = list(dict.fromkeys(uid_of(each) for each in operation.samples))
    places = list(dict.fromkeys(uid_of(each) for each in operation.places))
    findings = [
        *_is_about_something(operation),
        *(each for uid in pieces for each in _piece_may_go(picture, uid, target, day)),
        *(each for uid in places for each in _place_may_go(picture, uid, target, day)),
    ]
    if blocked(findings):
        return refused(findings)
    facts: list[Fact] = []
    for uid in pieces:
        home = picture.at(uid, day).home
        facts.append(touch_piece(uid, day))
        facts += standing_in(picture, uid, target, target if operation.home or home is None else home, day)
    moved = set(pieces)
    for uid in places:
        facts += _move_container(picture, uid, target, day, moved)
    return Booked(tuple(facts), tuple(findings))


def book_move_back(operation: MoveBack, day: Day, picture: Picture) -> Booked:
    """Book the way back of everything a move carried off, group by group to where it stood before."""
    view = picture.entry(uid_of(operation.entry))
    findings: list[Finding] = [*_was_a_move(view)]
    if view is None or blocked(findings):
        return refused(findings)
    facts: list[Fact] = []
    moved, stays = _ways_back(view, picture)
    findings += stays
    for move in moved:
        booked = book_move(move, day, picture)
        findings += booked.findings
        facts += booked.facts
    if not moved:
        findings.append(find(Strength.IMPOSSIBLE, "move_back.nothing", "R3", "entry", entry=view.seq))
    return refused(findings) if blocked(findings) else Booked(tuple(facts), tuple(findings))


def _was_a_move(view: EntryView | None) -> Iterator[Finding]:
    if view is None or view.kind not in {Move.KIND, "batch"}:
        yield find(Strength.IMPOSSIBLE, "move_back.no_move", "R3", "entry")
    elif not view.in_force:
        yield find(Strength.IMPOSSIBLE, "move_back.undone", "R3", "entry", entry=view.seq)


def _ways_back(view: EntryView, picture: Picture) -> tuple[list[Move], list[Finding]]:
    """Return the moves that put things back where they stood before an entry, and what stays where it is."""
    pieces: dict[Uid, list[PieceRef]] = {}
    places: dict[Uid, list[PlaceRef]] = {}
    stays: list[Finding] = []
    for each in view.facts:
        fact = each.fact
        if isinstance(fact, ContainerMove):
            before = _parent_before(picture, fact.place, each)
            if before is None or picture.place(fact.place).parent != fact.parent:
                stays.append(_has_gone_on(picture.place(fact.place).text("name"), fact.place))
            else:
                places.setdefault(before, []).append(PlaceRef(ref_of(fact.place)))
        elif isinstance(fact, Placement):
            origin = _place_before(picture, fact.sample, each)
            if origin == fact.place:
                continue
            if origin is None or picture.piece(fact.sample).place != fact.place:
                stays.append(_has_gone_on(picture.piece(fact.sample).number_text, fact.sample))
            else:
                pieces.setdefault(origin, []).append(PieceRef(ref_of(fact.sample)))
    targets = dict.fromkeys([*places, *pieces])
    return [
        Move(
            to=PlaceRef(ref_of(target)),
            samples=tuple(dict.fromkeys(pieces.get(target, ()))),
            places=tuple(dict.fromkeys(places.get(target, ()))),
        )
        for target in targets
    ], stays


def _has_gone_on(name: str, cause: Uid) -> Finding:
    return find(Strength.WARN, "move_back.gone_on", "R3", "entry", cause, name=name)


def _parent_before(picture: Picture, place: Uid, moved: Recorded) -> Uid | None:
    before = [each for each in picture.place_history(place) if each.order < moved.order]
    return fold_place(place, before).parent


def _place_before(picture: Picture, piece: Uid, moved: Recorded) -> Uid | None:
    before = [each for each in picture.history(piece) if each.order < (moved.order[0], moved.seq, 0)]
    return fold(piece, before).place


def book_sight(operation: Sight, day: Day, picture: Picture) -> Booked:
    """Book that pieces were seen; where the book has them elsewhere, that is said and nothing is moved."""
    place = uid_of(operation.place) if operation.place else None
    findings: list[Finding] = [*(is_usable(picture, place, day, "place", day + 1) if place else ())]
    facts: list[Fact] = []
    for uid in dict.fromkeys(uid_of(each) for each in operation.samples):
        piece = picture.at(uid, day)
        findings += [*not_before_birth(picture, uid, day), *must_be_there(piece)]
        if place is not None and piece.place != place:
            findings.append(
                find(
                    Strength.WARN,
                    "sight.elsewhere" if piece.place else "sight.no_place_yet",
                    "R3",
                    "place",
                    uid,
                    number=piece.number_text,
                    seen=picture.place(place).text("name"),
                    booked=picture.place(piece.place).text("name") if piece.place else "",
                )
            )
        facts += [touch_piece(uid, day), Sighting(uid, day, place or piece.place)]
    if not operation.samples:
        findings.append(find(Strength.IMPOSSIBLE, "sight.nothing", "R12", "samples"))
    return refused(findings) if blocked(findings) else Booked(tuple(facts), tuple(findings))


def _is_about_something(operation: Move) -> Iterator[Finding]:
    if not operation.samples and not operation.places:
        yield find(Strength.IMPOSSIBLE, "move.nothing", "R12", "samples")


def _piece_may_go(picture: Picture, uid: Uid, target: Uid, day: Day) -> Iterator[Finding]:
    """R3, R4, R19: the piece is at hand on the day, and the target takes it until its own next move."""
    yield from not_before_birth(picture, uid, day)
    yield from must_be_at_hand(picture.at(uid, day))
    until = next_move(picture, uid, day)
    yield from takes_pieces(picture, target, day, "to", until)
    yield from not_seen_elsewhere(picture, uid, target, day, until)


def _place_may_go(picture: Picture, uid: Uid, target: Uid, day: Day) -> Iterator[Finding]:
    """R3, R19: both places are in use and fit, and nothing on record later is contradicted."""
    kind = picture.place(uid).text("kind")
    yield from is_usable(picture, uid, day, "places", day + 1)
    yield from is_usable(picture, target, day, "to")
    yield from is_not_inside(picture, uid, target, day)
    yield from may_stand_in(picture.tables.place_kinds, kind, picture.place(target), "to")
    yield from has_no_later_move(picture, uid, day)
    if _changes_site(picture, uid, target, day):
        yield from contents_stay(picture, uid, day)


def _move_container(picture: Picture, uid: Uid, target: Uid, day: Day, moved: set[Uid]) -> Iterator[Fact]:
    yield touch(Subject.PLACE, uid, day)
    yield ContainerMove(uid, day, target)
    if _changes_site(picture, uid, target, day):
        changes = changes_above(picture, target, day)
        yield from _follow(_Site(picture, target, day, changes), uid, False, moved)


def _changes_site(picture: Picture, uid: Uid, target: Uid, day: Day) -> bool:
    """Tell whether on the day or later the target is at another site than where the container stood."""
    parent = picture.place_at(uid, day).parent
    days = {day, *changes_above(picture, target, day), *changes_above(picture, uid, day)}
    return any(is_remote(picture, parent, each) is not is_remote(picture, target, each) for each in days)


@dataclass(frozen=True, slots=True)
class _Site:
    """Where a container comes to stand: its new place, and the later days on which that changes its own site."""

    picture: Picture
    target: Uid
    day: Day
    changes: set[Day]

    def custody_on(self, day: Day) -> Custody:
        """Return the custody of what stands in the container at the end of a day."""
        return custody_in(self.picture, self.target, day)


def _follow(site: _Site, place: Uid, remote: bool, moved: set[Uid]) -> Iterator[Fact]:
    """Yield the new custody of the pieces in a place that came to another site; places in it are touched.

    The touch keeps an undo of the move from passing over what was put into an inner place since.
    """
    picture, day = site.picture, site.day
    remote = remote or picture.place(place).fields.get("remote") == 1
    for uid in () if remote else picture.pieces_in(place):
        piece = picture.at(uid, day)
        if uid in moved or [*must_be_at_hand(piece)]:
            continue
        moved.add(uid)
        placed = [*following(picture, uid, place, piece.home, day, site.changes, site.custody_on)]
        yield touch_piece(uid, day)
        yield from placed[1:] if placed[0].custody == piece.custody else placed
    for inner in picture.places_in(place):
        yield touch(Subject.PLACE, inner, day)
        yield from _follow(site, inner, remote, moved)
