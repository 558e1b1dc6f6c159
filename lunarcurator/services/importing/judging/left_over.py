"""A list that says what is left of each piece: it comes in with what its daughters then take out of it."""

from collections.abc import Sequence

from lunarcurator.services.importing.judging.judged_row import JudgedRow
from lunarcurator.services.importing.plan import Verdict
from lunarcurator.services.importing.rows import ReadRow


def add_daughters(rows: Sequence[JudgedRow], order: Sequence[int], *, left_over: bool) -> None:
    """Say of each new row what its new daughters take out of it, None where one has no mass.

    Where masses are what is `left_over` it comes in with that besides; `order` has parents before their daughters.
    """
    at = {row.number: row.told for row in rows if row.verdict is Verdict.NEW}
    for row in rows:
        row.told.parted_ug, row.told.taken_ug = 0, 0
    for row in map(rows.__getitem__, reversed(order)):
        above, told = at.get(row.parent_coming), row.told
        if above is None:
            continue
        above.parted_ug += taken_ug(told) if left_over else 0
        weighed = told.mass is not None and told.mass.known
        above.taken_ug = above.taken_ug + taken_ug(told) if weighed and above.taken_ug is not None else None


def taken_ug(row: ReadRow) -> int:
    """Return what a row takes out of its parent, in ug: what it weighs, or weighed where that is not said."""
    if row.mass is not None and row.mass.known:
        return (row.mass.ug or 0) + row.parted_ug
    return (row.original.ug or 0) if row.original is not None and row.mass is None else 0
