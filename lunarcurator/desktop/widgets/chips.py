"""Filters as chips, and one choice out of a few as a row of segments."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import MEDIUM, REGULAR, for_eyes
from lunarcurator.desktop.theme.strokes import RADIUS_CHIP, RADIUS_CONTROL, frame, ring
from lunarcurator.desktop.widgets.as_it_is import SaysAsItIs
from lunarcurator.desktop.widgets.enter import ScanGuard
from lunarcurator.desktop.widgets.painted import Painted

_SIDE = 8
_GAP = 6


class Chip(SaysAsItIs, QAbstractButton):
    """A filter that is on or off (`toggled`); with a count while off, with an x while on.

    Space and Enter toggle; Delete and Backspace take an active filter off. The count is ready for eyes.
    """

    def __init__(
        self,
        appearance: Appearance,
        text: str,
        count: str = "",
        *,
        concept: str = "",
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._appearance, self._count, self._concept = appearance, count, concept
        self.scan = ScanGuard()
        self.setObjectName(object_name)
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._name()
        self.toggled.connect(self.updateGeometry)
        appearance.changed.connect(self.updateGeometry)

    def set_count(self, count: str) -> None:
        """Show how many match, as a text for eyes; "" shows nothing."""
        self._count = count
        self._name()
        self.updateGeometry()
        self.update()

    def _name(self) -> None:
        self.setAccessibleName(f"{self.text()} {self._count}".strip())

    @override
    def sizeHint(self) -> QSize:
        look = self._appearance.look
        px = look.metrics.px
        width = 2 * px(_SIDE) + QFontMetrics(look.fonts.font(12, MEDIUM)).horizontalAdvance(for_eyes(self.text()))
        width += look.metrics.icon_small + px(_GAP) if self._concept else 0
        if self.isChecked():
            width += px(_GAP) + px(10)
        elif self._count:
            width += px(_GAP) + QFontMetrics(look.fonts.font(12)).horizontalAdvance(self._count)
        return QSize(width, look.metrics.chip)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.scan.takes(event):
            return
        takes_off = event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self.isChecked()
        if takes_off or event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, on = self._appearance.look, self.isChecked()
        px, ink = look.metrics.px, look.ink
        fill = ink("selection" if on else "line" if self.underMouse() else "base")
        colour = "disabled" if not self.isEnabled() else "text"
        if on:
            colour = "selection_text" if look.inverts else "link"
        with QPainter(self) as painter:
            frame(painter, self.rect(), RADIUS_CHIP, fill, ink("accent" if on else "line2"))
            rest = self.rect().adjusted(px(_SIDE), 0, -px(_SIDE), 0)
            if self._concept:
                small = look.metrics.icon_small
                icon = QRect(rest.x(), 0, small, self.height())
                look.icons.paint(painter, icon, self._concept, colour, small)
                rest.setLeft(rest.left() + small + px(_GAP))
            painter.setFont(look.fonts.font(12, MEDIUM))
            painter.setPen(ink(colour))
            middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
            painter.drawText(rest, Qt.AlignmentFlag.AlignLeft | middle, for_eyes(self.text()))
            if on:
                cross = QRect(rest.right() - px(10) + 1, 0, px(10), self.height())
                look.icons.paint(painter, cross, "close", colour, px(10))
            elif self._count:
                painter.setFont(look.fonts.font(12, REGULAR))
                painter.setPen(ink("text2"))
                painter.drawText(rest, Qt.AlignmentFlag.AlignRight | middle, self._count)
            if self.hasFocus():
                ring(look, painter, self.rect(), RADIUS_CHIP, ground="selection" if on else "plain")


class SegmentedControl(Painted):
    """One choice out of two to five, side by side; `chosen` gives its index. Arrow keys move the choice."""

    chosen = Signal(int)

    def __init__(
        self,
        appearance: Appearance,
        choices: Sequence[str],
        name: str,
        *,
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(appearance, object_name, parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for index, text in enumerate(choices):
            segment = _Segment(appearance, text, index, len(choices), f"{object_name}{index}", self)
            self._group.addButton(segment, index)
            layout.addWidget(segment)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.choose(0)
        self._group.idClicked.connect(self.chosen)

    def choice(self) -> int:
        """Return the index of what is chosen."""
        return self._group.checkedId()

    def choose(self, index: int) -> None:
        """Choose by index, without the signal."""
        self._group.button(index).setChecked(True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()), 0)
        neighbour = self._group.button(self.choice() + step)
        if not step or neighbour is None:
            super().keyPressEvent(event)
            return
        neighbour.setFocus(Qt.FocusReason.OtherFocusReason)
        neighbour.click()


class _Segment(SaysAsItIs, QAbstractButton):
    """One segment; only the outer corners of the row are round."""

    def __init__(
        self, appearance: Appearance, text: str, index: int, count: int, object_name: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._appearance, self._first, self._last = appearance, index == 0, index == count - 1
        self.scan = ScanGuard()
        self.setObjectName(object_name)
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        appearance.changed.connect(self.updateGeometry)

    @override
    def sizeHint(self) -> QSize:
        look = self._appearance.look
        width = QFontMetrics(look.fonts.font(12, MEDIUM)).horizontalAdvance(self.text())
        return QSize(width + 2 * look.metrics.px(12), look.metrics.dense)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}:
            # The control moves the choice; a button by itself would move the focus only.
            event.ignore()
        elif not self.scan.takes(event):
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, on = self._appearance.look, self.isChecked()
        ink = look.ink
        whole = self.rect().adjusted(0 if self._first else -8, 0, 0 if self._last else 8, 0)
        with QPainter(self) as painter:
            fill = "selection" if on else "line" if self.underMouse() else "base"
            frame(painter, whole, RADIUS_CONTROL, ink(fill), ink("line2"))
            if not self._first:
                painter.fillRect(QRect(0, 0, 1, self.height()), ink("line2"))
            painter.setFont(look.fonts.font(12, MEDIUM))
            painter.setPen(ink("disabled" if not self.isEnabled() else "selection_text" if on else "text2"))
            middle = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
            painter.drawText(self.rect(), middle, self.text())
            if self.hasFocus():
                ring(look, painter, self.rect(), RADIUS_CHIP, ground="selection" if on else "plain")
