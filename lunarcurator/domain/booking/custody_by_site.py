"""Custody follows the site: which pieces are here and which remote, on every day from a move on."""

from collections.abc import Callable, Iterator

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Placement
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.custody import custody_in
from lunarcurator.domain.rules.places import changes_above
from lunarcurator.domain.status import Custody


def standing_in(ledger: LedgerState, uid: Uid, place: Uid, home: Uid | None, day: Day) -> Iterator[Placement]:
    """Yield the placements of a piece, new or known, that stands in a place from a day on.

    There is one more for each later change of site of the place, up to the piece's own next move. Placements
    that only followed the old place's changes of site are replaced.
    """
    changes = changes_above(ledger, place, day)
    yield from following(ledger, uid, place, home, day, changes, lambda each: custody_in(ledger, place, each))


def standing_again(ledger: LedgerState, piece: PieceState, day: Day) -> Iterator[Placement]:
    """Yield the placements of a piece that from a day on stands again where it stood before it was away."""
    if piece.place is None:
        yield Placement(piece.uid, day, None, piece.home, str(piece.custody))
    else:
        yield from standing_in(ledger, piece.uid, piece.place, piece.home, day)


def following(
    ledger: LedgerState,
    uid: Uid,
    place: Uid,
    home: Uid | None,
    day: Day,
    changes: set[Day],
    custody_on: Callable[[Day], Custody],
) -> Iterator[Placement]:
    """Yield the placements of a piece that stays in a place whose site changes on some of these days."""
    custody = custody_on(day)
    yield Placement(uid, day, place, home, str(custody))
    followed, leaves = _later_placements(ledger, uid, day)
    for change in sorted({each for each in changes if leaves is None or each < leaves} | followed):
        after = custody_on(change)
        if after is not custody or change in followed:
            yield Placement(uid, change, place, home, str(after))
            custody = after


def next_move(ledger: LedgerState, uid: Uid, day: Day) -> Day | None:
    """Return the day of the piece's own next move after a day, or None."""
    return _later_placements(ledger, uid, day)[1]


def _later_placements(ledger: LedgerState, uid: Uid, day: Day) -> tuple[set[Day], Day | None]:
    """Return the days on which the piece only followed its place to another site, and its own next move."""
    followed: set[Day] = set()
    later = ledger.later(uid, day)
    if not later:
        return followed, None
    now = ledger.at(uid, day)
    place, custody = now.place, str(now.custody)
    for each in later:
        if isinstance(each.fact, Placement):
            if each.fact.place != place or each.fact.custody == custody:
                return followed, each.fact.day
            followed.add(each.fact.day)
            custody = each.fact.custody
    return followed, None
