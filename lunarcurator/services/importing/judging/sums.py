"""Flags the rows of a file that come to more than the total it declares: a suggestion, and nothing is changed."""

from collections.abc import Sequence

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.misprints import Excess, excess_of
from lunarcurator.services.importing.plan import BAD, PlannedRow
from lunarcurator.services.importing.rows import ReadRow


def flag_sums(read: Sequence[ReadRow], rows: Sequence[PlannedRow], *, left_over: bool = False) -> frozenset[int]:
    """Say of the row that alone could be misprinted what would close the sum, else of the parent that it does not.

    Return the indexes of the rows that alone could be misprinted.

    A parent's total is what the file says of it: its original mass, or its mass now, before its daughters came. A
    list that says what is `left_over` says no total but the original mass.
    """
    totals = [row.original if left_over else row.original or row.mass for row in read]
    parents = {row.parent for row in read if row.parent}
    declared = {row.shown: at for at, row in enumerate(read) if row.shown in parents and _counted(totals[at])}
    daughters: dict[str, dict[str, int]] = {}
    for at, row in enumerate(read):
        if row.parent in declared and _counted(row.mass) and rows[at].verdict not in BAD:
            # A row that repeats another is no further piece.
            daughters.setdefault(row.parent, {}).setdefault(row.shown, at)
    suspected: set[int] = set()
    for parent, told in daughters.items():
        above, below = declared[parent], [*told.values()]
        total = totals[above]
        parts = [mass for at in below if (mass := read[at].mass) is not None]
        excess = excess_of(parts, total) if total is not None else None
        if excess is not None:
            at = above if excess.at is None else below[excess.at]
            rows[at].reasons = (*rows[at].reasons, _told(parent, total, excess, read[at]))
            if at != above:
                suspected.add(at)
    return frozenset(suspected)


def _counted(mass: Mass | None) -> bool:
    return mass is not None and mass.known


def _told(parent: str, declared: Mass | None, excess: Excess, row: ReadRow) -> Finding:
    total = (declared.ug if declared else 0) or 0
    if excess.ug is None:
        return find(
            Strength.WARN,
            "import.sum_exceeds",
            "R8",
            "mass",
            parent=parent,
            declared_ug=total,
            sum_ug=excess.sum_ug,
        )
    printed = (row.mass.ug if row.mass else 0) or 0
    return find(
        Strength.WARN,
        "import.sum_would_close",
        "R8",
        "mass",
        number=row.shown,
        said_ug=printed,
        closing_ug=excess.ug,
        parent=parent,
        declared_ug=total,
        sum_ug=excess.sum_ug,
    )
