"""Booking of `Move` and `Sight`: pieces and containers go to a place, or are seen in one."""

from collections.abc import Iterator

from lunarcurator.domain.booking.lines import Lines
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch, touch_piece
from lunarcurator.domain.booking.standing import change_custody, custody_in, place_piece
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import ContainerMove, Fact, Sighting, Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of
from lunarcurator.domain.operations import Move, Sight
from lunarcurator.domain.picture import Picture
from lunarcurator.domain.rules.custody import must_be_at_hand, must_exist
from lunarcurator.domain.rules.dates import not_before_birth
from lunarcurator.domain.rules.places import is_not_inside, is_usable, may_stand_in


def book_move(operation: Move, day: Day, picture: Picture) -> Booked:
    """Book a move; pieces inside a moved container keep their place in it and change only their custody."""
    target = uid_of(operation.to)
    pieces = [uid_of(each) for each in operation.samples]
    places = [uid_of(each) for each in operation.places]
    findings = [*_may_go(picture, target, pieces, places, day)]
    if blocked(findings):
        return refused(findings)
    lines = Lines()
    facts: list[Fact] = []
    for uid in dict.fromkeys(pieces):
        facts.append(touch_piece(uid, day))
        facts += place_piece(picture, lines, picture.at(uid, day), target, day, home=operation.home)
    for uid in dict.fromkeys(places):
        facts += _move_container(picture, lines, uid, target, day, skip=frozenset(pieces))
    return Booked((*facts, *lines.done()), tuple(findings))


def contents(picture: Picture, place: Uid) -> Iterator[Uid]:
    """Yield every piece in a place and in the places inside it, as they stand now."""
    yield from picture.pieces_in(place)
    for inner in picture.places_in(place):
        yield from contents(picture, inner)


def book_sight(operation: Sight, day: Day, picture: Picture) -> Booked:
    """Book that pieces were seen; where the book has them elsewhere, that is said and nothing is moved."""
    place = uid_of(operation.place) if operation.place else None
    findings: list[Finding] = []
    facts: list[Fact] = []
    for ref in operation.samples:
        uid = uid_of(ref)
        piece = picture.at(uid, day)
        findings += [*not_before_birth(picture, uid, day), *must_exist(piece)]
        seen_in = place or piece.place
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
        facts += [touch_piece(uid, day), Sighting(uid, day, seen_in)]
    if not operation.samples:
        findings.append(find(Strength.IMPOSSIBLE, "sight.nothing", "R12", "samples"))
    return refused(findings) if blocked(findings) else Booked(tuple(facts), tuple(findings))


def _may_go(picture: Picture, target: Uid, pieces: list[Uid], places: list[Uid], day: Day) -> Iterator[Finding]:
    """R3, R4, R19: the target is in use and fits, the moved are at hand and exist on the day."""
    goal = picture.place_at(target, day)
    if not pieces and not places:
        yield find(Strength.IMPOSSIBLE, "move.nothing", "R12", "samples")
    yield from is_usable(goal, "to")
    if day < goal.first_day:
        yield find(Strength.IMPOSSIBLE, "day.before_place", "R19", "day", target, place=goal.text("name"), day=day)
    if pieces:
        kind = picture.tables.place_kinds.get(goal.text("kind"))
        if kind is not None and not kind.holds_pieces:
            yield find(Strength.IMPOSSIBLE, "move.holds_no_pieces", "R3", "to", target, place=goal.text("name"))
    for uid in pieces:
        yield from not_before_birth(picture, uid, day)
        yield from must_be_at_hand(picture.at(uid, day))
    for uid in places:
        moved = picture.place_at(uid, day)
        yield from is_usable(moved, "places")
        yield from is_not_inside(picture, uid, target, day)
        yield from may_stand_in(picture.tables.place_kinds, moved.text("kind"), goal, "to")
        if day < moved.last_day:
            yield find(
                Strength.IMPOSSIBLE,
                "day.place_moved_later",
                "R19",
                "day",
                uid,
                place=moved.text("name"),
                later=picture.place(uid).last_day,
            )


def _move_container(
    picture: Picture, lines: Lines, uid: Uid, target: Uid, day: Day, skip: frozenset[Uid]
) -> Iterator[Fact]:
    yield touch(Subject.PLACE, uid, day)
    yield ContainerMove(uid, day, target)
    after = custody_in(picture, target, day)
    for piece_uid in contents(picture, uid):
        if piece_uid in skip:
            continue
        piece = picture.at(piece_uid, day)
        if piece.place is not None and piece.custody is not after and not [*must_be_at_hand(piece)]:
            yield touch_piece(piece_uid, day)
            yield change_custody(lines, piece, after, day)
