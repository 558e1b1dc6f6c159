"""The step in which each column says what it is taken for and in which unit, and a person corrects it."""

from collections.abc import Mapping
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from lunarcurator.desktop.dialogs.imports.answers import Answers
from lunarcurator.desktop.dialogs.imports.case import Case
from lunarcurator.desktop.dialogs.imports.key_editor import KeyEditor
from lunarcurator.desktop.dialogs.imports.targets import TargetWords
from lunarcurator.desktop.models.shaped_rows import ShapedRowsModel
from lunarcurator.desktop.widgets.announcing import announce
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.desktop.widgets.keep_button import KeepButton
from lunarcurator.desktop.widgets.ledger_model import LedgerCell, LedgerColumn
from lunarcurator.desktop.widgets.list_table import ListTable
from lunarcurator.desktop.workplace import Workplace
from lunarcurator.services.importing import Question, Reading, keyed, mapped
from lunarcurator.services.importing.asking.settling import settled
from lunarcurator.services.importing.columns.mapping import OTHER
from lunarcurator.services.importing.columns.units import UNIT, unit_choices, unit_of, unit_shown
from lunarcurator.services.importing.plan import PLACE_STEP
from lunarcurator.services.importing.profiles import profile_taken

_GAP: Final = " · "


class Says(IntEnum):
    """The columns of the table of columns."""

    NAME = 0
    VALUES = 1
    TARGET = 2
    UNIT = 3


class ColumnsPage(QWidget):
    """The columns of the file, what the one in front is taken for, and which of them make the numbers.

    `said` carries the `Reading` with what somebody chose otherwise, `kept` the name of a profile to keep.
    """

    said = Signal(object)
    kept = Signal(str)

    def __init__(self, workplace: Workplace, targets: TargetWords) -> None:
        super().__init__()
        look, words = workplace.appearance, workplace.words
        self._words, self._targets = words, targets
        self._case: Case
        self._reading: Reading
        self._wanted: Mapping[str, Question] = {}
        self._goes_on = False
        self.collection = Answers(look, words)
        columns = (
            LedgerColumn(self.tr("In the file"), width=160),
            LedgerColumn(self.tr("Values")),
            LedgerColumn(self.tr("Taken for"), width=200),
            LedgerColumn(self.tr("Unit"), width=96),
        )
        self.rows = ShapedRowsModel(columns, self._cells, self)
        self.table = ListTable(
            look, self.rows, self.tr("Columns of the file"), object_name="importDialog.columnTable"
        )
        self.target, self.unit = ChoiceBox(), ChoiceBox()
        self.target.setObjectName("importDialog.target")
        self.unit.setObjectName("importDialog.unit")
        self._target_field = Field(look, self.tr("Taken for"), self.target)
        self._unit_field = Field(look, self.tr("Unit"), self.unit)
        for code, word in targets.choices():
            self.target.addItem(word, code)
        self.keys = KeyEditor(look)
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
        column, row = QVBoxLayout(self), FlowLayout(look.look.metrics.px(12))
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.look.metrics.px(8))
        row.addWidget(self._target_field)
        row.addWidget(self._unit_field)
        column.addWidget(self.collection)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        column.addWidget(self.keys)
        column.addWidget(self._kept_as)
        self.table.selectionModel().currentRowChanged.connect(self._show_column)
        self.table.opened.connect(self._open_choices)
        self.target.activated.connect(self._say_target)
        self.unit.activated.connect(self._say_unit)
        self.keys.said.connect(self.said)
        self.collection.chosen.connect(self._say_collection)
        self.name.textChanged.connect(self.keep.show_name)
        self.name.returnPressed.connect(self.keep.click)
        self.keep.kept.connect(self.kept)
        self.keep.asked.connect(self._ask_to_replace)

    def show_case(self, case: Case) -> None:
        """Show the columns of a case, with the column in front that was."""
        row = max(self.table.currentIndex().row(), 0)
        self._case, self._reading = case, settled(case.reading)
        self._wanted = {each.about: each for each in case.of_units if each in case.open_now}
        self.keys.show_case(case)
        self.collection.clear()
        self.collection.setVisible(case.collection is not None)
        if case.collection is not None:
            self.collection.ask((case.collection,), case.reading)
        self.rows.show_rows(case.reading.columns)
        # From a unit that is said one goes on to the next.
        row = next(iter(self.wanted()), row) if self._goes_on else row
        self._goes_on = False
        self.table.stand_on(min(row, self.rows.rowCount() - 1))

    def wanted(self) -> list[int]:
        """Return the rows of columns whose unit must be said still."""
        return [at for at, name in enumerate(self.rows.rows) if name in self._wanted]

    def begin(self) -> bool:
        """Go to what must be said still, the collection or a unit, and tell whether there is any."""
        if self.collection.unsaid():
            self.collection.begin()
            return True
        wanted = self.wanted()
        if wanted:
            self.table.stand_on(wanted[0])
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, self.unit.accessibleDescription())
        return bool(wanted)

    def show_missing(self) -> bool:
        """Mark what must be said still, go to the first of it, and tell whether there is any."""
        self.collection.show_missing()
        return self.begin()

    def _cells(self, name: str) -> tuple[LedgerCell, ...]:
        reading = self._reading
        values = _GAP.join(" ".join(text.split()) for text in self._case.examples.get(name, ()))
        target, unit = self._taken_for(reading, name), LedgerCell(unit_shown(unit_of(reading, name)))
        if name in self._wanted:
            unit = LedgerCell(self.tr("Choose…"), tone="tones.red.ink", bold=True)
        elif unit_choices(reading, name) and values and not unit.text:
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
            self._targets.word("number") if name in reading.key else "",
            self._targets.word("parent") if name in reading.parent_key else "",
            self._targets.word(PLACE_STEP) if name in reading.levels else "",
        )
        target = reading.mapping.get(name, OTHER)
        return "; ".join(filter(None, told)) or self._targets.word(target, reading.kind)

    def _show_column(self, current: QModelIndex) -> None:
        """Offer what the column in front may be taken for, and its units."""
        if not current.isValid():
            return
        reading, name = self._reading, self._front()
        self._target_field.set_caption(self.tr("{column} is taken for").replace("{column}", name))
        self._unit_field.set_caption(self.tr("Unit of {column}").replace("{column}", name))
        # A part of a number is none of the choices, and each of them takes it away.
        part = name in {*reading.key, *reading.parent_key}
        self.target.setCurrentIndex(-1 if part else self.target.findData(reading.mapping.get(name, OTHER)))
        self.unit.clear()
        told = {
            unit: self._words.say(key, asked.choice_facts(unit))
            for asked in self._case.of_units
            for unit, key in asked.choice_words
            if asked.about == name and key
        }
        for unit in unit_choices(reading, name):
            self.unit.addItem(told.get(unit, unit_shown(unit)), unit)
        self.unit.setCurrentIndex(self.unit.findData(unit_of(reading, name)))
        self._unit_field.setVisible(self.unit.count() > 0)
        wanted = self._wanted.get(name)
        wish = self._words.say(wanted.key, dict(wanted.facts)) if wanted is not None else ""
        self._unit_field.set_note(wish, "tones.red.ink")

    def _open_choices(self, index: QModelIndex) -> None:
        """Open the list of what the column in front is, or of its units where one is wanted or pointed at."""
        unit = index.column() == Says.UNIT or index.row() in self.wanted()
        box = self.unit if unit and self.unit.count() else self.target
        box.setFocus(Qt.FocusReason.OtherFocusReason)
        box.showPopup()

    def _say_target(self, _at: int) -> None:
        reading, column = self._case.reading, self._front()
        reading = keyed(reading, ()) if column in reading.key else reading
        reading = keyed(reading, (), parent=True) if column in reading.parent_key else reading
        reading = mapped(reading, column, str(self.target.currentData()))
        if reading != self._case.reading:
            self.said.emit(reading)

    def _say_unit(self, _at: int) -> None:
        unit, column = str(self.unit.currentData()), self._front()
        if unit != unit_of(self._reading, column):
            self._goes_on = True
            self.said.emit(UNIT.answered(self._case.reading, unit, column))

    def _front(self) -> str:
        return str(self.rows.rows[self.table.currentIndex().row()])

    def _say_collection(self) -> None:
        self.said.emit(self.collection.said(self._case.reading))

    def _ask_to_replace(self, name: str) -> None:
        told = self.tr("There is a profile “{name}” already. Replace it, or type another name.")
        self._kept_as.set_note(told.replace("{name}", name) if name else "", "tones.amber.ink")
