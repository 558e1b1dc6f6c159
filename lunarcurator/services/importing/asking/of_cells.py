"""What the cells of a column leave open: its figures, its days, and numbers that a program took for either."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Final, override

from lunarcurator.exchange.cells import Cell
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Chosen, Facts, Looking, Question
from lunarcurator.services.importing.cells.number_ranges import as_range, range_ends
from lunarcurator.services.importing.cells.repairs import (
    as_number,
    day_of_two_ways,
    day_text,
    is_fraction,
)
from lunarcurator.services.importing.cells.separators import (
    decimal_comma,
    decimal_point,
    disputed,
    read_as,
    two_ways,
)
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.units import is_measure, units_beside, with_unit
from lunarcurator.services.importing.reading import Reading

DAYS: Final = ("day", "pristinity_day", "due")
"""What columns are taken for that say days."""

type Repair = Callable[[Cell], Cell]
type Columns = Callable[[Reading], Sequence[str]]


def numbers_in(reading: Reading) -> tuple[str, ...]:
    """Return the columns that say numbers of pieces, or parts of them."""
    told = reading.taken_for("number", "generic", "specific", "parent")
    return (*dict.fromkeys((*told, *reading.key, *reading.parent_key)),)


def figures_in(reading: Reading) -> tuple[str, ...]:
    """Return the columns that say masses or lengths; a list of places keeps figures as remarks, as written."""
    if not reading.says_pieces or reading.says_places_alone:
        return ()
    return tuple(name for name in reading.columns if is_measure(reading.mapping.get(name, "")))


def _taken_for(*targets: str) -> Columns:
    return lambda reading: reading.taken_for(*targets)


def _as_it_is(cell: Cell) -> Cell:
    return cell


def cells_of(sheet: Looking, name: str) -> list[Cell]:
    """Return the cells of a column as the file has them."""
    reading = sheet.reading
    # Most questions are about these, and reading a long list for each of them takes its time.
    at_once = (*numbers_in(reading), *figures_in(reading), *reading.taken_for(*DAYS, "mass_unit"))
    return sheet.cells((*at_once, name))[name]


class OfCells(Chosen):
    """A kind of question about the cells of a column, which are repaired as somebody answered.

    `repairs` are its answers with what each does to a cell, `columns` those it may be asked of. `doubt` returns
    the facts of the question about cells, none where nothing is open.
    """

    def __init__(
        self,
        name: str,
        repairs: Mapping[Choice, Repair],
        columns: Columns,
        doubt: Callable[[list[Cell]], Facts | None],
    ) -> None:
        self.name, self.columns, self.options = name, columns, (*repairs,)
        self._repairs, self._doubt = repairs, doubt

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        for name in self.columns(sheet.reading):
            if facts := self._doubt(cells_of(sheet, name)):
                yield self.ask({"column": name, **facts}, name)

    def repair(self, reading: Reading, name: str) -> Repair | None:
        """Return what is done to the cells of a column, None where nobody answered."""
        said = self.said(reading.answers, name) if name in self.columns(reading) else None
        return None if said is None else self._repairs[said]


class Decimals(Chosen):
    """Which sign parts decimals in a sheet of which some figures can be read in two ways, as 1,234 and 1.234.

    Points alone leave it open where a figure shows a decimal comma, or where none shows a decimal point and no
    commas part the columns of the file. It is open as well where no one sign can part decimals in all figures.
    """

    name, options = "decimals", (Choice.POINT, Choice.COMMA)

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        cells = [*chain.from_iterable(cells_of(sheet, name) for name in figures_in(sheet.reading))]
        found = [figure for cell in cells if (figure := two_ways(cell))]
        # One of each sign is told.
        first = {"," in figure: figure for figure in reversed(found)}
        points = sheet.source.book.delimiter == "," or decimal_point(cells)
        if True in first or (first and (not points or decimal_comma(cells))):
            told: Facts = {each: _all_as(first.values(), each) for each in self.options}
            yield self.ask({"count": len(found), "examples": "; ".join(first.values()), **told})
        elif told_apart := disputed(cells):
            yield self.ask({"examples": "; ".join(told_apart)}, key="import.ask.decimals_disputed")

    def repair(self, reading: Reading, name: str) -> Repair | None:
        """Return what is done to the cells of a column, None where nobody answered."""
        said = self.said(reading.answers) if name in figures_in(reading) else None
        return None if said is None else partial(read_as, decimals=said)


def _all_as(figures: Iterable[str], decimals: Choice) -> str:
    return "; ".join(f"{read_as(each, decimals)}" for each in figures)


class _LostZeros(OfCells):
    """Whether numbers of a text file are whole that a program may have taken for figures: 15405.10 for 15405.1."""

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        return super().found(sheet) if sheet.source.is_text else iter(())


def _ranges(cells: list[Cell]) -> Facts | None:
    found = [(plain(cell), ends) for cell in cells if (ends := range_ends(cell))]
    if not found:
        return None
    example, (first, last) = found[0]
    return {"count": len(found), "example": example, "first": first, "last": last}


def _fractions(cells: list[Cell]) -> Facts | None:
    """Find fractions alone: one that ends in 0, or a split behind a comma, shows that none was lost."""
    told = [text for cell in cells if (text := plain(cell).removesuffix(".0")) and not text.isdecimal()]
    return {"count": len(told), "example": told[0]} if told and all(map(is_fraction, told)) else None


def _two_orders(cells: list[Cell]) -> Facts | None:
    doubtful = day_of_two_ways(cells)
    return {"example": doubtful} if doubtful else None


_ORDERS: Final = (Choice.DAY_FIRST, Choice.MONTH_FIRST)

DECIMALS: Final = Decimals()
DATE_ORDER: Final = OfCells(
    "date_order", {each: partial(day_text, order=each) for each in _ORDERS}, _taken_for(*DAYS), _two_orders
)
LOST_ZEROS: Final = _LostZeros(
    "lost_zeros", {Choice.YES: _as_it_is, Choice.REFUSE: as_number}, numbers_in, _fractions
)
RANGES: Final = OfCells("range", {Choice.SPLIT: _as_it_is, Choice.RANGE: as_range}, _taken_for("number"), _ranges)
OF_CELLS: Final = (DECIMALS, DATE_ORDER, LOST_ZEROS, RANGES)
"""What is asked of the cells of any list, in this order."""


def settled_figures(sheet: Looking) -> dict[str, list[Cell]]:
    """Return the cells of figures as they are read after all answers, masses with the unit beside them."""
    reading, beside = sheet.reading, units_beside(sheet.reading)
    figures: dict[str, list[Cell]] = {}
    for name in figures_in(reading):
        cells = [*map(DECIMALS.repair(reading, name) or _as_it_is, cells_of(sheet, name))]
        unit = beside.get(name)
        figures[name] = [*map(with_unit, cells, cells_of(sheet, unit))] if unit else cells
    return figures
