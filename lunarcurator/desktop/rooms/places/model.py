"""The tree of places as Qt's views ask for it: ids of places as internal ids, rows made when they are painted."""

import json
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Final, override

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    Qt,
    Signal,
)

from lunarcurator.desktop.mass_units import DECIMALS
from lunarcurator.desktop.models.headings import Headings, Index
from lunarcurator.desktop.panels.lacking import unweighed_in_words
from lunarcurator.desktop.rooms.places.lines import MASS, PIECES, PLACE, STATE, Lines, PlaceLine, mass_parts
from lunarcurator.services.places import NOWHERE, PlaceTree, Totals

MIME: Final = "application/x-lunarcurator-places"
"""What a dragged place travels as: a JSON list of local ids, good within this window only."""

_TOP: Final = -1
_KEPT: Final = 2_000


class PlacesModel(QAbstractItemModel):
    """Shows a tree, or the part of it a filter keeps; a change inserts and removes only the rows it concerns.

    `dropped` carries the ids that were dropped and the id they were dropped on; nothing is moved by that.
    """

    dropped = Signal(list, int)

    def __init__(self, lines: Lines, headers: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines, self._headings = lines, Headings(headers, {PIECES, MASS})
        self.tree = PlaceTree(())
        self.totals: Totals | None = None
        self.may_move = False
        self.unit = lines.unit
        self.decimals = least_decimals(self.unit)
        self._below: dict[int, list[int]] = {}
        self._above: dict[int, int] = {}
        self._dim: frozenset[int] = frozenset()
        self._made: OrderedDict[int, PlaceLine] = OrderedDict()

    def show(
        self, tree: PlaceTree, totals: Totals | None, kept: frozenset[int] | None, dim: frozenset[int]
    ) -> None:
        """Show a tree with its totals; only the places in `kept` (None is all), those in `dim` in grey."""
        wanted = _wanted(tree, totals, kept)
        # A row that leaves is asked for while it goes, and only the tree it stands in knows it.
        self._take_out(wanted)
        self.tree, self.totals, self._dim = tree, totals, dim
        self._made.clear()
        self.decimals = _decimals(totals, self.unit)
        self._put_in(_TOP, wanted)
        for place, rows in self._below.items():
            if rows:
                first, last = self.index_of(rows[0]), self.index_of(rows[-1]).siblingAtColumn(STATE)
                if first.isValid() or place == _TOP:
                    self.dataChanged.emit(first, last)

    def line(self, index: Index) -> PlaceLine:
        """Return the row of an index."""
        place = index.internalId()
        found = self._made.get(place)
        if found is None:
            found = self._lines.line(self.tree, self.totals, place, dim=place in self._dim)
            self._made[place] = found
            if len(self._made) > _KEPT:
                self._made.popitem(last=False)
        return found

    def index_of(self, place: int) -> QModelIndex:
        """Return the index of a place in the first column; not valid while it is not shown."""
        above = self._above.get(place)
        if above is None:
            return QModelIndex()
        return self.createIndex(self._below[above].index(place), PLACE, place)

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        if parent is None or not parent.isValid():
            return len(self._below.get(_TOP, ()))
        return len(self._below.get(self._key(parent), ())) if parent.column() == PLACE else 0

    @override
    def columnCount(self, parent: Index | None = None) -> int:
        return len(self._headings.labels)

    @override
    def index(self, row: int, column: int, parent: Index | None = None) -> QModelIndex:
        rows = self._below.get(self._key(parent), ())
        if not (0 <= row < len(rows) and 0 <= column < len(self._headings.labels)):
            return QModelIndex()
        return self.createIndex(row, column, rows[row])

    @override
    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        above = self._above.get(index.internalId(), _TOP) if index.isValid() else _TOP
        return QModelIndex() if above == _TOP else self.index_of(above)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.spoken(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._headings.labels[index.column()]} {self.spoken(index)}".strip()
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == PLACE:
            return self.tree.path(index.internalId()) or None
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == STATE and self.totals is not None:
            return unweighed_in_words(self.totals.of(index.internalId()).unweighed) or None
        return None

    def spoken(self, index: Index) -> str:
        """Return a cell as the clipboard and a screen reader get it: words and plain digits."""
        line = self.line(index)
        cells = (
            f"{line.name} {line.code}".strip(),
            line.kind,
            line.atmosphere,
            _plain(line.pieces),
            _plain("".join(line.mass)),
            ", ".join(state.word for state in line.states),
        )
        return cells[index.column()]

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        return self._headings.answer(section, orientation, role)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        if not (self.may_move and index.isValid()) or not self._is_place(index.internalId()):
            return usual
        node = self.tree.nodes[index.internalId()]
        usual |= Qt.ItemFlag.ItemIsDropEnabled
        return usual | Qt.ItemFlag.ItemIsDragEnabled if node.parent is not None else usual

    @override
    def mimeTypes(self) -> list[str]:
        return [MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        places = sorted({index.internalId() for index in indexes})
        data.setData(MIME, json.dumps(places).encode())
        return data

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    @override
    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        del action, row, column
        if not (self.may_move and parent.isValid() and data.hasFormat(MIME)):
            return False
        target = parent.internalId()
        return self._is_place(target) and all(target not in self.tree.inside(place) for place in dragged(data))

    @override
    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        if self.canDropMimeData(data, action, row, column, parent):
            self.dropped.emit(dragged(data), parent.internalId())
        # Nothing has moved: a drop asks first.
        return False

    def _is_place(self, place: int) -> bool:
        """Tell whether things can be put into a row: it is no borrower, not the way, and not the unstated ones."""
        return place in self.tree.nodes and not self.tree.is_away(place)

    def _key(self, index: Index | None) -> int:
        return index.internalId() if index is not None and index.isValid() else _TOP

    def _take_out(self, wanted: dict[int, list[int]]) -> None:
        """Remove the rows that stand elsewhere, or in another order, in what is wanted."""
        waiting = [_TOP]
        while waiting:
            above = waiting.pop()
            staying = set(_in_order(self._below.get(above, ()), wanted.get(above, ())))
            for row in range(len(self._below.get(above, ())) - 1, -1, -1):
                place = self._below[above][row]
                if place in staying:
                    waiting.append(place)
                    continue
                self.beginRemoveRows(self._index_or_top(above), row, row)
                del self._below[above][row]
                self._forget(place)
                self.endRemoveRows()

    def _forget(self, place: int) -> None:
        self._above.pop(place, None)
        for below in self._below.pop(place, ()):
            self._forget(below)

    def _put_in(self, above: int, wanted: dict[int, list[int]]) -> None:
        rows = self._below.setdefault(above, [])
        for row, place in enumerate(wanted.get(above, ())):
            if row < len(rows) and rows[row] == place:
                self._put_in(place, wanted)
                continue
            self.beginInsertRows(self._index_or_top(above), row, row)
            rows.insert(row, place)
            self._attach(place, above, wanted)
            self.endInsertRows()

    def _attach(self, place: int, above: int, wanted: dict[int, list[int]]) -> None:
        self._above[place] = above
        self._below[place] = list(wanted.get(place, ()))
        for each in self._below[place]:
            self._attach(each, place, wanted)

    def _index_or_top(self, place: int) -> QModelIndex:
        return QModelIndex() if place == _TOP else self.index_of(place)


def dragged(data: QMimeData) -> list[int]:
    """Return the ids of the places that are dragged."""
    return [int(place) for place in json.loads(bytes(data.data(MIME).data()))]


def _wanted(tree: PlaceTree, totals: Totals | None, kept: frozenset[int] | None) -> dict[int, list[int]]:
    """Return what is to stand below each place, the pieces of no stated place last at the top."""
    wanted: dict[int, list[int]] = {}
    for place in (None, *tree.nodes):
        rows = [each for each in tree.children(place) if kept is None or each in kept]
        if rows:
            wanted[_TOP if place is None else place] = rows
    nowhere = totals.of(NOWHERE).pieces if totals is not None else 0
    if nowhere and (kept is None or NOWHERE in kept):
        wanted.setdefault(_TOP, []).append(NOWHERE)
    return wanted


def _in_order(now: Iterable[int], wanted: Sequence[int]) -> list[int]:
    """Return the places that may stay: those wanted, as far as they already stand in the wanted order."""
    position = {place: at for at, place in enumerate(wanted)}
    staying: list[int] = []
    for place in now:
        if place in position and (not staying or position[place] > position[staying[-1]]):
            staying.append(place)
    return staying


def least_decimals(unit: str) -> int:
    """Return for how many decimals there is always room: those of a milligram in grams."""
    return DECIMALS[unit] // 2


def _decimals(totals: Totals | None, unit: str) -> int:
    """Return how many decimals the sums need."""
    sums = totals.whole.values() if totals is not None else ()
    return max(least_decimals(unit), *(len(mass_parts(held, unit)[1]) - 1 for held in sums if held.whole), 0)


def _plain(figure: str) -> str:
    return figure.replace("\u202f", "").replace("\u2212", "-")
