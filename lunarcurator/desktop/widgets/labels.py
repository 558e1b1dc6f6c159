"""Words of the window in the sizes, weights and inks of the type scale."""

import re
from typing import Final, override

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.cutting import cut_to
from lunarcurator.desktop.theme.fonts import BASE, MEDIUM, REGULAR, SEMIBOLD, for_eyes
from lunarcurator.desktop.theme.strokes import RADIUS_BADGE, RADIUS_CHIP, frame, ring
from lunarcurator.desktop.widgets.as_it_is import as_it_is
from lunarcurator.desktop.widgets.enter import ScanGuard, pressed_by_enter
from lunarcurator.desktop.widgets.painted import Painted

_TOO_LONG: Final = re.compile(r"\S{24}(?=\S)")
"""What of a longer word stands in one line where lines wrap: a name without a gap makes no column wider."""
_LEAST_SEEN: Final = 8
"""So many characters of a line that is cut stay in sight."""


class Label(QLabel):
    """A text in one size, weight and colour token of the scale, following every change of the look.

    A `selectable` text can be copied by mouse and keyboard; its hyphens are kept, so it is not tabular.
    """

    def __init__(
        self,
        appearance: Appearance,
        text: str = "",
        *,
        size: int = BASE,
        weight: int = REGULAR,
        colour: str = "text",
        wrap: bool = False,
        selectable: bool = False,
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._size, self._weight, self._colour = size, weight, colour
        self._selectable = selectable
        self.setObjectName(object_name)
        self.setWordWrap(wrap)
        # Inside a button a label would else take the ink of buttons.
        self.setForegroundRole(QPalette.ColorRole.WindowText)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if selectable:
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        self.setText(text)
        appearance.changed.connect(self.refresh)
        self.refresh()

    @override
    def setText(self, text: str) -> None:
        # A text nobody can copy may carry the hyphen that tabular figures do not tear apart.
        shown = text if self._selectable else for_eyes(text)
        if self.wordWrap() and not self._selectable:
            shown = _TOO_LONG.sub("\\g<0>\u200b", shown)
        super().setText(shown if self.buddy() is None else as_it_is(shown))
        self.setAccessibleName(text)

    @override
    def setBuddy(self, buddy: QWidget) -> None:
        # Beside a buddy Qt takes an ampersand for the mark of a key.
        super().setBuddy(buddy)
        self.setText(self.accessibleName())

    def set_colour(self, colour: str) -> None:
        """Show the text in another colour token ("text2", "tones.amber.ink")."""
        self._colour = colour
        self.refresh()

    def set_weight(self, weight: int) -> None:
        """Show the text in another weight: 400, 500 or 600."""
        self._weight = weight
        self.refresh()

    def refresh(self) -> None:
        """Take font and colour from the present look."""
        look = self._appearance.look
        self.setFont(look.fonts.font(self._size, self._weight, tabular=not self._selectable))
        palette = QPalette()
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
            palette.setColor(group, QPalette.ColorRole.WindowText, look.ink(self._colour))
        palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText, look.ink("disabled"))
        self.setPalette(palette)


class CutLabel(Label):
    """A line that is cut where there is no room for it, and then told whole when pointed at.

    It is cut at its end, or `keeps_end` and loses its middle, as the name of a file does.
    """

    keeps_end = False
    _more = ""

    def tell_more(self, sentence: str) -> None:
        """Say something further when pointed at, whether it is cut or not."""
        self._more = sentence
        self.setToolTip(sentence)

    @override
    def minimumSizeHint(self) -> QSize:
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), self.fontMetrics().averageCharWidth() * _LEAST_SEEN), whole.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        room, inks = self.contentsRect(), self.palette()
        told = cut_to(self.fontMetrics(), self.text(), room.width(), middle=self.keeps_end)
        with QPainter(self) as painter:
            side = int(self.alignment() | Qt.TextFlag.TextSingleLine)
            self.style().drawItemText(
                painter, room, side, inks, self.isEnabled(), told, QPalette.ColorRole.WindowText
            )

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            cut = self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()
            told = (self.accessibleName() if cut else "", self._more)
            self.setToolTip("\n".join(filter(None, told)))
        return super().event(event)


class SectionLabel(Label):
    """The small grey title of a section; in capitals where the language writes sections so."""

    def __init__(
        self, appearance: Appearance, text: str, *, object_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(
            appearance,
            text.upper(),
            size=12,
            weight=SEMIBOLD,
            colour="text2",
            object_name=object_name,
            parent=parent,
        )
        self.setAccessibleName(text)

    def show_title(self, text: str) -> None:
        """Show another title."""
        self.setText(text.upper())
        self.setAccessibleName(text)


class LinkLabel(QAbstractButton):
    """Words that lead somewhere: `activated` on click, Enter or Space; underlined while pointed at.

    Where there is no room for them they are cut as every line is, and told whole when pointed at. For assistive
    technology it is a button, which can be pressed.
    """

    activated = Signal()

    def __init__(
        self,
        appearance: Appearance,
        text: str,
        *,
        size: int = BASE,
        weight: int = REGULAR,
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setObjectName(object_name)
        self._text, self._size, self._weight = text, size, weight
        self.scan = ScanGuard()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(text)
        self.clicked.connect(lambda _on=False: self.activated.emit())
        appearance.changed.connect(self.refresh)
        self.refresh()

    @override
    def text(self) -> str:
        """Return the words."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show other words."""
        self._text = text
        self.setAccessibleName(text)
        self.refresh()

    def refresh(self) -> None:
        """Take the font from the present look, and the room the words need."""
        self.setFont(self._appearance.look.fonts.font(self._size, self._weight))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(for_eyes(self._text)) + 1, metrics.height() + 2)

    @override
    def minimumSizeHint(self) -> QSize:
        whole = self.sizeHint()
        return QSize(min(whole.width(), 4 * self.fontMetrics().averageCharWidth()), whole.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            font = self.font()
            font.setUnderline(self.isEnabled() and self.underMouse())
            painter.setFont(font)
            painter.setPen(self._appearance.look.ink("link" if self.isEnabled() else "disabled"))
            words = cut_to(painter.fontMetrics(), for_eyes(self._text), self.width())
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, words)
            if self.hasFocus():
                ring(self._appearance.look, painter, self.rect(), RADIUS_BADGE)

    @override
    def event(self, event: QEvent) -> bool:
        # Another tip says more than the words, and stays.
        if event.type() == QEvent.Type.ToolTip and self.toolTip() in {"", self._text}:
            self.setToolTip(self._text if self.sizeHint().width() > self.width() + 1 else "")
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.scan.takes(event) and not pressed_by_enter(self, event):
            super().keyPressEvent(event)


class KeyBox(Painted):
    """A key or chord in a small box, where it teaches: palette, empty state, hint of a grid."""

    def __init__(
        self, appearance: Appearance, keys: str, *, object_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(appearance, object_name, parent)
        self._keys = keys
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(keys)
        self.refresh()

    def show_keys(self, keys: str) -> None:
        """Show another key or chord."""
        self._keys = keys
        self.setAccessibleName(keys)
        self.refresh()

    @override
    def refresh(self) -> None:
        self.setFont(self.look.fonts.font(11, MEDIUM))
        super().refresh()

    @override
    def sizeHint(self) -> QSize:
        metrics = self.look.metrics
        width = self.fontMetrics().horizontalAdvance(self._keys) + 2 * metrics.px(5)
        return QSize(max(width, metrics.badge), metrics.badge)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        ink = self.look.ink
        with QPainter(self) as painter:
            frame(painter, self.rect(), RADIUS_CHIP, ink("base"), ink("line2"))
            painter.setPen(ink("text2"))
            middle = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
            painter.drawText(self.rect(), middle, self._keys)
