"""New daughters of pieces in the book: whether their mass is still in what the book has of the parent."""

from collections.abc import Iterator, Mapping
from typing import Final

from lunarcurator.domain.identity import Uid
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing.asking.question import REFUSE, Question, ask
from lunarcurator.services.importing.columns.terms import Terms
from lunarcurator.services.importing.judging.left_over import taken_ug
from lunarcurator.services.importing.judging.named_parents import settle_named_parents
from lunarcurator.services.importing.judging.parents_in_book import taking_untold
from lunarcurator.services.importing.judging.whole_pieces import settle_zeros
from lunarcurator.services.importing.planning import Prepared
from lunarcurator.services.importing.reading import FROM_BOOK, TAKE_OUT
from lunarcurator.services.importing.rows import ReadRow, RowReader
from lunarcurator.services.importing.target import Target
from lunarcurator.store.reads.matching import Known, has_pieces, known_pieces

_NAMING: Final = frozenset({"generic", "specific", "parent"})
_WEIGHING: Final = frozenset({"mass", "mass_now", "original"})
_IDENTITY: Final = _NAMING | {"number", "names"}


def about_parents_in_book(desk: Desk, prepared: Prepared, target: Target) -> Iterator[Question]:
    """Ask where the file brings daughters with masses of pieces in the book, and says no mass of these."""
    targets = {column.target for column in prepared.columns}
    if target.uid is None or not (targets & _NAMING and targets & _WEIGHING):
        return
    with desk.database.snapshot() as connection:
        if not has_pieces(connection, target.uid):
            return
    read, known = _of_families_in_book(desk, prepared, target, target.uid)
    found = taking_untold(read, known)
    if found:
        first = read[found[0]]
        yield ask(
            FROM_BOOK,
            (TAKE_OUT, REFUSE),
            must=True,
            count=len(found),
            number=first.shown,
            parent=first.parent,
            taken_ug=taken_ug(first),
            book_ug=known[first.parent].mass_ug,
        )


def _of_families_in_book(
    desk: Desk, prepared: Prepared, target: Target, uid: Uid
) -> tuple[list[ReadRow], Mapping[str, Known]]:
    """Return the rows of pieces whose parents are in the book, and of these; and the pieces that are there."""
    terms = Terms.load(desk.lab.vocabularies)
    # Of a long list most rows have to say only who they are.
    naming = [each if each.target in _IDENTITY else each._replace(target="") for each in prepared.columns]
    rows = [*prepared.table.rows()]
    named = RowReader(naming, prepared.kind, target, terms).read(rows)
    settle_zeros(desk, target, named, together=prepared.zeros_together)
    settle_named_parents(desk, target, prepared.columns, named)
    parents = dict.fromkeys(row.parent for row in named if row.number and row.parent)
    with desk.database.snapshot() as connection:
        above = known_pieces(connection, uid, [*parents])
        weighed = {number for number, piece in above.items() if piece.mass_ug}
        daughters = dict.fromkeys(row.shown for row in named if row.parent in weighed)
        known = above | known_pieces(connection, uid, [*daughters])
    some = [at for at, row in enumerate(named) if row.parent in weighed or row.shown in weighed]
    read = RowReader(prepared.columns, prepared.kind, target, terms).read([rows[at] for at in some])
    for made, at in zip(read, some, strict=True):
        made.number, made.shown, made.parent = named[at].number, named[at].shown, named[at].parent
    return read, known
