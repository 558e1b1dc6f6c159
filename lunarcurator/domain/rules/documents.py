"""R12 for what is attached: a checksum is one, or the document cannot be told from another by it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.operations import OPERATIONS, Operation
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.operations.kinds import Kind, act_fields

_SHA_256: Final = re.compile(r"[0-9a-fA-F]{64}")


def are_sealed(operation: Operation) -> Iterator[Finding]:
    """R12: each checksum given is a SHA-256, which is 64 hexadecimal digits; none may be given.

    It looks at every field that holds documents, so that no operation has to think of it.
    """
    for field in _fields_with_documents(operation.KIND):
        held = getattr(operation, field)
        for each in held if isinstance(held, tuple) else (held,):
            told = each.sha256.strip() if each is not None else ""
            if told and not _SHA_256.fullmatch(told):
                facts: dict[str, str | int] = {
                    "document": each.name.strip(),
                    "checksum": told,
                    "digits": len(told),
                }
                yield find(Strength.IMPOSSIBLE, "document.checksum_malformed", "R12", field, "", **facts)


def named_documents(operation: Operation) -> Iterator[tuple[str, str, str]]:
    """Yield the documents an operation names: the field, the name, and the checksum, empty where none is given."""
    for field in _fields_with_documents(operation.KIND):
        held = getattr(operation, field)
        for each in held if isinstance(held, tuple) else (held,):
            if each is not None:
                yield field, each.name, each.sha256
    for field in _fields_with_names(operation.KIND):
        yield field, getattr(operation, field), ""


def with_documents(operation: Operation, change: Callable[[Attached], Attached]) -> Operation:
    """Return an operation with each document it attaches changed; the same one where none changes."""
    told: dict[str, object] = {}
    for field in _fields_with_documents(operation.KIND):
        held = getattr(operation, field)
        if isinstance(held, tuple):
            told[field] = tuple(change(each) for each in held)
        elif held is not None:
            told[field] = change(held)
    differs = any(getattr(operation, field) != now for field, now in told.items())
    return replace(operation, **told) if differs else operation  # type: ignore[arg-type]


@lru_cache(maxsize=256)
def _fields_with_names(kind: str) -> tuple[str, ...]:
    """Return the fields of a kind of operation that hold only the name of a document."""
    known = act_fields(OPERATIONS[kind])
    return tuple(each.name for each in known if each.name == "document" and each.kind is Kind.TEXT)


@lru_cache(maxsize=256)
def _fields_with_documents(kind: str) -> tuple[str, ...]:
    """Return the fields of a kind of operation that hold a document or several."""
    return tuple(each.name for each in act_fields(OPERATIONS[kind]) if each.type is Attached)
