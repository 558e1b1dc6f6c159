"""Whether the documents an act names can be found: a name that says it is a file is one that is here (R12)."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lunarcurator.domain.acts import Authority
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.operations import Operation
from lunarcurator.domain.rules.documents import named_documents

_FILE: Final = re.compile(
    r"""
    (~ | \.{0,2}[\\/] | [a-z]:[\\/] | file:) .+
    | .* \. (asc|avi|bmp|csv|docx?|eml|gif|heic|html?|jpe?g|json|m4[av]|md|mkv|mov|mp[34]|msg|od[st]|p7m|pdf|png
             |pptx?|rtf|sig|svg|tiff?|txt|wav|web[mp]|xlsx?|xml|zip)
    """,
    re.IGNORECASE | re.VERBOSE,
)


def looks_like_a_file(name: str) -> bool:
    """Tell whether the name of a document is that of a file, and no number of a record: `R-2026/3` is none."""
    return _FILE.fullmatch(name.strip()) is not None


def not_found(operation: Operation) -> Iterator[Finding]:
    """R12: a file that is named without its checksum is here, or somebody says why only its name is kept."""
    for field, name, checksum in named_documents(operation):
        if not checksum.strip():
            yield from _missing(name, field)


def authority_not_found(authority: Authority | None) -> Iterator[Finding]:
    """R12: so is the document by which an authority allows what a rule forbids."""
    if authority is not None:
        yield from _missing(authority.document, "document")


def _missing(name: str, field: str) -> Iterator[Finding]:
    told = name.strip()
    if looks_like_a_file(told) and not _is_here(told):
        yield find(Strength.WARN, "document.not_found", "R12", field, document=told)


def _is_here(name: str) -> bool:
    try:
        return Path(name).expanduser().is_file()
    except (OSError, RuntimeError, ValueError):
        # What no system takes for a name, or a home nobody has, is no file that is here.
        return False
