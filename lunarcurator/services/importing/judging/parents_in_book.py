"""New daughters of pieces in the book: their mass comes out of what the book has of the parent, but only once."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lunarcurator.domain.findings import Strength, find
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


def begin_after_weighing(
    read: Sequence[ReadRow], rows: Sequence[PlannedRow], known: Mapping[str, Known], *, left_over: bool
) -> None:
    """Let daughters without a day begin when their parent in the book was last weighed, if they were in it then.

    From an earlier day on they would not come out of it: what was read stays.
    """
    coming = _coming(read, rows, known)
    told = {row.shown: row for row in read if row.mass is not None} if coming else {}
    for number, daughters in coming.items():
        taken = sum(taken_ug(read[at]) for at in daughters)
        if number in told and _were_out(told[number], known[number], taken, left_over=left_over):
            continue
        for at in daughters:
            if read[at].day is None:
                rows[at].day = max(rows[at].day, known[number].weighed or 0)


def _coming(
    read: Sequence[ReadRow], rows: Sequence[PlannedRow], known: Mapping[str, Known]
) -> dict[str, list[int]]:
    """Return by its number the new daughters of each piece in the book that has mass and was weighed."""
    coming: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        parent = known.get(read[at].parent) if row.verdict is Verdict.NEW and taken_ug(read[at]) else None
        if parent is not None and parent.mass_ug and parent.weighed:
            coming.setdefault(parent.number, []).append(at)
    return coming


def _were_out(row: ReadRow, parent: Known, taken: int, *, left_over: bool) -> bool:
    """Tell whether what a row says of a parent fits the book as it is better than the book without `taken` ug."""
    left = ((row.mass.ug if row.mass else 0) or 0) - (0 if left_over else row.below_ug + taken)
    return abs(parent.mass_ug - left) <= abs(parent.mass_ug - taken - left)


class _Piece(NamedTuple):
    """A piece in the book with mass, and the new daughters a file has of it."""

    read: ReadRow
    row: PlannedRow
    book_ug: int
    after_ug: int
    daughters: tuple[tuple[ReadRow, PlannedRow], ...]

    @property
    def said_ug(self) -> int:
        return (self.read.mass.ug if self.read.mass else 0) or 0


def settle_masses(
    read: Sequence[ReadRow],
    rows: Sequence[PlannedRow],
    known: Mapping[str, Known],
    after: Mapping[str, int],
    *,
    left_over: bool,
) -> None:
    """Compare what the file leaves of pieces in the book with what they weigh once their new daughters came out.

    `after` is that, in ug by number. Where the book as it is fits better, they were taken out of it already.
    """
    for piece in _pieces(read, rows, known, after):
        within = 0 if left_over else piece.read.below_ug
        taken = 0 if left_over else sum(taken_ug(daughter) for daughter, _ in piece.daughters)
        left, before = piece.said_ug - within - taken, piece.said_ug - within
        over, short = piece.after_ug - left, left - piece.after_ug
        if _rounds(piece, known, abs(over)):
            continue
        if short > abs(piece.book_ug - left):
            for daughter, row in piece.daughters:
                _refuse(daughter, row)
            if not _rounds(piece, known, min(abs(piece.book_ug - left), abs(piece.book_ug - before))):
                _differs(piece, piece.book_ug + within)
        else:
            _differs(piece, piece.after_ug + within + taken)


def _pieces(
    read: Sequence[ReadRow],
    rows: Sequence[PlannedRow],
    known: Mapping[str, Known],
    after: Mapping[str, int],
) -> Iterator[_Piece]:
    coming: dict[str, list[tuple[ReadRow, PlannedRow]]] = {}
    for told, row in zip(read, rows, strict=True):
        if told.parent in after and row.verdict is Verdict.NEW and taken_ug(told):
            coming.setdefault(told.parent, []).append((told, row))
    for told, row in zip(read, rows, strict=True):
        if told.shown in after and told.mass is not None and told.coming_ug:
            number = told.shown
            yield _Piece(told, row, known[number].mass_ug, after[number], (*coming.get(number, ()),))


def _rounds(piece: _Piece, known: Mapping[str, Known], ug: int) -> bool:
    """Tell whether a difference is no more than the rounding of the coarser statement of a mass.

    How coarsely its daughters were weighed does not count: the same list would differ when it comes again.
    """
    recorded = known[piece.read.shown].fields.get("resolution_ug")
    said = piece.read.mass.resolution_ug if piece.read.mass else None
    return 2 * ug <= max(said or 1, recorded if isinstance(recorded, int) else 1)


def _differs(piece: _Piece, book_ug: int) -> None:
    number, said_ug = piece.row.number, piece.said_ug
    differs = find(
        Strength.IMPOSSIBLE,
        "import.mass_would_differ",
        "R8",
        "mass",
        number=number,
        said_ug=said_ug,
        book_ug=book_ug,
    )
    piece.row.reasons = (differs, *piece.row.reasons)
    piece.row.differences = (Difference("mass", book_ug, piece.said_ug), *piece.row.differences)
    piece.row.verdict = Verdict.CONFLICT


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
