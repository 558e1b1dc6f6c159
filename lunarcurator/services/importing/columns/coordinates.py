"""Latitude and longitude as a row says them: what can be no position is told, and (0, 0) is left out."""

from collections.abc import Iterator, Sequence
from typing import Final

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.exchange.cells import Cell
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.headers import bare

_LATITUDES: Final = frozenset({"latitude", "lat"})
_LONGITUDES: Final = frozenset({"longitude", "lon", "long"})
_FURTHEST_NORTH: Final = 90
_FURTHEST_EAST: Final = 180


class Coordinates:
    """The columns of a list that say a position, by their names."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = tuple(names)
        self._bounds = {
            "import.latitude_beyond": (self._first(_LATITUDES), _FURTHEST_NORTH),
            "import.longitude_beyond": (self._first(_LONGITUDES), _FURTHEST_EAST),
        }
        self._at = tuple(at for at, _ in self._bounds.values() if at is not None)

    @property
    def are_told(self) -> bool:
        """Whether any column says one; hardly a list does, and each of its rows is spared to be asked."""
        return bool(self._at)

    def without_nowhere(self, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        """Return the cells of a row without a position of (0, 0), whence no sample comes: it was a blank."""
        if not self._are_nowhere(cells):
            return cells
        return tuple(None if at in self._at else cell for at, cell in enumerate(cells))

    def notes(self, cells: tuple[Cell, ...]) -> Iterator[Finding]:
        """Yield what is to be told of the position of a row: that it was left out, or that there is no such."""
        if self._are_nowhere(cells):
            yield find(Strength.WARN, "import.position_nowhere", "R12", "other")
        for key, (at, bound) in self._bounds.items():
            degrees = None if at is None else _degrees(cells[at])
            if at is not None and degrees is not None and abs(degrees) > bound:
                yield find(Strength.WARN, key, "R12", "other", text=plain(cells[at]), column=self._names[at])

    def _first(self, words: frozenset[str]) -> int | None:
        return next((at for at, name in enumerate(self._names) if bare(name) in words), None)

    def _are_nowhere(self, cells: tuple[Cell, ...]) -> bool:
        return len(self._at) > 1 and all(_degrees(cells[at]) == 0 for at in self._at)


def _degrees(cell: Cell) -> float | None:
    """Return the degrees of a cell that says a plain figure."""
    try:
        return float(plain(cell).removesuffix("°"))
    except ValueError:
        return None
