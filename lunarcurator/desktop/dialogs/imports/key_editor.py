"""The editor of numbers made of several columns: which columns, and what stands between them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from lunarcurator.desktop.dialogs.imports.case import Case
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.as_it_is import CheckBox
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.desktop.workplace import Workplace
from lunarcurator.services.importing import keyed
from lunarcurator.services.importing.asking.settling import settled
from lunarcurator.services.importing.columns.keys import number_columns, parent_columns

MOST_PARTS: Final = 4
_BLANK: Final = " "
_SIGNS: Final = (",", "-", ".", "/", "_")


class KeyBoxes(QObject):
    """The boxes for the columns that make one number, with what stands before each but the first.

    They stand in a `row`; `said` carries columns and joints.
    """

    said = Signal(object, object)

    def __init__(self, look: Appearance, row: FlowLayout, name: str, caption: str) -> None:
        super().__init__()
        self._look, self._row, self._name, self._caption = look, row, name, caption
        self._columns: tuple[str, ...] = ()
        self._fields: dict[ChoiceBox, Field] = {}
        self.parts = [self._box("part", 1, self.tr("{what}, column {n}"), caption)]
        self.joints: list[ChoiceBox] = []
        for at in range(2, MOST_PARTS + 1):
            told = self.tr("{what}, between column {n} and the one before")
            self.joints.append(self._joint_box(self._box("joint", at, told, self.tr("between"))))
            self.parts.append(self._box("part", at, self.tr("{what}, column {n}"), self.tr("and")))
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
            self._fields[box].setVisible(at <= len(columns))
        for at, box in enumerate(self.joints, start=1):
            joint = joints[at - 1] if at <= len(joints) else _BLANK
            box.setCurrentIndex(box.findData(joint))
            if box.currentIndex() < 0:
                box.setEditText(joint)
            self._fields[box].setVisible(at < len(columns))

    def columns(self) -> tuple[str, ...]:
        """Return the columns chosen, in their order, each once."""
        chosen = (str(box.currentData() or "") for box in self.parts)
        return tuple(dict.fromkeys(column for column in chosen if column))

    def _box(self, kind: str, at: int, told: str, caption: str) -> ChoiceBox:
        box = ChoiceBox()
        box.setObjectName(f"importDialog.{self._name}.{kind}{at}")
        box.setAccessibleName(told.replace("{what}", self._caption).replace("{n}", str(at)))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(10)
        box.activated.connect(self._edited)
        self._fields[box] = Field(self._look, caption, box)
        self._row.addWidget(self._fields[box])
        return box

    def _joint_box(self, box: ChoiceBox) -> ChoiceBox:
        box.addItem(self.tr("space"), _BLANK)
        box.addItem(self.tr("nothing"), "")
        for sign in _SIGNS:
            box.addItem(sign, sign)
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.setMinimumContentsLength(4)
        line = box.lineEdit()
        if line is not None:
            line.setAccessibleName(box.accessibleName())
            line.editingFinished.connect(self._edited)
        return box

    def _edited(self) -> None:
        columns = self.columns()
        joints: list[str] = []
        for box in self.joints[: max(len(columns) - 1, 0)]:
            at = box.findText(box.currentText(), Qt.MatchFlag.MatchFixedString)
            joints.append(str(box.itemData(at)) if at >= 0 else box.currentText())
        self.said.emit(columns, tuple(joints))


class KeyEditor(QWidget):
    """Says what the number of a piece and of its parent are made of.

    `said` carries the `Reading` with what somebody chose otherwise.
    """

    said = Signal(object)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        look = workplace.appearance
        self._case: Case | None = None
        column, row = QVBoxLayout(self), FlowLayout(look.look.metrics.px(8))
        self.own = KeyBoxes(look, row, "key", self.tr("Number"))
        self.above = KeyBoxes(look, row, "parentKey", self.tr("Parent"))
        self.own.said.connect(partial(self._say, False))
        self.above.said.connect(partial(self._say, True))
        self.make = CheckBox(self.tr("Make parents that are neither in the list nor in the book"))
        self.make.setObjectName("importDialog.makeParents")
        self.make.clicked.connect(self._say_making)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.make)

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

    def _say_making(self, wanted: bool) -> None:
        if self._case is not None:
            self.said.emit(replace(self._case.reading, makes_parents=wanted))

    def _say(self, parent: bool, columns: tuple[str, ...], joints: tuple[str, ...]) -> None:
        if self._case is None:
            return
        reading = settled(self._case.reading)
        now, before = parent_columns(reading) if parent else number_columns(reading)
        if (columns, joints) != (now, before[: max(len(now) - 1, 0)]) and (columns or parent):
            self.said.emit(keyed(self._case.reading, columns, joints, parent=parent))
        else:
            self.show_case(self._case)
