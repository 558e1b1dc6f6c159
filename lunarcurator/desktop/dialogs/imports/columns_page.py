"""The step in which each column says what it is taken for and in which unit, and a person corrects it."""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Final, override

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QLineEdit,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from lunarcurator.desktop.dialogs.imports.answers import Answers
from lunarcurator.desktop.dialogs.imports.case import Case
from lunarcurator.desktop.dialogs.imports.key_editor import KeyEditor
from lunarcurator.desktop.dialogs.imports.targets import TargetWords
from lunarcurator.desktop.models.headings import Index
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.announcing import announce
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.desktop.widgets.keep_button import KeepButton
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.ledger_model import LedgerCell, LedgerColumn, LedgerModel
from lunarcurator.desktop.widgets.ledger_table import LedgerDelegate
from lunarcurator.desktop.widgets.row_table import RowTable
from lunarcurator.desktop.workplace import Workplace
from lunarcurator.services.importing import Question, Reading, keyed, mapped
from lunarcurator.services.importing.asking.settling import settled
from lunarcurator.services.importing.columns.mapping import OTHER
from lunarcurator.services.importing.columns.units import UNIT, unit_choices, unit_of, unit_shown
from lunarcurator.services.importing.plan import PLACE_STEP
from lunarcurator.services.importing.profiles import profile_taken
from lunarcurator.services.words import Words

_GAP: Final = " · "
_OPENS: Final = frozenset({Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class Says(IntEnum):
    """The columns of the table of columns."""

    NAME = 0
    VALUES = 1
    TARGET = 2
    UNIT = 3


class ColumnRows(LedgerModel):
    """One row for each column of the file, with what it is taken for and its unit, which a person may choose.

    `said` carries the `Reading` with what somebody chose otherwise.
    """

    said = Signal(object)

    def __init__(self, headers: Sequence[str], targets: TargetWords, words: Words, parent: QObject) -> None:
        wide = zip(headers, (160, 0, 200, 96), strict=True)
        super().__init__([LedgerColumn(label, width=width) for label, width in wide], parent)
        self._targets, self._words = targets, words
        self._said: Reading
        self._reading: Reading | None = None
        self._wanted: frozenset[str] = frozenset()
        self._units: Mapping[str, tuple[str, ...]] = {}
        self._asked: Mapping[str, Question] = {}

    def show_case(self, case: Case | None) -> None:
        """Show the columns of a case."""
        if case is None:
            self.set_rows(())
            return
        self._said, self._reading = case.reading, settled(case.reading)
        reading = self._reading
        self._units = {name: unit_choices(reading, name) for name in reading.columns}
        self._asked = {each.about: each for each in case.of_units}
        self._wanted = frozenset(each.about for each in case.open_columns if each in case.of_units)
        self.set_rows([self._cells(case, reading, name) for name in reading.columns])

    def wanted(self) -> list[int]:
        """Return the rows of columns whose unit must be said still."""
        return [at for at in range(self.row_total()) if self._name(at) in self._wanted]

    def choices(self, at: int, column: int) -> list[tuple[str, str]]:
        """Return what may be chosen in a cell as (code, words)."""
        if column == Says.TARGET:
            return self._targets.choices()
        name = self._name(at)
        units = self._units[name] if column == Says.UNIT else ()
        question = self._asked.get(name)
        if question is None:
            return [(unit, unit_shown(unit)) for unit in units]
        words = dict(question.choice_words)
        return [
            (unit, self._words.say(key, question.choice_facts(unit)) if (key := words[unit]) else unit)
            for unit in units
        ]

    def _name(self, at: int) -> str:
        return self.cell(at, Says.NAME).text

    def _cells(self, case: Case, reading: Reading, name: str) -> tuple[LedgerCell, ...]:
        values = _GAP.join(" ".join(text.split()) for text in case.examples.get(name, ()))
        target, unit = self._taken_for(reading, name), LedgerCell(unit_shown(unit_of(reading, name)))
        if name in self._wanted:
            unit = LedgerCell(self.tr("Choose…"), tone="tones.red.ink", bold=True)
        elif self._units[name] and values and not unit.text:
            unit = LedgerCell(self.tr("in the cells"), tone="text2")
        unread = target == self._targets.word(OTHER)
        return (
            LedgerCell(name, bold=True),
            LedgerCell(values, tone="text2"),
            LedgerCell(target, tone="text2" if unread else "text"),
            unit,
        )

    def _taken_for(self, reading: Reading, name: str) -> str:
        if name in reading.left_out:
            return self.tr("hidden in the file, left out")
        told = (
            self._part(name, reading.key, self.tr("number, part {part} of {count}")),
            self._part(name, reading.parent_key, self.tr("parent, part {part} of {count}")),
            self._targets.word(PLACE_STEP) if name in reading.levels else "",
        )
        target = reading.mapping.get(name, OTHER)
        return "; ".join(filter(None, told)) or self._targets.word(target, reading.kind)

    def _part(self, name: str, key: tuple[str, ...], told: str) -> str:
        if name not in key:
            return ""
        return told.replace("{part}", str(key.index(name) + 1)).replace("{count}", str(len(key)))

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags, column = super().flags(index), index.column()
        may_choose = column == Says.TARGET or (column == Says.UNIT and self._units[self._name(index.row())])
        return flags | Qt.ItemFlag.ItemIsEditable if may_choose else flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        reading = self._reading
        if role == Qt.ItemDataRole.EditRole and index.isValid() and reading is not None:
            name = self._name(index.row())
            if index.column() == Says.UNIT:
                return unit_of(reading, name)
            # A part of a number is none of the choices, and each of them takes it away.
            return "" if name in {*reading.key, *reading.parent_key} else reading.mapping.get(name, OTHER)
        return super().data(index, role)

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.flags() & Qt.ItemFlag.ItemIsEditable:
            return False
        if value and value != index.data(role):
            name, text = self._name(index.row()), str(value)
            unit = index.column() == Says.UNIT
            self.said.emit(UNIT.answered(self._said, text, name) if unit else _taken(self._said, name, text))
        return True


class ChoosingDelegate(LedgerDelegate):
    """Chooses from a list what stands in a cell of `ColumnRows`."""

    def __init__(self, appearance: Appearance, rows: ColumnRows, parent: QWidget) -> None:
        super().__init__(appearance, rows.columns, parent)
        self._choices = rows

    @override
    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        box = ChoiceBox(parent)
        unit = index.column() == Says.UNIT
        box.setObjectName("importDialog.unit" if unit else "importDialog.target")
        told = self.tr("Unit of {column}") if unit else self.tr("{column} is taken for")
        name = str(index.sibling(index.row(), Says.NAME).data())
        box.setAccessibleName(told.replace("{column}", name))
        for code, word in self._choices.choices(index.row(), index.column()):
            box.addItem(word, code)
        # A list is as wide as its words, however narrow its cell.
        box.view().setMinimumWidth(box.view().sizeHintForColumn(0) + self._appearance.look.metrics.px(24))
        box.activated.connect(lambda _index: self._took(box))
        return box

    def _took(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box, self.EndEditHint.NoHint)

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
    """Shows `ColumnRows`; F2, Enter and Space open the list of what a column can be, or of its units."""

    def __init__(self, appearance: Appearance, model: ColumnRows, name: str) -> None:
        super().__init__(appearance, model, name)
        self.setObjectName("importDialog.columnTable")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setItemDelegate(ChoosingDelegate(appearance, model, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.SelectedClicked)
        self.stretch(Says.VALUES)
        self._columns = model.columns
        appearance.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Take row height and widths from the present look; a list to choose from must fit into a row."""
        self.fit((at, column.width) for at, column in enumerate(self._columns) if column.width)
        height = self._appearance.look.metrics.px(32)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # What must be chosen stays in sight, however little room there is.
        self.scrollTo(self.currentIndex())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() not in _OPENS or held or not current.isValid():
            super().keyPressEvent(event)
        elif current.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(current)
        else:
            self.edit(current.siblingAtColumn(Says.TARGET))


class ColumnsPage(QWidget):
    """The columns of the file, and which of them make the numbers.

    `said` carries the `Reading` with what somebody chose otherwise, `kept` the name of a profile to keep.
    """

    said = Signal(object)
    kept = Signal(str)

    def __init__(self, workplace: Workplace, targets: TargetWords) -> None:
        super().__init__()
        look, words = workplace.appearance, workplace.words
        self._words = words
        self._case: Case | None = None
        headers = (self.tr("In the file"), self.tr("Values"), self.tr("Taken for"), self.tr("Unit"))
        self.collection = Answers(look, words)
        self.rows = ColumnRows(headers, targets, words, self)
        self.table = ColumnTable(look, self.rows, self.tr("Columns of the file"))
        self.units = Label(look, colour="tones.red.ink", wrap=True, object_name="importDialog.unitsWanted")
        self.keys = KeyEditor(workplace)
        self.name = QLineEdit()
        self.name.setObjectName("importDialog.profileName")
        self.name.setAccessibleName(self.tr("Name of the profile"))
        self.name.setPlaceholderText(self.tr("Name of this kind of list"))
        self.keep = KeepButton(
            self.tr("Keep as a profile"),
            lambda name: profile_taken(name, workplace.desk.path),
            object_name="importDialog.keepProfile",
        )
        self._kept_as = Field(look, "", self.name)
        self._kept_as.drop_caption()
        self._kept_as.put_beside(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.look.metrics.px(8))
        column.addWidget(self.collection)
        column.addWidget(self.table, 1)
        column.addWidget(self.units)
        column.addWidget(self.keys)
        column.addWidget(self._kept_as)
        self.rows.said.connect(self.said)
        self.keys.said.connect(self.said)
        self.collection.chosen.connect(self._say_collection)
        self.name.textChanged.connect(self.keep.show_name)
        self.name.returnPressed.connect(self.keep.click)
        self.keep.kept.connect(self.kept)
        self.keep.asked.connect(self._ask_to_replace)

    def show_case(self, case: Case | None) -> None:
        """Show the columns of a case, with the cell in front that was."""
        front = self.table.currentIndex()
        row, column = max(front.row(), 0), max(front.column(), Says.TARGET)
        self._case = case
        self.rows.show_case(case)
        self.keys.show_case(case)
        self.collection.clear()
        self.collection.setVisible(case is not None and case.collection is not None)
        if case is None:
            return
        if case.collection is not None:
            self.collection.ask((case.collection,), case.reading)
        # From a unit that is said one goes on to the next.
        row = next(iter(self.rows.wanted()), row) if column == Says.UNIT else row
        self.table.setCurrentIndex(self.rows.index(min(row, self.rows.row_total() - 1), column))
        wanted = next((each for each in case.open_columns if each in case.of_units), None)
        self.units.setText(self._words.say(wanted.key, dict(wanted.facts)) if wanted is not None else "")
        self.units.setVisible(wanted is not None)

    def begin(self) -> bool:
        """Go to what must be said still, the collection or a unit, and tell whether there is any."""
        if self.collection.unsaid():
            self.collection.begin()
            return True
        wanted = self.rows.wanted()
        if wanted:
            self.table.setCurrentIndex(self.rows.index(wanted[0], Says.UNIT))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, self.units.text())
        return bool(wanted)

    def show_missing(self) -> bool:
        """Mark what must be said still, go to the first of it, and tell whether there is any."""
        self.collection.show_missing()
        return self.begin()

    def _say_collection(self) -> None:
        if self._case is not None:
            self.said.emit(self.collection.said(self._case.reading))

    def _ask_to_replace(self, name: str) -> None:
        told = self.tr("There is a profile “{name}” already. Replace it, or type another name.")
        self._kept_as.set_note(told.replace("{name}", name) if name else "", "tones.amber.ink")


def _taken(reading: Reading, column: str, target: str) -> Reading:
    """Return the reading with a column taken for something else, and not for a part of a number any more."""
    reading = keyed(reading, ()) if column in reading.key else reading
    reading = keyed(reading, (), parent=True) if column in reading.parent_key else reading
    return mapped(reading, column, target)
