"""The bar at the top: menus, *Find anything*, the day shown, who acts."""

from typing import override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenuBar, QSizePolicy, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.labels import KeyBox
from lunarcurator.desktop.widgets.painted import Painted


class TopBar(Painted):
    """Menus at the left; at the right what is asked from anywhere. Signals carry the key of the action.

    Where it is too narrow for all its words, those of *Find anything* give way and then *As of today*, so that
    every menu stays in sight; another day than today is always told.
    """

    asked = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, "topBar", parent)
        self._day = ""
        self.menus = QMenuBar(self)
        self.menus.setObjectName("menus")
        self.menus.setNativeMenuBar(False)
        self.menus.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.finder = self._button(self.tr("Find anything"), "search", "palette")
        self.as_of = self._button(self.tr("As of today"), "today", "as_of")
        self.operator = self._button(self.tr("Nobody yet"), "person", "who_acts")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.menus)
        self._row.addStretch(1)
        self._row.addWidget(self.finder)
        self._keys = KeyBox(appearance, "Ctrl K")
        self._row.addWidget(self._keys)
        self._row.addWidget(self.as_of)
        self._row.addWidget(self.operator)
        self.refresh()

    def show_day(self, day: str) -> None:
        """Show the day the window shows; empty is today."""
        text = self.tr("As of {day}").replace("{day}", day) if day else self.tr("As of today")
        self._day = day
        self.as_of.setAccessibleName(text)
        self._fit()

    def show_operator(self, name: str) -> None:
        """Show who acts; empty is nobody."""
        self.operator.setText(name or self.tr("Who acts?"))
        self.operator.setAccessibleName(self.tr("Who acts: {name}").replace("{name}", name or "–"))
        self._fit()

    @override
    def refresh(self) -> None:
        px = self.look.metrics.px
        self._row.setContentsMargins(px(8), 0, px(8), 0)
        self._row.setSpacing(px(4))
        self.setFixedHeight(self.look.metrics.top_bar)
        super().refresh()
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show as many words as there is room for beside all menus."""
        finds, day = self.tr("Find anything"), self.as_of.accessibleName()
        brief = day if self._day else ""
        for words, keys, told in ((finds, True, day), (finds, False, day), ("", False, day), ("", False, brief)):
            self.finder.setText(words)
            self._keys.setVisible(keys)
            self.as_of.setText(told)
            if self._row.sizeHint().width() <= self.width():
                return

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self.look.ink("rail"))
            painter.fillRect(0, self.height() - 1, self.width(), 1, self.look.ink("line"))

    def _button(self, text: str, concept: str, action: str) -> Button:
        button = Button(text, kind="ghost", concept=concept, dense=True, object_name=f"top.{action}", parent=self)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(text)
        button.clicked.connect(lambda _on=False: self.asked.emit(action))
        return button
