"""Paints the rows of the editable grid in sight: grounds and lines by rows, then what the cells say.

A view asks its delegate for each cell by itself, with the style, an option and the model called for each of them;
of a screen full of rows that takes three times as long.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QTableView

from lunarcurator.desktop.dialogs.form.grid_model import GridColumn, GridModel
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.cells import LEFT, RIGHT
from lunarcurator.desktop.theme.strokes import ring

_NOWHERE: Final = (-1, -1)


class _Place(NamedTuple):
    """Where a column stands: its number, its left edge and its width in pixels."""

    at: int
    left: int
    width: int


class GridPainting:
    """Paints in place of a view; the cell with the keyboard is ringed and shows no selection."""

    def __init__(self, appearance: Appearance, model: GridModel, view: QTableView) -> None:
        self._appearance, self._model, self._view = appearance, model, view

    def paint(self, event: QPaintEvent) -> None:
        """Paint the rows an event asks for."""
        view, area, rows = self._view, event.rect(), self._model.rowCount()
        places = [each for each in self._places() if each.left + each.width > area.left()]
        row = view.rowAt(area.top())
        if row < 0 or not places:
            return
        current = view.currentIndex()
        focus = (current.row(), current.column()) if view.hasFocus() else _NOWHERE
        with QPainter(view.viewport()) as painter:
            bottom = area.top()
            while row < rows and (top := view.rowViewportPosition(row)) <= area.bottom():
                self._paint_row(painter, row, top, places, focus)
                bottom = top + view.rowHeight(row)
                row += 1
            self._paint_uprights(painter, places, area.top(), bottom)

    def _places(self) -> Sequence[_Place]:
        view = self._view
        shown = (at for at in range(len(self._model.columns)) if not view.isColumnHidden(at))
        return [_Place(at, view.columnViewportPosition(at), view.columnWidth(at)) for at in shown]

    def _paint_row(
        self, painter: QPainter, row: int, top: int, places: Sequence[_Place], focus: tuple[int, int]
    ) -> None:
        view, model, ink = self._view, self._model, self._appearance.look.ink
        high, chosen = view.rowHeight(row), view.selectionModel().isSelected
        some = view.selectionModel().rowIntersectsSelection(row)
        left, last = places[0].left, places[-1]
        painter.fillRect(QRect(left, top, last.left + last.width - left, high), ink("base"))
        for at, x, width in places:
            rect = QRect(x, top, width, high)
            tone = model.tone(row, at)
            focused = (row, at) == focus
            selected = some and not focused and chosen(model.index(row, at))
            if tone or selected:
                painter.fillRect(rect, ink(f"tones.{tone}.wash" if tone else "selection"))
            self._paint_text(painter, rect, row, model.columns[at], at, tone, selected=selected and not tone)
            if focused:
                ring(self._appearance.look, painter, rect.adjusted(0, 0, -1, -1), 0)
        painter.fillRect(QRect(left, top + high - 1, last.left + last.width - left, 1), ink("line"))

    def _paint_text(
        self, painter: QPainter, rect: QRect, row: int, column: GridColumn, at: int, tone: str, *, selected: bool
    ) -> None:
        text = self._model.text(row, at)
        shown = text or self._model.hint_at(row, at)
        if not shown:
            return
        taken = column.proposed and not column.quiet
        offered = taken and not text and row == self._model.rowCount() - 1
        ink = (f"tones.{tone}.ink" if tone else "text") if text else "text" if taken and not offered else "text2"
        self._appearance.cells.text(
            painter,
            rect,
            shown,
            align=RIGHT if column.right else LEFT,
            tone=ink,
            bold=taken and not offered,
            middle=column.of_numbers,
            selected=selected,
        )

    def _paint_uprights(self, painter: QPainter, places: Sequence[_Place], top: int, bottom: int) -> None:
        ink = self._appearance.look.ink("line")
        for _, left, width in places:
            painter.fillRect(QRect(left + width - 1, top, 1, bottom - top), ink)
