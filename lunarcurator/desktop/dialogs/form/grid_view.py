"""The editable grid: typing, filling down, pasting a block, scanning; every key does what a spreadsheet does."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import ceil
from types import MappingProxyType
from typing import Final, override

import msgspec
from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLineEdit,
    QMenu,
    QTableView,
    QWidget,
)

from lunarcurator.desktop.dialogs.form.column_widths import fitted
from lunarcurator.desktop.dialogs.form.grid_delegate import GridDelegate
from lunarcurator.desktop.dialogs.form.grid_model import HINT, GridColumn, GridModel
from lunarcurator.desktop.dialogs.form.grid_painting import GridPainting
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.form.paste_columns import PasteColumnsDialog
from lunarcurator.desktop.dialogs.form.paste_proposal import PasteProposal
from lunarcurator.desktop.dialogs.form.pasted_block import block_of, written
from lunarcurator.desktop.dialogs.form.pasted_headings import has_headings
from lunarcurator.desktop.dialogs.form.row_head import RowHead
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import REGULAR, SEMIBOLD
from lunarcurator.desktop.theme.style_views import SCROLL_BAR
from lunarcurator.desktop.widgets.number_room import room_for
from lunarcurator.typed_json import decode

_ROWS_SEEN: Final = 5
_MOST_SEEN: Final = 10
_STEPS: Final[Mapping[int, int]] = MappingProxyType({Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1})
_COPIED: Final = "application/x-lunarcurator-cells"
"""The cells of a copy below the keys of their columns, as JSON."""
_STRETCHES: Final = 120
"""So wide a column that takes what is left rather is, in pixels at 100 %."""


def _stretching(columns: Sequence[GridColumn]) -> tuple[int, ...]:
    """Return the columns that take spare room: those without a width, else all that hold texts."""
    spare = tuple(number for number, each in enumerate(columns) if not each.width)
    return spare or tuple(number for number, each in enumerate(columns) if not each.right)


def _takes_back(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Z and event.modifiers() == Qt.KeyboardModifier.ControlModifier


def _does_again(event: QKeyEvent) -> bool:
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    return (event.key() == Qt.Key.Key_Z and event.modifiers() == control | shift) or (
        event.key() == Qt.Key.Key_Y and event.modifiers() == control
    )


class GridView(QTableView):
    """A table in which Tab goes to the next cell, Enter one down, Ctrl+D fills down and Ctrl+V pastes a block.

    After Tabs, Enter goes down where they began, as in a spreadsheet. Ctrl+Tab leaves the grid at once, Tab at its
    very end. Ctrl+- takes the row out, as Delete does where
    it is selected whole. Ctrl+Z takes back what was typed, pasted or taken out. `pasted` carries
    what the columns of a pasted block are called that were left out, and whether its first row had headings.
    """

    pasted = Signal(object, bool)

    def __init__(
        self, appearance: Appearance, model: GridModel, name: str, *, rows_seen: int = _ROWS_SEEN
    ) -> None:
        super().__init__()
        self._appearance, self._grid, self._rows_seen = appearance, model, rows_seen
        self._began: int | None = None
        self._needed: dict[int, int] = {}
        self._looked_at: set[int] = set()
        self.setAccessibleName(name)
        self._heads = RowHead(appearance, self)
        self.setVerticalHeader(self._heads)
        self.setModel(model)
        self.setItemDelegate(GridDelegate(appearance, model, self, self.down))
        self._painting = GridPainting(appearance, model, self)
        self.setShowGrid(False)
        self.setProperty("hairlines", "no")
        self.setTabKeyNavigation(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        appearance.changed.connect(self.refresh)
        for signal in (model.modelReset, model.dataChanged, model.rowsInserted, model.rowsRemoved):
            signal.connect(self._looked_at.clear)
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            signal.connect(self.refresh)
        self.refresh()

    def tick_rows(self) -> None:
        """Leave room for ticks at the numbers of rows."""
        self._heads.tick()
        self._heads.fit(self._grid.rowCount())

    def start(self, row: int, column: int) -> None:
        """Put the cursor on a cell and select it alone, whatever was selected and whatever keys are held."""
        self._began = None
        index = self._grid.index(row, column)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def refresh(self) -> None:
        """Take heights and widths from the present look, and as many rows into sight as there are."""
        self._heads.fit(self._grid.rowCount())
        self._needed.clear()
        self._looked_at.clear()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._fit()
        self.viewport().update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._appearance.look.metrics.px(520), self.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give each column a width of the room there is; too narrow, all give way down to their heads."""
        px, header = self._appearance.look.metrics.px, self.horizontalHeader()
        columns = self._grid.columns
        shown = [number for number in range(len(columns)) if not self.isColumnHidden(number)]
        heads = [header.sectionSizeHint(number) for number in shown]
        heads = [max(low, self._needed.get(at, 0)) for low, at in zip(heads, shown, strict=True)]
        wanted = [max(low, px(columns[at].width or _STRETCHES)) for low, at in zip(heads, shown, strict=True)]
        least = [most if columns[at].firm else low for low, most, at in zip(heads, wanted, shown, strict=True)]
        stretching = _stretching([columns[at] for at in shown])
        room = self.viewport().width()
        # What has to be scrolled anyway is not narrowed as well.
        widths = fitted(wanted, least, room, stretching) if sum(least) <= room else wanted
        for number, width in zip(shown, widths, strict=True):
            self.setColumnWidth(number, width)
        self._take_height(sum(widths))

    def _take_height(self, wide: int) -> None:
        """Be as high as its rows, with a scroll bar below where its columns are wider than it is."""
        metrics = self._appearance.look.metrics
        rows = min(max(self._grid.rowCount(), self._rows_seen), _MOST_SEEN)
        bar = metrics.px(SCROLL_BAR) if self.isVisible() and wide > self.viewport().width() else 0
        self.setFixedHeight(metrics.header + rows * metrics.grid + 4 + bar)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._make_room()
        return super().viewportEvent(event)

    def _make_room(self) -> None:
        """Let columns grow to what numbers and words of a list need in the rows in sight, shown or proposed."""
        first, last = max(self.rowAt(0), 0), self.rowAt(self.viewport().height() - 1)
        before = dict(self._needed)
        for row in range(first, (last if last >= 0 else self._grid.rowCount() - 1) + 1):
            if row in self._looked_at:
                continue
            self._looked_at.add(row)
            for at, column in enumerate(self._grid.columns):
                text = self._grid.text(row, at) or self._grid.hint_at(row, at)
                weight = SEMIBOLD if column.proposed and not column.quiet else REGULAR
                cells = self._appearance.cells
                room = room_for(cells, text, of_numbers=column.of_numbers, weight=weight)
                if column.closed and text in column.words:
                    room = ceil(cells.width(text, weight=weight)) + 2 * cells.pad + 1
                self._needed[at] = max(self._needed.get(at, 0), room)
        if self._needed != before:
            self._fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self._painting.paint(event)

    @override
    def event(self, event: QEvent) -> bool:
        # Ctrl+Tab must come here before it is taken for a change of focus by somebody else.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_mine(event):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = event.key()
        if control and key == Qt.Key.Key_Tab:
            self._leave()
        elif key in _STEPS and self._beside(_STEPS[key]) is None:
            # Left to the view, which then gives the keyboard to its neighbour.
            event.ignore()
        elif control and key == Qt.Key.Key_D:
            self.fill_down()
        elif control and key == Qt.Key.Key_Minus:
            self.take_out()
        elif _takes_back(event):
            self._step(self._grid.take_back)
        elif _does_again(event):
            self._step(self._grid.do_again)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_clipboard()
        elif event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setMimeData(self.copied())
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._empty()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not control:
            self.down()
        else:
            super().keyPressEvent(event)

    def take_out(self) -> None:
        """Take out the rows in which something is selected, and put the cursor on what follows them."""
        at = self.currentIndex()
        self._grid.remove([index.row() for index in self.selectedIndexes()] or [at.row()])
        self.start(min(max(at.row(), 0), self._grid.rowCount() - 1), max(at.column(), 0))

    def _empty(self) -> None:
        """Empty the selected cells; rows that are selected whole go."""
        whole = {index.row() for index in self.selectionModel().selectedRows()}
        if whole and all(index.row() in whole for index in self.selectedIndexes()):
            self.take_out()
            return
        self._grid.write([(index.row(), index.column(), "") for index in self._typed_in()])

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setObjectName("gridMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        out = menu.addAction(self.tr("Take the row out"), self.take_out)
        out.setShortcut(QKeySequence("Ctrl+-"))
        out.setEnabled(bool(self._typed_in()))
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        menu.popup(at)

    def settle(self) -> None:
        """Take over what stands in an open editor, and close it."""
        for editor in self.findChildren(QLineEdit, "cellEditor"):
            if editor.isVisible():
                self.commitData(editor)
                self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def fill_down(self) -> None:
        """Copy the top row of the selection down to its end; a single cell takes the one above it."""
        chosen = self.selectedIndexes()
        top = min((index.row() for index in chosen), default=0)
        if all(index.row() == top for index in chosen):
            top -= 1
        if top < 0:
            return
        self._grid.write(
            [
                (index.row(), index.column(), self._grid.text(top, index.column()))
                for index in chosen
                if index.row() > top
            ]
        )

    def paste(self, text: str) -> None:
        """Write a block of rows and tabs, as a spreadsheet copies it, from the current row on.

        Where it is not certain which of its columns goes where, that is asked first. Columns that the program
        fills take nothing.
        """
        block = block_of(text)
        headed = has_headings(block, list(self._open_columns.values()))
        first = max(self.currentIndex().column(), 0)
        cursor = next((at for at in self._open_columns if at >= first), None)
        proposal = PasteProposal(self._open_columns, cursor, block, headed)
        if proposal.is_sure:
            self._write_block(written(proposal.pasted, proposal.goes, proposal.open_columns))
            self.pasted.emit((), headed)
            return
        dialog = PasteColumnsDialog(self._appearance, proposal, self.window())

        def take() -> None:
            self._write_block(dialog.cells)
            self.pasted.emit(dialog.left_out, dialog.headed.isChecked())
            dialog.accept()

        dialog.confirmed.connect(take)
        opened(dialog)

    def paste_clipboard(self) -> None:
        """Paste what is on the clipboard; what was copied out of these very columns goes back into them."""
        mime = QApplication.clipboard().mimeData()
        columns = self._block_columns(max(self.currentIndex().column(), 0))
        keys, *rows = decode(bytes(mime.data(_COPIED).data()) or b"[[]]", list[list[str]])
        if not keys or [each.key for _, each in columns[: len(keys)]] != keys:
            self.paste(mime.text())
            return
        self._write_block(
            (down, at, cell)
            for down, row in enumerate(rows)
            for (at, column), cell in zip(columns, row, strict=False)
            if not column.quiet
        )
        self.pasted.emit((), False)

    @property
    def _open_columns(self) -> dict[int, GridColumn]:
        """The columns in sight that take a text, by their place."""
        return {at: column for at, column in self._block_columns(0) if not column.quiet}

    def _block_columns(self, first: int) -> list[tuple[int, GridColumn]]:
        """Return the columns in sight from a place on."""
        columns = enumerate(self._grid.columns)
        return [(at, column) for at, column in columns if at >= first and not self.isColumnHidden(at)]

    def _write_block(self, cells: Iterable[tuple[int, int, str]]) -> None:
        """Write (row of a block, column, text) from the current row on."""
        first = max(self.currentIndex().row(), 0)
        self._grid.write([(first + down, at, text) for down, at, text in cells])

    def copied(self) -> QMimeData:
        """Return the selected cells, tabs between them, and of which columns they are where those are a block."""
        rows: dict[int, dict[int, str]] = {}
        for index in sorted(self.selectedIndexes(), key=lambda each: (each.row(), each.column())):
            cell = str(index.data() or index.data(HINT) or "")
            rows.setdefault(index.row(), {})[index.column()] = cell
        mime = QMimeData()
        mime.setText("\n".join("\t".join(row.values()) for row in rows.values()))
        across = {tuple(row) for row in rows.values()}
        if len(across) == 1:
            keys = [self._grid.columns[at].key for at in across.pop()]
            mime.setData(_COPIED, msgspec.json.encode([keys, *(list(row.values()) for row in rows.values())]))
        return mime

    @override
    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        steps = QAbstractItemView.CursorAction
        if action not in {steps.MoveNext, steps.MovePrevious}:
            self._began = None
            return super().moveCursor(action, modifiers)
        if self._began is None:
            self._began = self.currentIndex().column()
        beside = self._beside(1 if action == steps.MoveNext else -1)
        if beside is None:
            return self.currentIndex()
        if beside.row() != self.currentIndex().row():
            self._began = None
        return beside

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        hints = QAbstractItemDelegate.EndEditHint
        by = {hints.EditNextItem: 1, hints.EditPreviousItem: -1}.get(hint, 0)
        if by and self._beside(by) is None:
            # The view would open the editor of the same cell for ever.
            super().closeEditor(editor, hints.NoHint)
            self._leave(by)
            return
        super().closeEditor(editor, hint)

    def down(self) -> None:
        """Put the cursor one row down, after Tabs where they began."""
        at = self.currentIndex()
        column = at.column() if self._began is None else self._began
        self._began = None
        if at.isValid() and at.row() + 1 < self._grid.rowCount():
            self.setCurrentIndex(self._grid.index(at.row() + 1, column))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._began = None
        super().mousePressEvent(event)

    def _leave(self, by: int = 1) -> None:
        # With its own navigation on, the view would take the change of focus for a Tab between cells.
        self.setTabKeyNavigation(False)
        self.focusNextPrevChild(by > 0)
        self.setTabKeyNavigation(True)

    def _beside(self, by: int) -> QModelIndex | None:
        """Return the cell a Tab forth (1) or back (-1) comes to, None at the end: of those that take a text."""
        at, width = self.currentIndex(), self._grid.columnCount()
        place = max(at.row(), 0) * width + max(at.column(), 0) + by
        while 0 <= place < self._grid.rowCount() * width:
            row, column = divmod(place, width)
            if not (self._grid.columns[column].proposed or self.isColumnHidden(column)):
                return self._grid.index(row, column)
            place += by
        return None

    def _typed_in(self) -> list[QModelIndex]:
        return [index for index in self.selectedIndexes() if index.row() < self._grid.rowCount() - 1]

    def _step(self, step: Callable[[], bool]) -> None:
        """Go a step back or forth in what was typed; the cursor stays, as near as there are rows."""
        at = self.currentIndex()
        row, column = max(at.row(), 0), max(at.column(), 0)
        if step():
            self.setCurrentIndex(self._grid.index(min(row, self._grid.rowCount() - 1), column))

    @staticmethod
    def _is_mine(event: QKeyEvent) -> bool:
        # Undo stays here even where nothing was typed: in a grid it never means the journal, and F2 its cell.
        if _takes_back(event) or _does_again(event) or event.key() == Qt.Key.Key_F2:
            return True
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        return control and event.key() in {Qt.Key.Key_D, Qt.Key.Key_Minus, Qt.Key.Key_V, Qt.Key.Key_C}
