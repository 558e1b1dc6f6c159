"""Undo and redo over entries: what is next in each direction, surviving a restart."""

from lunarcurator.domain.identity import Uid
from lunarcurator.services.desk import Desk
from lunarcurator.store.reads import undo_stack


def next_undo(desk: Desk) -> Uid | None:
    """Return the entry the next undo would take back."""
    with desk.database.connect() as connection:
        return undo_stack.next_undo(connection)


def next_redo(desk: Desk) -> Uid | None:
    """Return the undo the next redo would take back."""
    with desk.database.connect() as connection:
        return undo_stack.next_redo(connection)
