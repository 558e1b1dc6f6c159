"""The step in which what a sheet does not say by itself is asked, with what is proposed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunarcurator.desktop.dialogs.imports.answers import Answer
from lunarcurator.desktop.dialogs.imports.case import Case
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.labels import Label, SectionLabel
from lunarcurator.services.importing import Question, Reading, answered
from lunarcurator.services.words import Words


class QuestionsPage(QWidget):
    """The questions of a case: those that must be answered first, below them what is assumed."""

    edited = Signal()

    def __init__(self, appearance: Appearance, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance, self._words = appearance, words
        self.answers: list[Answer] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(appearance.look.metrics.px(12))

    def show_case(self, case: Case | None) -> None:
        """Ask what is open about a case."""
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.answers = []
        if case is None:
            return
        must = [each for each in case.on_their_own if each.must]
        assumed = [each for each in case.on_their_own if not each.must]
        self._ask(self.tr("To be answered"), must, case.reading)
        self._ask(self.tr("Assumed, unless you say otherwise"), assumed, case.reading)
        if not case.on_their_own:
            said = self.tr("The file leaves nothing open.")
            self._column.addWidget(Label(self._appearance, said, colour="text2", wrap=True))
        self._column.addStretch(1)

    def show_missing(self) -> int:
        """Mark what must be answered still, go to the first of it, and return how many there are."""
        unsaid = self._unsaid()
        for each in unsaid:
            each.ask_again()
        if unsaid:
            unsaid[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return len(unsaid)

    def begin(self) -> None:
        """Put the focus where the first answer is wanted."""
        first = next(iter((*self._unsaid(), *self.answers)), None)
        if first is not None:
            first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def said(self, reading: Reading) -> Reading:
        """Return the reading with what was answered here."""
        for each in self.answers:
            answer = each.answer()
            question = each.question
            stands = reading.answers.get(question.id, "" if question.must else question.proposed)
            if answer and answer != stands:
                reading = answered(reading, question.id, answer)
        return reading

    def _unsaid(self) -> list[Answer]:
        return [each for each in self.answers if each.is_wanted]

    def _ask(self, title: str, asked: Sequence[Question], reading: Reading) -> None:
        if not asked:
            return
        self._column.addWidget(SectionLabel(self._appearance, title))
        for question in asked:
            answer = Answer(self._appearance, self._words, question, reading.answers.get(question.id, ""))
            answer.edited.connect(self.edited)
            self._column.addWidget(answer)
            self.answers.append(answer)
