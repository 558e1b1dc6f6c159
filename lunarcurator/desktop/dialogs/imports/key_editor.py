"""The editor of numbers made of several columns: which columns, and what stands between them."""

from collections.abc import Sequence
from functools import partial
from typing import Final, override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from lunarcurator.desktop.dialogs.imports.case import Case
from lunarcurator.desktop.theme.fonts import MEDIUM
from lunarcurator.desktop.widgets.as_it_is import CheckBox
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.workplace import Workplace
from lunarcurator.services.importing.asking.settling import settled
from lunarcurator.services.importing.columns.keys import number_columns, parent_columns

MOST_PARTS: Final = 4
_BLANK: Final = " "
_TOP: Final = Qt.AlignmentFlag.AlignTop


class KeyRow(QWidget):
    """The columns that make one number, with what stands before each but the first; `said` carries both."""

    said = Signal(object, object)

    def __init__(self, name: str, caption: str, gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[str, ...] = ()
        self.parts = [ChoiceBox() for _ in range(MOST_PARTS)]
        self.joints = [ChoiceBox() for _ in range(MOST_PARTS - 1)]
        row = FlowLayout(gap, self)
        for at, box in enumerate(self.parts):
            if at:
                row.addWidget(self.joints[at - 1])
            row.addWidget(box)
            box.setObjectName(f"importDialog.{name}.part{at + 1}")
            box.setAccessibleName(
                self.tr("{what}, column {n}").replace("{what}", caption).replace("{n}", str(at + 1))
            )
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(10)
            box.activated.connect(lambda _at: self._edited())
        for at, box in enumerate(self.joints, start=2):
            box.setObjectName(f"importDialog.{name}.joint{at}")
            told = self.tr("{what}, between column {n} and the one before")
            box.setAccessibleName(told.replace("{what}", caption).replace("{n}", str(at)))
            self._offer_joints(box)
        self.show_key((), (), ())

    def show_key(self, offered: Sequence[str], columns: Sequence[str], joints: Sequence[str]) -> None:
        """Show the columns to choose from, and those that make the number now."""
        if tuple(offered) != self._columns:
            self._columns = tuple(offered)
            for at, box in enumerate(self.parts):
                box.clear()
                box.addItem(self.tr("+ column") if at else self.tr("none"), "")
                for column in offered:
                    box.addItem(column, column)
        for at, box in enumerate(self.parts):
            box.setCurrentIndex(max(box.findData(columns[at]) if at < len(columns) else 0, 0))
            box.setVisible(at <= len(columns))
        for at, box in enumerate(self.joints, start=1):
            joint = joints[at - 1] if at <= len(joints) else _BLANK
            found = box.findData(joint)
            box.setCurrentIndex(found)
            if found < 0:
                box.setEditText(joint)
            box.setVisible(at < len(columns))

    def columns(self) -> tuple[str, ...]:
        """Return the columns chosen, in their order, each once."""
        chosen = (str(box.currentData() or "") for box in self.parts)
        return tuple(dict.fromkeys(column for column in chosen if column))

    def _offer_joints(self, box: QComboBox) -> None:
        for word, joint in ((self.tr("space"), _BLANK), (self.tr("nothing"), "")):
            box.addItem(word, joint)
        for joint in (",", "-", ".", "/", "_"):
            box.addItem(joint, joint)
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.setMinimumContentsLength(4)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.activated.connect(lambda _at: self._edited())
        line = box.lineEdit()
        if line is not None:
            line.setAccessibleName(box.accessibleName())
            line.editingFinished.connect(self._edited)

    def _joint(self, box: QComboBox) -> str:
        at = box.findText(box.currentText(), Qt.MatchFlag.MatchFixedString)
        return str(box.itemData(at)) if at >= 0 else box.currentText()

    def _edited(self) -> None:
        columns = self.columns()
        self.said.emit(columns, tuple(self._joint(box) for box in self.joints[: max(len(columns) - 1, 0)]))


class KeyEditor(QWidget):
    """Says what the number of a piece and of its parent are made of.

    `said` carries (parent or not, columns, joints) where somebody chose others, `making` whether parents are made
    that are missing.
    """

    said = Signal(bool, object, object)
    making = Signal(bool)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = workplace.appearance
        px = look.look.metrics.px
        self._case: Case | None = None
        captions = (self.tr("Number"), self.tr("Parent"))
        self.own, self.above = (
            KeyRow(name, caption, px(8)) for name, caption in zip(("key", "parentKey"), captions, strict=True)
        )
        self.make = CheckBox(self.tr("Make parents that are neither in the list nor in the book"))
        self.make.setObjectName("importDialog.makeParents")
        self.make.clicked.connect(self.making)
        self._labels: list[Label] = []
        grid = QGridLayout(self)
        for at, (caption, row) in enumerate(zip(captions, (self.own, self.above), strict=True)):
            label = Label(look, caption, size=12, weight=MEDIUM, colour="text2")
            self._labels.append(label)
            grid.addWidget(label, at, 0, _TOP)
            grid.addWidget(row, at, 1)
            row.said.connect(partial(self._say, row is self.above))
        grid.setColumnStretch(1, 1)
        grid.setVerticalSpacing(px(6))
        grid.setHorizontalSpacing(px(12))
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self.make, 2, 0, 1, 2)
        look.changed.connect(self._level)

    def show_case(self, case: Case | None) -> None:
        """Show what the numbers of a case are made of."""
        self._case = case
        if case is None:
            return
        reading = settled(case.reading)
        self.own.show_key(case.reading.columns, *number_columns(reading))
        self.above.show_key(case.reading.columns, *parent_columns(reading))
        self.make.setVisible(reading.says_parents)
        self.make.setChecked(reading.makes_parents)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._level()

    def _level(self) -> None:
        """Stand each word at the middle of its first line of boxes, however many lines there are."""
        for label, row in zip(self._labels, (self.own, self.above), strict=True):
            label.setFixedHeight(row.parts[0].sizeHint().height())

    def _say(self, parent: bool, columns: tuple[str, ...], joints: tuple[str, ...]) -> None:
        if self._case is None:
            return
        reading = settled(self._case.reading)
        now = parent_columns(reading) if parent else number_columns(reading)
        if (columns, joints) != (now[0], now[1][: max(len(now[0]) - 1, 0)]) and (columns or parent):
            self.said.emit(parent, columns, joints)
        else:
            (self.above if parent else self.own).show_key(self._case.reading.columns, *now)
