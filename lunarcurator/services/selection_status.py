"""How what is selected stands now, so that the acts offered are those that make sense."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lunarcurator.domain.identity import Uid
from lunarcurator.domain.operations import Move
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads import axes, places
from lunarcurator.store.reads.piece import Lens

_LOOKED_AT: Final = 2_000
"""Of more pieces than this only the first are looked at; the rules judge them all when somebody acts."""
_MOVES: Final = frozenset({Move.KIND, "batch"})


@dataclass(frozen=True, slots=True)
class SelectionStatus:
    """Existence and custody in which the selected pieces stand, and the entry whose move can be taken back.

    `cold` says that all of them are kept in the cold, `sealed` that the one selected place or piece is sealed in;
    `forms` are the forms of the pieces, "" for one nobody named.
    """

    existence: frozenset[str] = frozenset()
    custody: frozenset[str] = frozenset()
    moved_by: Uid | None = None
    cold: bool = False
    sealed: bool = False
    forms: frozenset[str] = frozenset()


def selection_status(
    session: StoreSession, samples: Sequence[Uid] = (), chosen: Sequence[Uid] = (), entry: Uid | None = None
) -> SelectionStatus:
    """Return how selected pieces, places or an entry stand now."""
    with session.database.snapshot() as connection:
        found = axes.axes_of(connection, samples[:_LOOKED_AT])
        moved_by = entry
        if entry is None and len(chosen) == 1:
            place = places.place_id(connection, chosen[0])
            moves = places.moves(connection, [place], Lens(connection)) if place is not None else []
            # The first of its moves set it up: before that it stood nowhere.
            moved_by = moves[-1].entry if len(moves) > 1 else None
        if moved_by is not None and axes.kind_in_force(connection, moved_by) not in _MOVES:
            moved_by = None
        cold = axes.are_cold(connection, samples[:_LOOKED_AT])
        sealed = len(samples) + len(chosen) == 1 and axes.is_sealed(connection, samples, chosen)
        forms = frozenset(axes.forms_of(connection, samples[:_LOOKED_AT]))
    existence, custody = frozenset(each[0] for each in found), frozenset(each[1] for each in found)
    return SelectionStatus(existence, custody, moved_by, cold, sealed, forms)
