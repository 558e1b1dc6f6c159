"""Plain grounds of panels and bars, lines between them, and columns that scroll."""

from typing import Final, override

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.following import Following

_ANY_WIDTH: Final = 16_777_215
"""As wide as Qt lets a widget be, in pixels."""


class Ground(QWidget):
    """A plain ground in one colour token: "rail" for bars, "base" for panels."""

    def __init__(
        self, appearance: Appearance, colour: str, *, object_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._appearance, self._colour = appearance, colour
        self.setAutoFillBackground(True)
        appearance.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Take the colour from the present look."""
        self.setPalette(_with_window(self._appearance, self._colour))


class SideGround(Ground):
    """A panel at the side, as wide as it is told; where what stands in it needs more, as wide as that.

    Figures that lie beyond an edge, or are cut there, are others than those meant.
    """

    def __init__(self, appearance: Appearance, *, object_name: str = "", parent: QWidget | None = None) -> None:
        self._wide = 0
        super().__init__(appearance, "base", object_name=object_name, parent=parent)

    def set_wide(self, wide: int) -> None:
        """Take this width where it is enough, in pixels."""
        self._wide = wide
        self._fit()

    @override
    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        self.setFixedWidth(max(self._wide, self.minimumSizeHint().width()))


class Rule(QFrame):
    """A line of one pixel between parts; the darker one between panes, the lighter ("line") within."""

    def __init__(
        self,
        appearance: Appearance,
        *,
        upright: bool = False,
        colour: str = "line2",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._appearance, self._colour = appearance, colour
        self.setAutoFillBackground(True)
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)
        appearance.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Take the colour from the present look."""
        self.setPalette(_with_window(self._appearance, self._colour))


class ScrollColumn(QScrollArea):
    """A column of widgets that scrolls rather than clips, on one colour token."""

    def __init__(
        self,
        appearance: Appearance,
        colour: str,
        column: QVBoxLayout,
        *,
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._appearance, self._colour, self._widest = appearance, colour, 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inner = QWidget()
        self._inner.setLayout(column)
        self._inner.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setWidget(self._inner)
        appearance.changed.connect(self.refresh)
        self.refresh()

    @property
    def inner(self) -> QWidget:
        """What scrolls."""
        return self._inner

    @property
    def least_width(self) -> int:
        """The width below which the column would scroll sideways, in pixels."""
        return self._inner.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()

    def follow_keyboard(self) -> Following:
        """Keep what has the keyboard in sight, unless somebody scrolls elsewhere."""
        return Following(self)

    def widen_up_to(self, widest: int) -> None:
        """Be as wide as what stands in it needs, up to so many pixels; beyond them it scrolls sideways."""
        self._widest = widest
        self.setMinimumWidth(min(self.least_width, widest))

    def never_sideways(self) -> None:
        """Be as wide as what stands in it needs, not to scroll sideways; downwards it follows the keyboard."""
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.widen_up_to(_ANY_WIDTH)
        self.follow_keyboard()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A scroll area watches what scrolls in it, whether or not that may take width.
        if self._widest and watched is self._inner and event.type() == QEvent.Type.LayoutRequest:
            self.setMinimumWidth(min(self.least_width, self._widest))
        return super().eventFilter(watched, event)

    @property
    def hidden_height(self) -> int:
        """How much of the column has no room now, in pixels, counted anew from what stands in it."""
        wanted = self._inner.heightForWidth(self.viewport().width())
        return max(wanted, self._inner.minimumSizeHint().height()) - self.viewport().height()

    def refresh(self) -> None:
        """Take the colour from the present look."""
        self.setPalette(_with_window(self._appearance, self._colour))


def _with_window(appearance: Appearance, colour: str) -> QPalette:
    # An empty palette with one role set leaves every other role to the application.
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, appearance.look.ink(colour))
    return palette
