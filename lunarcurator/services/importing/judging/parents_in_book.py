"""New daughters of pieces in the book: their mass comes out of what the book has of the parent, but only once."""

from collections.abc import Mapping, Sequence

from lunarcurator.domain.mass import Mass
from lunarcurator.services.importing.judging.judge import resolution_of, same_mass
from lunarcurator.services.importing.judging.judged_row import JudgedRow
from lunarcurator.services.importing.judging.left_over import taken_ug
from lunarcurator.services.importing.plan import Difference, PlannedRow
from lunarcurator.store.reads.matching import Known


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
