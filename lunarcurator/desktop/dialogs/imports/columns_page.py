"""The step in which each column says what it is taken for, and a person corrects it."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Final, override

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from lunarcurator.desktop.dialogs.imports.case import Case
from lunarcurator.desktop.dialogs.imports.key_editor import KeyEditor
from lunarcurator.desktop.dialogs.imports.proposal import CollectionChoice, FirstPieces
from lunarcurator.desktop.dialogs.imports.rows import RowTelling
from lunarcurator.desktop.dialogs.imports.targets import TargetWords
from lunarcurator.desktop.models.headings import FlatModel, Headings, Index
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import MEDIUM
from lunarcurator.desktop.widgets.keep_button import KeepButton
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.row_table import RowTable
from lunarcurator.desktop.workplace import Workplace
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.services.importing.columns.mapping import OTHER
from lunarcurator.services.importing.columns.units import unit_of, unit_shown
from lunarcurator.services.importing.profiles import profile_taken

_GAP: Final = " · "


class Says(IntEnum):
    """The columns of the table of columns."""

    NAME = 0
    VALUES = 1
    TARGET = 2
    UNIT = 3


class ColumnRows(FlatModel):
    """One row for each column of the file; `chosen` carries (column, target) when a person takes it otherwise."""

    chosen = Signal(str, str)

    def __init__(self, headers: Sequence[str], words: TargetWords, parent: QObject | None = None) -> None:
        super().__init__(Headings(headers), parent)
        self._words = words
        self._case: Case | None = None

    def show_case(self, case: Case | None) -> None:
        """Show the columns of a case; where they are the same ones only what they are taken for changes."""
        before = self._case.reading.columns if self._case is not None else ()
        if case is not None and case.reading.columns == before and before:
            self._case = case
            self.dataChanged.emit(self.index(0, 0), self.index(len(before) - 1, Says.UNIT))
            return
        self.beginResetModel()
        self._case = case
        self.endResetModel()

    def target(self, at: int) -> str:
        """Return what a column is taken for."""
        case = self._case
        return case.reading.mapping.get(case.reading.columns[at], OTHER) if case is not None else OTHER

    @override
    def row_total(self) -> int:
        return len(self._case.reading.columns) if self._case is not None else 0

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == Says.TARGET else flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self._case is None:
            return None
        if role == Qt.ItemDataRole.EditRole:
            return self.target(index.row())
        text = self._text(index.row(), Says(index.column()))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.headings.labels[index.column()]} {text}"
        return None

    def _text(self, at: int, says: Says) -> str:
        if self._case is None:
            return ""
        reading = self._case.reading
        name = reading.columns[at]
        if says is Says.NAME:
            return name
        if says is Says.VALUES:
            return _GAP.join(" ".join(text.split()) for text in self._case.examples.get(name, ()))
        if says is Says.UNIT:
            return unit_shown(unit_of(reading, name))
        if name in reading.left_out:
            return self.tr("hidden in the file, left out")
        parts = [self._part(name, reading.key, self.tr("number, part {part} of {count}"))]
        parts.append(self._part(name, reading.parent_key, self.tr("parent, part {part} of {count}")))
        if name in reading.levels:
            parts.append(self.tr("place, step by step"))
        told = "; ".join(part for part in parts if part)
        return told or self._words.word(self.target(at), reading.kind)

    def _part(self, name: str, key: tuple[str, ...], told: str) -> str:
        if name not in key:
            return ""
        return told.replace("{part}", str(key.index(name) + 1)).replace("{count}", str(len(key)))

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or self._case is None or index.column() != Says.TARGET:
            return False
        if value and str(value) != self.target(index.row()):
            self.chosen.emit(self._case.reading.columns[index.row()], str(value))
        return True


class TargetDelegate(QStyledItemDelegate):
    """Chooses what a column is taken for from a list; what nobody reads is grey."""

    def __init__(self, appearance: Appearance, words: TargetWords, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance, self._words = appearance, words
        self._unread = words.word(OTHER)

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        column = index.column()
        if column == Says.NAME:
            option.font = self._appearance.look.fonts.font(weight=MEDIUM)
        elif column == Says.VALUES or index.sibling(index.row(), Says.TARGET).data() == self._unread:
            option.palette.setColor(option.palette.ColorRole.Text, self._appearance.look.ink("text2"))

    @override
    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        box = QComboBox(parent)
        box.setObjectName("importDialog.target")
        told = self.tr("{column} is taken for").replace(
            "{column}", str(index.sibling(index.row(), Says.NAME).data())
        )
        box.setAccessibleName(told)
        for code, word in self._words.choices():
            box.addItem(word, code)
        box.activated.connect(lambda _index: self._took(box))
        return box

    def _took(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box, QStyledItemDelegate.EndEditHint.NoHint)

    @override
    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(index.data(Qt.ItemDataRole.EditRole)))

    @override
    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData(), Qt.ItemDataRole.EditRole)


class ColumnTable(RowTable):
    """Shows `ColumnRows`; F2, Enter and Space open the list of what a column can be."""

    def __init__(self, appearance: Appearance, model: ColumnRows, words: TargetWords, name: str) -> None:
        super().__init__(appearance, model, name)
        self.setObjectName("importDialog.columnTable")
        self.setProperty("hairlines", "yes")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setItemDelegate(TargetDelegate(appearance, words, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.stretch(Says.VALUES)
        appearance.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Take row height and widths from the present look; a list to choose from must fit into a row."""
        self.fit(((Says.UNIT, 56),))
        self._share()
        height = self._appearance.look.metrics.px(32)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)

    def _share(self) -> None:
        """Give the names and what they are taken for their full width, or their share of a narrow table."""
        px, room = self._appearance.look.metrics.px, self.viewport().width()
        for column, share, least, most in ((Says.NAME, 28, 100, 190), (Says.TARGET, 34, 140, 230)):
            self.setColumnWidth(column, min(max(room * share // 100, px(least)), px(most)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        opens = {Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
        current = self.currentIndex()
        if (
            event.key() in opens
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            and current.isValid()
        ):
            self.edit(current.siblingAtColumn(Says.TARGET))
        else:
            super().keyPressEvent(event)


class ColumnsPage(QWidget):
    """The columns of the file, and which of them make the numbers.

    `chosen` carries (column, target), `kept` the name of a profile to keep.
    """

    chosen = Signal(str, str)
    kept = Signal(str)

    def __init__(
        self, workplace: Workplace, words: TargetWords, telling: RowTelling, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        appearance, self._words = workplace.appearance, words
        self.collection, self.pieces = CollectionChoice(workplace), FirstPieces(workplace, telling)
        headers = (self.tr("In the file"), self.tr("Values"), self.tr("Taken for"), self.tr("Unit"))
        self.rows = ColumnRows(headers, words, self)
        self.table = ColumnTable(appearance, self.rows, words, self.tr("Columns of the file"))
        self.told = Label(appearance, wrap=True, object_name="importDialog.profile")
        self.note = Label(appearance, size=12, colour="text2", wrap=True, object_name="importDialog.unread")
        self.name = QLineEdit()
        self.name.setObjectName("importDialog.profileName")
        self.name.setAccessibleName(self.tr("Name of the profile"))
        self.name.setPlaceholderText(self.tr("Name of this kind of list"))
        self.keep = KeepButton(
            self.tr("Keep as a profile"),
            lambda name: profile_taken(name, workplace.desk.path),
            object_name="importDialog.keepProfile",
        )
        self.asking = Label(
            appearance, colour="tones.amber.ink", wrap=True, object_name="importDialog.replaceProfile"
        )
        self.keys = KeyEditor(workplace)
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.look.metrics.px(8))
        column.addWidget(self.told)
        column.addWidget(self.collection)
        column.addWidget(self.table, 1)
        column.addWidget(self.note)
        column.addWidget(self.pieces)
        column.addWidget(self.keys)
        self.name.setMaximumWidth(appearance.look.metrics.px(300))
        row.addWidget(self.name, 1)
        row.addWidget(self.keep)
        row.addWidget(self.asking, 2)
        column.addLayout(row)
        self.rows.chosen.connect(self.chosen)
        self.name.textChanged.connect(self.keep.show_name)
        self.keep.kept.connect(self.kept)
        self.keep.asked.connect(self._ask_to_replace)
        self.name.returnPressed.connect(self.keep.click)

    def _ask_to_replace(self, name: str) -> None:
        told = self.tr("There is a profile “{name}” already. Replace it, or type another name.")
        self.asking.setText(told.replace("{name}", name) if name else "")

    def show_case(self, case: Case | None) -> None:
        """Show the columns of a case and the profile it was recognised by."""
        self.rows.show_case(case)
        self.keys.show_case(case)
        self.collection.show_case(case)
        self.pieces.show_case(case)
        if case is None:
            return
        reading = case.reading
        known = self.tr("Recognised as “{profile}”.").replace("{profile}", self._words.profile(reading.profile))
        told = known if reading.profile else self.tr("Read by its headers; no profile knows this list.")
        self.told.setText(told)
        special = {*reading.key, *reading.parent_key, *reading.levels, *reading.left_out}
        unread = sum(reading.mapping.get(each, OTHER) == OTHER for each in reading.columns if each not in special)
        one = self.tr("1 column is kept with each piece as it is, under other columns. Nothing is dropped.")
        many = self.tr(
            "{count} columns are kept with each piece as they are, under other columns. Nothing is dropped."
        )
        self.note.setText((one if unread == 1 else many).replace("{count}", shown_count(unread)))
        self.note.setVisible(unread > 0)
        if not self.table.currentIndex().isValid() and self.rows.rowCount():
            self.table.setCurrentIndex(self.rows.index(0, Says.TARGET))
