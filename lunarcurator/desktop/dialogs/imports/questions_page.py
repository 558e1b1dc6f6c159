"""The step in which what a sheet does not say by itself is asked, with what is proposed."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from lunarcurator.desktop.dialogs.imports.case import Case
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.desktop.widgets.labels import Label, SectionLabel
from lunarcurator.services.importing import Question, Reading, answered
from lunarcurator.services.importing.loan_rows import LENT_ON
from lunarcurator.services.importing.preparing import NEW
from lunarcurator.services.words import Words

_COLLECTION: Final = "collection"
_ZEROS: Final = "fraction"


class Answer(Field):
    """One question with the box or line for its answer; `edited` tells that it is another now."""

    edited = Signal()

    def __init__(self, appearance: Appearance, words: Words, question: Question, said: str) -> None:
        self.question = question
        editor: QComboBox | QLineEdit = QComboBox() if question.choices else QLineEdit()
        editor.setObjectName(f"importDialog.answer.{question.id}")
        super().__init__(appearance, words.say(question.key, dict(question.facts)), editor)
        self._caption.setWordWrap(True)
        self._caption.set_colour("text")
        if isinstance(editor, QComboBox):
            self._offer(editor, words)
        else:
            editor.textChanged.connect(lambda _text: self._edited())
        self._show(said or question.proposed)

    def answer(self) -> str:
        """Return the answer as it stands, "" for none."""
        editor = self.editor
        if isinstance(editor, QLineEdit):
            return editor.text().strip()
        if not isinstance(editor, QComboBox):
            return ""
        if not editor.isEditable():
            return str(editor.currentData() or "")
        typed = editor.currentText().strip()
        at = editor.findText(typed, Qt.MatchFlag.MatchFixedString)
        if at >= 0:
            return str(editor.itemData(at))
        return f"{NEW}{typed}" if typed and self.question.id == _COLLECTION else typed

    def _offer(self, box: QComboBox, words: Words) -> None:
        kind = self.question.id.partition(":")[0]
        for choice, key in self.question.choice_words:
            if choice == NEW:
                continue
            word = words.say(key, self.question.choice_facts(choice)) if key else choice
            if kind == _ZEROS and choice.isdecimal():
                word = self._zeros(int(choice))
            box.addItem(word, choice)
        box.setPlaceholderText(self.tr("Choose…"))
        box.setEditable(self.question.free)
        line = box.lineEdit()
        if line is not None:
            box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            hints = {
                _COLLECTION: self.tr("Choose, or type the name of a new collection"),
                LENT_ON: self.tr("Choose, or type the day"),
            }
            line.setPlaceholderText(hints.get(self.question.id, self.tr("Choose, or type what it means")))
            line.setAccessibleName(self.caption)
        box.currentTextChanged.connect(lambda _text: self._edited())

    def _zeros(self, count: int) -> str:
        told = (self.tr("None: it is right as it stands"), self.tr("One zero"), self.tr("Two zeros"))
        return told[count]

    def _show(self, answer: str) -> None:
        editor = self.editor
        if isinstance(editor, QLineEdit):
            editor.setText(answer)
        elif isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(answer))
            if editor.isEditable() and editor.currentIndex() < 0:
                editor.setEditText(answer.removeprefix(NEW))

    def ask_again(self) -> None:
        """Say that the answer is still wanted."""
        self.set_tone("red")
        self.set_note(self.tr("This must be answered before the rows can be judged."), "tones.red.ink")

    def _edited(self) -> None:
        self.set_tone("")
        self.set_note("")
        self.edited.emit()


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
        must = [each for each in case.asked if each.must]
        assumed = [each for each in case.asked if not each.must]
        self._ask(self.tr("To be answered"), must, case.reading)
        self._ask(self.tr("Assumed, unless you say otherwise"), assumed, case.reading)
        if not case.asked:
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
        return [each for each in self.answers if each.question.must and not each.answer()]

    def _ask(self, title: str, asked: Sequence[Question], reading: Reading) -> None:
        if not asked:
            return
        self._column.addWidget(SectionLabel(self._appearance, title))
        for question in asked:
            answer = Answer(self._appearance, self._words, question, reading.answers.get(question.id, ""))
            answer.edited.connect(self.edited)
            self._column.addWidget(answer)
            self.answers.append(answer)
