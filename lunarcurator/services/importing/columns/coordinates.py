"""Latitude and longitude as a row says them: (0, 0) is left out, and that is told."""

import re
from collections.abc import Sequence
from itertools import chain
from typing import Final

from lunarcurator.exchange.cells import Cell
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.headers import bare

# In German the words alone are those for a width and a length.
_HEADER: Final = re.compile(
    r"lat\b|latitud|breitengrad|geogr\w*\.? breite|纬度|緯度|широт"
    r"|(?:lon|long|lng)\b|longitud|längengrad|geogr\w*\.? länge|经度|經度|経度|долгот"
    r"|coordinat|koordinat|coordonn|lat ?lon|坐标|座標|координат"
)
_FIGURES: Final = re.compile(r"[-+\d.,;/°'\"NSEW() ]+")
_FIGURE: Final = re.compile(r"\d+(?:\.\d+)?")


def position_columns(names: Sequence[str]) -> tuple[int, ...]:
    """Return the places of the columns that say positions, by their names."""
    return tuple(at for at, name in enumerate(names) if _HEADER.search(bare(name)))


def without_nowhere(cells: tuple[Cell, ...], positions: Sequence[int]) -> tuple[Cell, ...]:
    """Return the cells of a row without a position of (0, 0), whence no sample comes: it was a blank."""
    told = {at: _FIGURE.findall(text) for at in positions if _FIGURES.fullmatch(text := plain(cells[at]))}
    figures = [*chain(*told.values())]
    if len(figures) < 2 or any(map(float, figures)):
        return cells
    return tuple(None if at in told else cell for at, cell in enumerate(cells))
