"""Columns beside the masses, such as wt% of iron, that write decimals with a comma: 1,25 and 3,4."""

import re
from collections.abc import Collection, Iterable
from typing import Final

from lunarcurator.domain.mass_figures import fold_characters
from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.cells.commas import comma_of
from lunarcurator.services.importing.cells.values import says_nothing

_FIGURE: Final = re.compile(r"[-+<>~]?\s*\d+(?:[.,]\d+)*\s*%?")


def writes_decimal_commas(rows: Iterable[Row], places: Collection[int]) -> bool:
    """Tell whether a column at one of these places says nothing but figures, and their commas part decimals."""
    left: dict[int, list[Cell]] = {at: [] for at in places}
    for row in rows:
        for at in [at for at in left if not _may_be_figure(row.cells[at])]:
            # A comma between words proves nothing, and hardly a column of them is looked at twice.
            del left[at]
        if not left:
            return False
        for at, commas in left.items():
            if isinstance(cell := row.cells[at], str) and not (cell.isascii() and "," not in cell):
                commas.append(cell)
    return any(comma_of(commas) == Choice.DECIMAL for commas in left.values())


def _may_be_figure(cell: Cell) -> bool:
    if not isinstance(cell, str):
        return True
    return bool(_FIGURE.fullmatch(fold_characters(cell.strip())[0])) or says_nothing(cell)
