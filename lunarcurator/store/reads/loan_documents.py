"""The documents kept of a loan: with itself, its lines, their shipments, and the agreement it goes under."""

import json
from typing import Final, NamedTuple

from sqlalchemy import Connection, text

from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.kept_documents import Document, documents

_KEPT: Final = text(
    "SELECT COALESCE(json_extract(d.fields, '$.code'), ''), d.fields FROM desk n JOIN desk d ON d.id = n.id"
    " OR d.uuid = unhex(json_extract(n.fields, '$.agreement'))"
    " OR d.id IN (SELECT l.id FROM loan_line l WHERE l.loan = n.id AND l.in_book = 1)"
    " OR d.id IN (SELECT l.shipment FROM loan_line l WHERE l.loan = n.id AND l.in_book = 1)"
    " WHERE n.uuid = :loan AND d.in_book = 1 AND instr(d.fields, '\"document/') > 0"
)


class KeptDocument(NamedTuple):
    """A document with the code of the record with which it is kept."""

    of: str
    document: Document


def loan_documents(connection: Connection, loan: Uid) -> list[KeptDocument]:
    """Return the documents of a loan, each once, the latest day first; those without a day come last."""
    found: dict[tuple[str, str, str, int], KeptDocument] = {}
    for code, fields in connection.execute(_KEPT, {"loan": bytes.fromhex(loan)}):
        for each in documents(json.loads(fields)):
            # One sheet closes many lines: it is one document.
            found.setdefault((str(each.kind), each.name, each.sha256, each.day), KeptDocument(code, each))
    return sorted(found.values(), key=lambda each: (-each.document.day, each.document.name))
