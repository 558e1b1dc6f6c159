"""What will happen, as a list at the right of a dialog."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.labels import Label, SectionLabel
from lunarcurator.desktop.widgets.painted import Painted


class _Dot(Painted):
    """The mark before a line of a list, level with its first line."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, "", None)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.look.metrics.px(10), self.look.metrics.font_height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        side, line = self.look.metrics.px(4), self.look.metrics.font_height
        with QPainter(self) as painter:
            painter.fillRect(QRect(0, (line - side) // 2 + 1, side, side), self.look.ink("text2"))


class Effects(QWidget):
    """A section title over a list of sentences; `show_lines` replaces them, `wait` says why there are none yet."""

    def __init__(self, appearance: Appearance, title: str, *, object_name: str = "effects") -> None:
        super().__init__()
        self.setObjectName(object_name)
        self._appearance = appearance
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(appearance.look.metrics.px(6))
        self._column.addWidget(SectionLabel(appearance, title))
        self._lines: tuple[str, ...] = ()
        self._waits = Label(appearance, "", colour="text2", wrap=True, object_name=f"{object_name}Waits")
        self._column.addWidget(self._waits)
        self.hide()

    @property
    def lines(self) -> tuple[str, ...]:
        """The sentences shown."""
        return self._lines

    def wait(self, sentence: str) -> None:
        """Say in grey what has to come first, while there is nothing to list; the section never stands empty."""
        self.show_lines(())
        self._waits.setText(sentence)
        self._waits.setVisible(bool(sentence))
        self.setVisible(bool(sentence))
        self.setAccessibleName(sentence)

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show these sentences."""
        self._waits.hide()
        self.setVisible(bool(lines))
        if tuple(lines) == self._lines:
            return
        self._lines = tuple(lines)
        while self._column.count() > 2:
            place = self._column.takeAt(2)
            widget = place.widget() if place else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for line in lines:
            self._column.addWidget(self._line(line))
        self.setAccessibleName(" ".join(lines))

    def _line(self, sentence: str) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._appearance.look.metrics.px(6))
        row.addWidget(_Dot(self._appearance))
        row.addWidget(Label(self._appearance, sentence, wrap=True), 1)
        return whole
