"""Flags the rows of a file that come to more than the total it declares: a suggestion, and nothing is changed."""

from collections.abc import Sequence

from lunarcurator.domain.facts import Scalar
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
    below = _daughters(read, rows)
    suspected: set[int] = set()
    for above, row in enumerate(read) if below else ():
        total, daughters = _total(row, left_over), below.pop(row.shown, [])
        excess = excess_of([mass for at in daughters if (mass := read[at].mass)], total) if total else None
        if total is None or excess is None:
            continue
        if excess.at is not None:
            suspected.add(daughters[excess.at])
        at = above if excess.at is None else daughters[excess.at]
        _warn(rows[at], row.shown, total, excess, read[at])
    return frozenset(suspected)


def _total(row: ReadRow, left_over: bool) -> Mass | None:
    total = row.original if left_over else row.original or row.mass
    return total if total is not None and total.known else None


def _daughters(read: Sequence[ReadRow], rows: Sequence[PlannedRow]) -> dict[str, list[int]]:
    """Return by parent the rows of its weighed daughters that come in; one that repeats another is no further."""
    found: dict[str, dict[str, int]] = {}
    for at, row in enumerate(read):
        if row.parent and row.mass is not None and row.mass.known and rows[at].verdict not in BAD:
            found.setdefault(row.parent, {}).setdefault(row.shown, at)
    return {parent: [*below.values()] for parent, below in found.items()}


def _warn(row: PlannedRow, parent: str, declared: Mass, excess: Excess, told: ReadRow) -> None:
    facts: dict[str, Scalar] = {"parent": parent, "declared_ug": declared.ug, "sum_ug": excess.sum_ug}
    if excess.ug is None:
        row.warn("import.sum_exceeds", "R8", "mass", **facts)
    else:
        said_ug = told.mass.ug if told.mass else None
        row.warn("import.sum_would_close", "R8", "mass", said_ug=said_ug, closing_ug=excess.ug, **facts)
