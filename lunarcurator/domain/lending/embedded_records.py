"""What stands in the fields of a subject of the desk beside plain values: lists, one field for each entry."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.lending.terms import DocumentKind

DOCUMENTS: Final = "document/"


@dataclass(frozen=True, slots=True)
class Document:
    """A document kept by reference: its kind, file name or record number, checksum, day (0 none) and remarks."""

    uid: Uid
    kind: DocumentKind
    name: str
    sha256: str
    day: Day
    remarks: str

    @classmethod
    def of(cls, uid: Uid, told: Mapping[str, Any]) -> Self:
        """Return the document an entry among the fields tells."""
        return cls(uid, DocumentKind(told["kind"]), told["name"], told["sha256"], told["day"], told["remarks"])


def told(value: Mapping[str, Scalar]) -> str:
    """Return an entry as the text that stands in its field."""
    return json.dumps(dict(value), ensure_ascii=False, sort_keys=True)


def entries(fields: Mapping[str, Scalar], prefix: str) -> list[tuple[Uid, dict[str, Any]]]:
    """Return the entries kept as JSON under a prefix, with their uids, in the order in which they came."""
    return [(uid, json.loads(text)) for uid, text in texts(fields, prefix)]


def texts(fields: Mapping[str, Scalar], prefix: str) -> list[tuple[Uid, str]]:
    """Return the entries kept as text under a prefix, with their uids; one emptied later is left out."""
    return [
        (Uid(key.removeprefix(prefix)), str(value))
        for key, value in fields.items()
        if key.startswith(prefix) and value
    ]


def documents(fields: Mapping[str, Scalar]) -> tuple[Document, ...]:
    """Return the documents kept among the fields."""
    return tuple(Document.of(uid, each) for uid, each in entries(fields, DOCUMENTS))


def uid_in(state: Record, key: str) -> Uid | None:
    """Return the uid a field holds, None where it is empty."""
    return Uid(state.text(key)) if state.text(key) else None


def day_in(state: Record, key: str) -> Day:
    """Return the day a field holds, 0 where there is none."""
    return state.integer(key) or 0
