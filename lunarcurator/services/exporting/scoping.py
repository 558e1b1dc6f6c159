"""Which pieces a scope means, at a moment."""

from array import array
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import Moment
from lunarcurator.services.exporting.wanted import Scope
from lunarcurator.services.places import Places
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads import inventory as reads
from lunarcurator.store.reads import loans, places
from lunarcurator.store.reads.loans import Concern, LineWish
from lunarcurator.store.reads.piece import Lens


def pieces_of(session: StoreSession, connection: Any, scope: Scope, moment: Moment) -> Sequence[int]:
    """Return the local ids of the pieces a scope means, by collection, mission, family and number.

    Of a past moment those are returned that may have been there then; their rows tell.
    """
    if scope.pieces is None and scope.place is None:
        return reads.pieces_in_order(connection, moment, scope.filters)
    chosen: set[int] | None = None
    if scope.pieces is not None:
        known = reads.local_ids(connection, scope.pieces)
        chosen = set(reads.with_all_below(connection, known) if scope.below else known)
    if scope.place is not None:
        inside = set(_in_place(session, connection, scope.place, moment))
        chosen = inside if chosen is None else chosen & inside
    if scope.filters:
        chosen = (chosen or set()) & set(reads.pieces_in_order(connection, moment, scope.filters))
    return reads.in_order(connection, chosen or ())


def _in_place(session: StoreSession, connection: Any, place: Uid, moment: Moment) -> Sequence[int]:
    tree = Places(session).tree(moment)
    node = next((each.id for each in tree.nodes.values() if each.uid == place), None)
    if node is None:
        return _with(session, connection, place, moment)
    return places.pieces_in(connection, tree.inside(node), Lens(connection, moment), 2**31)


def _with(session: StoreSession, connection: Any, holder: Uid, moment: Moment) -> Sequence[int]:
    """Return the pieces that are out with a person or an institution, or in a shipment."""
    lens, wish = session.lens(connection, moment), LineWish(session.day_of(moment), Concern.OPEN)
    for asked in (replace(wish, borrower=holder), replace(wish, house=holder), replace(wish, shipment=holder)):
        rows = loans.line_rows(connection, loans.find_lines(connection, asked, lens), lens)
        if rows:
            return reads.local_ids(connection, [row.sample for row in rows.values() if row.sample])
    return array("q")
