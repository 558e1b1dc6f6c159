"""A ledger state in which acts are only tried: what the rules refuse is taken out again, back to the savepoint."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import override

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import (
    ContainerMove,
    NameClaim,
    NameKind,
    NumberClaim,
    Parentage,
    Placement,
    Subject,
)
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState, Record, Source, Tables
from lunarcurator.domain.pieces import PieceState, PlaceState, Recorded, subject_of
from lunarcurator.domain.words_folding import number_key


class LedgerWithSavepoint(LedgerState):
    """A ledger state that can go back to its last savepoint: pieces, places and records as they were.

    What a try changes is copied once, when it first touches it: going back costs no more than the try did.
    """

    def __init__(self, source: Source, tables: Tables, new_uid: Callable[[], Uid], today: Day, seq: int) -> None:
        super().__init__(source, tables, new_uid, today, seq)
        self._taken_since: list[Recorded] = []
        self._pieces_before: dict[Uid, PieceState | None] = {}
        self._places_before: dict[Uid, PlaceState | None] = {}
        self._records_before: dict[tuple[Subject, Uid], Record | None] = {}
        self._highest_before: dict[tuple[Uid, str, str], int | None] = {}

    def set_savepoint(self) -> None:
        """Keep what was taken in so far, and set a savepoint there."""
        for each in (self._pieces_before, self._places_before, self._records_before, self._highest_before):
            each.clear()
        self._taken_since.clear()

    def roll_back(self) -> None:
        """Forget all that was taken in since the last savepoint."""
        for each in reversed(self._taken_since):
            self._drop(each)
        self._born -= {uid for uid, piece in self._pieces_before.items() if piece is None}
        _put_back(self._pieces, self._pieces_before)
        _put_back(self._places, self._places_before)
        _put_back(self._highest, self._highest_before)
        for (kind, uid), record in self._records_before.items():
            self._restore_record(kind, uid, record or self._source.record(kind, uid) or Record(uid))
        self.set_savepoint()

    @override
    def _take(self, each: Recorded) -> None:
        self._taken_since.append(each)
        kind, uid = subject_of(each.fact)
        if kind is Subject.SAMPLE:
            if uid not in self._pieces_before:
                self._pieces_before[uid] = _piece_as_it_is(self.piece_or_none(uid))
            if isinstance(each.fact, NumberClaim):
                key = (each.fact.collection, each.fact.scope, each.fact.series)
                self._highest_before.setdefault(key, self._highest.get(key))
        elif kind is Subject.PLACE:
            if uid not in self._places_before:
                place = self._places.get(uid)
                self._places_before[uid] = replace(place, fields={**place.fields}) if place else None
        elif (kind, uid) not in self._records_before:
            record = self._records.get((kind, uid))
            self._records_before[kind, uid] = replace(record, fields={**record.fields}) if record else None
        super()._take(each)

    def _drop(self, each: Recorded) -> None:
        """Take the last fact out of the lists it was put into; facts go in the opposite order of their coming."""
        kind, uid = subject_of(each.fact)
        if kind in (Subject.SAMPLE, Subject.PLACE):
            self._added[uid].pop()
        match each.fact:
            case NumberClaim(collection=collection, number=number, key=key):
                self._claims[collection, number].pop()
                self._names[key].pop()
            case NameClaim(name=name) if each.fact.kind is not NameKind.LABEL:
                self._names[number_key(name)].pop()
            case Parentage(parent=parent):
                self._children[parent].pop()
            case Placement(place=place) if place is not None:
                self._came[place].pop()
            case ContainerMove(parent=parent) if parent is not None:
                self._came_places[parent].pop()
            case _:
                pass

    def _restore_record(self, kind: Subject, uid: Uid, before: Record) -> None:
        """Give a desk its fields back in place, for they are looked up by what stands in them.

        One that was not there before stays as one that answers to nothing.
        """
        state = self._records[kind, uid]
        state.fields.clear()
        state.fields.update(before.fields)
        state.last_seq = before.last_seq
        self._taken.take(kind, uid, state.fields)


def _put_back[K, V](now: dict[K, V], before: Mapping[K, V | None]) -> None:
    for key, value in before.items():
        if value is None:
            now.pop(key, None)
        else:
            now[key] = value


def _piece_as_it_is(piece: PieceState | None) -> PieceState | None:
    """Return a copy that later facts do not change; None where there is no such piece."""
    if piece is None:
        return None
    return replace(piece, fields={**piece.fields}, ug={**piece.ug}, unweighed={**piece.unweighed})
