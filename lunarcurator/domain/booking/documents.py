"""Documents by reference in the fields of a subject of the desk: one field for each, under a key of its own."""

import json
from collections.abc import Iterable
from typing import Final

from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.operations.borrowing import Attached

DOCUMENT: Final = "document/"
"""Before the uid of a document in the fields of what it belongs to."""


def documents_of(documents: Iterable[Attached], ledger: LedgerState) -> dict[str, Scalar]:
    """Return the fields that keep documents beside what was there before; one without a name is left out."""
    return {f"{DOCUMENT}{ledger.new_uid()}": told_document(each) for each in documents if each.name.strip()}


def told_document(document: Attached) -> str:
    """Return a document as the text that stands in a field."""
    told = {
        "kind": str(document.kind),
        "name": document.name.strip(),
        "sha256": document.sha256.strip(),
        "day": document.day,
        "remarks": document.remarks.strip(),
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True)
