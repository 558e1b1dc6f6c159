"""What the room shows instead of a tree: an empty store, or nothing that matches."""

from collections.abc import Sequence
from typing import Final, override

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.cards import Card, Choice, EmptyState
from lunarcurator.desktop.widgets.grounds import Rule
from lunarcurator.desktop.widgets.icon_label import IconLabel
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.painted import Painted

_ACTIONS: Final = ("import", "register", "demo")


class NoHits(Painted):
    """Says that nothing matches, which filters are on, and offers to clear them (`cleared`)."""

    cleared = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, "noHits", parent)
        self._sentence = Label(appearance, size=16, weight=SEMIBOLD, wrap=True, object_name="noHitsSentence")
        self._filters = Label(appearance, colour="text2", wrap=True, object_name="noHitsFilters")
        self.button = Button(self.tr("Clear filters"), object_name="clearFilters")
        self.button.clicked.connect(self.cleared)
        self._column = QVBoxLayout(self)
        for part in (self._sentence, self._filters):
            self._column.addWidget(part)
        self._column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)
        self.refresh()

    def explain(self, text: str, filters: Sequence[str]) -> None:
        """Say what was searched for ("" for nothing) and which filters are on."""
        matches = self.tr("Nothing matches “{text}”.").format(text=text)
        self._sentence.setText(matches if text else self.tr("Nothing matches these filters."))
        self._filters.setText(self.tr("Filters: {filters}").format(filters=", ".join(filters)))
        self._filters.setVisible(bool(filters))
        self.button.setText(self.tr("Clear filters") if filters else self.tr("Clear the search"))

    @override
    def refresh(self) -> None:
        px = self.look.metrics.px
        self._column.setContentsMargins(px(24), px(40), px(24), px(24))
        self._column.setSpacing(px(10))
        super().refresh()


class EmptyStore(Painted):
    """An empty store: three ways in at the left, what can be set up first at the right; `asked` names it."""

    asked = Signal(str)

    def __init__(self, appearance: Appearance, file: str, parent: QWidget | None = None) -> None:
        super().__init__(appearance, "emptyStore", parent)
        self.ways = EmptyState(
            appearance,
            self.tr("This store is empty"),
            self.tr("Bring in the catalogue you have, or register a first sample. You can undo either."),
            self._choices(),
            note=self.tr("Or drop a file anywhere in this window."),
            object_name="emptySamples",
        )
        self.ways.chosen.connect(lambda index: self.asked.emit(_ACTIONS[index]))
        self._operator = Label(appearance, colour="text2", wrap=True)
        self._row = QHBoxLayout(self)
        self._row.addStretch(1)
        left = QVBoxLayout()
        left.addWidget(self.ways)
        left.addStretch(1)
        self._row.addLayout(left, 6)
        right = QVBoxLayout()
        right.addWidget(self._setting_up(appearance, file))
        right.addStretch(1)
        self._row.addLayout(right, 4)
        self._row.addStretch(1)
        self.refresh()

    def show_operator(self, name: str) -> None:
        """Say who acts."""
        self._operator.setText(name or self.tr("Nobody yet"))

    def _choices(self) -> Sequence[Choice]:
        return (
            Choice(
                "import",
                self.tr("Import a catalogue"),
                self.tr("Excel, CSV or ODS. Every row is shown with a verdict before anything is written."),
                "Ctrl I",
                "emptyImport",
            ),
            Choice(
                "register",
                self.tr("Register the first sample"),
                self.tr("A bag, a bottle or a rock, with its number, mass and place."),
                "Ctrl N",
                "emptyRegister",
            ),
            Choice(
                "sample",
                self.tr("Look at the demonstration"),
                self.tr("A second store with published facts. Yours stays empty."),
                "Ctrl Shift D",
                "emptyDemo",
            ),
        )

    def _setting_up(self, appearance: Appearance, file: str) -> Card:
        card = Card(appearance, self.tr("Before the first sample"), object_name="settingUp")
        card.body.addLayout(_step(appearance, self.tr("The store"), Label(appearance, file, colour="text2")))
        card.body.addWidget(Rule(appearance, colour="line"))
        card.body.addLayout(_step(appearance, self.tr("Who acts"), self._operator))
        steps = (
            (
                self.tr("A collection"),
                self.tr("With its numbering and missions."),
                self.tr("Choose…"),
                "collection",
            ),
            (self.tr("Places"), self.tr("Rooms, cabinets, trays."), self.tr("Add…"), "new_place"),
            (
                self.tr("A balance"),
                self.tr("With its resolution and calibration."),
                self.tr("Set up…"),
                "balances",
            ),
        )
        for number, (title, sentence, verb, action) in enumerate(steps, start=3):
            card.body.addWidget(Rule(appearance, colour="line"))
            note = Label(appearance, sentence, colour="text2", wrap=True)
            row = _step(appearance, title, note, str(number))
            button = Button(verb, dense=True, object_name=f"empty_{action}")
            button.clicked.connect(lambda _on=False, action=action: self.asked.emit(action))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            card.body.addLayout(row)
        return card

    @override
    def refresh(self) -> None:
        px = self.look.metrics.px
        self._row.setContentsMargins(px(24), px(56), px(24), px(24))
        self._row.setSpacing(px(32))
        super().refresh()


def _step(appearance: Appearance, title: str, sentence: Label, number: str = "") -> QHBoxLayout:
    row = QHBoxLayout()
    mark: QWidget = (
        Label(appearance, number, weight=SEMIBOLD, colour="text2")
        if number
        else IconLabel(appearance, "done", "tones.green.ink")
    )
    mark.setFixedWidth(appearance.look.metrics.px(22))
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(Label(appearance, title, weight=SEMIBOLD))
    words.addWidget(sentence)
    row.addLayout(words, 1)
    return row
