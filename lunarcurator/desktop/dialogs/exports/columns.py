"""Which columns a report has, and in which order: ticked, dragged, or moved with Alt and the arrows."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from lunarcurator.services.previewing import PreviewColumn

_KEY = Qt.ItemDataRole.UserRole


class ColumnList(QListWidget):
    """A list of columns with ticks; `chosen_changed` tells that `chosen()` is another list now."""

    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("exportDialog.columns")
        self.setAccessibleName(self.tr("Columns"))
        self.setToolTip(self.tr("Space ticks a column. Drag it, or move it with Alt and the arrow keys."))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.itemChanged.connect(lambda _item: self.chosen_changed.emit())

    def show_columns(self, columns: Sequence[PreviewColumn]) -> None:
        """Offer these columns, the usual ones ticked; the same columns in another order keep ticks and order."""
        keys = {column.key for column in columns}
        if keys == {str(self.item(row).data(_KEY)) for row in range(self.count())}:
            return
        self.blockSignals(True)
        self.clear()
        for column in columns:
            item = QListWidgetItem(column.header)
            item.setData(_KEY, column.key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked if column.optional else Qt.CheckState.Checked)
            self.addItem(item)
        self.blockSignals(False)

    def chosen(self) -> tuple[str, ...]:
        """Return the keys of the ticked columns in their order."""
        items = [self.item(row) for row in range(self.count())]
        return tuple(str(item.data(_KEY)) for item in items if item.checkState() is Qt.CheckState.Checked)

    def choose(self, keys: Sequence[str]) -> None:
        """Tick these columns only, in this order before all others; no keys leave the ticks as they are."""
        self.blockSignals(True)
        items = {str(self.item(row).data(_KEY)): self.item(row) for row in range(self.count())}
        wanted = [key for key in keys if key in items]
        for key, item in items.items() if wanted else ():
            item.setCheckState(Qt.CheckState.Checked if key in wanted else Qt.CheckState.Unchecked)
        for place, key in enumerate(wanted):
            self.insertItem(place, self.takeItem(self.row(items[key])))
        self.blockSignals(False)
        self.chosen_changed.emit()

    def choose_all(self, *, on: bool = True) -> None:
        """Tick every column, or none."""
        self.blockSignals(True)
        for row in range(self.count()):
            self.item(row).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.blockSignals(False)
        self.chosen_changed.emit()

    def move_column(self, step: int) -> bool:
        """Move the column somebody stands on so many places on; False where it cannot go."""
        row = self.currentRow()
        if row < 0 or not 0 <= row + step < self.count():
            return False
        self.insertItem(row + step, self.takeItem(row))
        self.setCurrentRow(row + step)
        self.chosen_changed.emit()
        return True

    @override
    def sizeHint(self) -> QSize:
        # It takes what room there is: were it to ask for more, the dialog would scroll on a small screen.
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        super().dropEvent(event)
        self.chosen_changed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        moves = step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if step is None or not moves or not self.move_column(step):
            super().keyPressEvent(event)
