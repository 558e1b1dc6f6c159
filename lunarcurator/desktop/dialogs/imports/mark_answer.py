"""The question what a colour or a stroke means: the colour itself, what it says, and in which field."""

from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout

from lunarcurator.desktop.dialogs.imports.answers import Answer
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.swatch import Swatch
from lunarcurator.domain.fields import FIELDS
from lunarcurator.exchange.colour_names import OTHER
from lunarcurator.services.importing import Question
from lunarcurator.services.importing.columns.mark_meanings import in_field, meaning_of
from lunarcurator.services.words import Words

_FIELD_WIDTH: Final = 170


class MarkAnswer(Answer):
    """Asks what a mark means: a colour is shown with its name, and the words may be the value of a field."""

    def __init__(self, appearance: Appearance, words: Words, question: Question, said: str) -> None:
        self.field = ChoiceBox()
        super().__init__(appearance, words, question, said)
        self.field.setObjectName(f"importDialog.field.{question.id}")
        self.field.setAccessibleName(self.tr("Field it is kept in"))
        self.field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._line_up()
        self.field.currentIndexChanged.connect(lambda _at: self._field_chosen())
        self.refresh()

    @property
    def is_wanted(self) -> bool:
        """Whether rows cannot be judged before there is an answer, as where a field has no value yet."""
        return not self.answer() and (self.question.must or bool(self._chosen_field()))

    def answer(self) -> str:
        """Return the answer as it stands, "" for none; in a field with its name before it."""
        said = super().answer()
        return in_field(self._chosen_field(), said) if said else ""

    def refresh(self) -> None:
        """Take the widths of the present look."""
        self.field.setFixedWidth(self.look.metrics.px(_FIELD_WIDTH))
        super().refresh()

    def _chosen_field(self) -> str:
        return str(self.field.currentData() or "")

    def _line_up(self) -> None:
        """Set the colour and its name before what it means, and the field after it."""
        row, facts = QHBoxLayout(), dict(self.question.facts)
        row.setSpacing(self.look.metrics.px(8))
        hue, colour = str(facts.get("hue", OTHER)), str(facts.get("colour", ""))
        if hue != OTHER:
            word = self._words.say(f"colour_name.{hue}")
            swatch = Swatch(self._appearance, colour, word, object_name=f"importDialog.swatch.{colour}")
            row.addWidget(swatch)
            row.addWidget(Label(self._appearance, word))
        at = self._column.indexOf(self.editor)
        self._column.removeWidget(self.editor)
        row.addWidget(self.editor, 1)
        row.addWidget(self.field)
        self._column.insertLayout(at, row)

    def _show(self, answer: str) -> None:
        self.field.addItem(self.tr("beside the piece"), "")
        for each in self.question.fields:
            key = f"field.{each}"
            self.field.addItem(self._named(each) or self._words.say(key), each)
        meaning = meaning_of(answer, "", self.question.fields)
        field = meaning.target if meaning is not None and meaning.target in self.question.fields else ""
        self.field.setCurrentIndex(self.field.findData(field))
        self._offer_values()
        super()._show(meaning.words if meaning is not None and field else answer)

    def _named(self, field: str) -> str:
        """Return the word for what the field table does not have."""
        return {"place": self.tr("place"), "names": self.tr("other names")}.get(field, "")

    def _offer_values(self) -> None:
        """Offer what may stand in the chosen field; beside the piece a mark is kept, or left out."""
        box, field = self.editor, self._chosen_field()
        if not isinstance(box, QComboBox):
            return
        with QSignalBlocker(box):
            box.clear()
            if field:
                for term in FIELDS[field].terms if field in FIELDS else ():
                    box.addItem(self._words.say(f"{field}.{term}"), term)
            else:
                for choice, key in self.question.choice_words:
                    box.addItem(self._words.say(key), choice)
            box.setCurrentIndex(-1)
            box.setEditText("")

    def _field_chosen(self) -> None:
        """Offer what the field takes; words typed for another one stay, what a list offered does not."""
        box = self.editor
        if not isinstance(box, QComboBox):
            return
        typed = box.currentText().strip()
        typed = "" if box.findText(typed) >= 0 else typed
        self._offer_values()
        if typed:
            box.setEditText(typed)
        elif not self._chosen_field():
            box.setCurrentIndex(box.findData(self.question.proposed))
        self._edited()
        box.setFocus(Qt.FocusReason.OtherFocusReason)
