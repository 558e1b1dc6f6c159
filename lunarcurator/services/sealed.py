"""Sealed containers: which one a piece stands in, and what stands in it."""

from lunarcurator.domain.booking.exposing import standing_in_at
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.picture import Picture
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.custody import sealed_place
from lunarcurator.services.desk import Desk
from lunarcurator.store.source import StoreSource


def sealed_around(desk: Desk, uid: Uid) -> Uid | None:
    """Return the innermost sealed container in which a piece stands today, None where there is none."""
    with desk.database.snapshot() as connection:
        picture = _picture(desk, StoreSource(connection))
        found = sealed_place(picture, picture.piece(uid).place, desk.today)
    return found.uid if found is not None else None


def contents_of(desk: Desk, place: Uid) -> tuple[Uid, ...]:
    """Return the pieces that stand in a container today, at any depth, in order of their numbers."""
    with desk.database.snapshot() as connection:
        picture = _picture(desk, StoreSource(connection))
        pieces = [picture.piece(uid) for uid in standing_in_at(picture, place, desk.today)]
    return tuple(each.uid for each in sorted(pieces, key=_by_number))


def _by_number(piece: PieceState) -> tuple[str, Uid]:
    return piece.number.sort_key if piece.number else "", piece.uid


def _picture(desk: Desk, source: StoreSource) -> Picture:
    def no_uid() -> Uid:
        raise AssertionError("looking makes nothing new")

    return Picture(source, desk.tables, no_uid, desk.today, 0)
