"""R1: no person, institution, committee or firm is called by the official number of a piece."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any, Final, get_type_hints

from lunarcurator.domain.acts import Authority
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import PARTY_NAME
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.naming import numbers_of, officially
from lunarcurator.domain.operations import Operation

_PARTS: Final = "parts"


def parties_are_no_numbers(said: Operation | Authority | None, ledger: LedgerState) -> Iterator[Finding]:
    """R1: a number that was typed or scanned where a name belongs is refused, in every field of `PartyName`."""
    for field, name in party_names(said):
        if holders := officially(ledger, name):
            facts = {"name": name, "number": numbers_of(ledger, holders)}
            yield find(Strength.IMPOSSIBLE, "name.of_party", "R1", field, holders[0], **facts)


def party_names(holder: Any, above: str = "") -> Iterator[tuple[str, str]]:
    """Yield the fields of an operation or a part of one that name somebody, with what they say."""
    kind: Any = type(holder)
    for field, what in _fields(kind):
        for at, each in _each(above + field, getattr(holder, field)):
            if what == _PARTS:
                yield from party_names(each, f"{at}.")
            elif name := each.strip():
                yield at, name


def _each(field: str, held: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(held, tuple):
        yield from ((f"{field}[{index}]", each) for index, each in enumerate(held))
    elif held is not None:
        yield field, held


@lru_cache(maxsize=512)
def _fields(kind: Any) -> tuple[tuple[str, str], ...]:
    """Return the fields of a kind of record that hold such names, or parts with one."""
    if not is_dataclass(kind):
        return ()
    hints = get_type_hints(kind, include_extras=True)
    told = ((each.name, _holds(hints[each.name])) for each in fields(kind))
    return tuple((name, what) for name, what in told if what)


def _holds(hint: Any) -> str:
    if PARTY_NAME in getattr(hint, "__metadata__", ()):
        return PARTY_NAME
    if _fields(hint):
        return _PARTS
    return next(filter(None, map(_holds, getattr(hint, "__args__", ()))), "")
