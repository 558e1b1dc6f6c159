"""A point before three digits, in a column that writes decimals with a comma: it may part thousands there."""

import re
from collections.abc import Iterable
from typing import Final

from lunarcurator.domain.mass_figures import fold_characters
from lunarcurator.exchange.cells import Cell
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.cells.commas import comma_of

_FIGURE: Final = re.compile(r"(?<![\d.,'])\d[\d.,']*(?![\d.,'])")
_TWO_WAYS: Final = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_SURELY_THOUSANDS: Final = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){2,}")


def dot_two_ways(cell: Cell) -> str:
    """Return the one figure of a text if its point could part thousands, as that of 9.613; else nothing."""
    if not isinstance(cell, str) or "." not in cell:
        return ""
    figure = _figure(cell)
    return figure if _TWO_WAYS.fullmatch(figure) else ""


def without_dot(cell: Cell) -> Cell:
    """Return a cell whose point parts thousands without it; another as it stands."""
    figure = dot_two_ways(cell)
    return fold_characters(str(cell))[0].replace(figure, figure.replace(".", "")) if figure else cell


def parts_thousands(columns: Iterable[list[Cell]]) -> bool:
    """Tell whether figures of a sheet show that a point may part thousands in it: 269,4 or 1.234.567."""
    return any(comma_of(cells) == Choice.DECIMAL or any(map(_has_more_dots, cells)) for cells in columns)


def _has_more_dots(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.count(".") > 1 and bool(_SURELY_THOUSANDS.fullmatch(_figure(cell)))


def _figure(cell: str) -> str:
    found = _FIGURE.findall(fold_characters(cell)[0])
    return found[0] if len(found) == 1 else ""
