"""What a list is proposed to become: the collection it goes into, and its first pieces as they will stand."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from lunarcurator.desktop.dialogs.imports.answers import Answer
from lunarcurator.desktop.dialogs.imports.case import Case
from lunarcurator.desktop.dialogs.imports.rows import RowTelling
from lunarcurator.desktop.widgets.facts import FactsGrid
from lunarcurator.desktop.widgets.labels import SectionLabel
from lunarcurator.desktop.workplace import Workplace
from lunarcurator.services.importing import Reading, answered

_WIDEST_NUMBER = 220


class CollectionChoice(QWidget):
    """The collection the rows go into; `chosen` tells that somebody took another one."""

    chosen = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.answer: Answer | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_case(self, case: Case | None) -> None:
        """Ask into which collection the rows of a case go, where that is a question."""
        if self.answer is not None:
            self.answer.hide()
            self.answer.deleteLater()
            self.answer = None
        question = case.collection if case is not None else None
        self.setVisible(question is not None)
        if case is None or question is None:
            return
        said = case.reading.answers.get(question.id, "")
        self.answer = Answer(self._workplace.appearance, self._workplace.words, question, said)
        self._column.addWidget(self.answer)
        editor = self.answer.editor
        if isinstance(editor, QComboBox):
            editor.activated.connect(lambda _at: self.chosen.emit())

    def show_missing(self) -> bool:
        """Where the collection must be said and is not, mark it, go there, and return True."""
        answer = self.answer
        if answer is None or not answer.is_wanted:
            return False
        answer.ask_again()
        answer.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def said(self, reading: Reading) -> Reading:
        """Return the reading with the collection that stands here."""
        if self.answer is None:
            return reading
        question, answer = self.answer.question, self.answer.answer()
        stands = reading.answers.get(question.id, "" if question.must else question.proposed)
        return answered(reading, question.id, answer) if answer and answer != stands else reading


class FirstPieces(QWidget):
    """The first pieces of a list as they will stand in the store."""

    def __init__(self, workplace: Workplace, telling: RowTelling, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = workplace.appearance
        self._telling = telling
        self.facts = FactsGrid(look, object_name="importDialog.firstPieces", widest=_WIDEST_NUMBER)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(SectionLabel(look, self.tr("The first pieces as they will stand")))
        column.addWidget(self.facts)

    def show_case(self, case: Case | None) -> None:
        """Show the first pieces of a case."""
        pieces = case.pieces if case is not None else ()
        self.facts.clear()
        self.setVisible(bool(pieces))
        for row in pieces:
            self.facts.add(row.number, self._telling.stands(row))
