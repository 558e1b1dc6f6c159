"""Paints what ledgers show: a cell by itself for a delegate, or all rows in sight of a view at once."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.cells import LEFT, RIGHT, CellPainter
from lunarcurator.desktop.theme.cutting import is_number
from lunarcurator.desktop.theme.states import ACTIVE, state_of
from lunarcurator.desktop.widgets.ledger_model import LedgerCell, LedgerColumn

type CellsOf = Callable[[int], Sequence[LedgerCell] | None]
"""The cells of a row, None while they are on their way."""


def paint_cell(
    cells: CellPainter,
    painter: QPainter,
    rect: QRect,
    cell: LedgerCell,
    column: LedgerColumn,
    *,
    selected: bool,
) -> None:
    """Paint what stands in a cell on the ground it has already; `selected` takes the inks of a selection."""
    if cell.badge:
        cells.badge(painter, rect, cell.text, cell.badge, cell.concept, selected=selected)
    elif column.kind == "mass" and (cell.fraction or not cell.text or _is_figure(cell.text)):
        cells.mass(
            painter,
            rect,
            cell.text,
            cell.fraction,
            decimals=column.decimals,
            tone=cell.tone,
            bold=cell.bold,
            selected=selected,
        )
    elif column.kind == "mass":
        cells.reason(painter, rect, cell.text, selected=selected)
    else:
        tone = "link" if cell.target else "text2" if column.kind == "date" and cell.tone == "text" else cell.tone
        align = RIGHT if column.kind == "count" else LEFT
        weight = 500 if cell.bold else None
        cells.text(
            painter,
            rect,
            cell.text,
            align=align,
            tone=tone,
            weight=weight,
            selected=selected,
            middle=_loses_its_middle(cell, column),
            struck=cell.struck,
        )


class WholeRows:
    """Paints the rows of a table that is picked by rows: one ground a row, and only the cells that say something.

    A view asks its delegate for each cell by itself, with the style, an option and the model called for each of
    them; of a screen full of rows that takes three times as long.
    """

    def __init__(
        self, appearance: Appearance, columns: Sequence[LedgerColumn], view: QTableView, cells_of: CellsOf
    ) -> None:
        self._appearance, self._columns = appearance, tuple(columns)
        self._view, self._cells_of = view, cells_of

    def paint(self, event: QPaintEvent) -> None:
        """Paint the rows an event asks for, in place of the view."""
        view, area = self._view, event.rect()
        shown = [at for at in range(len(self._columns)) if not view.isColumnHidden(at)]
        places = [(at, view.columnViewportPosition(at), view.columnWidth(at)) for at in shown]
        row = view.rowAt(area.top())
        if row < 0 or not places:
            return
        option = QStyleOptionViewItem()
        view.initViewItemOption(option)
        active = bool(state_of(option) & ACTIVE)
        current = view.currentIndex() if view.hasFocus() else None
        rows, bottom = view.model().rowCount(), area.bottom()
        with QPainter(view.viewport()) as painter:
            while row < rows and (top := view.rowViewportPosition(row)) <= bottom:
                ringed = current.column() if current is not None and current.row() == row else -1
                self.paint_row(painter, row, top, places, active=active, ringed=ringed)
                row += 1

    def paint_row(
        self,
        painter: QPainter,
        row: int,
        top: int,
        places: Sequence[tuple[int, int, int]],
        *,
        active: bool,
        ringed: int,
    ) -> None:
        """Paint a row from `top` on, cells in places of (column, left, width); `ringed` has the cursor, or -1."""
        view, tools, high = self._view, self._appearance.cells, self._view.rowHeight(row)
        selected = view.selectionModel().isSelected(view.model().index(row, 0))
        left, (_, last, wide) = places[0][1], places[-1]
        tools.ground(painter, QRect(left, top, last + wide - left, high), selected=selected, active=active)
        cells = self._cells_of(row)
        for at, x, width in places:
            rect = QRect(x, top, width, high)
            if at == ringed:
                tools.ground(painter, rect, selected=selected, active=active, current=True)
            if cells is not None and cells[at].text:
                paint_cell(tools, painter, rect, cells[at], self._columns[at], selected=selected and active)


def _loses_its_middle(cell: LedgerCell, column: LedgerColumn) -> bool:
    return column.kind == "number" and is_number(cell.text, with_gaps=True)


def _is_figure(text: str) -> bool:
    return any(character.isdigit() for character in text)
