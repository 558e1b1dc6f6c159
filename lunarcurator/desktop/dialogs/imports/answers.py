"""One question of an import with the box or line for its answer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit

from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.services.importing import Question
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.words import Words


class Answer(Field):
    """One question with the box or line for its answer; `edited` tells that it is another now."""

    edited = Signal()

    def __init__(self, appearance: Appearance, words: Words, question: Question, said: str) -> None:
        self.question = question
        editor: QComboBox | QLineEdit = ChoiceBox() if question.choices else QLineEdit()
        editor.setObjectName(f"importDialog.answer.{question.id}")
        super().__init__(appearance, words.say(question.key, dict(question.facts)), editor)
        self._caption.setWordWrap(True)
        self._caption.set_colour("text")
        if isinstance(editor, QComboBox):
            self._offer(editor, words)
        else:
            editor.textChanged.connect(lambda _text: self._edited())
        self._words = words
        self._show(said or question.proposed)

    @property
    def is_wanted(self) -> bool:
        """Whether rows cannot be judged before there is an answer."""
        return self.question.must and not self.question.takes(self.answer())

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
        return self.question.kind.typed(typed)

    def _offer(self, box: QComboBox, words: Words) -> None:
        for choice, key in self.question.choice_words:
            if choice == Choice.NEW:
                continue
            word = words.say(key, self.question.choice_facts(choice)) if key else choice
            box.addItem(word, choice)
        box.setPlaceholderText(self.tr("Choose…"))
        box.setEditable(self.question.free)
        line = box.lineEdit()
        if line is not None:
            box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            line.setPlaceholderText(words.say(self.question.kind.hint))
            line.setAccessibleName(self.caption)
        box.currentTextChanged.connect(lambda _text: self._edited())

    def _show(self, answer: str) -> None:
        editor = self.editor
        if isinstance(editor, QLineEdit):
            editor.setText(answer)
        elif isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(answer))
            if editor.isEditable() and editor.currentIndex() < 0:
                editor.setEditText(answer.removeprefix(Choice.NEW))

    def ask_again(self) -> None:
        """Say that the answer is still wanted."""
        self.set_tone("red")
        self.set_note(self.tr("This must be answered before the rows can be judged."), "tones.red.ink")

    def _edited(self) -> None:
        self.set_tone("")
        self.set_note("")
        self.edited.emit()
