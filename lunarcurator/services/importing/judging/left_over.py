"""A list that says what is left of each piece: it comes in with what its daughters then take out of it."""

from collections.abc import Sequence

from lunarcurator.services.importing.plan import PlannedRow, Verdict
from lunarcurator.services.importing.rows import ReadRow


def add_daughters(read: Sequence[ReadRow], rows: Sequence[PlannedRow], order: Sequence[int]) -> None:
    """Say of each new row what its new daughters take out of it; `order` has parents before their daughters."""
    new = [row.verdict is Verdict.NEW for row in rows]
    at = {row.shown: index for index, row in enumerate(read) if new[index]}
    for row in read:
        row.parted_ug = 0
    for index in reversed(order):
        row = read[index]
        above = at.get(row.parent) if row.parent and new[index] else None
        if above is not None:
            read[above].parted_ug += taken_ug(row)


def tell_taken(read: Sequence[ReadRow], rows: Sequence[PlannedRow]) -> None:
    """Say of each new row what is taken out of it once its new daughters are in, None where one has no mass."""
    at = {row.shown: row for row, planned in zip(read, rows, strict=True) if planned.verdict is Verdict.NEW}
    for row in at.values():
        if above := at.get(row.parent):
            weighed = row.mass is not None and row.mass.known and above.taken_ug is not None
            above.taken_ug = (above.taken_ug or 0) + taken_ug(row) if weighed else None


def taken_ug(row: ReadRow) -> int:
    """Return what a row takes out of its parent, in ug: what it weighs, or weighed where that is not said."""
    if row.mass is not None and row.mass.known:
        return (row.mass.ug or 0) + row.parted_ug
    return (row.original.ug or 0) if row.original is not None and row.mass is None else 0
