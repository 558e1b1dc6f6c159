"""A document that stays where it is: what the book keeps of it is its name and its checksum."""

import hashlib
from pathlib import Path

from lunarcurator.domain.days import Day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations.borrowing import Attached


def sealed_file(path: Path) -> str:
    """Return the SHA-256 of a file; raises `Refusal` where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise Refusal("document.unreadable", file=path.name) from error


def attached_file(kind: DocumentKind, path: Path, day: Day, remarks: str = "") -> Attached:
    """Return what is kept of a file; raises `Refusal` where it cannot be read."""
    return Attached(kind=kind, name=path.name, sha256=sealed_file(path), day=day, remarks=remarks)
