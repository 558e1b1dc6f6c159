"""New daughters of pieces in the book: their mass comes out of what the book has of the parent, but only once."""

from collections.abc import Mapping, Sequence

from lunarcurator.domain.mass import Mass
from lunarcurator.services.importing.judging.judge import resolution_of, same_mass
from lunarcurator.services.importing.judging.left_over import taken_ug
from lunarcurator.services.importing.plan import Difference, PlannedRow, Verdict
from lunarcurator.services.importing.rows import ReadRow
from lunarcurator.store.reads.matching import Known


def refuse_untold(read: Sequence[ReadRow], rows: Sequence[PlannedRow], known: Mapping[str, Known]) -> None:
    """Make conflicts of daughters of pieces in the book of whose mass now the file says nothing.

    Somebody said that the book has these without them already.
    """
    told = {row.shown for row in read if row.mass is not None}
    for daughter, row in zip(read, rows, strict=True):
        parent = known.get(daughter.parent) if row.verdict is Verdict.NEW else None
        if parent is None or daughter.parent in told or not (parent.mass_ug and taken_ug(daughter)):
            continue
        # What was taken before the parent was weighed last is not in what was read then.
        if daughter.day is None or daughter.day >= (parent.weighed or 0):
            _refuse(daughter, row)


def settle_masses(
    read: Sequence[ReadRow],
    rows: Sequence[PlannedRow],
    known: Mapping[str, Known],
    after: Mapping[str, int],
    *,
    left_over: bool,
) -> None:
    """Make conflicts of pieces in the book, and of their new daughters, where the masses do not come out.

    `after` is by number what the pieces weigh once their new daughters came out of them, in ug. Where the file
    says otherwise nobody can tell whether they were in what the book has.
    """
    coming: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        if read[at].parent in after and row.verdict is Verdict.NEW and taken_ug(read[at]):
            coming.setdefault(read[at].parent, []).append(at)
    for told, row in zip(read, rows, strict=True):
        daughters = coming.get(told.shown, [])
        if told.shown in after and told.mass is not None:
            within = 0 if left_over else told.below_ug + sum(taken_ug(read[at]) for at in daughters)
            differs = _differs(row, told.mass, after[told.shown] + within, known[told.shown])
            for at in daughters if differs else ():
                _refuse(read[at], rows[at])


def _differs(row: PlannedRow, said: Mass, book_ug: int, known: Known) -> bool:
    """Make a conflict of a row that says another mass than the book will have, and tell whether it does.

    How coarsely its daughters were weighed does not count: the same list would differ when it comes again.
    """
    if same_mass(said, book_ug, resolution_of(known)):
        return False
    row.clash("import.mass_would_differ", "R8", "mass", said_ug=said.ug, book_ug=book_ug)
    row.differences = (Difference("mass", book_ug, said.ug), *row.differences)
    return True


def _refuse(daughter: ReadRow, row: PlannedRow) -> None:
    row.clash("import.taken_already", "R8", "mass", parent=daughter.parent, taken_ug=taken_ug(daughter))
