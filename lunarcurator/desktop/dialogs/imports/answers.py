"""The questions of an import, one below the other, each with the box or line for its answer."""

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.desktop.widgets.labels import SectionLabel
from lunarcurator.desktop.widgets.plain_column import plain_column
from lunarcurator.services.importing import Question, Reading, answered
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.words import Words


class Answer(Field):
    """One question with the box or line for its answer.

    `edited` tells that it is another now, `chosen` that it was taken from the list, or that typing is at its end.
    """

    edited = Signal()
    chosen = Signal()

    def __init__(self, appearance: Appearance, words: Words, question: Question) -> None:
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
        self._box.currentTextChanged.connect(self._edited)
        self._line.textChanged.connect(self._edited)
        self._box.activated.connect(self.chosen)
        self._line.editingFinished.connect(self.chosen)

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

    def said(self, reading: Reading, *, taken: bool) -> Reading:
        """Return the reading with the answer that stands here, where it is another than the reading has.

        What must be answered and is only proposed counts as said once the page is `taken` as it stands.
        """
        question, answer = self.question, self.answer()
        stands = reading.answers.get(question.id, "" if question.must and taken else question.proposed)
        return answered(reading, question.id, answer) if answer and answer != stands else reading

    def show_answer(self, reading: Reading) -> None:
        """Show what a reading has for an answer, else what is proposed."""
        answer = reading.answers.get(self.question.id, "") or self.question.proposed
        at = self._box.findData(answer) if answer else -1
        with QSignalBlocker(self):
            self._box.setCurrentIndex(at)
            if at < 0:
                self._line.setText(answer.removeprefix(Choice.NEW))

    def ask_again(self) -> None:
        """Say that the answer is still wanted."""
        self.set_tone("red")
        self.set_note(self.tr("This must be answered before the rows can be judged."), "tones.red.ink")

    def _offer(self, words: Words) -> None:
        for choice, key in self.question.choice_words:
            if choice != Choice.NEW:
                word = words.say(key, self.question.choice_facts(choice)) if key else choice
                self._box.addItem(word, choice)
        self._box.setPlaceholderText(self.tr("Choose…"))
        if self.question.free:
            self._box.setLineEdit(self._line)
            self._box.setInsertPolicy(ChoiceBox.InsertPolicy.NoInsert)

    def _edited(self) -> None:
        self.set_tone("")
        self.set_note("")
        self.edited.emit()


class Answers(QWidget):
    """Questions with their answers below a title.

    `edited` tells that an answer is another now, `chosen` that it was taken from its list or typed to its end.
    """

    edited = Signal()
    chosen = Signal()

    def __init__(self, appearance: Appearance, words: Words, title: str = "") -> None:
        super().__init__()
        self._appearance, self._words = appearance, words
        self.answers: list[Answer] = []
        head = [SectionLabel(appearance, title)] if title else []
        self._column = plain_column(self, appearance.look.metrics.px(8), *head)

    def ask(self, asked: Iterable[Question], reading: Reading) -> None:
        """Ask these; a question that was asked before keeps its box, and with it the keyboard."""
        before = self.answers
        self.answers = [
            next((each for each in before if each.question == question), None) or self._made(question)
            for question in asked
        ]
        for gone in (each for each in before if each not in self.answers):
            gone.hide()
            gone.deleteLater()
        for answer in self.answers:
            self._column.addWidget(answer)
            answer.show_answer(reading)
        self.setVisible(bool(self.answers))

    def _made(self, question: Question) -> Answer:
        answer = Answer(self._appearance, self._words, question)
        answer.edited.connect(self.edited)
        answer.chosen.connect(self.chosen)
        return answer
