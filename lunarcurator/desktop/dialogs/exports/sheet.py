"""The first rows of a report, drawn as the sheet they will be."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.theme.style import take_hints
from lunarcurator.services.previewing import Preview

Index = QModelIndex | QPersistentModelIndex
_LETTERS, _SIDES, _MEASURED = 26, 24, 60


class SheetModel(QAbstractTableModel):
    """A preview narrowed to the columns chosen; the first row is the header of the sheet."""

    def __init__(self, appearance: Appearance, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._preview: Preview | None = None
        self._at: tuple[int, ...] = ()

    def show_preview(self, preview: Preview | None, keys: Sequence[str]) -> None:
        """Show these columns of a preview."""
        self.beginResetModel()
        self._preview = preview
        places = {column.key: at for at, column in enumerate(preview.columns)} if preview else {}
        self._at = tuple(places[key] for key in keys if key in places)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        if self._preview is None or (parent is not None and parent.isValid()):
            return 0
        return len(self._preview.rows) + 1

    @override
    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._at)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self._preview is None or not index.isValid():
            return None
        column = self._preview.columns[self._at[index.column()]]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            if index.row() == 0:
                return column.header
            return self._preview.rows[index.row() - 1][self._at[index.column()]]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.is_figure else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole and index.row() == 0:
            bold: QFont = self._appearance.look.fonts.font(weight=SEMIBOLD)
            return bold
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return letters(section) if orientation == Qt.Orientation.Horizontal else str(section + 1)


class SheetView(QTableView):
    """Shows rows with the letters and numbers of a spreadsheet, the first of them as the header of the sheet."""

    def __init__(self, appearance: Appearance, model: QAbstractTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        take_hints(self)
        self.setObjectName("exportDialog.preview")
        self.setAccessibleName(self.tr("Preview"))
        self.setModel(model)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.verticalHeader().setSectionsClickable(False)
        model.modelReset.connect(self.fit)
        appearance.changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Make each column as wide as what its first rows show, within bounds."""
        metrics = self._appearance.look.metrics
        vertical = self.verticalHeader()
        vertical.setMinimumSectionSize(metrics.row)
        vertical.setDefaultSectionSize(metrics.row)
        fonts, model = self._appearance.look.fonts, self.model()
        rows = min(model.rowCount(), _MEASURED)
        # Qt would ask the style for every cell, which is felt with many columns.
        measures = (
            QFontMetrics(fonts.font(weight=SEMIBOLD)),
            *[QFontMetrics(fonts.base)] * (rows - 1),
        )
        for column in range(model.columnCount()):
            told = (str(model.index(row, column).data()) for row in range(rows))
            wide = max(map(QFontMetrics.horizontalAdvance, measures, told)) + metrics.px(_SIDES)
            self.setColumnWidth(column, min(max(wide, metrics.px(60)), metrics.px(260)))


def letters(column: int) -> str:
    """Return how a spreadsheet names a column: A to Z, then AA."""
    name = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        name = chr(ord("A") + rest) + name
    return name
