"""Annulling an altered entry: the store books it, as it books an undo; who must allow it is judged here."""

from lunarcurator.domain.booking.outcome import Booked
from lunarcurator.domain.days import Day
from lunarcurator.domain.findings import Strength, find
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.operations.annulling import AnnulEntry


def book_annul_entry(operation: AnnulEntry, _day: Day, _ledger: LedgerState) -> Booked:
    """R20: an annulment needs an authority, a document and a second person; its facts are the store's to write."""
    facts = {"outcome": str(operation.outcome)}
    return Booked((), (find(Strength.AUTHORITY, "annul.needs_authority", "R20", "entry", **facts),))
