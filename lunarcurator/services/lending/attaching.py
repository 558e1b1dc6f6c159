"""A document that stays where it is: what the book keeps of it is its name and its checksum."""

from dataclasses import replace
from pathlib import Path

from lunarcurator.domain.acts import Posting
from lunarcurator.domain.days import Day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.rules.documents import with_documents
from lunarcurator.services.finding_documents import looks_like_a_file
from lunarcurator.store.files import sha256_of


def sealed_file(path: Path) -> str:
    """Return the SHA-256 of a file; raises `Refusal` where it cannot be read."""
    try:
        return sha256_of(path)
    except OSError as error:
        raise Refusal("document.unreadable", file=path.name) from error


def file_here(named: str) -> tuple[str, str] | None:
    """Return the name and SHA-256 of a file that is named by its path, None where none is there."""
    path = Path(named)
    return (path.name, sealed_file(path)) if path.is_file() else None


def attached_file(kind: DocumentKind, path: Path, day: Day, remarks: str = "") -> Attached:
    """Return what is kept of a file; raises `Refusal` where it cannot be read."""
    return Attached(kind=kind, name=path.name, sha256=sealed_file(path), day=day, remarks=remarks)


def attached_named(kind: DocumentKind, named: str, day: Day = 0, sha256: str = "") -> Attached:
    """Return what is kept of a document as it was named: a file that is here with its checksum, else the name.

    Raises `Refusal` where the checksum that was told is not that of the file, or is told of nothing.
    """
    name, told, path = named.strip(), sha256.strip(), Path(named.strip())
    if told and not name:
        raise Refusal("document.checksum_of_nothing")
    if not name or not path.is_file():
        return Attached(kind=kind, name=name, sha256=told, day=day)
    here = attached_file(kind, path, day)
    if told and told.lower() != here.sha256:
        raise Refusal("document.checksum_differs", file=path.name, found=here.sha256, told=told)
    return here


def with_checksums(posting: Posting) -> Posting:
    """Return a posting in which each document named by the path of a file that is here has its checksum.

    Reads those files whole; raises `Refusal` where one cannot be read.
    """
    acts = tuple(replace(act, operation=with_documents(act.operation, _as_found)) for act in posting.acts)
    return replace(posting, acts=acts)


def _as_found(told: Attached) -> Attached:
    name = told.name.strip()
    found = file_here(name) if not told.sha256.strip() and looks_like_a_file(name) else None
    return replace(told, name=found[0], sha256=found[1]) if found else told
