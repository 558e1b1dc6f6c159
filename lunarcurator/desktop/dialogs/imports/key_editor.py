"""What the number of a piece and of its parent are made of: a column, or several with what stands between them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from lunarcurator.desktop.dialogs.imports.case import Case
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.as_it_is import CheckBox
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.services.importing import keyed
from lunarcurator.services.importing.asking.settling import settled
from lunarcurator.services.importing.columns.keys import number_columns, parent_columns


class Key(NamedTuple):
    """The columns that make a number, and what stands between them."""

    columns: tuple[str, ...] = ()
    joints: tuple[str, ...] = ()


def written(key: Key) -> str:
    """Return a key as a person writes it: a column alone by its name, several as `[Core]-[Piece]`."""
    if len(key.columns) <= 1:
        return "".join(key.columns)
    joints = ("", *key.joints)
    return "".join(f"{joint}[{column}]" for joint, column in zip(joints, key.columns, strict=True))


def read_key(text: str, columns: Sequence[str]) -> Key | None:
    """Return the key that a text says of these columns, None where it says none."""
    text = text.strip()
    known = "|".join(map(re.escape, columns))
    before, *parts = re.split(rf"\[({known})\]", f"[{text}]" if text in columns else text)
    *joints, after = parts[1::2] or [""]
    key = Key((*parts[::2],), (*joints,))
    return None if before or after or len({*key.columns}) < len(key.columns) else key


class KeyEditor(QWidget):
    """Says what the number of a piece and of its parent are made of.

    `said` carries the `Reading` with what somebody chose otherwise.
    """

    said = Signal(object)

    def __init__(self, look: Appearance) -> None:
        super().__init__()
        self._case: Case
        column, row = QVBoxLayout(self), FlowLayout(look.look.metrics.px(12))
        self.own, self.above = ChoiceBox(), ChoiceBox()
        self._fields = {
            self.own: Field(look, self.tr("Number"), self.own),
            self.above: Field(look, self.tr("Parent"), self.above),
        }
        for box, name in ((self.own, "key"), (self.above, "parentKey")):
            box.setObjectName(f"importDialog.{name}")
            line = QLineEdit()
            line.setAccessibleName(box.accessibleName())
            line.editingFinished.connect(partial(self._say, box))
            box.setLineEdit(line)
            box.setInsertPolicy(ChoiceBox.InsertPolicy.NoInsert)
            box.setMinimumWidth(look.look.metrics.px(240))
            box.activated.connect(partial(self._chosen, box))
            row.addWidget(self._fields[box])
        self.make = CheckBox(self.tr("Make parents that are neither in the list nor in the book"))
        self.make.setObjectName("importDialog.makeParents")
        self.make.clicked.connect(self._say_making)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.make)

    def show_case(self, case: Case) -> None:
        """Show what the numbers of a case are made of."""
        self._case = case
        reading = settled(case.reading)
        for box in self._fields:
            self._offer(box)
        self.make.setVisible(reading.says_parents)
        self.make.setChecked(reading.makes_parents)

    def _key(self, box: ChoiceBox) -> Key:
        """Return the key a box is about, as the case has it."""
        reading = settled(self._case.reading)
        columns, joints = parent_columns(reading) if box is self.above else number_columns(reading)
        between = len(columns) - 1
        return Key(columns, (*joints, *" " * between)[: max(between, 0)])

    def _offer(self, box: ChoiceBox) -> None:
        """Offer each column alone, and behind what makes the number now."""
        key, columns = self._key(box), self._case.reading.columns
        box.clear()
        box.addItem(self.tr("none"), "")
        for column in columns:
            box.addItem(column, column)
        for column in columns if key.columns else ():
            if column not in key.columns:
                longer = Key((*key.columns, column), (*key.joints, " "))
                box.addItem(self.tr("and {column}").replace("{column}", column), written(longer))
        box.setEditText(written(key))
        self._fields[box].set_note("")
        self._fields[box].set_tone("")

    def _chosen(self, box: ChoiceBox, at: int) -> None:
        box.setEditText(str(box.itemData(at)))
        self._say(box)

    def _say(self, box: ChoiceBox) -> None:
        reading = self._case.reading
        key = read_key(box.currentText(), reading.columns)
        if key is None:
            told = self.tr("Write several columns as [Core]-[Piece], with what stands between them.")
            self._fields[box].set_note(told, "tones.red.ink")
            self._fields[box].set_tone("red")
        elif key == self._key(box) or (box is self.own and not key.columns):
            self.show_case(self._case)
        else:
            self.said.emit(keyed(reading, *key, parent=box is self.above))

    def _say_making(self, wanted: bool) -> None:
        self.said.emit(replace(self._case.reading, makes_parents=wanted))
