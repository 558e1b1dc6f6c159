"""The dialog that says that a letter about lines went out."""

from collections.abc import Sequence
from typing import override

from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.loan_dialog import LoanDialog, lines_in
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.lending.terms import DocumentKind, Letter
from lunarcurator.domain.operations.issuing import RecordLetter
from lunarcurator.services.posting import Preview


class RecordLetterDialog(LoanDialog):
    """Asks about which lines which letter went out, and its file."""

    kind = RecordLetter.KIND

    @override
    def build(self) -> None:
        self.lines = self.lines_input()
        self.letter = self.make.coded("letter", self.tr("Letter"), "letter", tuple(Letter), Letter.REMINDER)
        self.rung = self.make.number("rung", self.tr("Days before the due day"))
        self.document = self.document_input()
        self.form.add(self.lines)
        self.form.add(self.letter, self.rung, self.document)

    @override
    def heading(self) -> str:
        return self.tr("Record a letter")

    @override
    def operations(self) -> tuple[RecordLetter, ...]:
        return (
            RecordLetter(
                lines=lines_in(self.lines.value()),
                letter=Letter(self.letter.value()),
                rung=self.rung.number() or 0,
                document=next(iter(self.attached(DocumentKind.LETTER, self.document)), None),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        return (self.tr("Nothing changes but that the letter is on record"),)


def open_record_letter(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that records a letter."""
    return opened(RecordLetterDialog(context, selection, parent))
