"""A sheet as its questions look at it: the cells of each column are read once, however many ask for them."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.table import Table
from lunarcurator.services.importing.asking.of_cells import settled_figures
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.mapping import MappingRefused
from lunarcurator.services.importing.guessing import every_row_of, rows_of
from lunarcurator.services.importing.preparing import Prepared, prepare, target_of
from lunarcurator.services.importing.reading import Reading
from lunarcurator.services.importing.source import Source
from lunarcurator.services.importing.target import Target
from lunarcurator.services.store_session import StoreSession


class Looking:
    """A reading with the rows it has; reading a long list again takes a second."""

    def __init__(self, session: StoreSession, source: Source, reading: Reading) -> None:
        self.session, self.source, self.reading = session, source, reading
        self._cells: dict[str, list[Cell]] = {}

    def rows(self) -> Iterator[Row]:
        """Return the rows that come in as the reading stands."""
        return rows_of(self.source, self.reading).rows()

    def every_row(self) -> Table:
        """Return the table with the rows of all collections, whichever come in."""
        return every_row_of(self.source, self.reading)

    def at(self, reading: Reading) -> "Looking":
        """Return the same sheet read otherwise."""
        return self if reading is self.reading else Looking(self.session, self.source, reading)

    @cached_property
    def prepared(self) -> Prepared:
        """The table as it would be judged. Raises `MappingRefused`."""
        return prepare(self.session, self.source, self.reading)

    @cached_property
    def target(self) -> Target | None:
        """The collection the rows go into, None where that cannot be told."""
        try:
            return target_of(self.session, self.prepared)
        except MappingRefused:
            return None

    @cached_property
    def figures(self) -> dict[str, list[Cell]]:
        """The cells of masses and lengths by column, as they are read after all answers."""
        return settled_figures(self)

    def telling(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return those of some columns that say anything."""
        return tuple(name for name, cells in self.cells(names).items() if any(map(plain, cells)))

    def cells(self, names: Iterable[str]) -> dict[str, list[Cell]]:
        """Return the cells of columns by name, as the file has them, those of each in the order of the rows."""
        wanted = [*dict.fromkeys(names)]
        new = {name: list[Cell]() for name in wanted if name not in self._cells}
        if new:
            filled = [(self.reading.columns.index(name), cells) for name, cells in new.items()]
            for row in self.rows():
                for at, cells in filled:
                    cells.append(row.cells[at])
            self._cells |= new
        return {name: self._cells[name] for name in wanted}
