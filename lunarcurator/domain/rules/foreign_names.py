"""R1 and R18: what others call a piece is no official number, and another name of a known piece is asked about."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from typing import Any, Final, get_type_hints

from lunarcurator.domain.facts import NameKind, Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import FOREIGN_NAME, LineRef, PieceRef, Uid, uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.sub_samples import reported, same_name
from lunarcurator.domain.naming import as_told, numbers_of, officially, otherwise
from lunarcurator.domain.operations import Operation

_PARTS: Final = "parts"
_CITED: Final = frozenset({NameKind.PUBLISHED, NameKind.FORMER})
"""Kinds of name by which documents call a piece or called it once."""


@dataclass(frozen=True, slots=True)
class Called:
    """A foreign name and its field, such as `pieces[0].name`.

    One that stands beside the piece itself may be its number; several pieces may share an informal one. A `cited`
    one is what a document calls or called the piece, whatever is called so today.
    """

    field: str
    name: str
    of_itself: bool
    informal: bool
    cited: bool = False


def names_are_foreign(operation: Operation, ledger: LedgerState) -> Iterator[Finding]:
    """R1, R18: no foreign name is an official number in force; other names of known pieces are asked about.

    What a named document calls or called a piece is asked about too: a number may have meant several.

    It looks at every field whose type is `ForeignName`, so that no operation has to think of it.
    """
    names = [*foreign_names(operation)]
    if not names:
        return
    line = _line_of(operation, ledger)
    mine = line.sample if line is not None else _piece_of(operation)
    known = _on_record(line)
    for each in names:
        on_record = same_name(each.name) in known
        if holders := officially(ledger, each.name):
            if not each.of_itself or mine not in holders:
                yield _is_of_number(ledger, each, holders, mine, on_record=on_record)
        elif not (on_record or each.informal):
            # A part of a piece is no more called as the whole than as any other piece.
            own = mine if line is None or each.of_itself else None
            yield from _is_of_another(ledger, each, own)


def _on_record(line: Line | None) -> set[str]:
    return {same_name(each.name) for each in reported(line)} if line is not None else set()


def _is_of_another(ledger: LedgerState, called: Called, mine: Uid | None) -> Iterator[Finding]:
    others = [uid for uid in otherwise(ledger, called.name) if uid != mine]
    if others:
        facts = {"name": called.name, "number": numbers_of(ledger, others)}
        yield find(Strength.WARN, "name.of_another", "R18", called.field, others[0], **facts)


def foreign_names(holder: Any, above: str = "") -> Iterator[Called]:
    """Yield the foreign names in an operation or a part of one.

    What a label was found to say may be the number of any piece, and nothing is found by it.
    """
    sort = getattr(holder, "kind", None)
    if sort is NameKind.LABEL:
        return
    kind: Any = type(holder)
    for field, what in _fields(kind):
        held = getattr(holder, field)
        if what == FOREIGN_NAME:
            yield from _called(holder, above, field, (held,) if isinstance(held, str) else held)
        elif isinstance(held, tuple):
            for index, each in enumerate(held):
                yield from foreign_names(each, f"{above}{field}[{index}].")
        elif held is not None:
            yield from foreign_names(held, f"{above}{field}.")


def _called(holder: Any, above: str, field: str, names: Iterable[str]) -> Iterator[Called]:
    """Yield the names in one field of an act, or of a part of it that stands `above` it."""
    sort = getattr(holder, "kind", None)
    of_itself, informal = bool(getattr(holder, "itself", False)), sort is NameKind.INFORMAL
    cited = not above and sort in _CITED and bool(getattr(holder, "source", "").strip())
    for name in filter(None, (each.strip() for each in names)):
        yield Called(above + field, name, of_itself, informal, cited)


def _is_of_number(
    ledger: LedgerState, called: Called, holders: list[Uid], mine: Uid | None, *, on_record: bool
) -> Finding:
    """Ask about the number of another piece by which a document calls this one; refuse any other such name."""
    if not called.cited or mine in holders:
        return _is_a_number(ledger, called, holders, mine, on_record=on_record)
    facts = {"name": called.name, "number": numbers_of(ledger, holders)}
    return find(Strength.WARN, "name.cited_number", "R18", called.field, holders[0], **facts)


def _is_a_number(
    ledger: LedgerState, called: Called, holders: list[Uid], mine: Uid | None, *, on_record: bool
) -> Finding:
    """Say whose number a name is; one on record of its line since before this rule may still come home."""
    field, facts = called.field, {"name": called.name, "number": numbers_of(ledger, holders)}
    if on_record:
        return find(Strength.WARN, "name.number_on_record", "R18", field, holders[0], **facts)
    if holders == [mine]:
        return find(Strength.IMPOSSIBLE, "name.own_number", "R1", field, mine or "", **facts)
    out = {uid: code for uid in holders if (code := _out_on(ledger, uid))}
    if len(holders) > 1:
        # Whoever obeys a sentence about one of them may take the vial of another.
        lines = ", ".join(f"{code} ({as_told(ledger, uid)})" for uid, code in out.items())
        key = "name.number_of_several_out" if out else "name.number_of_several"
        return find(
            Strength.IMPOSSIBLE, key, "R1", field, holders[0], **facts, **({"lines": lines} if out else {})
        )
    for uid, code in out.items():
        return find(Strength.IMPOSSIBLE, "name.number_out", "R1", field, uid, **facts, line=code)
    return find(Strength.IMPOSSIBLE, "name.number", "R1", field, holders[0], **facts)


def _out_on(ledger: LedgerState, uid: Uid) -> str:
    """Return the code of the line on which a piece is out, "" for none."""
    lines = (Line.of(ledger.record(Subject.LINE, each)) for each in ledger.related(Subject.LINE, "sample", uid))
    return next((line.code for line in lines if line.is_open), "")


def _line_of(operation: Operation, ledger: LedgerState) -> Line | None:
    ref: LineRef | None = getattr(operation, "line", None)
    return Line.of(ledger.record(Subject.LINE, uid_of(ref))) if ref is not None else None


def _piece_of(operation: Operation) -> Uid | None:
    ref: PieceRef | None = getattr(operation, "sample", None)
    return uid_of(ref) if ref is not None else None


@lru_cache(maxsize=512)
def _fields(kind: type[Any]) -> tuple[tuple[str, str], ...]:
    """Return the fields of a kind of record that hold a foreign name, or parts with one."""
    if not is_dataclass(kind):
        return ()
    hints = get_type_hints(kind, include_extras=True)
    told = ((each.name, _holds(hints[each.name])) for each in fields(kind))
    return tuple((name, what) for name, what in told if what)


def _holds(hint: Any) -> str:
    inner = getattr(hint, "__args__", (hint,))
    if any(FOREIGN_NAME in getattr(each, "__metadata__", ()) for each in (hint, *inner)):
        return FOREIGN_NAME
    return _PARTS if any(_fields(each) for each in inner) else ""
