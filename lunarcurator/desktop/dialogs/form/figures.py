"""Figures under each other at the right of a dialog, with a sentence on whether they agree."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import MEDIUM, SEMIBOLD
from lunarcurator.desktop.widgets.grounds import Rule
from lunarcurator.desktop.widgets.labels import Label, SectionLabel
from lunarcurator.desktop.widgets.strips import FindingStrip, StripTone


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: sign, label, small words, and a mass ready for eyes; a `sum` stands below a rule."""

    label: str
    mass: str
    sign: str = ""
    small: str = ""
    bold: bool = False
    sum: bool = False
    tone: str = ""


class Figures(QWidget):
    """A section of figures, right under right; `show_rows` replaces them, `say` puts a verdict below."""

    def __init__(self, appearance: Appearance, title: str, *, object_name: str = "figures") -> None:
        super().__init__()
        self.setObjectName(object_name)
        self._appearance = appearance
        px = appearance.look.metrics.px
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, px(8))
        self._column.setSpacing(px(8))
        self._column.addWidget(SectionLabel(appearance, title))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(5))
        self._grid.setColumnStretch(1, 1)
        self._column.addLayout(self._grid)
        self._rows: tuple[Figure, ...] = ()
        self._told: tuple[str, str] = ("", "")
        self._verdict: QWidget | None = None

    @property
    def rows(self) -> tuple[Figure, ...]:
        """The lines shown."""
        return self._rows

    @property
    def verdict(self) -> str:
        """The sentence below the figures."""
        return self._told[0]

    def add_below(self, widget: QWidget) -> None:
        """Put a widget, such as a bar, between the figures and the verdict."""
        self._column.addWidget(widget)

    def show_rows(self, rows: Sequence[Figure]) -> None:
        """Show these lines."""
        if tuple(rows) == self._rows:
            return
        self._rows = tuple(rows)
        while (place := self._grid.takeAt(0)) is not None:
            widget = place.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        line = 0
        for row in rows:
            if row.sum:
                self._grid.addWidget(Rule(self._appearance), line, 0, 1, 3)
                line += 1
            self._put(row, line)
            line += 1

    def say(self, sentence: str, tone: str = "green") -> None:
        """Say whether the figures agree, on the wash of a tone; "" says nothing."""
        if (sentence, tone) == self._told:
            return
        self._told = (sentence, tone)
        if self._verdict is not None:
            self._verdict.hide()
            self._verdict.deleteLater()
            self._verdict = None
        if sentence:
            wash: StripTone = "green" if tone == "green" else "red" if tone == "red" else "amber"
            self._verdict = FindingStrip(self._appearance, wash, sentence, object_name="verdict")
            self._column.addWidget(self._verdict)

    def _put(self, row: Figure, line: int) -> None:
        look = self._appearance
        weight = MEDIUM if row.bold or row.sum else 400
        words = row.label + (f"  {row.small}" if row.small else "")
        colour = f"tones.{row.tone}.ink" if row.tone else "text"
        mass = Label(look, row.mass, weight=SEMIBOLD if row.bold else MEDIUM, colour=colour)
        self._grid.addWidget(Label(look, row.sign, colour="text2"), line, 0)
        self._grid.addWidget(Label(look, words, weight=weight), line, 1)
        self._grid.addWidget(mass, line, 2, Qt.AlignmentFlag.AlignRight)
