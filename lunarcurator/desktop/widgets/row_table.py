"""The quiet table of the house: rows of one height with hairlines of their own, picked whole, never typed into."""

from collections.abc import Iterable

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from lunarcurator.desktop.theme.appearance import Appearance


class RowTable(QTableView):
    """Shows a model by painted rows. One column may stretch; a delegate draws the hairlines."""

    def __init__(
        self, appearance: Appearance, model: QAbstractItemModel, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setAccessibleName(name)
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setProperty("hairlines", "no")
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(24)
        header.setStretchLastSection(False)

    def stretch(self, *columns: int) -> None:
        """Give these columns the spare width; all others keep theirs."""
        for column in range(self.model().columnCount()):
            kept, spare = QHeaderView.ResizeMode.Interactive, QHeaderView.ResizeMode.Stretch
            self.horizontalHeader().setSectionResizeMode(column, spare if column in columns else kept)

    def stand_on(self, row: int) -> None:
        """Select one row alone; `selectRow` would add it while somebody still holds Ctrl."""
        flags = QItemSelectionModel.SelectionFlag
        index = self.model().index(row, 0)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def fit(self, widths: Iterable[tuple[int, int]]) -> None:
        """Take the row height from the present look, and widths as (column, pixels at 100 %)."""
        metrics = self._appearance.look.metrics
        vertical = self.verticalHeader()
        # The minimum overrules the height of a row: lower it first.
        vertical.setMinimumSectionSize(metrics.row)
        vertical.setDefaultSectionSize(metrics.row)
        for column, width in widths:
            self.setColumnWidth(column, metrics.px(width))
        self.viewport().update()
