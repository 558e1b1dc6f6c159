"""Masses of pieces and of their daughters: what comes out of what, in the file and in the book."""

from collections.abc import Collection, Mapping, Sequence

from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.misprints import Excess, excess_of
from lunarcurator.services.importing.judging.judge import resolution_of, same_mass
from lunarcurator.services.importing.judging.judged_row import JudgedRow, taken_ug
from lunarcurator.services.importing.plan import BAD, Difference, PlannedRow, Verdict
from lunarcurator.services.importing.rows import ReadRow
from lunarcurator.store.reads.matching import Known


def add_below(read: Sequence[ReadRow], known: Collection[str]) -> None:
    """Say of each row how much the file has below it, in ug: a list may print a mass before its daughters came."""
    daughters = {row.shown: row for row in read if row.parent and not row.problems and taken_ug(row)}
    at = {row.shown: row for row in read} if daughters else {}
    for row in daughters.values():
        above = at.get(row.parent)
        if above is not None and row.shown in known:
            above.below_ug += taken_ug(row)
        elif above is not None:
            above.coming_ug += taken_ug(row)


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


def refuse_untold(rows: Sequence[JudgedRow], known: Mapping[str, Known]) -> None:
    """Make conflicts of daughters of pieces in the book of whose mass now the file says nothing.

    Somebody said that the book has these without them already.
    """
    told = {row.number for row in rows if row.told.mass is not None}
    for row in rows:
        parent, day = known.get(row.parent_coming), row.told.day
        if parent is None or row.told.parent in told or not (parent.mass_ug and taken_ug(row.told)):
            continue
        # What was taken before the parent was weighed last is not in what was read then.
        if day is None or day >= (parent.weighed or 0):
            _refuse(row)


def settle_masses(
    rows: Sequence[JudgedRow], known: Mapping[str, Known], after: Mapping[str, int], *, left_over: bool
) -> None:
    """Make conflicts of pieces in the book, and of their new daughters, where the masses do not come out.

    `after` is by number what the pieces weigh once their new daughters came out of them, in ug. Where the file
    says otherwise nobody can tell whether they were in what the book has.
    """
    coming: dict[str, list[JudgedRow]] = {}
    for row in rows:
        if row.parent_coming in after and taken_ug(row.told):
            coming.setdefault(row.told.parent, []).append(row)
    for row in rows:
        if row.number in after and row.told.mass is not None:
            daughters = coming.get(row.number, [])
            within = 0 if left_over else row.told.below_ug + sum(taken_ug(each.told) for each in daughters)
            differs = _differs(row, row.told.mass, after[row.number] + within, known[row.number])
            for daughter in daughters if differs else ():
                _refuse(daughter)


def _differs(row: PlannedRow, said: Mass, book_ug: int, known: Known) -> bool:
    """Make a conflict of a row that says another mass than the book will have, and tell whether it does.

    How coarsely its daughters were weighed does not count: the same list would differ when it comes again.
    """
    if same_mass(said, book_ug, resolution_of(known)):
        return False
    row.clash("import.mass_would_differ", "R8", "mass", said_ug=said.ug, book_ug=book_ug)
    row.differences = (Difference("mass", book_ug, said.ug), *row.differences)
    return True


def _refuse(row: JudgedRow) -> None:
    row.clash("import.taken_already", "R8", "mass", parent=row.told.parent, taken_ug=taken_ug(row.told))


def flag_sums(rows: Sequence[JudgedRow], *, left_over: bool = False) -> frozenset[str]:
    """Say of the row that alone could be misprinted what would close the sum, else of the parent that it does not.

    Return the numbers that alone could be misprinted.

    A parent's total is what the file says of it: its original mass, or its mass now, before its daughters came. A
    list that says what is `left_over` says no total but the original mass.
    """
    below = _weighed_daughters(rows)
    suspected: set[str] = set()
    for above in rows if below else ():
        total, daughters = _total(above.told, left_over), [*below.pop(above.number, {}).values()]
        excess = excess_of([mass for each in daughters if (mass := each.told.mass)], total) if total else None
        if total is None or excess is None:
            continue
        misprinted = above if excess.at is None else daughters[excess.at]
        if excess.at is not None:
            suspected.add(misprinted.number)
        _warn_of_sum(misprinted, above.number, total, excess)
    return frozenset(suspected)


def _total(row: ReadRow, left_over: bool) -> Mass | None:
    total = row.original if left_over else row.original or row.mass
    return total if total is not None and total.known else None


def _weighed_daughters(rows: Sequence[JudgedRow]) -> dict[str, dict[str, JudgedRow]]:
    """Return by parent the weighed daughters that come in; a row that repeats another is no further one."""
    found: dict[str, dict[str, JudgedRow]] = {}
    for row in rows:
        if row.told.parent and row.told.mass is not None and row.told.mass.known and row.verdict not in BAD:
            found.setdefault(row.told.parent, {}).setdefault(row.number, row)
    return found


def _warn_of_sum(row: JudgedRow, parent: str, declared: Mass, excess: Excess) -> None:
    facts: dict[str, Scalar] = {"parent": parent, "declared_ug": declared.ug, "sum_ug": excess.sum_ug}
    if excess.ug is None:
        row.warn("import.sum_exceeds", "R8", "mass", **facts)
    else:
        said_ug = row.told.mass.ug if row.told.mass else None
        row.warn("import.sum_would_close", "R8", "mass", said_ug=said_ug, closing_ug=excess.ug, **facts)
