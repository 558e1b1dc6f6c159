"""Two groups at the ends of a line, one below the other where the line is too short for both."""

from typing import override

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QStyle, QWidget

from lunarcurator.desktop.widgets.item_layout import ItemLayout


class TwoEnds(ItemLayout):
    """Sets the first group at the beginning, which takes what room there is, and the second at the end of a line.

    Where the least of the first and the whole of the second have no room beside each other, the second goes on
    below: such a line is as narrow as the wider of both. `gap` is between them, in pixels.
    """

    def __init__(self, first: QWidget, second: QWidget, gap: int, parent: QWidget | None = None) -> None:
        super().__init__(gap, parent)
        self.addWidget(first)
        self.addWidget(second)

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    @override
    def heightForWidth(self, width: int) -> int:
        return max((place.y() + place.height() for place in self._places(width)), default=0)

    @override
    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._items]
        wide = sum(each.width() for each in sizes) + self.spacing()
        return QSize(wide, max((each.height() for each in sizes), default=0))

    @override
    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._items]
        wide, high = (max((side(each) for each in sizes), default=0) for side in (QSize.width, QSize.height))
        return QSize(wide, high)

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        owner = self.parentWidget()
        reading = owner.layoutDirection() if owner is not None else Qt.LayoutDirection.LeftToRight
        for item, place in zip(self._items, self._places(rect.width()), strict=True):
            item.setGeometry(QStyle.visualRect(reading, rect, place.translated(rect.topLeft())))

    def _places(self, width: int) -> list[QRect]:
        """Return where the groups are in a line of a width, from its corner on."""
        if len(self._items) < 2:
            return [QRect(0, 0, width, each.sizeHint().height()) for each in self._items]
        first, second = self._items
        end, gap = min(second.sizeHint().width(), width), self.spacing()
        if first.minimumSize().width() + gap + end <= width:
            high = max(_high(first, width - gap - end), _high(second, end))
            return [QRect(0, 0, width - gap - end, high), QRect(width - end, 0, end, high)]
        above = _high(first, width)
        return [QRect(0, 0, width, above), QRect(0, above + gap, end, _high(second, end))]


def _high(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
