"""New daughters of pieces in the book: their mass comes out of what the book has of the parent, but only once."""

from collections.abc import Mapping, Sequence

from lunarcurator.domain.findings import Strength, find
from lunarcurator.services.importing.judging.judge import same_mass
from lunarcurator.services.importing.judging.left_over import taken_ug
from lunarcurator.services.importing.plan import Difference, PlannedRow, Verdict
from lunarcurator.services.importing.rows import ReadRow
from lunarcurator.store.reads.matching import Known


def taking_untold(read: Sequence[ReadRow], known: Mapping[str, Known]) -> list[int]:
    """Return which rows would come out of a piece in the book of whose mass now the file says nothing."""
    told = {row.shown for row in read if row.mass is not None}
    return [
        at
        for at, row in enumerate(read)
        if row.parent in known
        and row.parent not in told
        and row.shown not in known
        and known[row.parent].mass_ug
        and taken_ug(row)
        and not _was_before(row, known[row.parent])
    ]


def refuse_untold(read: Sequence[ReadRow], rows: Sequence[PlannedRow], known: Mapping[str, Known]) -> None:
    """Make conflicts of those rows: somebody said that the book has their parents without them already."""
    for at in taking_untold(read, known):
        if rows[at].verdict is Verdict.NEW:
            _refuse(read[at], rows[at])


def _was_before(row: ReadRow, parent: Known) -> bool:
    """Tell whether a daughter was taken before its parent was weighed last: what was read then is without it."""
    return row.day is not None and parent.weighed is not None and row.day < parent.weighed


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
        if told.shown not in after or told.mass is None or not told.coming_ug:
            continue
        daughters = coming.get(told.shown, [])
        within = 0 if left_over else told.below_ug + sum(taken_ug(read[at]) for at in daughters)
        book_ug, said_ug = after[told.shown] + within, told.mass.ug or 0
        # How coarsely daughters were weighed does not count: the same list would differ when it comes again.
        resolution = known[told.shown].fields.get("resolution_ug")
        if same_mass(told.mass, book_ug, resolution if isinstance(resolution, int) else None):
            continue
        facts = {"number": row.number, "said_ug": said_ug, "book_ug": book_ug}
        differs = find(Strength.IMPOSSIBLE, "import.mass_would_differ", "R8", "mass", **facts)
        row.verdict, row.reasons = Verdict.CONFLICT, (differs, *row.reasons)
        row.differences = (Difference("mass", book_ug, said_ug), *row.differences)
        for at in daughters:
            _refuse(read[at], rows[at])


def _refuse(daughter: ReadRow, row: PlannedRow) -> None:
    taken = find(
        Strength.IMPOSSIBLE,
        "import.taken_already",
        "R8",
        "mass",
        number=row.number,
        parent=daughter.parent,
        taken_ug=taken_ug(daughter),
    )
    row.reasons = (taken, *row.reasons)
    row.verdict = Verdict.CONFLICT
