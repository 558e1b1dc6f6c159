"""The numbers of rows beside the editable grid."""

from typing import Final, override

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import MEDIUM
from lunarcurator.desktop.theme.strokes import underline

_PAD: Final = 8
_EDGE: Final = 2
TICK: Final = "\u2713"
_LEAST: Final = 3
"""Every grid has room for so many digits, so that few rows do not move it."""
_MIDDLE: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RowHead(QHeaderView):
    """The numbers of rows in the width of the longest: Qt would measure two hundred of them, and ask for each."""

    def __init__(self, appearance: Appearance, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._appearance, self._view = appearance, view
        self._ticks = False

    def tick(self) -> None:
        """Leave room for a tick beside each number: rows are ticked off."""
        self._ticks = True

    def fit(self, rows: int) -> None:
        """Take the height of rows from the present look, and a width in which so many rows can be numbered."""
        look = self._appearance.look
        self.setMinimumSectionSize(look.metrics.grid)
        self.setDefaultSectionSize(look.metrics.grid)
        metrics = QFontMetrics(look.fonts.font(12, MEDIUM))
        wide = max(len(str(rows)), _LEAST) * metrics.horizontalAdvance("0") + 2 * look.metrics.px(_PAD)
        if self._ticks:
            # A tick stands where few rows leave room anyway.
            ticked = metrics.horizontalAdvance(f"{TICK} {'0' * len(str(rows))}")
            wide = max(wide, ticked + look.metrics.px(_PAD) + look.metrics.px(_EDGE))
        if wide != self.minimumWidth():
            self.setFixedWidth(wide)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.minimumWidth(), 0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, area = self._appearance.look, event.rect()
        pad, wide = look.metrics.px(_PAD), self.width()
        at, count = self.visualIndexAt(area.top()), self.count()
        with QPainter(self.viewport()) as painter:
            painter.fillRect(area, look.ink("window"))
            painter.setFont(look.fonts.font(12, MEDIUM))
            painter.setPen(look.ink("text2"))
            while 0 <= at < count and (top := self.sectionViewportPosition(at)) <= area.bottom():
                place = QRect(0, top, wide, self.sectionSize(at))
                underline(painter, place, look.ink("line2"))
                painter.drawText(place.adjusted(0, 0, -pad, 0), _MIDDLE, self._words(at))
                at += 1

    def _words(self, row: int) -> str:
        """Return the number of a row; of one that may be ticked off, what its model says of it."""
        across = Qt.Orientation.Vertical
        return str(self.model().headerData(row, across)) if self._ticks else str(row + 1)
