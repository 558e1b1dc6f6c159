"""A tree in which many rows are chosen at once: never one that is dimmed, nor one that is out of sight."""

from typing import override

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtWidgets import QTreeView, QWidget

type Index = QModelIndex | QPersistentModelIndex


class MatchingTree(QTreeView):
    """Takes into a choice of many only rows that match the filter and that somebody sees.

    A dimmed row, which is there only because of what is below it, can be chosen alone, or pointed at with Ctrl;
    a range or *select all* passes it over. Rows below one that is closed are not chosen any more.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.collapsed.connect(self._let_go_below)

    def is_dim(self, index: Index) -> bool:
        """Tell whether a row is shown only because of what is below it."""
        del index
        return False

    def choose_matching(self) -> None:
        """Let go of the dimmed rows among several that are chosen."""
        model = self.selectionModel()
        rows = model.selectedRows(0)
        if len(rows) > 1:
            self._let_go([index for index in rows if self.is_dim(index)])

    @override
    def selectAll(self) -> None:
        super().selectAll()
        self.choose_matching()

    @override
    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        super().setSelection(rect, command)
        flags = QItemSelectionModel.SelectionFlag
        # A row pointed at with Ctrl comes to what is chosen already; all else takes a range, or begins anew.
        if command & (flags.Current | flags.Clear):
            self.choose_matching()

    def _let_go_below(self, closed: QModelIndex) -> None:
        self._let_go([index for index in self.selectionModel().selectedRows(0) if _is_below(index, closed)])

    def _let_go(self, rows: list[QModelIndex]) -> None:
        flags = QItemSelectionModel.SelectionFlag
        chosen = QItemSelection()
        for index in rows:
            chosen.select(index, index)
        if rows:
            self.selectionModel().select(chosen, flags.Deselect | flags.Rows)


def _is_below(index: QModelIndex, above: QModelIndex) -> bool:
    parent = index.parent()
    while parent.isValid():
        if parent.internalId() == above.internalId():
            return True
        parent = parent.parent()
    return False
