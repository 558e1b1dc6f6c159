"""A comma before three digits: decimals in one country, thousands in another, and the column may say which."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from lunarcurator.domain.mass_figures import fold_characters
from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell
from lunarcurator.services.importing.asking.choices import Choice

_FIGURE: Final = re.compile(r"(?<![\d.,'])\d[\d.,']*(?![\d.,'])")
_TWO_WAYS: Final = re.compile(r"[1-9]\d{0,2},\d{3}")
_SURELY_DECIMAL: Final = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d{1,4}),\d+")
_SURELY_THOUSANDS: Final = re.compile(r"[1-9]\d{0,2}(?:,\d{3}){2,}|[1-9]\d{0,2}(?:,\d{3})+\.\d+")
# No point before other than three digits, or behind a zero or four of them, parts thousands.
_SURELY_POINT: Final = re.compile(r"\d+\.(?:\d{1,2}|\d{4,})|(?:0|\d{4,})\.\d{3}")
# A few such figures may be slips, and as many as there are commas may be those of another hand.
_LEAST_POINTS: Final = 3
_POINTS_TO_COMMAS: Final = 3


def figure_two_ways(cell: Cell) -> str:
    """Return the one figure of a text if its comma can be read two ways, as that of 1,234; else nothing."""
    figure = _figure(cell)
    return figure if _TWO_WAYS.fullmatch(figure) else ""


def comma_of(cells: Sequence[Cell]) -> str:
    """Return what the commas of a column are where its cells prove it and none the contrary; else nothing."""
    proved, doubtful = _proved(cells)
    enough = max(_LEAST_POINTS, _POINTS_TO_COMMAS * doubtful)
    if not proved and doubtful and len(decimal_points(cells)) >= enough:
        return Choice.THOUSANDS
    return proved.pop() if len(proved) == 1 else ""


def points_decide(cells: Sequence[Cell]) -> bool:
    """Tell whether what the commas of a column are is known by decimal points only."""
    return comma_of(cells) == Choice.THOUSANDS and not _proved(cells)[0]


def _proved(cells: Sequence[Cell]) -> tuple[set[str], int]:
    """Return what commas prove to be, and how many figures can be read two ways."""
    proved: set[str] = set()
    doubtful = 0
    # Asked of each cell of every column of figures: hardly any holds a comma.
    for cell in (each for each in cells if type(each) is str and ("," in each or not each.isascii())):
        figure = _figure(cell)
        if _SURELY_THOUSANDS.fullmatch(figure):
            proved.add(Choice.THOUSANDS)
        elif _TWO_WAYS.fullmatch(figure):
            doubtful += 1
        elif _SURELY_DECIMAL.fullmatch(figure):
            proved.add(Choice.DECIMAL)
    return proved, doubtful


def decimal_points(cells: Iterable[Cell]) -> list[str]:
    """Return the figures whose point can only part decimals, as that of 336.9."""
    pointed = (cell for cell in cells if isinstance(cell, str) and "." in cell)
    figures = (found for cell in pointed if len(found := _FIGURE.findall(_folded(cell))) == 1)
    return [figure for (figure,) in figures if _SURELY_POINT.fullmatch(figure)]


def with_point(cell: Cell, comma: str) -> Cell:
    """Return a cell whose comma could be read two ways as its column is meant; another as it stands."""
    figure = figure_two_ways(cell) if comma else ""
    if not figure:
        return cell
    return _folded(cell).replace(figure, figure.replace(",", "." if comma == Choice.DECIMAL else ""))


class Commas:
    """What the commas of each column are: as somebody answered, else as a cell of the column proves."""

    def __init__(self, answered: Mapping[int, str | None], rows: Callable[[], Iterable[Row]]) -> None:
        self._known: dict[int, str] = {at: comma for at, comma in answered.items() if comma}
        self._rows = rows

    def pointed(self, at: int, cell: Cell) -> Cell:
        """Return a cell of the column at this place as the column is meant."""
        if not figure_two_ways(cell):
            return cell
        if at not in self._known:
            # Few columns ever need it, and then once: a list is not read twice for nothing.
            self._known[at] = comma_of([row.cells[at] for row in self._rows()])
        return with_point(cell, self._known[at])


def _figure(cell: Cell) -> str:
    """Return the figure of a text that holds just one with a comma in it."""
    if not isinstance(cell, str) or (cell.isascii() and "," not in cell) or "," not in (text := _folded(cell)):
        return ""
    found = _FIGURE.findall(text)
    return found[0] if len(found) == 1 else ""


def _folded(cell: Cell) -> str:
    return fold_characters(str(cell))[0]
