"""A panel at the right of a list: beside it in a wide window, over it in a narrow one (look design 3)."""

from typing import Final, override

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QWidget

from lunarcurator.desktop.memory import Memory
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.painted import Painted

ALL_SHOW_FROM: Final = 1280
"""From this width of the window on (px at 100 %) the panel stands beside the list."""


class _Edge(Painted):
    """The line at the left of a panel that lies over a list."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self.look.ink("line2"))


class Drawer(QObject):
    """Keeps a panel in a splitter, or over its list where the window is narrow; remembers width and state.

    `key` is where it is remembered. In a narrow window the panel lies over the right part of `over`, the list
    itself without its head, so that no action is covered. `least`, `most` and `usual` are widths in px at 100 %.
    """

    def __init__(
        self,
        appearance: Appearance,
        memory: Memory,
        splitter: QSplitter,
        panel: QWidget,
        key: str,
        *,
        over: QWidget,
        least: int = 360,
        most: int = 470,
        usual: int = 400,
    ) -> None:
        super().__init__(splitter)
        self._appearance, self._memory, self._key = appearance, memory, key
        self._splitter, self._panel = splitter, panel
        self._least, self._most, self._over = least, most, over
        # A splitter takes every child for a part of its own: the line is no child before it lies over the list.
        self._edge: _Edge | None = None
        splitter.addWidget(panel)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 0)
        splitter.setChildrenCollapsible(False)
        splitter.splitterMoved.connect(lambda *_: self._keep())
        splitter.installEventFilter(self)
        over.installEventFilter(self)
        appearance.changed.connect(self._arrange)
        shown, _, width = memory.get(key).partition(":")
        self._width = int(width) if width.isdecimal() else usual
        self._is_open, self._is_wanted, self._is_filled = shown != "closed", True, True
        self._arrange()

    @property
    def is_over(self) -> bool:
        """Whether the panel lies over the list, because the window is too narrow for both."""
        return self._panel.parentWidget() is not self._splitter

    def toggle(self) -> None:
        """Open the panel or close it."""
        self.open(wanted=not self._is_open)

    def open(self, *, wanted: bool = True) -> None:
        """Open the panel, or close it without moving the focus."""
        self._is_open = wanted
        self._arrange()
        self._remember()

    def close(self) -> None:
        """Close the panel; what had the focus in it gives it back to the list."""
        self.open(wanted=False)
        beside = self._splitter.widget(0)
        if beside is not None:
            beside.setFocus(Qt.FocusReason.OtherFocusReason)

    def want(self, *, wanted: bool) -> None:
        """Keep the panel away while there is nothing it could show, whether it is open or closed."""
        if wanted != self._is_wanted:
            self._is_wanted = wanted
            self._arrange()

    def fill(self, *, filled: bool) -> None:
        """Say whether the panel has anything to show: an empty one does not lie over the list."""
        if filled != self._is_filled:
            self._is_filled = filled
            self._arrange()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Shown for the first time, a splitter shares out by size hints: the remembered width comes after that.
        kinds = {QEvent.Type.Show, QEvent.Type.Resize}
        if watched is self._over:
            kinds = {QEvent.Type.Move, QEvent.Type.Resize} if self.is_over else set()
        if event.type() in kinds:
            self._arrange()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        px = self._appearance.look.metrics.px
        self._panel.setMinimumWidth(px(self._least))
        self._panel.setMaximumWidth(px(self._most))
        host = self._splitter.parentWidget()
        narrow = host is not None and self._splitter.window().width() < px(ALL_SHOW_FROM)
        if host is not None and narrow is not self.is_over:
            self._change_over(host, over=narrow)
        shown = self._is_open and self._is_wanted and (self._is_filled or not self.is_over)
        self._panel.setVisible(shown)
        if self._edge is not None:
            self._edge.setVisible(shown and self.is_over)
        if shown:
            self._fit(min(max(px(self._width), px(self._least)), px(self._most)))

    def _change_over(self, host: QWidget, *, over: bool) -> None:
        # A panel that changes its parent loses the focus, which then belongs to nobody.
        focus = self._panel.focusWidget() if self._panel.hasFocus() or self._holds_focus() else None
        if over:
            self._panel.setParent(host)
            self._edge = self._edge or _Edge(self._appearance, "", host)
        else:
            self._splitter.insertWidget(1, self._panel)
            self._splitter.setStretchFactor(1, 0)
        if focus is not None and self._is_open:
            self._panel.show()
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _holds_focus(self) -> bool:
        focus = self._panel.window().focusWidget()
        return focus is not None and self._panel.isAncestorOf(focus)

    def _fit(self, width: int) -> None:
        whole = self._splitter.width()
        if whole <= 0:
            return
        if not self.is_over:
            self._splitter.setSizes([max(whole - width, 1), width])
            return
        host = self._panel.parentWidget() or self._splitter
        place = QRect(self._over.mapTo(host, QPoint(0, 0)), self._over.size())
        line = max(1, self._appearance.look.metrics.px(1))
        left = max(place.right() + 1 - width, place.left())
        self._panel.setGeometry(QRect(left, place.top(), place.right() + 1 - left, place.height()))
        self._panel.raise_()
        if self._edge is not None:
            self._edge.setGeometry(QRect(left - line, place.top(), line, place.height()))
            self._edge.raise_()

    def _keep(self) -> None:
        self._width = round(self._panel.width() * 1000 / self._appearance.look.metrics.px(1000))
        self._remember()

    def _remember(self) -> None:
        self._memory.put(self._key, f"{'open' if self._is_open else 'closed'}:{self._width}")
