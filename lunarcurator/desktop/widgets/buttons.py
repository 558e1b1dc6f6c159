"""Push buttons of the four kinds, icons to press, and the buttons of the rail."""

from typing import Literal, override

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QToolButton, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import MEDIUM, SEMIBOLD
from lunarcurator.desktop.theme.look import Look
from lunarcurator.desktop.theme.strokes import RADIUS_CONTROL, frame, ring
from lunarcurator.desktop.widgets.as_it_is import SaysAsItIs
from lunarcurator.desktop.widgets.enter import ScanGuard, pressed_by_enter

Kind = Literal["plain", "primary", "ghost", "danger"]


class Button(SaysAsItIs, QPushButton):
    """A push button whose words say what will happen; one `primary` a window. The style draws it.

    *Enter* presses the one that has the keyboard, as *Space* does, and none that has it not. No key of a scan
    presses any.
    """

    def __init__(
        self,
        text: str,
        *,
        kind: Kind = "plain",
        concept: str = "",
        dense: bool = False,
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setObjectName(object_name)
        self.setProperty("kind", kind)
        self.setProperty("concept", concept)
        self.setProperty("dense", dense)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.scan = ScanGuard()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.scan.takes(event) and not pressed_by_enter(self, event):
            super().keyPressEvent(event)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class IconButton(QToolButton):
    """An icon alone, for copy, close, columns, more, previous and next; it has a tool tip and a name."""

    def __init__(
        self,
        concept: str,
        name: str,
        *,
        dense: bool = True,
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setProperty("kind", "icon")
        self.setProperty("concept", concept)
        self.setProperty("dense", dense)
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.scan = ScanGuard()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.scan.takes(event) and not pressed_by_enter(self, event):
            super().keyPressEvent(event)


class RailButton(SaysAsItIs, QAbstractButton):
    """A room in the rail: icon over word; a count means overdue or blocked, nothing else."""

    def __init__(
        self,
        appearance: Appearance,
        concept: str,
        text: str,
        *,
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._concept, self._count, self._words = concept, 0, True
        self.scan = ScanGuard()
        self.setObjectName(object_name)
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.updateGeometry)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.scan.takes(event):
            super().keyPressEvent(event)

    def set_count(self, count: int, meaning: str = "") -> None:
        """Show how many are overdue or blocked, and say it (`meaning`: "7 overdue"); 0 shows nothing."""
        self._count = count
        self.setAccessibleDescription(meaning)
        self.update()

    def set_words(self, shown: bool) -> None:
        """Show the word below the icon, or, in a narrow window, only the icon with a tool tip."""
        self._words = shown
        self.setToolTip("" if shown else self.text())
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        metrics = self._appearance.look.metrics
        if not self._words:
            return QSize(metrics.px(44), metrics.px(40))
        width = max(metrics.rail_width - metrics.px(12), self._text_width() + metrics.px(4))
        return QSize(width, metrics.rail_button)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _text_width(self) -> int:
        # The bold word of the present room must not widen the rail.
        font = self._appearance.look.fonts.font(11, SEMIBOLD)
        return QFontMetrics(font).horizontalAdvance(self.text())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._appearance.look
        with QPainter(self) as painter:
            self._ground(painter, look)
            colour = self._colour(look)
            tall = look.metrics.px(14) if self._words else 0
            icon = QRect(0, 0, self.width(), self.height() - tall)
            look.icons.paint(painter, icon, self._concept, colour, look.metrics.icon_rail)
            if self._words:
                self._word(painter, look)
            if self._count:
                self._badge(painter, look, icon)
            if self.hasFocus():
                ring(look, painter, self.rect(), ground="selection" if self.isChecked() else "plain")

    def _ground(self, painter: QPainter, look: Look) -> None:
        if self.isChecked():
            frame(painter, self.rect(), RADIUS_CONTROL, look.ink("selection"))
        elif self.underMouse() and self.isEnabled():
            frame(painter, self.rect(), RADIUS_CONTROL, look.ink("line"))

    def _colour(self, look: Look) -> str:
        if not self.isEnabled():
            return "disabled"
        if self.isChecked():
            return "selection_text" if look.inverts else "accent"
        return "text2"

    def _word(self, painter: QPainter, look: Look) -> None:
        chosen = self.isChecked()
        painter.setFont(look.fonts.font(11, SEMIBOLD if chosen else MEDIUM))
        painter.setPen(look.ink("selection_text" if chosen else "text2" if self.isEnabled() else "disabled"))
        place = QRect(0, self.height() // 2, self.width(), self.height() // 2 - look.metrics.px(2))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, self.text())

    def _badge(self, painter: QPainter, look: Look, icon: QRect) -> None:
        px, text = look.metrics.px, str(self._count)
        painter.setFont(look.fonts.font(11, SEMIBOLD))
        width = max(painter.fontMetrics().horizontalAdvance(text) + px(8), px(16))
        place = QRect(icon.center().x() + px(6), icon.center().y() - px(16), width, px(16))
        frame(painter, place, px(16) / 2, look.ink("tones.red.ink"))
        painter.setPen(look.ink("base"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, text)
