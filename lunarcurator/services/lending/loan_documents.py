"""The documents of a loan as a list, and whether a file is the one that was kept."""

from enum import StrEnum
from pathlib import Path

from lunarcurator.domain.identity import Uid
from lunarcurator.services.lending.attaching import sealed_file
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads import loan_documents as reads
from lunarcurator.store.reads.loan_documents import KeptDocument as KeptDocument


class Sameness(StrEnum):
    """What a checksum tells of a file: it is the one kept, it is another, or nobody can tell."""

    SAME = "same"
    OTHER = "other"
    UNSEALED = "unsealed"


def loan_documents(session: StoreSession, loan: Uid) -> list[KeptDocument]:
    """Return the documents kept of a loan, its lines, their shipments and its agreement, the latest first."""
    with session.database.snapshot() as connection:
        return reads.loan_documents(connection, loan)


def compared(kept: KeptDocument, path: Path) -> Sameness:
    """Return whether a file is the document kept, by its checksum; raises `Refusal` where it cannot be read."""
    sealed = kept.document.sha256
    if not sealed:
        return Sameness.UNSEALED
    return Sameness.SAME if sealed_file(path) == sealed.casefold() else Sameness.OTHER
