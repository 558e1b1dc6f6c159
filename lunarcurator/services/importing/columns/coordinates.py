"""Latitude and longitude as a row says them: (0, 0) is left out, and that is told."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.exchange.cells import Cell
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.headers import bare

# In German the words alone are those for a width and a length.
_LATITUDE: Final = re.compile(r"lat\b|latitud|breitengrad|geogr\w*\.? breite|纬度|緯度|широт")
_LONGITUDE: Final = re.compile(r"(?:lon|long|lng)\b|longitud|längengrad|geogr\w*\.? länge|经度|經度|経度|долгот")
_BOTH: Final = re.compile(r"coordinat|koordinat|coordonn|lat ?lon|坐标|座標|координат")
_NOWHERE: Final = re.compile(r"[\s(]*[NS]?\s*0(?:\.0+)?°?\s*[NS]?\s*[\s,;/]\s*[EW]?\s*0(?:\.0+)?°?\s*[EW]?[\s)]*")


class Coordinates:
    """The columns of a list that say positions, by their names: a pair for each, or one that says both."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = tuple(names)
        said = [(bool(_LATITUDE.search(name)), bool(_LONGITUDE.search(name))) for name in map(bare, names)]
        north = [at for at, told in enumerate(said) if told == (True, False)]
        east = [at for at, told in enumerate(said) if told == (False, True)]
        self._pairs = (*zip(north, east, strict=False),)
        self._both = [at for at, told in enumerate(said) if all(told) or _BOTH.search(bare(names[at]))]

    @property
    def are_told(self) -> bool:
        """Whether any column says one; hardly a list does, and each of its rows is spared to be asked."""
        return bool(self._pairs or self._both)

    def without_nowhere(self, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        """Return the cells of a row without a position of (0, 0), whence no sample comes: it was a blank."""
        nowhere = self._nowhere(cells)
        return tuple(None if at in nowhere else cell for at, cell in enumerate(cells)) if nowhere else cells

    def notes(self, cells: tuple[Cell, ...]) -> Iterator[Finding]:
        """Yield that the position of a row was left out."""
        if self._nowhere(cells):
            yield find(Strength.WARN, "import.position_nowhere", "R12", "other")

    def _nowhere(self, cells: tuple[Cell, ...]) -> set[int]:
        """Return the places of the cells that say (0, 0), together or one of them alone."""
        pairs = (pair for pair in self._pairs if all(_degrees(cells[at]) == 0 for at in pair))
        return {at for pair in pairs for at in pair} | {
            at for at in self._both if _NOWHERE.fullmatch(plain(cells[at]))
        }


def _degrees(cell: Cell) -> float | None:
    """Return the degrees of a cell that says a plain figure."""
    try:
        return float(plain(cell).rstrip("°NSEW "))
    except ValueError:
        return None
