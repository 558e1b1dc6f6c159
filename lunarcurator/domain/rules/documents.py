"""R12 for what is attached: a checksum is one, or the document cannot be told from another by it."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.operations.borrowing import Attached

_SHA_256: Final = re.compile(r"[0-9a-fA-F]{64}")


def are_sealed(documents: Iterable[Attached], field: str) -> Iterator[Finding]:
    """R12: a checksum that is given is a SHA-256, which is 64 hexadecimal digits; none may be given."""
    for each in documents:
        told = each.sha256.strip()
        if told and not _SHA_256.fullmatch(told):
            facts: dict[str, str | int] = {"document": each.name.strip(), "checksum": told, "digits": len(told)}
            yield find(Strength.IMPOSSIBLE, "document.checksum_malformed", "R12", field, "", **facts)
