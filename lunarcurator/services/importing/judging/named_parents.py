"""Parents that are no number: called by another name that a row of the file, or the book, gives them."""

from collections.abc import Iterable, Sequence
from typing import Final

from lunarcurator.domain.findings import Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.words_folding import number_key
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing.rows import ReadRow
from lunarcurator.services.importing.target import Target
from lunarcurator.store.reads.matching import known_pieces, other_names

# As the book keeps the number of a sample in the registry of IGSNs.
_REGISTERED: Final = "IGSN: "
# As databases fill the field of a parent that there is none of.
_ZEROS: Final = frozenset({"0", ",0"})


def settle_named_parents(desk: Desk, target: Target, read: Sequence[ReadRow]) -> None:
    """Let a parent be named by another name that a row of the file or the book has, as registries name it.

    What is the name of two pieces names neither; a parent that nothing names and that is no number is a problem of
    its row. Where no number has a split 0 and no piece is called so, a parent 0 is none.
    """
    asked = {*map(_said, read)} - {""}
    if not asked:
        return
    numbers = {row.shown for row in read}
    named = _of_one((name, row.shown) for row in read for name in row.names)
    called = _called_in_book(desk, target.uid, sorted(asked - numbers - {*named})) if target.uid else {}
    known = {**called, **named, **dict.fromkeys(numbers, "")}
    no_parent = frozenset[str]() if target.scheme.has_zero_split else _ZEROS - {*known}
    for row in read:
        found = known.get(_said(row), "")
        if _said(row) in no_parent:
            row.parent = ""
            row.notes += (find(Strength.WARN, "import.parent_zero", "R13", "parent", number=row.shown),)
        elif found and found != row.shown:
            row.parent = found
        elif row.parent_problem is not None:
            row.problems += (row.parent_problem,)


def _said(row: ReadRow) -> str:
    return row.parent_name or row.parent


def _of_one(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the number of the piece that each name is given to; "" where two have it."""
    found: dict[str, str] = {}
    for name, number in named:
        found[name] = number if found.get(name, number) == number else ""
    return found


def _called_in_book(desk: Desk, uid: Uid, asked: Sequence[str]) -> dict[str, str]:
    """Return the one piece of the book that each of these is another name of; a number is what it says."""
    keys = {number_key(f"{kind}{text}"): text for text in asked for kind in ("", _REGISTERED)}
    with desk.database.snapshot() as connection:
        known = known_pieces(connection, uid, asked)
        called = other_names(connection, uid, [*keys])
    found = _of_one((keys[key], number) for key, numbers in called.items() for number in numbers)
    return {text: number for text, number in found.items() if text not in known}
