"""Flags the rows of a file that come to more than the total it declares: a suggestion, and nothing is changed."""

from collections.abc import Mapping, Sequence

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
    parents = {row.parent for row in read if row.parent}
    totals = {
        at: total for at, row in enumerate(read) if row.shown in parents and (total := _total(row, left_over))
    }
    declared = {read[at].shown: at for at in totals}
    suspected: set[int] = set()
    for parent, below in _daughters(read, rows, declared).items():
        above = declared[parent]
        excess = excess_of([*filter(None, (read[at].mass for at in below))], totals[above])
        if excess is not None:
            at = above if excess.at is None else below[excess.at]
            rows[at].reasons = (*rows[at].reasons, _told(parent, totals[above], excess, read[at]))
            if at != above:
                suspected.add(at)
    return frozenset(suspected)


def _total(row: ReadRow, left_over: bool) -> Mass | None:
    total = row.original if left_over else row.original or row.mass
    return total if total is not None and total.known else None


def _daughters(
    read: Sequence[ReadRow], rows: Sequence[PlannedRow], declared: Mapping[str, int]
) -> dict[str, list[int]]:
    """Return by parent the rows of its weighed daughters that come in; one that repeats another is no further."""
    found: dict[str, dict[str, int]] = {}
    for at, row in enumerate(read):
        if row.parent in declared and row.mass is not None and row.mass.known and rows[at].verdict not in BAD:
            found.setdefault(row.parent, {}).setdefault(row.shown, at)
    return {parent: [*below.values()] for parent, below in found.items()}


def _told(parent: str, declared: Mass, excess: Excess, row: ReadRow) -> Finding:
    total = declared.ug or 0
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
