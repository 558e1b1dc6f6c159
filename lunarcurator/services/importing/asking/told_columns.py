"""The cells of the columns that questions are about, each read once, however many questions ask for it."""

from collections.abc import Iterable

from lunarcurator.exchange.cells import Cell
from lunarcurator.services.importing.guessing import rows_of
from lunarcurator.services.importing.reading import Reading
from lunarcurator.services.importing.source import Source


class ToldColumns:
    """The columns of a reading, as the file has them; reading a long list again takes a second."""

    def __init__(self, source: Source, reading: Reading) -> None:
        self._source, self._reading = source, reading
        self._cells: dict[str, list[Cell]] = {}

    def of(self, names: Iterable[str]) -> dict[str, list[Cell]]:
        """Return the cells of columns by name, those of each in the order of the rows."""
        wanted = [*dict.fromkeys(names)]
        new = {name: list[Cell]() for name in wanted if name not in self._cells}
        if new:
            filled = [(self._reading.columns.index(name), cells) for name, cells in new.items()]
            for row in rows_of(self._source, self._reading).rows():
                for at, cells in filled:
                    cells.append(row.cells[at])
            self._cells |= new
        return {name: self._cells[name] for name in wanted}
