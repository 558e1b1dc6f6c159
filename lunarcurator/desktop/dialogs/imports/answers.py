"""The questions of an import, one below the other, each with the box or line for its answer."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from lunarcurator.desktop.panels.sections import clear
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.desktop.widgets.labels import SectionLabel
from lunarcurator.services.importing import Question, Reading, answered
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.words import Words


class Answer(Field):
    """One question with the box or line for its answer.

    `edited` tells that it is another now, `chosen` that it was taken from the list.
    """

    edited = Signal()
    chosen = Signal()

    def __init__(self, appearance: Appearance, words: Words, question: Question, said: str) -> None:
        self.question = question
        self._box, self._line = ChoiceBox(), QLineEdit()
        editor: QWidget = self._box if question.choices else self._line
        editor.setObjectName(f"importDialog.answer.{question.id}")
        super().__init__(appearance, words.say(question.key, dict(question.facts)), editor)
        self._caption.setWordWrap(True)
        self._caption.set_colour("text")
        self._line.setPlaceholderText(words.say(question.kind.hint) if question.free else "")
        self._line.setAccessibleName(self.caption)
        if question.choices:
            self._offer(words)
        self._show(said or question.proposed)
        self._box.currentTextChanged.connect(self._edited)
        self._line.textChanged.connect(self._edited)
        self._box.activated.connect(self.chosen)

    @property
    def is_wanted(self) -> bool:
        """Whether rows cannot be judged before there is an answer, or what is typed is none."""
        begun = bool(self._box.currentText().strip())
        return (self.question.must or begun) and not self.question.takes(self.answer())

    def answer(self) -> str:
        """Return the answer as it stands, "" for none."""
        typed = self._line.text().strip()
        if not self.question.choices:
            return typed
        if not self.question.free:
            return str(self._box.currentData() or "")
        at = self._box.findText(typed, Qt.MatchFlag.MatchFixedString)
        return str(self._box.itemData(at)) if at >= 0 else self.question.kind.typed(typed)

    def said(self, reading: Reading) -> Reading:
        """Return the reading with the answer that stands here, where it is another than the reading has."""
        question, answer = self.question, self.answer()
        stands = reading.answers.get(question.id, "" if question.must else question.proposed)
        return answered(reading, question.id, answer) if answer and answer != stands else reading

    def _offer(self, words: Words) -> None:
        for choice, key in self.question.choice_words:
            if choice != Choice.NEW:
                word = words.say(key, self.question.choice_facts(choice)) if key else choice
                self._box.addItem(word, choice)
        self._box.setPlaceholderText(self.tr("Choose…"))
        if self.question.free:
            self._box.setLineEdit(self._line)
            self._box.setInsertPolicy(ChoiceBox.InsertPolicy.NoInsert)

    def _show(self, answer: str) -> None:
        at = self._box.findData(answer) if answer else -1
        self._box.setCurrentIndex(at)
        if at < 0:
            self._line.setText(answer.removeprefix(Choice.NEW))

    def ask_again(self) -> None:
        """Say that the answer is still wanted."""
        self.set_tone("red")
        self.set_note(self.tr("This must be answered before the rows can be judged."), "tones.red.ink")

    def _edited(self) -> None:
        self.set_tone("")
        self.set_note("")
        self.edited.emit()


class Answers(QWidget):
    """Questions with their answers; `edited` tells that one is another now, `chosen` that it came from a list."""

    edited = Signal()
    chosen = Signal()

    def __init__(self, appearance: Appearance, words: Words) -> None:
        super().__init__()
        self._appearance, self._words = appearance, words
        self.answers: list[Answer] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(appearance.look.metrics.px(12))

    def clear(self) -> None:
        """Ask nothing any more."""
        clear(self._column)
        self.answers = []

    def ask(self, asked: Sequence[Question], reading: Reading, title: str = "") -> None:
        """Ask something more, below a title."""
        if asked and title:
            self._column.addWidget(SectionLabel(self._appearance, title))
        for question in asked:
            answer = Answer(self._appearance, self._words, question, reading.answers.get(question.id, ""))
            answer.edited.connect(self.edited)
            answer.chosen.connect(self.chosen)
            self._column.addWidget(answer)
            self.answers.append(answer)

    def show_missing(self) -> bool:
        """Mark what must be answered still, go to the first of it, and tell whether there is any."""
        unsaid = self.unsaid()
        for each in unsaid:
            each.ask_again()
        if unsaid:
            self.begin()
        return bool(unsaid)

    def begin(self) -> None:
        """Put the focus where the first answer is wanted."""
        for first in (*self.unsaid(), *self.answers)[:1]:
            first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def said(self, reading: Reading) -> Reading:
        """Return the reading with what was answered here."""
        for each in self.answers:
            reading = each.said(reading)
        return reading

    def unsaid(self) -> list[Answer]:
        """Return what must be answered still."""
        return [each for each in self.answers if each.is_wanted]
