"""One piece for eyes, at any moment: mass and its history, places, kin, names, facts, and its entries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from lunarcurator.domain.accounts import Account
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import (
    MassLine,
    NameKind,
    ParentRole,
    Placement,
    Scalar,
    Sighting,
    Touch,
    Weighing,
)
from lunarcurator.domain.fields import FIELDS
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.pieces import PieceState, Recorded, fold
from lunarcurator.services.journal_sentences import sentences_of
from lunarcurator.services.mass_flow import MassFlow, flow_of
from lunarcurator.services.mass_history import MassStep, Told, mass_steps
from lunarcurator.services.names_had import NameHad, names_had
from lunarcurator.services.place_history import Ground, PieceStay, place_history_of
from lunarcurator.services.stated_days import StatedDay, day_about, day_by
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from lunarcurator.store.reads import journal, past, piece, places, rows
from lunarcurator.store.reads.piece import EntryHead, KinRow, Lens
from lunarcurator.store.reads.rows import PieceRow

__all__ = [
    "MOST_DAUGHTERS",
    "Earlier",
    "Fact",
    "JournalLine",
    "Kin",
    "Name",
    "Parts",
    "PieceRow",
    "PieceView",
    "Weighed",
    "journal_of",
    "piece_view",
]

MOST_DAUGHTERS: Final = 200
"""So many daughters are listed; the tree has all of them."""

_FORMER: Final = str(NameKind.FORMER)
_ELSEWHERE: Final = frozenset({
    "collection", "mission", "existence", "condition", "access", "basic_use", "title", "mass_quality",
    "mass_reason", "resolution_ug", "original_quality", "original_resolution_ug", "pristinity_day",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parts:
    """Where the mass of a piece went, in ug: daughters and recovered as they began, attrition as stated.

    What the `unweighed` ones of both took is not known.
    """

    held_ug: int
    daughters_ug: int
    recovered_ug: int
    attrition_ug: int
    unweighed: int = 0


@dataclass(frozen=True, slots=True)
class Kin:
    """A parent or daughter as a list shows it; `born_ug` is None where it began with an unknown mass."""

    row: PieceRow
    role: str
    day: Day
    born_ug: int | None


@dataclass(frozen=True, slots=True)
class Name:
    """A name beside the official number, or a former number, with its kind, source, days and entry.

    `until` is the day on which a former number was given up, by entry `ended_by`; None for other names.
    """

    text: str
    kind: str
    source: str
    entry: Uid
    since: StatedDay
    until: StatedDay | None = None
    ended_by: int | None = None

    def told(self, words: Words) -> str:
        """Return what kind of name it is, of a former number with the day and entry on which it was given up."""
        kind = words.say(f"name_kind.{self.kind}")
        if self.until is None:
            return kind
        facts = {"kind": self.kind, "until": self.until.text(words), "entry": self.ended_by, "source": self.source}
        return words.say("name.given_up", facts)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A value a field had before it was replaced on a day."""

    value: Scalar
    until: StatedDay


@dataclass(frozen=True, slots=True)
class Fact:
    """A field with what it says, the entry that said so, and what stood there before, the latest first."""

    key: str
    value: Scalar
    entry: Uid
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighed:
    """The last weighing: its day, the balance if one was named, the resolution in ug, its entry."""

    told_day: StatedDay
    balance: str
    resolution_ug: int
    entry: Uid


@dataclass(frozen=True, slots=True)
class PieceView:
    """All the panel shows of a piece. `state` is its fold at the moment; lists have the latest first.

    `first_day` is the day of the first record of it, `seen` the day it was last seen without being moved.
    """

    id: int
    state: PieceState
    row: PieceRow
    steps: tuple[MassStep, ...]
    parts: Parts
    flow: MassFlow | None
    weighed: Weighed | None
    stays: tuple[PieceStay, ...]
    first_day: StatedDay
    seen: StatedDay | None
    parents: tuple[Kin, ...]
    daughters: tuple[Kin, ...]
    daughters_in_all: int
    names: tuple[Name, ...]
    facts: tuple[Fact, ...]
    entries: tuple[int, ...]
    entry_uids: dict[int, Uid]

    @property
    def uid(self) -> Uid:
        """The identity of the piece."""
        return self.state.uid

    @property
    def original_ug(self) -> int | None:
        """What the piece weighed in the beginning, in ug, as stated; None where nobody says.

        What it weighed when it was first weighed is another thing: it may have been cut before.
        """
        stated = self.state.fields.get("original_ug")
        return stated if isinstance(stated, int) else None


@dataclass(frozen=True, slots=True)
class JournalLine:
    """An entry that concerns a piece: its ids, its day for it, its sentence, who posted it, if it is undone."""

    seq: int
    entry: Uid
    told_day: StatedDay
    sentence: str
    by: str
    undone: bool


def piece_view(session: StoreSession, uid: Uid, moment: Moment = NOW) -> PieceView | None:
    """Return a piece as it stood at a moment; None where the book did not have it then."""
    with session.database.snapshot() as connection:
        id_ = piece.piece_id(connection, uid)
        if id_ is None:
            return None
        lens = Lens(connection, moment)
        facts = piece.life(connection, id_, moment)
        state = fold(uid, facts)
        row = _rows(connection, [id_], moment).get(id_)
        if row is None or not state.in_book:
            return None
        return _view(connection, id_, lens, facts, state, row)


def journal_of(
    session: StoreSession, words: Words, of: PieceView, seqs: Sequence[int], most: int = 200
) -> tuple[JournalLine, ...]:
    """Return the first of these entries, which concern a piece, in the order given."""
    wanted = list(seqs[:most])
    with session.database.snapshot() as connection:
        read = {row.seq: row for row in journal.rows(connection, wanted)}
        own = journal.days_about(connection, (of.id,), read)
    told = sentences_of(session, words, wanted)
    return tuple(
        JournalLine(
            row.seq,
            row.uid,
            day_about(row, own.get((row.seq, of.id)), of.uid),
            told.get(row.seq, ""),
            row.by,
            row.undone,
        )
        for row in (read[seq] for seq in wanted if seq in read)
    )


def _view(
    connection: Any, id_: int, lens: Lens, facts: Sequence[Recorded], state: PieceState, row: PieceRow
) -> PieceView:
    touching = piece.entries_touching(connection, id_, lens)
    ground = _ground(connection, facts, lens)
    moved = {move.seq for move in ground.moves}
    heads = piece.heads(connection, {each.seq for each in facts} | set(touching) | moved)
    above = piece.parents(connection, id_, lens)
    below = piece.daughters(connection, id_, lens, MOST_DAUGHTERS)
    kin = _rows(connection, [each.id for each in (*above, *below)], lens.moment)
    numbers = {each.uid: each.number for each in kin.values()}
    told = Told(heads, piece.made_by(connection, id_, lens), numbers)
    return PieceView(
        id=id_,
        state=state,
        row=row,
        steps=mass_steps(state.uid, facts, told),
        parts=_parts(facts, state, piece.daughters_begun(connection, id_, lens)),
        flow=flow_of(facts, state),
        weighed=_weighed(connection, facts, heads, state.uid),
        stays=place_history_of(state.uid, facts, ground, heads),
        first_day=_first_day(facts, heads, state.uid),
        seen=_seen(facts, heads, state.uid),
        parents=_kin(above, kin),
        daughters=_kin(below, kin),
        daughters_in_all=piece.daughters_count(connection, id_, lens),
        names=tuple(_names(names_had(connection, state.uid, facts, heads), state)),
        facts=tuple(_said(facts, heads, state.uid)),
        entries=tuple(touching),
        entry_uids={seq: head.uid for seq, head in heads.items()},
    )


def _rows(connection: Any, ids: Sequence[int], moment: Moment) -> dict[int, PieceRow]:
    return rows.piece_rows(connection, ids) if moment.is_now else past.rows_at(connection, ids, moment)


def _kin(read: Iterable[KinRow], rows_by_id: dict[int, PieceRow]) -> tuple[Kin, ...]:
    return tuple(
        Kin(rows_by_id[each.id], each.role, each.day, each.born_ug if each.born_ug else None)
        for each in read
        if each.id in rows_by_id
    )


def _parts(facts: Iterable[Recorded], state: PieceState, begun: dict[str, tuple[int, int]]) -> Parts:
    lost = sum(
        each.fact.ug
        for each in facts
        if isinstance(each.fact, MassLine) and each.fact.account is Account.ATTRITION
    )
    recovered, _ = begun.get(str(ParentRole.RECOVERED), (0, 0))
    known, unweighed = sum(ug for ug, _ in begun.values()), sum(pieces for _, pieces in begun.values())
    return Parts(state.held_ug, known - recovered, recovered, lost, unweighed)


def _first_day(facts: Iterable[Recorded], heads: dict[int, EntryHead], uid: Uid) -> StatedDay:
    day, seq, _ = min(each.order for each in facts)
    return day_by(heads[seq], day, uid)


def _seen(facts: Iterable[Recorded], heads: dict[int, EntryHead], uid: Uid) -> StatedDay | None:
    seen = [(each.fact.day, each.seq) for each in facts if isinstance(each.fact, Sighting)]
    if not seen:
        return None
    day, seq = max(seen)
    return day_by(heads[seq], day, uid)


def _weighed(connection: Any, facts: Iterable[Recorded], heads: dict[int, EntryHead], uid: Uid) -> Weighed | None:
    readings = [(each.seq, each.fact) for each in facts if isinstance(each.fact, Weighing)]
    if not readings:
        return None
    seq, last = readings[-1]
    names = piece.balance_names(connection, [last.balance] if last.balance else [])
    balance = names.get(last.balance, "") if last.balance else ""
    return Weighed(day_by(heads[seq], last.day, uid), balance, last.resolution_ug, heads[seq].uid)


def _ground(connection: Any, facts: Iterable[Recorded], lens: Lens) -> Ground:
    """Return every place the piece stood in, and every place those stood in while it did or at other times."""
    uids = {
        uid
        for each in facts
        if isinstance(each.fact, Placement)
        for uid in (each.fact.place, each.fact.holder)
        if uid
    }
    found = {id_ for uid in uids if (id_ := places.place_id(connection, uid)) is not None}
    moves: list[places.MoveRow] = []
    known: set[int] = set()
    while asked := found - known:
        known |= asked
        read = places.moves(connection, asked, lens)
        moves += read
        found |= {move.parent for move in read if move.parent is not None}
    ordered = sorted(moves, key=lambda move: (move.day, move.seq))
    return Ground(places.some_place_rows(connection, found), ordered)


def _names(had: Iterable[NameHad], state: PieceState) -> Iterable[Name]:
    """Yield the former numbers, and the other names; not the number the piece has, or had when it ended."""
    for each in had:
        by = each.entry.uid
        if each.kind is not NameKind.OFFICIAL:
            yield Name(each.text, str(each.kind), each.source, by, each.since)
        elif each.text != state.number_text and each.ended_by is not None:
            yield Name(each.text, _FORMER, each.source, by, each.since, each.until, each.ended_by.seq)


def _said(facts: Iterable[Recorded], heads: dict[int, EntryHead], uid: Uid) -> Iterable[Fact]:
    """Yield what the fields say in the order of the field table, with the values that were replaced."""
    history: dict[str, list[tuple[int, Day, Scalar]]] = {}
    for each in facts:
        if isinstance(each.fact, Touch):
            for key, value in each.fact.changes:
                if not (past_ := history.setdefault(key, [])) or past_[-1][2] != value:
                    past_.append((each.seq, each.fact.day, value))
    for key in FIELDS:
        if key in _ELSEWHERE or key not in history or history[key][-1][2] in (None, ""):
            continue
        values = history[key]
        earlier = [
            Earlier(before[2], day_by(heads[after[0]], after[1], uid))
            for before, after in pairwise(values)
            if before[2] not in (None, "")
        ]
        yield Fact(key, values[-1][2], heads[values[-1][0]].uid, tuple(reversed(earlier)))
