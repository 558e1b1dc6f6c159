"""What the room shows instead of a tree: an empty store, or nothing that matches."""

from collections.abc import Mapping, Sequence
from typing import Final, override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.cards import Card, Choice, EmptyState
from lunarcurator.desktop.widgets.grounds import Rule, ScrollColumn
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

    def explain_day(self, day: str) -> None:
        """Say that nothing was in the book on a day, and offer to go back to today."""
        self._sentence.setText(self.tr("Nothing was in the book on {day}.").format(day=day))
        self._filters.hide()
        self.button.setText(self.tr("Return to today"))

    @override
    def refresh(self) -> None:
        px = self.look.metrics.px
        self._column.setContentsMargins(px(24), px(40), px(24), px(24))
        self._column.setSpacing(px(10))
        super().refresh()


class EmptyStore(ScrollColumn):
    """An empty store: three ways in, and beside or below them what can be set up; `asked` names an action."""

    asked = Signal(str)
    shown = Signal()

    def __init__(self, appearance: Appearance, file: str, parent: QWidget | None = None) -> None:
        column = QVBoxLayout()
        super().__init__(appearance, "window", column, object_name="emptyStore", parent=parent)
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
        self._nobody = Label(appearance, "2", weight=SEMIBOLD, colour="text2")
        self._somebody = IconLabel(appearance, "done", "tones.green.ink")
        self._column = column
        self._later: dict[str, tuple[Label, IconLabel, Label, str]] = {}
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._card = self._setting_up(appearance, file)
        self._row.addStretch(1)
        for part, share in ((self.ways, 6), (self._card, 4)):
            # A stretch below and not an alignment: with one, words that wrap are given too little height.
            side = QVBoxLayout()
            side.addWidget(part)
            side.addStretch(1)
            self._row.addLayout(side, share)
        self._row.addStretch(1)
        column.addLayout(self._row)
        column.addStretch(1)
        appearance.changed.connect(self._space)
        self.show_operator("")
        self._space()

    def show_operator(self, name: str) -> None:
        """Say who acts."""
        self._operator.setText(name or self.tr("Nobody yet"))
        self._nobody.setVisible(not name)
        self._somebody.setVisible(bool(name))

    def show_set_up(self, told: Mapping[str, str]) -> None:
        """Say of each step, by its action, what is there already; "" for nothing."""
        for action, (mark, done, label, sentence) in self._later.items():
            there = told.get(action, "")
            label.setText(there or sentence)
            mark.setVisible(not there)
            done.setVisible(bool(there))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._space()

    def _space(self) -> None:
        px = self._appearance.look.metrics.px
        wide = self.viewport().width() >= px(880)
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        self._card.setMaximumWidth(px(420) if wide else px(560))
        self._row.setSpacing(px(32))
        # One below the other they take no more than they may: heights are reckoned for the width of the column.
        right = px(24) if wide else max(px(24), self.viewport().width() - px(24) - px(560))
        self._column.setContentsMargins(px(24), px(56) if wide else px(24), right, px(24))

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
        done = IconLabel(appearance, "done", "tones.green.ink")
        store = _Step(appearance, (done,), self.tr("The store"), Label(appearance, file, colour="text2"))
        acts = _Step(appearance, (self._nobody, self._somebody), self.tr("Who acts"), self._operator)
        acts.add_button(self._way(self.tr("Say who…"), "who_acts"))
        steps = [store, acts]
        for number, (title, sentence, verb, action) in enumerate(self._steps(), start=3):
            mark = Label(appearance, str(number), weight=SEMIBOLD, colour="text2")
            there = IconLabel(appearance, "done", "tones.green.ink")
            label = Label(appearance, sentence, colour="text2", wrap=True)
            step = _Step(appearance, (mark, there), title, label)
            there.hide()
            self._later[action] = (mark, there, label, sentence)
            step.add_button(self._way(verb, action))
            steps.append(step)
        for at, step in enumerate(steps):
            if at:
                card.body.addWidget(Rule(appearance, colour="line"))
            card.body.addWidget(step)
        return card

    def _steps(self) -> Sequence[tuple[str, str, str, str]]:
        return (
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

    def _way(self, verb: str, action: str) -> Button:
        button = Button(verb, dense=True, object_name=f"empty_{action}")
        button.clicked.connect(lambda: self.asked.emit(action))
        return button


class _Step(QWidget):
    """One thing to set up: a mark or number, what it is, a sentence, and perhaps a button."""

    def __init__(self, appearance: Appearance, marks: Sequence[QWidget], title: str, sentence: Label) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for mark in marks:
            mark.setFixedWidth(appearance.look.metrics.px(22))
            self._row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(appearance, title, weight=SEMIBOLD))
        words.addWidget(sentence)
        self._row.addLayout(words, 1)

    def add_button(self, button: Button) -> None:
        """Put the button at the right."""
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
