"""Flags the rows of a file that come to more than the total it declares: a suggestion, and nothing is changed."""

from collections.abc import Sequence

from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.misprints import Excess, excess_of
from lunarcurator.services.importing.judging.judged_row import JudgedRow
from lunarcurator.services.importing.plan import BAD
from lunarcurator.services.importing.rows import ReadRow


def flag_sums(rows: Sequence[JudgedRow], *, left_over: bool = False) -> frozenset[str]:
    """Say of the row that alone could be misprinted what would close the sum, else of the parent that it does not.

    Return the numbers that alone could be misprinted.

    A parent's total is what the file says of it: its original mass, or its mass now, before its daughters came. A
    list that says what is `left_over` says no total but the original mass.
    """
    below = _daughters(rows)
    suspected: set[str] = set()
    for above in rows if below else ():
        total, daughters = _total(above.told, left_over), [*below.pop(above.number, {}).values()]
        excess = excess_of([mass for each in daughters if (mass := each.told.mass)], total) if total else None
        if total is None or excess is None:
            continue
        misprinted = above if excess.at is None else daughters[excess.at]
        if excess.at is not None:
            suspected.add(misprinted.number)
        _warn(misprinted, above.number, total, excess)
    return frozenset(suspected)


def _total(row: ReadRow, left_over: bool) -> Mass | None:
    total = row.original if left_over else row.original or row.mass
    return total if total is not None and total.known else None


def _daughters(rows: Sequence[JudgedRow]) -> dict[str, dict[str, JudgedRow]]:
    """Return by parent the weighed daughters that come in; a row that repeats another is no further one."""
    found: dict[str, dict[str, JudgedRow]] = {}
    for row in rows:
        if row.told.parent and row.told.mass is not None and row.told.mass.known and row.verdict not in BAD:
            found.setdefault(row.told.parent, {}).setdefault(row.number, row)
    return found


def _warn(row: JudgedRow, parent: str, declared: Mass, excess: Excess) -> None:
    facts: dict[str, Scalar] = {"parent": parent, "declared_ug": declared.ug, "sum_ug": excess.sum_ug}
    if excess.ug is None:
        row.warn("import.sum_exceeds", "R8", "mass", **facts)
    else:
        said_ug = row.told.mass.ug if row.told.mass else None
        row.warn("import.sum_would_close", "R8", "mass", said_ug=said_ug, closing_ug=excess.ug, **facts)
