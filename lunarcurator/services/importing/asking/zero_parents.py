"""A `0` where a parent should stand, in a list whose numbers have no split 0: a person says what it means."""

from collections.abc import Iterable, Iterator

from lunarcurator.domain.numbering import Scheme
from lunarcurator.exchange.book import Row
from lunarcurator.services.importing.asking.question import REFUSE, Question, ask
from lunarcurator.services.importing.cells.repairs import NONE, ZERO_PARENT, is_zero
from lunarcurator.services.importing.reading import Reading


def about_zero_parents(reading: Reading, scheme: Scheme, rows: Iterable[Row]) -> Iterator[Question]:
    """Ask which parent a row has that names 0, unless the numbers have a split 0 or a piece is called so."""
    names = reading.taken_for("parent")[:1]
    if not names or scheme.has_zero_split:
        return
    above = reading.columns.index(names[0])
    own = [reading.columns.index(name) for name in reading.taken_for("number")[:1]]
    count = 0
    for row in rows:
        if any(is_zero(row.cells[at]) for at in own):
            return
        count += is_zero(row.cells[above])
    if count:
        yield ask(f"{ZERO_PARENT}:{names[0]}", (NONE, REFUSE), must=True, column=names[0], count=count)
