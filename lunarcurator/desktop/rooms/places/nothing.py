"""What the places room shows where nothing matches: the sentence, the filters that are on, and the way back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.labels import Label


class NothingFound(QWidget):
    """Says that no place matches; `cleared` asks to take the filters off."""

    cleared = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        px = appearance.look.metrics.px
        self.sentence = Label(appearance, size=16, weight=SEMIBOLD, wrap=True, object_name="placesNothing")
        self._filters = Label(appearance, colour="text2", wrap=True)
        self.button = Button(self.tr("Clear filters"), object_name="placesClear")
        self.button.clicked.connect(self.cleared)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(40), px(24), px(24))
        column.setSpacing(px(10))
        column.addWidget(self.sentence)
        column.addWidget(self._filters)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def say(self, text: str, filters: Sequence[str]) -> None:
        """Say what was searched for ("" for nothing) and which filters are on."""
        matches = self.tr("Nothing matches “{text}”.").format(text=text)
        self.sentence.setText(matches if text else self.tr("Nothing matches these filters."))
        self._filters.setText(self.tr("Filters: {filters}").format(filters=", ".join(filters)))
        self._filters.setVisible(bool(filters))
