"""How a cell of the editable grid is typed into, and what it tells when pointed at."""

from collections.abc import Callable
from typing import override

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from lunarcurator.desktop.dialogs.form.grid_model import HINT, GridModel
from lunarcurator.desktop.dialogs.form.word_inputs import word_completer
from lunarcurator.desktop.theme.appearance import Appearance


class GridDelegate(QStyledItemDelegate):
    """Edits a cell in a plain line with the words of its column; the view paints whole rows itself."""

    def __init__(
        self, appearance: Appearance, model: GridModel, view: QAbstractItemView, down: Callable[[], None]
    ) -> None:
        super().__init__(view)
        self._appearance, self._model, self._down = appearance, model, down

    @override
    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        column = self._model.columns[index.column()]
        edit = QLineEdit(parent)
        edit.setObjectName("cellEditor")
        edit.setAccessibleName(column.label)
        edit.setFrame(False)
        edit.setAutoFillBackground(True)
        if column.right:
            edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        if column.words:
            edit.setCompleter(word_completer(column.words, edit))
        return edit

    @override
    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        # The view asks for it whenever cells are marked: what is being typed meanwhile stays, and so does what is
        # selected to be typed over.
        told = str(self._model.data(index, Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QLineEdit) and not editor.isModified() and editor.text() != told:
            editor.setText(told)
            editor.selectAll()

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and isinstance(editor, QLineEdit) and _goes_down(editor, event):
            # The view would stay in the row: a column of readings is typed downwards.
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            self._down()
            return True
        return super().eventFilter(editor, event)

    @override
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        text = str(self._model.data(index) or self._model.data(index, HINT) or "")
        cells = self._appearance.cells
        cut = bool(text) and cells.width(text) > option.rect.width() - 2 * cells.pad
        QToolTip.showText(event.globalPos(), text if cut else "", view)
        return True

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        inside: QRect = option.rect
        editor.setGeometry(inside.adjusted(2, 2, -3, -3))


def _goes_down(editor: QLineEdit, event: QKeyEvent) -> bool:
    control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    popup = editor.completer().popup() if editor.completer() is not None else None
    chooses = popup is not None and popup.isVisible() and popup.currentIndex().isValid()
    enters = event.type() == QEvent.Type.KeyPress and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
    return enters and not control and not chooses
