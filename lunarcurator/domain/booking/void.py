"""Booking of `Void`: a piece entered by mistake goes, its mass back where it came from, its row stays (R20)."""

from collections.abc import Iterator

from lunarcurator.domain.accounts import HOLDING, Account, Quality
from lunarcurator.domain.booking.lines import Known, Lines, Side, side
from lunarcurator.domain.booking.outcome import Booked, blocked, refused, touch_piece
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import MassLine, NumberClaim, Parentage, Touch, Weighing
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid, uid_of
from lunarcurator.domain.operations import Void
from lunarcurator.domain.picture import Picture
from lunarcurator.domain.pieces import PieceState, Recorded
from lunarcurator.domain.rules.custody import must_exist
from lunarcurator.domain.status import Existence


def book_void(operation: Void, day: Day, picture: Picture) -> Booked:  # noqa: ARG001
    """Book a void at the piece's own first day; only while nothing in force but its birth touches the piece (`ledger.md` 1.2)."""
    uid = uid_of(operation.sample)
    piece = picture.piece(uid)
    history = picture.history(uid)
    findings = [*must_exist(piece), *_only_born(piece, history, picture)]
    if blocked(findings):
        return refused(findings)
    lines = Lines()
    for birth_day in dict.fromkeys(each.fact.day for each in history if isinstance(each.fact, MassLine)):
        _negate(picture, lines, piece, history, birth_day)
    facts: list[Touch | MassLine] = [
        touch_piece(uid, piece.first_day, existence=str(Existence.VOID)),
        *(touch_piece(parent, piece.first_day) for parent, _ in piece.parents),
        *lines.done(),
    ]
    return Booked(tuple(facts), tuple(findings))


def _only_born(piece: PieceState, history: list[Recorded], picture: Picture) -> Iterator[Finding]:
    born = next((each.seq for each in history if isinstance(each.fact, NumberClaim)), 0)
    later = [
        each.seq
        for each in history
        if (each.seq > born and isinstance(each.fact, MassLine | Weighing)) or _describes(each, born)
    ]
    if later:
        yield find(
            Strength.IMPOSSIBLE,
            "void.touched_later",
            "R20",
            "sample",
            f"entry:{later[-1]}",
            number=piece.number_text,
            entry=later[-1],
        )
    if picture.daughters(piece.uid):
        yield find(Strength.IMPOSSIBLE, "void.has_daughters", "R20", "sample", piece.uid, number=piece.number_text)


def _describes(each: Recorded, born: int) -> bool:
    return each.seq > born and isinstance(each.fact, Touch) and bool(each.fact.changes)


def _negate(picture: Picture, lines: Lines, piece: PieceState, history: list[Recorded], day: Day) -> None:
    mine = [each.fact for each in history if isinstance(each.fact, MassLine) and each.fact.day == day]
    for line in mine:
        own = Side(piece.uid, line.book, line.account)
        if line.account in HOLDING or (line.account is Account.UNRECONCILED and line.ug):
            _give_back(picture, lines, piece, own, line, mine, day)


def _give_back(
    picture: Picture,
    lines: Lines,
    piece: PieceState,
    own: Side,
    line: MassLine,
    mine: list[MassLine],
    day: Day,
) -> None:
    told = Known(line.quality or Quality.STATED, line.resolution_ug)
    for source, ug, unweighed in _sources(picture, piece, line, mine, day):
        lines.move(day, own, source, ug, unweighed, known=told, reason="void")


def _sources(
    picture: Picture, piece: PieceState, line: MassLine, mine: list[MassLine], day: Day
) -> Iterator[tuple[Side, int, int]]:
    """Yield where a piece's mass and its unweighed one came from, and so go back to."""
    blind = next((each for each in mine if each.account is Account.UNMEASURED and each.unweighed), None)
    if line.unweighed:
        came = Account.UNMEASURED if piece.parents else Account.RECEIVED
        origin = (
            side(picture.piece(piece.parents[0][0]), came)
            if piece.parents and blind is None
            else side(piece, came)
        )
        yield origin, 0, line.unweighed
    if not line.ug:
        return
    if not piece.parents:
        yield side(piece, Account.RECEIVED), line.ug, 0
        return
    parent = picture.at(piece.parents[0][0], day)
    yield _parent_side(picture, parent, piece.uid, day), line.ug, 0


def _parent_side(picture: Picture, parent: PieceState, child: Uid, day: Day) -> Side:
    """Return the parent's side: its mass, or *adjustment* where a weighing pinned it, or its suspense."""
    history = picture.history(parent.uid)
    born = next(each.seq for each in picture.history(child) if isinstance(each.fact, Parentage))
    if any(isinstance(each.fact, Weighing) and each.order >= (day, born, 0) for each in history):
        return side(parent, Account.ADJUSTMENT)
    if not parent.held_unweighed:
        return side(parent)
    drawn = _drawn_from(picture, parent.uid, born)
    return drawn or side(parent, Account.UNMEASURED)


def _drawn_from(picture: Picture, uid: Uid, seq: int) -> Side | None:
    seen: set[Uid] = set()
    level = [uid]
    while level:
        for each in level:
            for recorded in picture.history(each):
                fact = recorded.fact
                if recorded.seq == seq and isinstance(fact, MassLine) and fact.account is Account.UNRECONCILED:
                    return Side(each, fact.book, Account.UNRECONCILED)
            seen.add(each)
        parents = [parent for each in level for parent, _ in picture.piece(each).parents]
        level = [parent for parent in dict.fromkeys(parents) if parent not in seen]
    return None
