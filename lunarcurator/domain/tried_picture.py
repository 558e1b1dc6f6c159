"""A picture in which acts are only tried: one the rules refuse is taken out again, as if nobody had tried it."""

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
from lunarcurator.domain.picture import DeskState, Picture, Source, Tables
from lunarcurator.domain.pieces import PieceState, PlaceState, Recorded, subject_of
from lunarcurator.domain.words_folding import number_key


class TriedPicture(Picture):
    """A picture that can go back to where it was at the last `begin`; pieces, places and desks as they were.

    What a try changes is copied once, when it first touches it: going back costs no more than the try did.
    """

    def __init__(self, source: Source, tables: Tables, new_uid: Callable[[], Uid], today: Day, seq: int) -> None:
        super().__init__(source, tables, new_uid, today, seq)
        self._taken_since: list[Recorded] = []
        self._pieces_before: dict[Uid, PieceState | None] = {}
        self._places_before: dict[Uid, PlaceState | None] = {}
        self._desks_before: dict[tuple[Subject, Uid], DeskState | None] = {}
        self._highest_before: dict[tuple[Uid, str, str], int | None] = {}

    def begin(self) -> None:
        """Keep what was taken in so far, and begin another try."""
        for each in (self._pieces_before, self._places_before, self._desks_before, self._highest_before):
            each.clear()
        self._taken_since.clear()

    def take_back(self) -> None:
        """Forget all that was taken in since the last `begin`."""
        for each in reversed(self._taken_since):
            self._drop(each)
        self._born -= {uid for uid, piece in self._pieces_before.items() if piece is None}
        _put_back(self._pieces, self._pieces_before)
        _put_back(self._places, self._places_before)
        _put_back(self._highest, self._highest_before)
        for (kind, uid), desk in self._desks_before.items():
            self._restore_desk(kind, uid, desk or self._source.desk(kind, uid) or DeskState(uid))
        self.begin()

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
        elif (kind, uid) not in self._desks_before:
            desk = self._desks.get((kind, uid))
            self._desks_before[kind, uid] = replace(desk, fields={**desk.fields}) if desk else None
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

    def _restore_desk(self, kind: Subject, uid: Uid, before: DeskState) -> None:
        """Give a desk its fields back in place, for they are looked up by what stands in them.

        One that was not there before stays as one that answers to nothing.
        """
        state = self._desks[kind, uid]
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
