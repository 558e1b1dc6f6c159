"""New daughters of pieces in the book: whether their mass is still in what the book has of the parent."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, override

from lunarcurator.domain.identity import Uid
from lunarcurator.exchange.book import Row
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Chosen, Looking, Question
from lunarcurator.services.importing.columns.terms import Terms
from lunarcurator.services.importing.judging.left_over import taken_ug
from lunarcurator.services.importing.judging.named_parents import settle_named_parents
from lunarcurator.services.importing.judging.parents_in_book import taking_untold
from lunarcurator.services.importing.judging.whole_pieces import settle_zeros
from lunarcurator.services.importing.rows import ReadRow, RowReader
from lunarcurator.services.importing.target import Target
from lunarcurator.store.reads.matching import Known, has_pieces, known_pieces

if TYPE_CHECKING:
    from lunarcurator.services.importing.planning import Prepared

_NAMING: Final = frozenset({"generic", "specific", "parent"})
_WEIGHING: Final = frozenset({"mass", "mass_now", "original"})
_IDENTITY: Final = _NAMING | {"number", "names"}


class FromBook(Chosen):
    """Whether new daughters are still in the mass that the book has of their parents, the list saying none."""

    name, options = "from_book", (Choice.TAKE_OUT, Choice.REFUSE)

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        target = sheet.target
        if target is None or target.uid is None or not _may_cut(sheet, target.uid):
            return
        read, known = _of_families_in_book(sheet.desk, sheet.prepared, target, target.uid)
        if found := taking_untold(read, known):
            first = read[found[0]]
            masses = {"taken_ug": taken_ug(first), "book_ug": known[first.parent].mass_ug}
            facts = {"count": len(found), "number": first.shown, "parent": first.parent, **masses}
            yield self.ask(facts)


FROM_BOOK: Final = FromBook()


def _may_cut(sheet: Looking, uid: Uid) -> bool:
    """Tell whether the columns say who is cut from whom with a mass, and the collection has any piece."""
    targets = {column.target for column in sheet.prepared.columns}
    with sheet.desk.database.snapshot() as connection:
        return bool(targets & _NAMING and targets & _WEIGHING) and has_pieces(connection, uid)


def _of_families_in_book(
    desk: Desk, prepared: "Prepared", target: Target, uid: Uid
) -> tuple[list[ReadRow], Mapping[str, Known]]:
    """Return the rows of pieces whose parents are in the book, and of these; and the pieces that are there."""
    terms = Terms.load(desk.lab.vocabularies)
    rows = [*prepared.table.rows()]
    named = _named(desk, prepared, target, terms, rows)
    with desk.database.snapshot() as connection:
        above = known_pieces(
            connection, uid, [*dict.fromkeys(row.parent for row in named if row.number and row.parent)]
        )
        weighed = {number for number, piece in above.items() if piece.mass_ug}
        known = above | known_pieces(
            connection, uid, [*dict.fromkeys(row.shown for row in named if row.parent in weighed)]
        )
    some = [at for at, row in enumerate(named) if {row.parent, row.shown} & weighed]
    read = RowReader(prepared.columns, prepared.kind, target, terms).read([rows[at] for at in some])
    for made, at in zip(read, some, strict=True):
        made.number, made.shown, made.parent = named[at].number, named[at].shown, named[at].parent
    return read, known


def _named(desk: Desk, prepared: "Prepared", target: Target, terms: Terms, rows: Sequence[Row]) -> list[ReadRow]:
    """Return rows read for no more than who they are: of a long list most have to say nothing else."""
    naming = [each if each.target in _IDENTITY else each._replace(target="") for each in prepared.columns]
    named = RowReader(naming, prepared.kind, target, terms).read(rows)
    settle_zeros(desk, target, named)
    settle_named_parents(desk, target, prepared.columns, named)
    return named
