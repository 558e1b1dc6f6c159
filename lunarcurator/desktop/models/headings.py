"""What stands above the columns of a table, and a table of rows below such headings."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, override

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex

_UNIT: Final = re.compile(r"(?P<name>.+)(?:, |，)(?P<unit>%|\w{1,2})")
"""A header says its unit behind a comma; that of Chinese is another sign."""


def name_and_unit(header: str) -> tuple[str, str]:
    """Return what a header names, and its unit: `Mass now, g`; "" for a header without one."""
    found = _UNIT.fullmatch(header)
    return (found["name"], found["unit"]) if found else (header, "")


class Headings:
    """The labels of columns, from left to right; those in `figures` stand at the right edge like their numbers.

    `tips` explain the columns, one each, "" for none.
    """

    def __init__(self, labels: Iterable[str], figures: Iterable[int] = (), tips: Sequence[str] = ()) -> None:
        self.labels = tuple(labels)
        self._figures = frozenset(figures)
        self._tips = tuple(tips)

    def answer(self, section: int, orientation: Qt.Orientation, role: int) -> object:
        """Return what Qt asks a model about the head of a column; None for the heads of rows."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.labels):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.labels[section]
        if role == Qt.ItemDataRole.ToolTipRole and self._tips:
            return self._tips[section] or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in self._figures else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class FlatModel(QAbstractTableModel):
    """Rows with nothing below them, under headings; subclasses say how many there are and what is in a cell."""

    def __init__(self, headings: Headings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.headings = headings

    def row_total(self) -> int:
        """Return how many rows there are."""
        raise AssertionError("a table says how many rows it has")

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self.row_total()

    @override
    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.headings.labels)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        return self.headings.answer(section, orientation, role)
