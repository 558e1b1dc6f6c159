"""Booking of `MoveBack`: what an earlier move carried off goes back to where it stood before it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lunarcurator.domain.booking.custody_by_site import following
from lunarcurator.domain.booking.move import book_move
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch_piece
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import ContainerMove, Fact, Placement
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import PlaceRef, Uid, ref_of, uid_of
from lunarcurator.domain.ledger_state import EntryView, LedgerState
from lunarcurator.domain.operations import Move, MoveBack
from lunarcurator.domain.pieces import Recorded, fold, fold_place
from lunarcurator.domain.rules.custody import must_be_at_hand
from lunarcurator.domain.rules.dates import not_before_birth
from lunarcurator.domain.rules.places import changes_above, takes_pieces
from lunarcurator.domain.status import Custody


@dataclass(slots=True)
class _Way:
    """The way back: where each place and each piece goes, and what stays where it is now."""

    places: dict[Uid, Uid] = field(default_factory=dict)
    pieces: dict[Uid, Uid] = field(default_factory=dict)
    stays: list[Finding] = field(default_factory=list)

    def custody_in(self, ledger: LedgerState, place: Uid, day: Day) -> Custody:
        """Return the custody a place gives once the containers of this act stand where they stood before."""
        at: Uid | None = place
        while at is not None:
            state = ledger.place_at(at, day)
            if state.fields.get("remote") == 1:
                return Custody.REMOTE
            at = self.places.get(at, state.parent)
        return Custody.HERE


def book_move_back(operation: MoveBack, day: Day, ledger: LedgerState) -> Booked:
    """Book the way back: containers with all in them first, then what was moved by itself."""
    view = ledger.entry(uid_of(operation.entry))
    findings: list[Finding] = [*_was_a_move(view)]
    if view is None or blocked(findings):
        return refused(findings)
    way = _way_back(view, ledger)
    findings += way.stays
    if not way.places and not way.pieces:
        findings.append(find(Strength.IMPOSSIBLE, "move_back.nothing", "R3", "entry", entry=view.seq))
        return refused(findings)
    facts: list[Fact] = []
    for target in dict.fromkeys(way.places.values()):
        boxes = tuple(PlaceRef(ref_of(each)) for each, to in way.places.items() if to == target)
        booked = book_move(Move(to=PlaceRef(ref_of(target)), places=boxes), day, ledger)
        findings += booked.findings
        facts += booked.facts
    for uid, target in way.pieces.items():
        findings += _may_go_back(ledger, uid, target, day)
        facts += _goes_back(ledger, way, uid, target, day)
    return refused(findings) if blocked(findings) else Booked(tuple(facts), tuple(findings))


def _goes_back(ledger: LedgerState, way: _Way, uid: Uid, target: Uid, day: Day) -> Iterator[Fact]:
    yield touch_piece(uid, day)
    home, changes = ledger.at(uid, day).home, changes_above(ledger, target, day)
    yield from following(
        ledger, uid, target, home or target, day, changes, lambda each: way.custody_in(ledger, target, each)
    )


def _may_go_back(ledger: LedgerState, uid: Uid, target: Uid, day: Day) -> Iterator[Finding]:
    yield from not_before_birth(ledger, uid, day)
    yield from must_be_at_hand(ledger.at(uid, day))
    yield from takes_pieces(ledger, target, day, "entry", shown=True)


def _was_a_move(view: EntryView | None) -> Iterator[Finding]:
    if view is None or view.kind not in {Move.KIND, "batch"}:
        yield find(Strength.IMPOSSIBLE, "move_back.no_move", "R3", "entry")
    elif not view.in_force:
        yield find(Strength.IMPOSSIBLE, "move_back.undone", "R3", "entry", entry=view.seq)


def _way_back(view: EntryView, ledger: LedgerState) -> _Way:
    """Return where everything stood before an entry, as far as it still is where the entry put it.

    A piece that only followed its container to another site is not moved by itself.
    """
    way = _Way()
    for each in view.facts:
        fact = each.fact
        if isinstance(fact, ContainerMove):
            before = _parent_before(ledger, fact.place, each)
            if before is None or ledger.place(fact.place).parent != fact.parent:
                way.stays.append(_has_gone_on(ledger.place(fact.place).name, fact.place))
            else:
                way.places[fact.place] = before
        elif isinstance(fact, Placement):
            origin = _place_before(ledger, fact.sample, each)
            if origin == fact.place:
                continue
            if origin is None or ledger.piece(fact.sample).place != fact.place:
                way.stays.append(_has_gone_on(ledger.piece(fact.sample).number_text, fact.sample))
            else:
                way.pieces[fact.sample] = origin
    return way


def _has_gone_on(name: str, cause: Uid) -> Finding:
    return find(Strength.WARN, "move_back.gone_on", "R3", "entry", cause, name=name)


def _parent_before(ledger: LedgerState, place: Uid, moved: Recorded) -> Uid | None:
    before = [each for each in ledger.place_history(place) if each.order < moved.order]
    return fold_place(place, before).parent


def _place_before(ledger: LedgerState, piece: Uid, moved: Recorded) -> Uid | None:
    before = [each for each in ledger.history(piece) if each.order < (moved.order[0], moved.seq, 0)]
    return fold(piece, before).place
