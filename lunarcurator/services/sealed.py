"""Sealed containers: which one a piece stands in, and what stands in it."""

from lunarcurator.domain.booking.exposing import standing_in_at
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.custody import sealed_place
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.source import StoreSource


def sealed_around(session: StoreSession, uid: Uid) -> Uid | None:
    """Return the innermost sealed container in which a piece stands today, None where there is none."""
    with session.database.snapshot() as connection:
        ledger = _ledger(session, StoreSource(connection))
        found = sealed_place(ledger, ledger.piece(uid).place, session.today)
    return found.uid if found is not None else None


def contents_of(session: StoreSession, place: Uid) -> tuple[Uid, ...]:
    """Return the pieces that stand in a container today, at any depth, in order of their numbers."""
    with session.database.snapshot() as connection:
        ledger = _ledger(session, StoreSource(connection))
        pieces = [ledger.piece(uid) for uid in standing_in_at(ledger, place, session.today)]
    return tuple(each.uid for each in sorted(pieces, key=_by_number))


def _by_number(piece: PieceState) -> tuple[str, Uid]:
    return piece.number.sort_key if piece.number else "", piece.uid


def _ledger(session: StoreSession, source: StoreSource) -> LedgerState:
    def no_uid() -> Uid:
        raise AssertionError("looking makes nothing new")

    return LedgerState(source, session.tables, no_uid, session.today, 0)
