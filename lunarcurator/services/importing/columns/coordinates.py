"""Latitude and longitude as a row says them: (0, 0) is left out, and that is told."""

import re
from collections.abc import Sequence
from typing import Final

from lunarcurator.exchange.cells import Cell
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.headers import bare

# In German the words alone are those for a width and a length.
_LATITUDE: Final = re.compile(r"lat\b|latitud|breitengrad|geogr\w*\.? breite|纬度|緯度|широт")
_LONGITUDE: Final = re.compile(r"(?:lon|long|lng)\b|longitud|längengrad|geogr\w*\.? länge|经度|經度|経度|долгот")
_BOTH: Final = re.compile(r"coordinat|koordinat|coordonn|lat\w* ?[/,&]? ?lon|坐标|座標|координат")
_FIGURES: Final = re.compile(r"[-+\d.,;/°'\"NSEW() ]+")
_FIGURE: Final = re.compile(r"\d+(?:\.\d+)?")


def position_columns(names: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Return the columns of each position by their names: one that has both, or a latitude and its longitude."""
    heads = [bare(name) for name in names]
    both = _found(_BOTH, heads)
    north = [at for at in _found(_LATITUDE, heads) if at not in both]
    east = [at for at in _found(_LONGITUDE, heads) if at not in both]
    return (*((at,) for at in both), *zip(north, east, strict=False))


def _found(pattern: re.Pattern[str], heads: Sequence[str]) -> list[int]:
    return [at for at, head in enumerate(heads) if pattern.search(head)]


def without_nowhere(cells: tuple[Cell, ...], positions: Sequence[Sequence[int]]) -> tuple[Cell, ...]:
    """Return the cells of a row without a position of (0, 0), whence no sample comes: it was a blank."""
    nowhere = {at for columns in positions if _is_nowhere([plain(cells[at]) for at in columns]) for at in columns}
    return tuple(None if at in nowhere else cell for at, cell in enumerate(cells)) if nowhere else cells


def _is_nowhere(texts: Sequence[str]) -> bool:
    if not all(map(_FIGURES.fullmatch, texts)):
        return False
    figures = _FIGURE.findall(" ".join(texts))
    return len(figures) > 1 and not any(map(float, figures))
