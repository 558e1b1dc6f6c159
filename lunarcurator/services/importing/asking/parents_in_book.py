"""New daughters of pieces in the book: whether their mass is still in what the book has of the parent."""

from collections.abc import Iterator
from typing import Final

from lunarcurator.services.desk import Desk
from lunarcurator.services.importing.asking.question import REFUSE, Question, ask
from lunarcurator.services.importing.columns.terms import Terms
from lunarcurator.services.importing.judging.left_over import taken_ug
from lunarcurator.services.importing.judging.named_parents import settle_named_parents
from lunarcurator.services.importing.judging.parents_in_book import taking_untold
from lunarcurator.services.importing.judging.whole_pieces import settle_zeros
from lunarcurator.services.importing.planning import Prepared
from lunarcurator.services.importing.reading import FROM_BOOK, TAKE_OUT
from lunarcurator.services.importing.rows import RowReader
from lunarcurator.services.importing.target import Target
from lunarcurator.store.reads.matching import known_pieces

_NAMING: Final = frozenset({"generic", "specific", "parent"})
_WEIGHING: Final = frozenset({"mass", "mass_now", "original"})


def about_parents_in_book(desk: Desk, prepared: Prepared, target: Target) -> Iterator[Question]:
    """Ask where the file brings daughters with masses of pieces in the book, and says no mass of these."""
    targets = {column.target for column in prepared.columns}
    if target.uid is None or not (targets & _NAMING and targets & _WEIGHING):
        return
    reader = RowReader(prepared.columns, prepared.kind, target, Terms.load(desk.lab.vocabularies))
    read = reader.read([*prepared.table.rows()])
    settle_zeros(desk, target, read, together=prepared.zeros_together)
    settle_named_parents(desk, target, prepared.columns, read)
    told = {row.shown for row in read if row.mass is not None}
    daughters = [row for row in read if row.number and row.parent and row.parent not in told and taken_ug(row)]
    with desk.database.snapshot() as connection:
        # Of a long list that is in the book already, parents are few, and all else need not be looked up.
        above = known_pieces(connection, target.uid, [*dict.fromkeys(row.parent for row in daughters)])
        weighed = {number for number, piece in above.items() if piece.mass_ug}
        numbers = [*dict.fromkeys(row.shown for row in daughters if row.parent in weighed)]
        known = above | known_pieces(connection, target.uid, numbers)
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
