"""Parents that neither a list nor the book has: made as pieces of which nothing is known but their number."""

from collections.abc import Collection, Iterable, Sequence

from lunarcurator.domain.findings import Strength, find
from lunarcurator.domain.numbering import Scheme
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing.judging.judged_row import JudgedRow
from lunarcurator.services.importing.judging.whole_pieces import known_in_book
from lunarcurator.services.importing.plan import BAD
from lunarcurator.services.importing.rows import ReadRow
from lunarcurator.services.importing.target import Target


def missing_parents(desk: Desk, target: Target, read: Sequence[ReadRow]) -> list[ReadRow]:
    """Return a row for each parent that is nowhere, in the order of the rows that name it first.

    It is a part of the whole that the list says its daughters are parts of, of their mission, and there from the
    first of their days on. A row with a problem makes no parent.
    """
    listed = {row.shown for row in read if row.number is not None}
    naming = [row for row in read if row.parent and row.parent not in listed and not row.problems]
    numbers = (number for row in naming for number in (row.parent, row.family))
    there = listed.union(known_in_book(desk, target, numbers))
    made = _made(target.scheme, naming, there)
    # What the list says is the whole of a parent may be missing as well.
    wholes = _made(target.scheme, made, there | {row.shown for row in made})
    return sorted((*made, *wholes), key=lambda row: row.row)


def _made(scheme: Scheme, naming: Iterable[ReadRow], there: Collection[str]) -> list[ReadRow]:
    made: dict[str, ReadRow] = {}
    for row in naming:
        if not row.parent or row.parent in there:
            continue
        own = made.setdefault(row.parent, ReadRow(row.row, row.parent, only_parent=True))
        own.number = scheme.parse(row.parent)
        own.mission = own.mission or row.mission
        own.parent = own.parent or (row.family if row.family != row.parent else "")
        own.day = min(filter(None, (own.day, row.day)), default=None)
        why = find(Strength.WARN, "import.parent_made", "R13", "parent", number=own.shown, row=own.row)
        own.notes = (why,)
    return [*made.values()]


def leave_needless(rows: Sequence[JudgedRow], order: Sequence[int]) -> None:
    """Make conflicts of made parents of which no daughter comes in; `order` has parents before their daughters."""
    needed: set[str] = set()
    for row in map(rows.__getitem__, reversed(order)):
        if row.verdict in BAD:
            continue
        if row.told.only_parent and row.number not in needed:
            row.reasons = ()
            row.clash("import.parent_of_none", "R13", "parent")
        else:
            needed.add(row.told.parent)
