"""A row of controls that goes on in the next line where it is full, as words do."""

from typing import override

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QStyle

from lunarcurator.desktop.widgets.item_layout import ItemLayout


class FlowLayout(ItemLayout):
    """Sets controls side by side, each as wide as it wants to be, in as many lines as the width asks for.

    It is as narrow as its widest control: no row of buttons decides how wide a window must be. Hidden controls
    take no room. `gap` is between controls and between lines, in pixels.
    """

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), place=False)

    @override
    def sizeHint(self) -> QSize:
        """The size of one line."""
        sizes = [item.sizeHint() for item in self._shown()]
        wide = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return self._around(QSize(wide, max((size.height() for size in sizes), default=0)))

    @override
    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._shown()]
        wide = max((size.width() for size in sizes), default=0)
        return self._around(QSize(wide, max((size.height() for size in sizes), default=0)))

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _around(self, inner: QSize) -> QSize:
        margins = self.contentsMargins()
        across, along = margins.left() + margins.right(), margins.top() + margins.bottom()
        return QSize(inner.width() + across, inner.height() + along)

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        """Go through the controls line by line, and return the height of all lines."""
        margins, gap = self.contentsMargins(), self.spacing()
        inner = rect.marginsRemoved(margins)
        right_to_left = self._reads_from_the_right()
        left, top, high = inner.left(), inner.top(), 0
        for item in self._shown():
            size = item.sizeHint().boundedTo(QSize(max(inner.width(), item.minimumSize().width()), 1 << 20))
            if left > inner.left() and left + size.width() > inner.left() + inner.width():
                left, top, high = inner.left(), top + high + gap, 0
            if place:
                at = QRect(left, top, size.width(), size.height())
                item.setGeometry(
                    QStyle.visualRect(Qt.LayoutDirection.RightToLeft, inner, at) if right_to_left else at
                )
            left += size.width() + gap
            high = max(high, size.height())
        return top + high - rect.top() + margins.bottom()

    def _reads_from_the_right(self) -> bool:
        owner = self.parentWidget()
        return owner is not None and owner.layoutDirection() == Qt.LayoutDirection.RightToLeft
