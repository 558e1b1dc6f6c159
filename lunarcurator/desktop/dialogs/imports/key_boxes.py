"""What the number of a piece and of its parent are made of: a column, or several with what stands between them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, repeat

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.as_it_is import CheckBox
from lunarcurator.desktop.widgets.captioned_box import CaptionedBox
from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.services.importing import Reading, keyed
from lunarcurator.services.importing.asking.answered_reading import settled
from lunarcurator.services.importing.columns.keys import number_columns, parent_columns

type Key = tuple[tuple[str, ...], tuple[str, ...]]
"""The columns that make a number, and what stands between them."""


def written(columns: Sequence[str], joints: Sequence[str]) -> str:
    """Return a key as a person writes it: a column alone by its name, several as `[Core]-[Piece]`."""
    if len(columns) <= 1:
        return "".join(columns)
    before = chain([""], joints, repeat(" "))
    return "".join(f"{next(before)}[{column}]" for column in columns)


def read_key(text: str, columns: Sequence[str]) -> Key | None:
    """Return the key that a text says of these columns, None where it says none."""
    known = "|".join(map(re.escape, columns))
    before, *parts = re.split(rf"\[({known})\]", f"[{text}]" if text in columns else text)
    *joints, after = parts[1::2] or [""]
    key = tuple(parts[::2])
    return None if before or after or len({*key}) < len(key) else (key, tuple(joints))


class KeyBoxes(QObject):
    """Says what the number of a piece and of its parent are made of, by two boxes in a row and `make` below.

    `said` carries the `Reading` with what somebody chose otherwise; it begins at `now`.
    """

    said = Signal(object)

    def __init__(self, look: Appearance, row: FlowLayout, now: Callable[[], Reading]) -> None:
        super().__init__()
        self._now = now
        self.own = CaptionedBox(look, self.tr("Number"), "importDialog.key")
        self.above = CaptionedBox(look, self.tr("Parent"), "importDialog.parentKey")
        for box in (self.own, self.above):
            line = QLineEdit()
            line.setAccessibleName(box.accessibleName())
            line.editingFinished.connect(partial(self._say, box))
            box.setLineEdit(line)
            box.setInsertPolicy(CaptionedBox.InsertPolicy.NoInsert)
            box.setMinimumWidth(look.look.metrics.px(200))
            box.chosen.connect(partial(self._chosen, box))
            row.addWidget(box.field)
        self.make = CheckBox(self.tr("Make parents that are neither in the list nor in the book"))
        self.make.setObjectName("importDialog.makeParents")
        self.make.clicked.connect(lambda wanted: self.said.emit(replace(self._now(), makes_parents=wanted)))

    def show_reading(self) -> None:
        """Show what the numbers are made of now."""
        reading = settled(self._now())
        self._offer(self.own, reading)
        self._offer(self.above, reading)
        self.make.setVisible(reading.says_parents)
        self.make.setChecked(reading.makes_parents)

    def _key(self, box: CaptionedBox, reading: Reading) -> Key:
        return parent_columns(reading) if box is self.above else number_columns(reading)

    def _offer(self, box: CaptionedBox, reading: Reading) -> None:
        """Offer each column alone, and behind what makes the number now."""
        key, joints = self._key(box, reading)
        more = [column for column in reading.columns if key and column not in key]
        box.offer(
            (
                ("", self.tr("none")),
                *((column, column) for column in reading.columns),
                *(
                    (written((*key, column), joints), self.tr("and {column}").replace("{column}", column))
                    for column in more
                ),
            )
        )
        box.setEditText(written(key, joints))
        box.field.set_note("")
        box.field.set_tone("")

    def _chosen(self, box: CaptionedBox, text: str) -> None:
        box.setEditText(text)
        self._say(box)

    def _say(self, box: CaptionedBox) -> None:
        reading, text = self._now(), box.currentText().strip()
        key, parent = read_key(text, reading.columns), box is self.above
        if key is None:
            told = self.tr("Write several columns as [Core]-[Piece], with what stands between them.")
            box.field.set_note(told, "tones.red.ink")
            box.field.set_tone("red")
        elif text == written(*self._key(box, settled(reading))) or not (text or parent):
            self._offer(box, settled(reading))
        else:
            self.said.emit(keyed(reading, *key, parent=parent))
