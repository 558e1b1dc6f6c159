"""The step in which each column says what it is taken for, and what the sheet leaves open is asked."""

from enum import IntEnum
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.imports.answers import Answer, Answers
from lunarcurator.desktop.dialogs.imports.case import Case
from lunarcurator.desktop.dialogs.imports.key_boxes import KeyBoxes
from lunarcurator.desktop.dialogs.imports.sheet_boxes import shape_box
from lunarcurator.desktop.dialogs.imports.targets import TargetWords
from lunarcurator.desktop.models.shaped_rows import ShapedRowsModel
from lunarcurator.desktop.widgets.captioned_box import CaptionedBox
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.desktop.widgets.keep_button import KeepButton
from lunarcurator.desktop.widgets.ledger_model import LedgerCell, LedgerColumn
from lunarcurator.desktop.widgets.list_table import ListTable
from lunarcurator.desktop.widgets.plain_column import plain_column
from lunarcurator.services.importing import Reading, keyed, mapped
from lunarcurator.services.importing.asking.answered_reading import settled
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
    """What must be answered, the columns of the file, what makes the numbers, and what is assumed.

    `said` carries the `Reading` with what somebody chose otherwise, `kept` the name of a profile to keep; `edited`
    tells that an answer is another now.
    """

    said = Signal(object)
    edited = Signal()
    kept = Signal(str)

    def __init__(self, context: AppContext, targets: TargetWords) -> None:
        super().__init__()
        look = context.appearance
        self._targets = targets
        self._case: Case
        self._reading: Reading
        self._open = Answers(look, context.words)
        self._assumed = Answers(look, context.words, self.tr("Assumed, unless you say otherwise"))
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
        self.target = CaptionedBox(look, self.tr("Taken for"), "importDialog.target", targets.choices())
        self.unit = CaptionedBox(look, self.tr("Unit"), "importDialog.unit")
        self.name = QLineEdit()
        self.name.setObjectName("importDialog.profileName")
        self.name.setAccessibleName(self.tr("Name of the profile"))
        self.name.setPlaceholderText(self.tr("Name of this kind of list"))
        self.keep = KeepButton(
            self.tr("Keep as a profile"),
            lambda name: profile_taken(name, context.session.path),
            object_name="importDialog.keepProfile",
        )
        self._kept_as = Field(look, "", self.name)
        self._kept_as.drop_caption()
        self._kept_as.put_beside(self.keep)
        row = FlowLayout(look.look.metrics.px(12))
        row.addWidget(self.target.field)
        row.addWidget(self.unit.field)
        self.keys = KeyBoxes(look, row, self.now)
        self.shape = shape_box(look, context.words, "importDialog.shapeOfColumns")
        row.addWidget(self.shape.field)
        parts = (self._open, self.table, row, self.keys.make, self._assumed, self._kept_as)
        plain_column(self, look.look.metrics.px(8), *parts).setStretchFactor(self.table, 1)
        self.table.selectionModel().currentRowChanged.connect(self._show_column)
        self.table.opened.connect(self._open_choices)
        self.target.chosen.connect(self._say_target)
        self.unit.chosen.connect(self._say_unit)
        self.keys.said.connect(self.said)
        for answers in (self._open, self._assumed):
            answers.edited.connect(self.edited)
            answers.chosen.connect(self._say_answers)
        self.name.textChanged.connect(self.keep.show_name)
        self.name.returnPressed.connect(self.keep.click)
        self.keep.kept.connect(self.kept)
        self.keep.asked.connect(self._ask_to_replace)

    @property
    def answers(self) -> list[Answer]:
        """The questions with their answers, those that must be answered and the collection first."""
        return [*self._open.answers, *self._assumed.answers]

    def now(self, *, taken: bool = False) -> Reading:
        """Return the reading of the case with the answers given here; what is proposed counts once `taken`."""
        reading = self._case.reading
        for answer in self.answers:
            reading = answer.said(reading, taken=taken)
        return reading

    @property
    def has_news(self) -> bool:
        """Whether an answer given here is not in the case yet, whose first pieces are without it."""
        return self.now() != self._case.reading

    def show_case(self, case: Case) -> None:
        """Show the columns of a case, with the column in front that was."""
        row = max(self.table.currentIndex().row(), 0)
        self._case, self._reading = case, settled(case.reading)
        self._open.ask(case.in_front, case.reading)
        self._assumed.ask(case.assumed, case.reading)
        self.keys.show_reading()
        self.shape.take(case.reading.shape)
        self.rows.show_rows(case.reading.columns)
        self.table.stand_on(min(row, self.rows.rowCount() - 1))
        # A question is made after what stands below it, and Tab would come to it last.
        between = (self.table, self.target, self.unit, self.keys.own, self.keys.above, self.shape, self.keys.make)
        first, last = ([each.editor for each in some.answers] for some in (self._open, self._assumed))
        for before, after in pairwise([*first, *between, *last, self.name, self.keep]):
            QWidget.setTabOrder(before, after)

    def unsaid(self) -> list[Answer]:
        """Return what must be answered still."""
        return [each for each in self.answers if each.is_wanted]

    def begin(self) -> None:
        """Put the keyboard where an answer is wanted, else on the columns."""
        for first in (*(each.editor for each in self.unsaid()), self.table)[:1]:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_missing(self) -> bool:
        """Mark what must be answered still, go to the first of it, and tell whether there is any."""
        unsaid = self.unsaid()
        for each in unsaid:
            each.ask_again()
        if unsaid:
            self.begin()
        return bool(unsaid)

    def _say_answers(self) -> None:
        """Say the answers, unless the case has them: a box and the line in it both tell that one was given."""
        if self.has_news:
            self.said.emit(self.now())

    def _cells(self, name: str) -> tuple[LedgerCell, ...]:
        reading = self._reading
        values = _GAP.join(" ".join(text.split()) for text in self._case.examples.get(name, ()))
        target, unit = self._taken_for(reading, name), LedgerCell(unit_shown(unit_of(reading, name)))
        if any(each.kind is UNIT and each.about == name for each in self._case.open_now):
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
        self.target.field.set_caption(self.tr("{column} is taken for").replace("{column}", name))
        self.unit.field.set_caption(self.tr("Unit of {column}").replace("{column}", name))
        # A part of a number is none of the choices, and each of them takes it away.
        part = name in {*reading.key, *reading.parent_key}
        self.target.take("" if part else reading.mapping.get(name, OTHER))
        self.unit.offer((unit, unit_shown(unit)) for unit in unit_choices(reading, name))
        self.unit.take(unit_of(reading, name))
        self.unit.field.setVisible(self.unit.count() > 0)

    def _open_choices(self, index: QModelIndex) -> None:
        """Open the list of what the column in front is, or of its units where one is pointed at."""
        box = self.unit if index.column() == Says.UNIT and self.unit.count() else self.target
        box.setFocus(Qt.FocusReason.OtherFocusReason)
        box.showPopup()

    def _say_target(self, target: str) -> None:
        reading, column = self.now(), self._front()
        reading = keyed(reading, ()) if column in reading.key else reading
        reading = keyed(reading, (), parent=True) if column in reading.parent_key else reading
        reading = mapped(reading, column, target)
        if reading != self._case.reading:
            self.said.emit(reading)

    def _say_unit(self, unit: str) -> None:
        column = self._front()
        if unit != unit_of(self._reading, column):
            self.said.emit(UNIT.answered(self.now(), unit, column))

    def _front(self) -> str:
        return str(self.rows.rows[self.table.currentIndex().row()])

    def _ask_to_replace(self, name: str) -> None:
        told = self.tr("There is a profile “{name}” already. Replace it, or type another name.")
        self._kept_as.set_note(told.replace("{name}", name) if name else "", "tones.amber.ink")
