"""Rows and parents of a list that name a whole piece by its `,0`."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from lunarcurator.domain.findings import Strength, find
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing.cells.zeros import families_of_zeros, whole_pieces
from lunarcurator.services.importing.rows import ReadRow
from lunarcurator.services.importing.target import Target
from lunarcurator.store.reads.matching import known_pieces


def settle_zeros(desk: Desk, target: Target, read: Sequence[ReadRow]) -> None:
    """Take a `,0` for its family's number, which it is unless it was or will be registered apart.

    One that names no parent beside a row of the whole is refused: as two pieces the mass may count twice.
    """
    numbers = (row.number for row in read if row.number)
    families = families_of_zeros(target.scheme, numbers, (row.parent for row in read))
    if not families:
        return
    own = {row.shown for row in read if row.number}
    known = known_in_book(desk, target, (*families, *families.values()))
    wholes = whole_pieces(families, own, known)
    for row in read:
        if row.shown not in known and not row.parent and (family := families.get(row.shown, "")) in own:
            facts = {"number": row.shown, "family": family}
            row.problems += (find(Strength.IMPOSSIBLE, "import.zero_twin", "R1", "number", **facts),)
        _take_whole(row, target, wholes)


def known_in_book(desk: Desk, target: Target, numbers: Iterable[str]) -> Collection[str]:
    """Return those of these numbers that are pieces of the collection in the book."""
    if target.uid is None:
        return ()
    with desk.database.snapshot() as connection:
        return known_pieces(connection, target.uid, [*dict.fromkeys(numbers)])


def _take_whole(row: ReadRow, target: Target, wholes: Mapping[str, str]) -> None:
    family, above = wholes.get(row.shown), wholes.get(row.parent)
    if row.number and family:
        row.number, row.shown = target.scheme.parse(family), family
    row.parent = above or row.parent
    if (family or above) and row.parent == row.shown:
        row.parent = ""
