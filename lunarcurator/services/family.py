"""The genealogy of a piece as an indented list: what it came from, and all that came of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads import past, piece, rows
from lunarcurator.store.reads.piece import KinRow, Lens
from lunarcurator.store.reads.rows import PieceRow


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """One line of a genealogy: a piece, or (`row` None) attrition of `born_ug` or `others` not listed.

    `born_ug` is what the piece began with, None where that was not known. `link` is the piece to go to. `role` is
    only given for a further parent of the piece, beside the one it hangs under: how it came from that one.
    """

    depth: int
    link: Uid
    row: PieceRow | None = None
    born_ug: int | None = None
    attrition_ug: int = 0
    others: int = 0
    role: str = ""


@dataclass(slots=True)
class _Seen:
    depth: int
    kin: KinRow
    left_out: int = 0


def family_of(session: StoreSession, uid: Uid, moment: Moment = NOW, most: int = 300) -> tuple[FamilyLine, ...]:
    """Return the genealogy at a moment: ancestors, the piece, and its descendants, at most so many of them.

    Other daughters of an ancestor are counted after it, not listed. Of several parents the leading one is
    followed, and the others stand before the piece.
    """
    with session.database.snapshot() as connection:
        lens = Lens(connection, moment)
        id_ = piece.piece_id(connection, uid)
        if id_ is None:
            return ()
        line = _ancestors(connection, id_, lens)
        mine = KinRow(id_, uid, "", 0, 0, 0, 0)
        above = [_Seen(depth, kin) for depth, kin in enumerate(line)]
        also = piece.parents(connection, id_, lens)[1:]
        below = list(_descend(connection, _Seen(len(line), _begun(connection, line, mine, lens)), lens, most))
        ids = [each.id for each in (*(seen.kin for seen in (*above, *below)), *also)]
        now = moment.is_now
        read = rows.piece_rows(connection, ids) if now else past.rows_at(connection, ids, moment)
        lost = piece.attrition_ug(connection, ids, lens)
        siblings = {each.kin.id: piece.daughters_count(connection, each.kin.id, lens) - 1 for each in above}
    further = [
        FamilyLine(len(line) - 1, kin.uid, read[kin.id], kin.born_ug or None, role=kin.role)
        for kin in also
        if kin.id in read
    ]
    return tuple(_lines(above, further, below, read, lost, siblings))


def _ancestors(connection: Any, id_: int, lens: Lens) -> list[KinRow]:
    line: list[KinRow] = []
    seen = {id_}
    while (found := piece.parents(connection, id_, lens)) and found[0].id not in seen:
        line.append(found[0])
        id_ = found[0].id
        seen.add(id_)
    return line[::-1]


def _begun(connection: Any, line: list[KinRow], mine: KinRow, lens: Lens) -> KinRow:
    """Return the piece itself with the mass it began with, as its parent's list of daughters has it."""
    if not line:
        return mine
    among = piece.daughters(connection, line[-1].id, lens, piece.NO_END)
    return next((each for each in among if each.id == mine.id), mine)


def _descend(connection: Any, top: _Seen, lens: Lens, most: int) -> Iterator[_Seen]:
    waiting, shown = [top], 0
    while waiting:
        each = waiting.pop()
        shown += 1
        room = max(most - shown - len(waiting), 0)
        below = piece.daughters(connection, each.kin.id, lens, room)
        if len(below) == room:
            each.left_out = piece.daughters_count(connection, each.kin.id, lens) - len(below)
        yield each
        waiting += [_Seen(each.depth + 1, kin) for kin in reversed(below)]


def _lines(
    above: list[_Seen],
    further: list[FamilyLine],
    below: list[_Seen],
    read: dict[int, PieceRow],
    lost: dict[int, int],
    siblings: dict[int, int],
) -> Iterator[FamilyLine]:
    """Yield each piece, and behind all that came of it what else it came to: attrition, and others not listed."""
    owed: list[_Seen] = []
    for nth, each in enumerate((*above, *below)):
        if nth == len(above):
            yield from further
        while owed and owed[-1].depth >= each.depth:
            yield from _rest(owed.pop(), lost, siblings)
        if each.kin.id in read:
            yield FamilyLine(each.depth, each.kin.uid, read[each.kin.id], each.kin.born_ug or None)
        owed.append(each)
    while owed:
        yield from _rest(owed.pop(), lost, siblings)


def _rest(seen: _Seen, lost: dict[int, int], siblings: dict[int, int]) -> Iterator[FamilyLine]:
    id_, uid, depth = seen.kin.id, seen.kin.uid, seen.depth + 1
    others = siblings.get(id_, seen.left_out)
    if others:
        yield FamilyLine(depth, uid, others=others)
    if id_ in lost:
        yield FamilyLine(depth, uid, attrition_ug=lost[id_])
