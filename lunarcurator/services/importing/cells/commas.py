"""A comma before three digits: decimals in one country, thousands in another, and the column may say which."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from lunarcurator.domain.mass_figures import fold_characters
from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell

DECIMAL, THOUSANDS = "decimal", "thousands"

_FIGURE: Final = re.compile(r"(?<![\d.,'])\d[\d.,']*(?![\d.,'])")
_TWO_WAYS: Final = re.compile(r"[1-9]\d{0,2},\d{3}")
_SURELY_DECIMAL: Final = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d{1,4}),\d+")
_SURELY_THOUSANDS: Final = re.compile(r"[1-9]\d{0,2}(?:,\d{3}){2,}|[1-9]\d{0,2}(?:,\d{3})+\.\d+")


def figure_two_ways(cell: Cell) -> str:
    """Return the one figure of a text if its comma can be read two ways, as that of 1,234; else nothing."""
    figure = _figure(cell)
    return figure if _TWO_WAYS.fullmatch(figure) else ""


def comma_of(cells: Iterable[Cell]) -> str:
    """Return what the commas of a column are where a cell proves it and none the contrary; else nothing."""
    proved: set[str] = set()
    for cell in cells:
        figure = _figure(cell)
        if _SURELY_THOUSANDS.fullmatch(figure):
            proved.add(THOUSANDS)
        elif _SURELY_DECIMAL.fullmatch(figure) and not _TWO_WAYS.fullmatch(figure):
            proved.add(DECIMAL)
    return proved.pop() if len(proved) == 1 else ""


def with_point(cell: Cell, comma: str) -> Cell:
    """Return a cell whose comma could be read two ways as its column is meant; another as it stands."""
    figure = figure_two_ways(cell) if comma else ""
    if not figure:
        return cell
    return _folded(cell).replace(figure, figure.replace(",", "." if comma == DECIMAL else ""))


class Commas:
    """What the commas of each column are: as somebody answered, else as a cell of the column proves."""

    def __init__(self, answered: Mapping[int, str], rows: Callable[[], Iterable[Row]]) -> None:
        self._known = {at: comma for at, comma in answered.items() if comma in (DECIMAL, THOUSANDS)}
        self._rows = rows

    def pointed(self, at: int, cell: Cell) -> Cell:
        """Return a cell of the column at this place as the column is meant."""
        if not figure_two_ways(cell):
            return cell
        if at not in self._known:
            # Few columns ever need it, and then once: a list is not read twice for nothing.
            self._known[at] = comma_of(row.cells[at] for row in self._rows())
        return with_point(cell, self._known[at])


def _figure(cell: Cell) -> str:
    """Return the figure of a text that holds just one with a comma in it."""
    if not isinstance(cell, str) or (cell.isascii() and "," not in cell) or "," not in (text := _folded(cell)):
        return ""
    found = _FIGURE.findall(text)
    return found[0] if len(found) == 1 else ""


def _folded(cell: Cell) -> str:
    return fold_characters(str(cell))[0]
