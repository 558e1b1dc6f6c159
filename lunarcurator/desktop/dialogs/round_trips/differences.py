"""The differences of a workbook that came back: one line a cell, what went out, came back and stands now."""

from collections.abc import Collection, Mapping
from enum import IntEnum
from types import MappingProxyType
from typing import Final, override

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from lunarcurator.desktop.dialogs.round_trips.lines import NONE, Line, lines_of
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.style import take_hints
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.services.roundtrip import TakeBack, whose_word
from lunarcurator.services.roundtrip.columns import STEP
from lunarcurator.services.words import Words

type Index = QModelIndex | QPersistentModelIndex
_TICK, _AIR = 52, 8


class Column(IntEnum):
    """The columns of the table."""

    TAKE = 0
    NUMBER = 1
    COLUMN = 2
    SENT = 3
    CAME = 4
    NOW = 5
    WHOSE = 6
    WHAT = 7
    WHY = 8


_WIDTHS: Final[Mapping[Column, tuple[int, int]]] = MappingProxyType(
    {
        Column.NUMBER: (90, 260),
        Column.COLUMN: (80, 140),
        Column.SENT: (70, 150),
        Column.CAME: (70, 150),
        Column.NOW: (90, 150),
        Column.WHOSE: (80, 220),
        Column.WHAT: (90, 170),
    }
)
"""Widths in pixels at 100 % between which a column takes what its cells need; the reason takes the rest."""


class DifferenceModel(QAbstractTableModel):
    """The lines of a comparison; ticking one takes the whole row. `ticked` tells that `taken()` is another now."""

    ticked = Signal()

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._headers = (
            self.tr("Take"),
            words.say("report.number"),
            words.say("roundtrip.column"),
            words.say("roundtrip.sent"),
            words.say("roundtrip.came"),
            words.say("roundtrip.now"),
            words.say("roundtrip.whose"),
            words.say("roundtrip.verdict"),
            words.say("roundtrip.why"),
        )
        self._plan: TakeBack | None = None
        self._lines: tuple[Line, ...] = ()
        self._taken: set[int] = set()

    def show_plan(self, plan: TakeBack | None) -> None:
        """Show a comparison; what nothing stands against is ticked."""
        self.beginResetModel()
        self._plan = plan
        rows = plan.differing if plan else ()
        self._lines = tuple(line for row in rows for line in lines_of(row, self._words))
        self._taken = {row.row for row in plan.takeable} if plan else set()
        self.endResetModel()
        self.ticked.emit()

    @property
    def compared(self) -> bool:
        """Whether a workbook was compared, however little differs."""
        return self._plan is not None

    def taken(self) -> frozenset[int]:
        """Return the rows, by their number in the file, that are ticked."""
        return frozenset(self._taken)

    def take_all(self, *, on: bool) -> None:
        """Tick every row that can be taken without deciding a conflict, or none."""
        self.beginResetModel()
        self._taken = {line.row.row for line in self._lines if on and line.row.is_plain}
        self.endResetModel()
        self.ticked.emit()

    def take(self, rows: Collection[int]) -> None:
        """Tick these rows, by their number in the file, and no other."""
        self.beginResetModel()
        self._taken = set(rows)
        self.endResetModel()
        self.ticked.emit()

    def line(self, at: int) -> Line:
        """Return a line."""
        return self._lines[at]

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    @override
    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(Column)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == Column.TAKE and self._lines[index.row()].can_be_taken:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], Column(index.column())
        if column is Column.TAKE and role == Qt.ItemDataRole.CheckStateRole and line.can_be_taken:
            return Qt.CheckState.Checked if line.row.row in self._taken else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(line, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._headers[column]} {self._text(line, column)}"
        return None

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not self.flags(index) & Qt.ItemFlag.ItemIsUserCheckable:
            return False
        row = self._lines[index.row()].row.row
        on = Qt.CheckState(value) is Qt.CheckState.Checked
        self._taken = self._taken | {row} if on else self._taken - {row}
        last = self.index(len(self._lines) - 1, Column.TAKE)
        self.dataChanged.emit(self.index(0, Column.TAKE), last, [Qt.ItemDataRole.CheckStateRole])
        self.ticked.emit()
        return True

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return self._headers[section]

    def _text(self, line: Line, column: Column) -> str:
        if column is Column.TAKE:
            return ""
        if column is Column.NUMBER:
            return line.row.number
        if column is Column.WHY:
            return line.why
        if line.cell is None:
            return self._words.label(f"cell_verdict.{line.row.verdict}") if column is Column.WHAT else ""
        told = {
            Column.COLUMN: line.cell.header,
            Column.SENT: line.cell.sent or NONE,
            Column.CAME: line.cell.came or NONE,
            Column.NOW: line.cell.now or NONE,
            Column.WHOSE: whose_word(self._plan, line.cell, self._words) if self._plan else "",
            Column.WHAT: self._words.label(f"cell_verdict.{line.cell.verdict}"),
        }
        return told[column]


class PathDelegate(QStyledItemDelegate):
    """Draws the way to a place by its end, which tells two places apart; all else is cut in its middle."""

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if STEP in option.text:
            option.textElideMode = Qt.TextElideMode.ElideLeft


class DifferenceView(QTableView):
    """Shows a `DifferenceModel`; the reason takes the spare width, space ticks a row."""

    def __init__(self, appearance: Appearance, model: DifferenceModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        take_hints(self)
        self.setObjectName("takeBackDialog.table")
        self.setAccessibleName(self.tr("Differences"))
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        # What tells two numbers apart stands at their end.
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        # A text that may wrap is cut line by line, and never from its beginning.
        self.setWordWrap(False)
        self._paths = PathDelegate(self)
        for column in (Column.SENT, Column.CAME, Column.NOW):
            self.setItemDelegateForColumn(column, self._paths)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        told = self.tr(
            "Nothing is compared yet. Of the workbook that came back, each cell that changed will stand here: "
            "what went out, what came, and what the book says now. Nothing is posted before it is ticked."
        )
        self.hint = Label(appearance, told, colour="text2", wrap=True, object_name="takeBackDialog.hint")
        over = QVBoxLayout(self.viewport())
        over.setContentsMargins(*(appearance.look.metrics.px(24),) * 4)
        over.addWidget(self.hint)
        over.addStretch(1)
        model.modelReset.connect(lambda: self.hint.setVisible(not model.compared))
        model.modelReset.connect(self.fit)
        appearance.changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Take row height and widths from the present look."""
        metrics = self._appearance.look.metrics
        self.verticalHeader().setMinimumSectionSize(metrics.row)
        self.verticalHeader().setDefaultSectionSize(metrics.row)
        self.setColumnWidth(Column.TAKE, metrics.px(_TICK))
        for column, (least, most) in _WIDTHS.items():
            told = max(self.sizeHintForColumn(column), self.horizontalHeader().sectionSizeHint(column))
            needed = told + metrics.px(_AIR)
            self.setColumnWidth(column, min(max(needed, metrics.px(least)), metrics.px(most)))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks the row wherever in it somebody is."""
        tick = self.currentIndex().siblingAtColumn(Column.TAKE)
        if event.key() != Qt.Key.Key_Space or not tick.isValid():
            super().keyPressEvent(event)
            return
        role = Qt.ItemDataRole.CheckStateRole
        on = tick.data(role) is Qt.CheckState.Checked
        self.model().setData(tick, Qt.CheckState.Unchecked if on else Qt.CheckState.Checked, role)
