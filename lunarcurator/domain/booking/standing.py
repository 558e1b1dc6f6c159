"""Custody follows the site: which pieces are here and which remote, and the lines when that changes."""

from collections.abc import Iterator

from lunarcurator.domain.booking.lines import Known, Lines, side
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Fact, Placement
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.picture import Picture
from lunarcurator.domain.pieces import CUSTODY_ACCOUNT, PieceState
from lunarcurator.domain.status import Custody


def is_remote(picture: Picture, place: Uid | None, day: Day) -> bool:
    """Tell whether a place stands at a remote site at the end of a day."""
    seen: set[Uid] = set()
    while place is not None and place not in seen:
        seen.add(place)
        state = picture.place_at(place, day)
        if state.fields.get("remote") == 1:
            return True
        place = state.parent
    return False


def custody_in(picture: Picture, place: Uid | None, day: Day) -> Custody:
    """Return the lab's own custody that a place gives (`ledger.md` section 4, *Custody and place*)."""
    return Custody.REMOTE if is_remote(picture, place, day) else Custody.HERE


def place_piece(
    picture: Picture, lines: Lines, piece: PieceState, place: Uid, day: Day, *, home: bool = False
) -> Iterator[Fact]:
    """Yield the facts of a piece standing in a place from a day on, with the lines a change of site needs.

    Later changes of site of the place itself, up to the piece's own next placement, are followed too.
    """
    custody = custody_in(picture, place, day)
    kept = place if home or piece.home is None else piece.home
    yield Placement(piece.uid, day, place, kept, str(custody))
    _change_account(lines, piece, piece.custody, custody, day)
    for change in _later_sites(picture, piece, place, day):
        after = custody_in(picture, place, change)
        if after is not custody:
            yield Placement(piece.uid, change, place, kept, str(after))
            _change_account(lines, picture.at(piece.uid, change), custody, after, change)
            custody = after
    _rejoin(picture, lines, piece, custody, day)


def change_custody(lines: Lines, piece: PieceState, custody: Custody, day: Day) -> Placement:
    """Return the placement of a piece whose container changed its site, with the lines of its mass."""
    _change_account(lines, piece, piece.custody, custody, day)
    return Placement(piece.uid, day, piece.place, piece.home, str(custody))


def _rejoin(picture: Picture, lines: Lines, piece: PieceState, custody: Custody, day: Day) -> None:
    """Where a later placement is on record, its own lines assumed the custody before this late move."""
    following = _next_placement(picture, piece.uid, day)
    if following is not None and custody is not piece.custody:
        then = picture.at(piece.uid, following.day)
        _change_account(lines, then, custody, piece.custody, following.day)


def _change_account(lines: Lines, piece: PieceState, before: Custody, after: Custody, day: Day) -> None:
    source, target = CUSTODY_ACCOUNT[before], CUSTODY_ACCOUNT[after]
    if source is not target:
        lines.move(
            day,
            side(piece, source),
            side(piece, target),
            piece.held_ug,
            piece.held_unweighed,
            known=Known(piece.quality, piece.resolution_ug),
        )


def _next_placement(picture: Picture, uid: Uid, day: Day) -> Placement | None:
    return next((each.fact for each in picture.later(uid, day) if isinstance(each.fact, Placement)), None)


def _later_sites(picture: Picture, piece: PieceState, place: Uid, day: Day) -> list[Day]:
    following = _next_placement(picture, piece.uid, day)
    days: set[Day] = set()
    above: Uid | None = place
    seen: set[Uid] = set()
    while above is not None and above not in seen:
        seen.add(above)
        state = picture.place(above)
        if state.last_day > day:
            days.update(each.order[0] for each in picture.place_history(above) if each.order[0] > day)
        above = state.parent
    return sorted(each for each in days if following is None or each < following.day)
