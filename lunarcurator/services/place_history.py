"""Where a piece was over time: its own moves and those of the containers it stood in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Placement, Touch
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.pieces import Recorded
from lunarcurator.domain.status import Existence
from lunarcurator.services.place_book import STEP
from lunarcurator.services.stated_days import day_by
from lunarcurator.store.reads.piece import EntryHead
from lunarcurator.store.reads.places import MoveRow, PlaceRow

type _Order = tuple[Day, int]


@dataclass(frozen=True, slots=True)
class PieceStay:
    """One stay: from when until when (None is still), where, under whose custody, and by which entry it began.

    `path` is empty where the place is not stated; the names in it are those of now. `existence` says what became
    of the piece by then: one that is lost or used up stands nowhere, and that is no place nobody stated. Days
    that a source does not know exactly are `stated` as it words them.
    """

    since: Day
    until: Day | None
    path: str
    place: Uid | None
    custody: str
    holder: str
    is_home: bool
    atmosphere: str
    seq: int
    existence: str = str(Existence.EXISTS)
    since_stated: str = ""
    until_stated: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """The places a piece ever stood in, and all they ever stood in: rows by local id, and every move."""

    rows: Mapping[int, PlaceRow]
    moves: Sequence[MoveRow]

    def line(self, place: Uid | None, order: _Order) -> list[PlaceRow]:
        """Return a place and what it stood in at a point of its history, outermost first."""
        ids = {row.uid: row.id for row in self.rows.values()}
        at = ids.get(place) if place else None
        line: list[PlaceRow] = []
        while at is not None and self.rows[at] not in line:
            line.append(self.rows[at])
            passed = [move.parent for move in self.moves if move.place == at and (move.day, move.seq) <= order]
            at = passed[-1] if passed else None
        return line[::-1]


def place_history_of(
    piece: Uid,
    facts: Sequence[Recorded],
    ground: Ground,
    heads: Mapping[int, EntryHead] = MappingProxyType({}),
) -> tuple[PieceStay, ...]:
    """Return the stays of a piece, the present one first; facts in the order in which they count.

    `heads` are the heads of entries by sequence, which say how their sources word their days.
    """
    stays: list[PieceStay] = []
    for stay in _points(facts, ground):
        if stays and _same(stays[-1], stay):
            continue
        stated = day_by(heads.get(stay.seq), stay.since, piece).stated
        if stays:
            stays[-1] = replace(stays[-1], until=stay.since, until_stated=stated)
        stays.append(replace(stay, since_stated=stated))
    return tuple(reversed(stays))


def _points(facts: Sequence[Recorded], ground: Ground) -> Iterator[PieceStay]:
    """Yield where the piece is after each of its placements, and after each move of what it stands in."""
    placed = [each for each in facts if isinstance(each.fact, Placement)]
    for at, each in enumerate(placed):
        start: _Order = (each.order[0], each.seq)
        end: _Order = (placed[at + 1].order[0], placed[at + 1].seq) if at + 1 < len(placed) else (10**9, 0)
        between = {(move.day, move.seq) for move in ground.moves}
        for order in sorted({start, *(point for point in between if start < point < end)}):
            yield replace(_stay(each.fact, order, ground), existence=_existence(facts, order))


def _existence(facts: Sequence[Recorded], order: _Order) -> str:
    """Return what the facts up to a point of the history say of the existence of the piece."""
    told = str(Existence.EXISTS)
    for each in facts:
        if isinstance(each.fact, Touch) and (each.order[0], each.seq) <= order:
            told = str(dict(each.fact.changes).get("existence") or told)
    return told


def _stay(fact: object, order: _Order, ground: Ground) -> PieceStay:
    if not isinstance(fact, Placement):
        raise AssertionError("a stay begins with a placement")
    line, holder = ground.line(fact.place, order), ground.line(fact.holder, order)
    airs = [str(row.fields.get("atmosphere") or "") for row in line]
    said = [air for air in airs if air not in {"", "not_stated"}]
    return PieceStay(
        since=order[0],
        until=None,
        path=_path(line),
        place=fact.place,
        custody=fact.custody,
        holder=_path(holder),
        is_home=fact.place is not None and fact.place == fact.home,
        atmosphere=said[-1] if said else "",
        seq=order[1],
    )


def _path(line: Sequence[PlaceRow]) -> str:
    return STEP.join(str(row.fields.get("name") or "") for row in line)


def _same(before: PieceStay, after: PieceStay) -> bool:
    def key(stay: PieceStay) -> tuple[object, ...]:
        return stay.path, stay.place, stay.custody, stay.holder, stay.is_home, stay.existence

    return key(before) == key(after)
