"""The quiet table of the house: rows of one height with hairlines of their own, picked whole, never typed into."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, override

from PySide6.QtCore import QAbstractItemModel, QEvent, QItemSelection, QItemSelectionModel, QModelIndex
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import MEDIUM, REGULAR
from lunarcurator.desktop.widgets.ledger_model import CELL, LedgerCell, LedgerColumn
from lunarcurator.desktop.widgets.number_room import room_for

_USUAL: Final = 112
"""So wide a column that stretches is at least where there is too little room, in pixels at 100 %."""


class RowTable(QTableView):
    """Shows a model by painted rows. Some columns may stretch; a delegate draws the hairlines.

    A column grows until no number of a sample is cut in the rows in sight, and those that stretch share the rest.
    """

    def __init__(
        self, appearance: Appearance, model: QAbstractItemModel, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setAccessibleName(name)
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setProperty("hairlines", "no")
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(24)
        header.setStretchLastSection(False)
        self._stretched: tuple[int, ...] = ()
        self._needed: dict[int, int] = {}
        self._looked_at: set[int] = set()
        for signal in (model.modelReset, model.dataChanged, model.layoutChanged, model.rowsInserted):
            signal.connect(self._look_again)
        model.rowsRemoved.connect(self._look_again)

    def stretch(self, *columns: int) -> None:
        """Give these columns the spare width; all others keep theirs."""
        self._stretched = columns
        for column in range(self.model().columnCount()):
            kept, spare = QHeaderView.ResizeMode.Interactive, QHeaderView.ResizeMode.Stretch
            self.horizontalHeader().setSectionResizeMode(column, spare if column in columns else kept)

    def stand_on(self, row: int) -> None:
        """Select one row alone; `selectRow` would add it while somebody still holds Ctrl."""
        flags = QItemSelectionModel.SelectionFlag
        index = self.model().index(row, 0)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    @property
    def chosen_rows(self) -> list[int]:
        """The selected rows from top to bottom; a row that only has the focus is none of them."""
        chosen = self.selectionModel().selection()
        ranges = (chosen.at(number) for number in range(chosen.size()))
        return sorted({row for each in ranges for row in range(each.top(), each.bottom() + 1)})

    @property
    def chosen_row(self) -> int:
        """The selected row, of several the one somebody stands on; -1 for none."""
        rows, current = self.chosen_rows, self.currentIndex().row()
        return current if current in rows else rows[0] if rows else -1

    def choose_rows(self, rows: Iterable[int], near: int = -1) -> None:
        """Select these rows and no other, after the list was read anew; the keyboard stands on the first of them.

        Without any it stands at the row `near`, which is not selected by that.
        """
        flags, model = QItemSelectionModel.SelectionFlag, self.model()
        wanted, first = QItemSelection(), -1
        for top, bottom in _runs(rows):
            first = first if first >= 0 else top
            wanted.select(model.index(top, 0), model.index(bottom, model.columnCount() - 1))
        at = first if first >= 0 else min(near, model.rowCount() - 1)
        index = model.index(at, 0) if at >= 0 else QModelIndex()
        self.selectionModel().select(wanted, flags.ClearAndSelect)
        self.selectionModel().setCurrentIndex(index, flags.NoUpdate)

    def take_current(self) -> None:
        """Select the row the keyboard stands on where it is not selected: somebody is about to follow it."""
        at = self.currentIndex().row()
        chooses = self.selectionMode() is not QAbstractItemView.SelectionMode.NoSelection
        if chooses and at >= 0 and at not in self.chosen_rows:
            self.choose_rows((at,))

    def fit(self, widths: Iterable[tuple[int, int]]) -> None:
        """Take the row height from the present look, and widths as (column, pixels at 100 %)."""
        metrics = self._appearance.look.metrics
        vertical = self.verticalHeader()
        # The minimum overrules the height of a row: lower it first.
        vertical.setMinimumSectionSize(metrics.row)
        vertical.setDefaultSectionSize(metrics.row)
        self._needed.clear()
        self._look_again()
        for column, width in widths:
            self.setColumnWidth(column, metrics.px(width))
        self.viewport().update()

    def needed(self, row: int, column: int) -> int | None:
        """Return how wide a column must be for a cell, 0 for any width; None while the cell is on its way."""
        cell = self.model().index(row, column).data(CELL)
        if not isinstance(cell, LedgerCell) or not cell.text:
            return None
        kind = self._kind(column)
        if cell.badge or kind not in {"text", "number"}:
            return 0
        weight = MEDIUM if cell.bold else REGULAR
        return room_for(self._appearance.cells, cell.text, of_numbers=kind == "number", weight=weight)

    def grow_for(self, rows: Iterable[int]) -> None:
        """Let columns grow to what the numbers in these rows need."""
        columns = [at for at in range(self.model().columnCount()) if self._kind(at) in {"text", "number"}]
        for row in rows:
            if row in self._looked_at:
                continue
            told = [(at, self.needed(row, at)) for at in columns]
            for column, width in told:
                self._needed[column] = max(self._needed.get(column, 0), width or 0)
            if any(width is not None for _, width in told):
                self._looked_at.add(row)
        self._share()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            first = max(self.rowAt(0), 0)
            last = self.rowAt(self.viewport().height() - 1)
            self.grow_for(range(first, (last if last >= 0 else self.model().rowCount() - 1) + 1))
        return super().viewportEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _kind(self, column: int) -> str:
        columns = getattr(self.model(), "columns", ())
        told = columns[column] if column < len(columns) else None
        return told.kind if isinstance(told, LedgerColumn) else "text"

    def _share(self) -> None:
        """Give each column at least what it needs; the spare room goes to those that stretch, in equal parts."""
        for column, width in self._needed.items():
            if column not in self._stretched and 0 < self.columnWidth(column) < width:
                self.setColumnWidth(column, width)
        shown = [at for at in self._stretched if not self.isColumnHidden(at)]
        others = set(range(self.model().columnCount())) - set(shown)
        spare = self.viewport().width() - sum(map(self.columnWidth, others))
        least = self._least_of(shown, spare)
        for at in sorted(shown, key=least.__getitem__, reverse=True):
            firm = least[at] * len(shown) > spare
            if firm:
                shown.remove(at)
                spare -= least[at]
            self._hold(at, least[at] if firm else 0)

    def _least_of(self, columns: Sequence[int], spare: int) -> dict[int, int]:
        """Return the least width of columns that stretch: what they need, and room for their heads."""
        head = self.horizontalHeader().sectionSizeHint
        least = {at: max(self._needed.get(at, 0), head(at)) for at in columns}
        if sum(least.values()) <= spare:
            return least
        # What has to be scrolled anyway is not narrowed as well.
        usual = self._appearance.look.metrics.px(_USUAL)
        return {at: max(width, usual) for at, width in least.items()}

    def _hold(self, column: int, width: int) -> None:
        """Hold a column that stretches at a width, 0 to let it stretch."""
        header, modes = self.horizontalHeader(), QHeaderView.ResizeMode
        wanted = modes.Interactive if width else modes.Stretch
        if header.sectionResizeMode(column) != wanted:
            header.setSectionResizeMode(column, wanted)
        if width and self.columnWidth(column) != width:
            self.setColumnWidth(column, width)

    def _look_again(self) -> None:
        """Look at every row anew when it is next in sight."""
        self._looked_at.clear()


def _runs(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last of rows that stand together."""
    first = last = -1
    for row in sorted(rows):
        if first >= 0 and row > last + 1:
            yield first, last
            first = row
        first, last = first if first >= 0 else row, row
    if first >= 0:
        yield first, last
