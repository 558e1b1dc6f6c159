"""Whose daughters rows are: by number, by another name, the whole by its `,0`; what is missing may be made."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from lunarcurator.domain.findings import Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.igsn import igsn_keys, igsn_of
from lunarcurator.domain.numbering import Scheme
from lunarcurator.domain.words_folding import number_key
from lunarcurator.services.importing.cells.zeros import families_of_zeros, whole_pieces
from lunarcurator.services.importing.judging.judged_row import JudgedRow
from lunarcurator.services.importing.plan import BAD
from lunarcurator.services.importing.rows import ReadRow
from lunarcurator.services.importing.target import Target
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.reads.matching import known_pieces, other_names

# As databases fill the field of a parent that there is none of.
_ZEROS: Final = frozenset({"0", ",0"})


def settle_zeros(session: StoreSession, target: Target, read: Sequence[ReadRow]) -> None:
    """Take a `,0` for its family's number, which it is unless it was or will be registered apart.

    One that names no parent beside a row of the whole is refused: as two pieces the mass may count twice.
    """
    numbers = (row.number for row in read if row.number)
    families = families_of_zeros(target.scheme, numbers, (row.parent for row in read))
    if not families:
        return
    own = {row.shown for row in read if row.number}
    known = known_in_book(session, target, (*families, *families.values()))
    wholes = whole_pieces(families, own, known)
    for row in read:
        if row.shown not in known and not row.parent and (family := families.get(row.shown, "")) in own:
            facts = {"number": row.shown, "family": family}
            row.problems += (find(Strength.IMPOSSIBLE, "import.zero_twin", "R1", "number", **facts),)
        _take_whole(row, target, wholes)


def known_in_book(session: StoreSession, target: Target, numbers: Iterable[str]) -> Collection[str]:
    """Return those of these numbers that are pieces of the collection in the book."""
    if target.uid is None:
        return ()
    with session.database.snapshot() as connection:
        return known_pieces(connection, target.uid, [*dict.fromkeys(numbers)])


def _take_whole(row: ReadRow, target: Target, wholes: Mapping[str, str]) -> None:
    family, above = wholes.get(row.shown), wholes.get(row.parent)
    if row.number and family:
        row.number, row.shown = target.scheme.parse(family), family
    row.parent = above or row.parent
    if (family or above) and row.parent == row.shown:
        row.parent = ""


def settle_named_parents(session: StoreSession, target: Target, read: Sequence[ReadRow]) -> None:
    """Let a parent be named by another name that a row of the file or the book has, as registries name it.

    What is the name of two pieces names neither; a parent that nothing names and that is no number is a problem of
    its row. Where no number has a split 0 and no piece is called so, a parent 0 is none.
    """
    asked = {*map(_said, read)} - {""}
    if not asked:
        return
    numbers = {row.shown for row in read}
    named = _of_one((_meant(name), row.shown) for row in read for name in row.names)
    called = _called_in_book(session, target.uid, sorted(asked - numbers - {*named})) if target.uid else {}
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
    return _meant(row.parent_name or row.parent)


def _meant(name: str) -> str:
    """Return a name, an IGSN without what lists write in front of it."""
    return igsn_of(name) or name


def _of_one(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the number of the piece that each name is given to; "" where two have it."""
    found: dict[str, str] = {}
    for name, number in named:
        found[name] = number if found.get(name, number) == number else ""
    return found


def _called_in_book(session: StoreSession, uid: Uid, asked: Sequence[str]) -> dict[str, str]:
    """Return the one piece of the book that each of these is another name of; a number is what it says."""
    keys = {key: text for text in asked for key in (number_key(text), *igsn_keys(text))}
    with session.database.snapshot() as connection:
        known = known_pieces(connection, uid, asked)
        called = other_names(connection, uid, [*keys])
    found = _of_one((keys[key], number) for key, numbers in called.items() for number in numbers)
    return {text: number for text, number in found.items() if text not in known}


def missing_parents(session: StoreSession, target: Target, read: Sequence[ReadRow]) -> list[ReadRow]:
    """Return a row for each parent that is nowhere, in the order of the rows that name it first.

    It is a part of the whole that the list says its daughters are parts of, where its own number is one of that
    whole, of their mission, and there from the first of their days on. A row with a problem makes no parent.
    """
    listed = {row.shown for row in read if row.number is not None}
    naming = [row for row in read if row.parent and row.parent not in listed and not row.problems]
    parents = dict.fromkeys(row.parent for row in naming)
    numbers = (number for parent in parents for number in (parent, target.scheme.parse(parent).family))
    there = listed.union(known_in_book(session, target, numbers))
    made = _made(target.scheme, naming, there)
    # What the list says is the whole of a parent may be missing as well.
    coming = there | {row.shown for row in made}
    wholes = _made(target.scheme, made, coming)
    _tell_alone(made, coming)
    return sorted((*made, *wholes), key=lambda row: row.row)


def _tell_alone(made: Iterable[ReadRow], there: Collection[str]) -> None:
    """Say of made pieces without a parent that their whole is there."""
    for row in made:
        family = row.number.family if row.number else ""
        if not row.parent and family != row.shown and family in there:
            facts = {"number": row.shown, "family": family}
            row.notes += (find(Strength.WARN, "import.made_without_parent", "R13", "parent", **facts),)


def _made(scheme: Scheme, naming: Iterable[ReadRow], there: Collection[str]) -> list[ReadRow]:
    made: dict[str, ReadRow] = {}
    for row in naming:
        if not row.parent or row.parent in there:
            continue
        own = made.setdefault(row.parent, ReadRow(row.row, row.parent, only_parent=True))
        own.number = number = scheme.parse(row.parent)
        own.mission = own.mission or row.mission
        # A parent of another family than its daughter is no part of the daughter's whole.
        own.parent = row.family if row.family == number.family != row.parent else own.parent
        own.day = min(filter(None, (own.day, row.day)), default=None)
        why = find(Strength.WARN, "import.parent_made", "R13", "parent", number=own.shown, row=own.row)
        own.notes = (why,)
    return [*made.values()]


def leave_needless(rows: Sequence[JudgedRow], order: Sequence[int]) -> None:
    """Make conflicts of made parents of which no daughter comes in; `order` has parents before their daughters."""
    needed: set[str] = set()
    for row in map(rows.__getitem__, reversed(order)):
        if row.verdict in BAD:
            continue
        if row.told.only_parent and row.number not in needed:
            row.reasons = ()
            row.clash("import.parent_of_none", "R13", "parent")
        else:
            needed.add(row.told.parent)
