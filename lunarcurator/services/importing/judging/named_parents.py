"""Parents that are no number: called by another name that a row of the file, or the book, gives them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from lunarcurator.domain.findings import Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.words_folding import number_key
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing.columns.mapping import folded
from lunarcurator.services.importing.plan import PlannedColumn
from lunarcurator.services.importing.rows import ReadRow
from lunarcurator.services.importing.target import Target
from lunarcurator.store.reads.matching import known_pieces, other_names

_PARENT: Final = "parent"
# As databases fill the field of a parent that there is none of.
_ZEROS: Final = frozenset({"0", ",0"})


def settle_named_parents(
    desk: Desk, target: Target, columns: Sequence[PlannedColumn], read: Sequence[ReadRow]
) -> None:
    """Let a parent be named by another name that a row of the file or the book has, as registries name it.

    A column "Parent IGSN" names pieces as the column "IGSN" beside it does. What is the name of two pieces names
    neither; a parent that nothing names and that is no number is a problem of its row. Where no number has a split
    0 and no piece is called so, a parent 0 is none.
    """
    if not any(map(_said, read)):
        return
    numbers = {row.shown for row in read}
    kind = _kind_of_name(columns)
    named = _named_in_file(read, kind)
    asked = {*map(_said, read)} - {"", *numbers, *named}
    called = _called_in_book(desk, target.uid, kind, asked) if asked and target.uid else {}
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


def _named_in_file(read: Sequence[ReadRow], kind: str) -> dict[str, str]:
    """Return the number of the piece that each name is given to in a file; "" where two have it."""
    named: dict[str, str] = {}
    for name, number in ((name, row.shown) for row in read for name in _names(row, kind)):
        named[name] = number if named.get(name, number) == number else ""
    return named


def _said(row: ReadRow) -> str:
    return row.parent_name or row.parent


def _kind_of_name(columns: Sequence[PlannedColumn]) -> str:
    """Return the header of the column whose names the column of parents takes, as "IGSN" beside "Parent IGSN"."""
    wanted = {_last_header(column) for column in columns if column.target == _PARENT}
    return next((each.name for each in columns if f"{_PARENT} {_last_header(each)}" in wanted), "")


def _last_header(column: PlannedColumn) -> str:
    """Return the header of a column itself, without those above it."""
    return folded(column.name.rpartition(" / ")[2])


def _names(row: ReadRow, kind: str) -> Iterator[str]:
    yield from row.names
    yield from (text for column, text in row.other if column == kind)


def _called_in_book(desk: Desk, uid: Uid, kind: str, asked: set[str]) -> Mapping[str, str]:
    """Return the one piece of the book that each of these is another name of; a number is what it says."""
    keys = {text: {number_key(text), number_key(f"{kind}: {text}")} for text in asked}
    with desk.database.connect() as connection:
        known = known_pieces(connection, uid, sorted(asked))
        called = other_names(connection, uid, sorted({key for each in keys.values() for key in each}))
    found = {text: {number for key in each for number in called.get(key, ())} for text, each in keys.items()}
    return {text: next(iter(each)) for text, each in found.items() if len(each) == 1 and text not in known}
