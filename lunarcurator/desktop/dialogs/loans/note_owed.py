"""The dialog that notes what a borrower owes beside the pieces, or that it came."""

from collections.abc import Sequence
from typing import override

from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.loan_dialog import LoanDialog, loan_ref
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.lending.terms import DocumentKind, Owed
from lunarcurator.domain.operations.issuing import NoteOwed, Owing
from lunarcurator.services.posting import Preview


class NoteOwedDialog(LoanDialog):
    """Asks what is owed, until when; or how it came."""

    kind = NoteOwed.KIND

    @override
    def build(self) -> None:
        self.loan = self.loan_input()
        self.what = self.make.coded("what", self.tr("What"), "owed", tuple(Owed), Owed.RESULTS)
        self.text = self.make.text("text", self.tr("More precisely"), wide=2)
        self.due = self.make.day("due", self.tr("Expected by"))
        self.settled = self.make.text("settled", self.tr("It came as"), note=self.tr("empty: it is owed"), wide=2)
        self.document = self.document_input()
        self.form.add(self.loan, self.what)
        self.form.add(self.text, self.due)
        self.form.add(self.settled, self.document)

    @override
    def heading(self) -> str:
        return self.tr("Note what is owed")

    @override
    def operations(self) -> tuple[NoteOwed, ...]:
        owing = Owing(
            what=Owed(self.what.value()),
            text=self.text.value(),
            due=self.due.day() if self.due.value() else 0,
            settled=self.settled.value(),
        )
        documents = self.attached(DocumentKind.OTHER, self.document)
        return (NoteOwed(loan=loan_ref(self.loan.value()), owed=(owing,), documents=documents),)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        if self.settled.value():
            return (self.tr("It is not owed any more"),)
        return (self.tr("It is asked for when the loan is closed"),)


def open_note_owed(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that notes what is owed."""
    return opened(NoteOwedDialog(context, selection, parent))
