"""What several sources say, one below the other: the saying above, and who says it in small words below."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import MEDIUM, REGULAR
from lunarcurator.desktop.widgets.labels import Label


@dataclass(frozen=True, slots=True)
class Citation:
    """One saying and its source in words; a `strong` one stands out by weight, and has to say why in words."""

    text: str
    source: str
    strong: bool = False


class Citations(QWidget):
    """A column of sayings; `show_sayings` replaces them."""

    def __init__(self, appearance: Appearance, *, object_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._appearance = appearance
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.sayings: tuple[Citation, ...] = ()

    def show_sayings(self, sayings: Sequence[Citation]) -> None:
        """Show these sayings and no others."""
        self.sayings = tuple(sayings)
        while (entry := self._column.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        gap = self._appearance.look.metrics.px(6)
        for each in sayings:
            weight = MEDIUM if each.strong else REGULAR
            self._column.addWidget(Label(self._appearance, each.text, weight=weight, wrap=True))
            source = Label(self._appearance, each.source, size=12, colour="text2", wrap=True)
            source.setContentsMargins(0, 0, 0, gap)
            self._column.addWidget(source, 0, Qt.AlignmentFlag.AlignTop)
        self.setVisible(bool(sayings))
