"""Brings the children of a node into a new order and number by single steps, so that nothing else moves."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex

from lunarcurator.desktop.models.tree_shape import TreeShape

MOVED_ONE_BY_ONE: Final = 12
"""With more pieces out of order than this, the family is laid out anew at once."""


class TreeMerger:
    """Changes a shape and tells the views of its model about each step."""

    def __init__(self, model: QAbstractItemModel, shape: TreeShape) -> None:
        self._model, self._shape = model, shape

    def merge(self, parent: int, index: QModelIndex, wanted: Sequence[int]) -> None:
        """Make the children of `parent` (at `index`) the wanted ones, in their order."""
        self._remove(parent, index, frozenset(wanted))
        held = frozenset(self._shape.children(parent))
        self._sort(parent, index, [key for key in wanted if key in held])
        self._insert(parent, index, wanted, held)

    def insert(self, parent: int, index: QModelIndex, at: int, keys: Sequence[int]) -> None:
        """Put keys below a node from a row on."""
        if not keys:
            self._shape.put(parent, at, ())
            return
        self._model.beginInsertRows(index, at, at + len(keys) - 1)
        self._shape.put(parent, at, keys)
        self._model.endInsertRows()

    def _remove(self, parent: int, index: QModelIndex, wanted: frozenset[int]) -> None:
        last = len(self._shape.children(parent)) - 1
        while last >= 0:
            held = self._shape.children(parent)
            if held[last] in wanted:
                last -= 1
                continue
            first = last
            while first > 0 and held[first - 1] not in wanted:
                first -= 1
            self._model.beginRemoveRows(index, first, last)
            self._shape.take(parent, first, last)
            self._model.endRemoveRows()
            last = first - 1

    def _sort(self, parent: int, index: QModelIndex, wanted: list[int]) -> None:
        held = list(self._shape.children(parent))
        if held == wanted:
            return
        if sum(1 for a, b in zip(held, wanted, strict=True) if a != b) > MOVED_ONE_BY_ONE + 1:
            moved = _displaced(held, wanted)
            if moved is None:
                self._lay_out(parent, wanted)
                return
        for row, key in enumerate(wanted):
            if held[row] == key:
                continue
            # The one that stands here instead may be the one that has to go further down.
            here = held[row]
            if row + 1 < len(held) and held[row + 1] == key:
                source, target = row, wanted.index(here)
                self._move(parent, index, held, source, target)
            else:
                self._move(parent, index, held, held.index(key, row), row)

    def _move(self, parent: int, index: QModelIndex, held: list[int], source: int, target: int) -> None:
        before = target if target < source else target + 1
        self._model.beginMoveRows(index, source, source, index, before)
        held.insert(target, held.pop(source))
        self._shape.order(parent, held)
        self._model.endMoveRows()

    def _lay_out(self, parent: int, wanted: list[int]) -> None:
        model, shape = self._model, self._shape
        model.layoutAboutToBeChanged.emit()
        before = [each for each in model.persistentIndexList() if shape.above(each.internalId()) == parent]
        shape.order(parent, wanted)
        after = [
            model.createIndex(shape.row(each.internalId()), each.column(), each.internalId()) for each in before
        ]
        model.changePersistentIndexList(before, after)
        model.layoutChanged.emit()

    def _insert(self, parent: int, index: QModelIndex, wanted: Sequence[int], held: frozenset[int]) -> None:
        at = 0
        while at < len(wanted):
            if wanted[at] in held:
                at += 1
                continue
            last = at
            while last + 1 < len(wanted) and wanted[last + 1] not in held:
                last += 1
            self.insert(parent, index, at, wanted[at : last + 1])
            at = last + 1


def _displaced(held: list[int], wanted: list[int]) -> int | None:
    """Return the one key whose move makes one order the other, None if it takes more than one."""
    row = next(i for i, (a, b) in enumerate(zip(held, wanted, strict=True)) if a != b)
    for key in (held[row], wanted[row]):
        if [each for each in held if each != key] == [each for each in wanted if each != key]:
            return key
    return None
