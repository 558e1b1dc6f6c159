"""Cells of a delimited text behind the last column that its header names: a sign in a value may have cut it."""

from collections.abc import Sequence

from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.layout import names_in
from lunarcurator.services.importing.cells.values import CellRefused, plain
from lunarcurator.services.importing.plan import PlannedColumn
from lunarcurator.services.importing.reading import Reading
from lunarcurator.services.importing.source import Source


def last_named(source: Source, reading: Reading) -> int:
    """Return how many columns of a delimited text its header names, up to the last; all of any other table.

    No value has a tab in it, which parts what is pasted from a workbook.
    """
    layout = reading.guess.layout
    if source.book.delimiter in ("", "\t") or not layout.header_rows or layout.groups or layout.grid:
        return len(reading.columns)
    names = names_in(source.sheet(reading.sheet), layout, reading.marks.merged, (1, layout.width))
    return max((at for at, name in enumerate(names, start=1) if name), default=len(names))


def beyond(columns: Sequence[PlannedColumn]) -> tuple[int, ...]:
    """Return the places of the columns behind all that the header names."""
    return tuple(at for at, column in enumerate(columns) if column.beyond)


def refuse_beyond(places: Sequence[int], cells: Sequence[Cell]) -> None:
    """Raise `CellRefused` for a row that says anything in these places, over which no header stands."""
    if filled := [at for at in places if plain(cells[at])]:
        raise CellRefused(
            "import.beyond_header", cells=filled[-1] + 1, named=places[0], text=plain(cells[filled[0]])
        )
