"""The bar at the top: menus, *Find anything*, the day shown, who acts."""

from typing import override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenuBar, QSizePolicy, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.labels import KeyBox
from lunarcurator.desktop.widgets.painted import Painted


class TopBar(Painted):
    """Menus at the left; at the right what is asked from anywhere. Signals carry the key of the action."""

    asked = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, "topBar", parent)
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
        self._row.addWidget(KeyBox(appearance, "Ctrl K"))
        self._row.addWidget(self.as_of)
        self._row.addWidget(self.operator)
        self.refresh()

    def show_day(self, day: str) -> None:
        """Show the day the window shows; empty is today."""
        text = self.tr("As of {day}").replace("{day}", day) if day else self.tr("As of today")
        self.as_of.setText(text)
        self.as_of.setAccessibleName(text)

    def show_operator(self, name: str) -> None:
        """Show who acts; empty is nobody."""
        self.operator.setText(name or self.tr("Who acts?"))
        self.operator.setAccessibleName(self.tr("Who acts: {name}").replace("{name}", name or "–"))

    @override
    def refresh(self) -> None:
        px = self.look.metrics.px
        self._row.setContentsMargins(px(8), 0, px(8), 0)
        self._row.setSpacing(px(4))
        self.setFixedHeight(self.look.metrics.top_bar)
        super().refresh()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self.look.ink("rail"))
            painter.fillRect(0, self.height() - 1, self.width(), 1, self.look.ink("line"))

    def _button(self, text: str, concept: str, action: str) -> Button:
        button = Button(text, kind="ghost", concept=concept, dense=True, object_name=f"top.{action}", parent=self)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _on=False: self.asked.emit(action))
        return button
