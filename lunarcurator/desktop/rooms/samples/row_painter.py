"""Paints whole rows of sample lists from their cells: one call a row instead of one a cell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from lunarcurator.desktop.models.sample_cells import Cell
from lunarcurator.desktop.models.sample_columns import SampleColumn
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.cells import LEFT, RIGHT, CellPainter
from lunarcurator.desktop.theme.fonts import MEDIUM, REGULAR
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.number_room import LONGEST

_ELLIPSIS: Final = "…"


@dataclass(slots=True)
class Place:
    """Where a column stands in the view: its left edge and width in pixels."""

    column: SampleColumn
    left: int
    width: int

    def told(self) -> tuple[str, int, int]:
        """Return all of it as one value to compare."""
        return self.column.key, self.left, self.width


@dataclass(slots=True)
class RowLook:
    """How a row stands in its view; `note` follows the number in grey, `badge` is green."""

    depth: int = 0
    opens: bool = False
    is_open: bool = False
    selected: bool = False
    active: bool = True
    current: bool = False
    bold: bool = False
    grey: bool = False
    struck: bool = False
    note: str = ""
    badge: str = ""

    def told(self) -> tuple[object, ...]:
        """Return all that makes one painted row differ from another, but for its cells."""
        return (
            self.depth,
            self.opens,
            self.is_open,
            self.selected,
            self.active,
            self.current,
            self.grey,
            self.struck,
            self.note,
            self.badge,
        )


@dataclass(slots=True)
class ShownRow:
    """What a row shows: its look, its number for eyes, and how to get its cells.

    `source` is the object the cells come from: as long as it is the same one, they are.
    """

    look: RowLook
    number: str
    source: object
    cell: Callable[[SampleColumn], Cell | None]


class RowPainter:
    """Paints rows in the present look; `number` is the text of the first column, cells come by column."""

    def __init__(self, appearance: Appearance) -> None:
        self._appearance = appearance

    @property
    def cells(self) -> CellPainter:
        """The painter of single cells in the present look."""
        return self._appearance.cells

    def indent(self, depth: int) -> int:
        """Return how far the number stands from the left edge of its column, chevron included."""
        metrics = self._appearance.look.metrics
        return metrics.px(6) + (depth + 1) * metrics.indent

    def room_for(self, look: RowLook, number: str) -> int:
        """Return how wide the column of numbers must be for a row, in pixels; 0 for any width."""
        if not number or len(number) > LONGEST:
            return 0
        px, weight = self._appearance.look.metrics.px, MEDIUM if look.bold else REGULAR
        return self.indent(look.depth) + px(6) + ceil(self.cells.width(number, weight=weight)) + 1

    def paint(
        self,
        painter: QPainter,
        rect: QRect,
        look: RowLook,
        number: str,
        places: Sequence[Place],
        cells: Sequence[Cell | None],
        decimals: int,
    ) -> None:
        """Paint one row: its ground, then each column that is in view."""
        tools = self._appearance.cells
        tools.ground(painter, rect, selected=look.selected, active=look.active, current=look.current)
        inked = look.selected and look.active
        for place, cell in zip(places, cells, strict=True):
            area = QRect(place.left, rect.y(), place.width, rect.height())
            if place.column.kind == "number":
                self._number(painter, area, look, number, inked)
            elif cell is not None and cell.text:
                self._cell(tools, painter, area, cell, look, inked, decimals)

    def _number(self, painter: QPainter, area: QRect, look: RowLook, number: str, selected: bool) -> None:
        tools, metrics = self._appearance.cells, self._appearance.look.metrics
        start = self.indent(look.depth)
        if look.opens:
            spot = QRect(area.x() + start - metrics.indent, area.y(), metrics.indent, area.height())
            tools.chevron(painter, spot, is_open=look.is_open, selected=selected)
        room = area.adjusted(start + metrics.px(2), 0, -metrics.px(4), 0)
        tone = "text3" if look.grey else "text"
        weight = 500 if look.bold else None
        width = tools.text(
            painter,
            room,
            number,
            tone=tone,
            weight=weight,
            selected=selected,
            middle=True,
            struck=look.struck,
            pad=False,
        )
        rest = room.adjusted(round(width) + metrics.px(8), 0, 0, 0)
        if look.badge and rest.width() > metrics.px(20):
            used = tools.badge(painter, rest, look.badge, "green", selected=selected, pad=False)
            rest = rest.adjusted(used + metrics.px(6), 0, 0, 0)
        if look.note and rest.width() > metrics.px(16):
            tools.text(painter, rest, look.note, tone="text2", size=12, selected=selected, pad=False)

    def _cell(
        self,
        tools: CellPainter,
        painter: QPainter,
        area: QRect,
        cell: Cell,
        look: RowLook,
        selected: bool,
        decimals: int,
    ) -> None:
        tone = "text3" if look.grey else cell.tone
        match cell.kind:
            case "mass":
                tools.mass(
                    painter, area, cell.text, cell.fraction, decimals=decimals, tone=tone, selected=selected
                )
            case "rollup":
                tools.rollup(painter, area, cell.text, cell.fraction, decimals=decimals, selected=selected)
            case "reason":
                fits = tools.width(cell.text, size=12) <= area.width() - 2 * tools.pad
                tools.reason(painter, area, cell.text if fits or not cell.short else cell.short, selected=selected)
            case "badge":
                tools.badge(painter, area, cell.text, cell.tone, cell.concept, selected=selected)
            case "share":
                tools.share(painter, area, cell.percent, cell.text, selected=selected)
            case _:
                text = self._fitting(tools, cell, area.width() - 2 * tools.pad)
                align = RIGHT if cell.kind == "count" else LEFT
                tools.text(painter, area, text, align=align, tone=tone, selected=selected)

    def _fitting(self, tools: CellPainter, cell: Cell, room: int) -> str:
        """Return as much of a text as fits: of a place its end, which tells it from its neighbours."""
        for text, next_shorter in ((cell.text, cell.short), (cell.short, cell.shortest)):
            if not next_shorter or tools.width(text) <= room:
                return text
        return cell.shortest


def number_for_eyes(number: str, short: str) -> str:
    """Return the number of a daughter as it stands below its parent: `,46`, `…YJYX132GP`, or all of it."""
    if short == number or not short[:1].isalnum():
        return short
    return _ELLIPSIS + short


def matches_below(count: int) -> str:
    """Return what a closed node says of the matches below it."""
    return counted("SampleRows", "1 match below", "{count} matches below", count)
