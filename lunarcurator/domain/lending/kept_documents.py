"""Documents kept by reference on a subject of the desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.typed_records import entries_of

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


def documents(fields: Mapping[str, Scalar]) -> tuple[Document, ...]:
    """Return the documents kept among the fields."""
    return entries_of(Document, fields, DOCUMENTS)
