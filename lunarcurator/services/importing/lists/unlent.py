"""Rows of a list of loans that name a piece and say nothing of a loan: pieces that are here."""

from collections.abc import Callable, Iterator
from typing import Final, override

from lunarcurator.exchange.book import Row
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Chosen, Looking, Question
from lunarcurator.services.importing.cells.values import plain, says_nothing
from lunarcurator.services.importing.columns.mapping import AS_LOANS, LOAN_TARGETS
from lunarcurator.services.importing.reading import Reading, of_pieces

_LENT: Final = (*(target for target in LOAN_TARGETS if target != "issued"), "day")


def is_unlent(reading: Reading) -> Callable[[Row], bool]:
    """Return what tells of a row that it names a piece, and neither who has it nor any day of a loan."""
    numbered = [reading.columns.index(name) for name in (*reading.key, *reading.taken_for("number"))]
    said = [reading.columns.index(name) for name in reading.taken_for(*_LENT)]

    def tells_nothing(row: Row, at: int) -> bool:
        return not plain(row.cells[at]) or says_nothing(row.cells[at])

    return lambda row: (
        any(not tells_nothing(row, at) for at in numbered) and all(tells_nothing(row, at) for at in said)
    )


class Unlent(Chosen):
    """Whether a list with some loans is one of pieces, or its loans alone come in."""

    name, options = "unlent", (Choice.HERE, Choice.LOANS_ALONE)

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        reading = sheet.reading
        if reading.kind != AS_LOANS or reading.profile:
            return
        if here := [row.number for row in filter(is_unlent(reading), sheet.rows())]:
            yield self.ask({"sheet": reading.sheet, "row": here[0], "count": len(here)})

    def settled(self, reading: Reading) -> Reading:
        """Return a list as one of pieces, what it says of loans kept beside them, if so answered."""
        is_here = self.said(reading.answers) is Choice.HERE and reading.kind == AS_LOANS
        return of_pieces(reading) if is_here else reading


UNLENT: Final = Unlent()
