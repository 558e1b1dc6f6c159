"""The dialog that gives pieces back to the owner who entrusted them."""

from collections.abc import Sequence
from typing import override

from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.loan_dialog import LoanDialog, loan_ref
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations import GiveBack
from lunarcurator.services.form_context import FormContext
from lunarcurator.services.lending.choices import loans_in
from lunarcurator.services.posting import Preview


class GiveBackDialog(LoanDialog):
    """Asks which loan in goes home, wholly or in part, and who takes it."""

    kind = GiveBack.KIND

    @override
    def ask(self) -> FormContext:
        self.loans = loans_in(self.context.session)
        return super().ask()

    @override
    def build(self) -> None:
        here = [uid for uid, _ in self.loans]
        only = self.selection.loan if self.selection.loan in here else here[0] if len(here) == 1 else None
        self.loan = self.chosen_of("loan", self.tr("Loan in"), self.loans, only, required=True)
        note = self.tr("empty: all that are still here")
        self.pieces = self.make.pieces("samples", self.tr("Pieces"), note=note, wide=2)
        self.taken_by = self.make.text("taken_by", self.tr("Taken by"), required=True)
        self.document = self.document_input(required=True, caption=self.tr("Receipt"))
        self.form.add(self.loan, self.pieces)
        self.form.add(self.taken_by, self.document)

    @override
    def heading(self) -> str:
        return self.tr("Give back what was lent to us")

    @override
    def operations(self) -> tuple[GiveBack, ...]:
        return (
            GiveBack(
                loan=loan_ref(self.loan.value()),
                samples=self.pieces.refs(),
                taken_by=self.taken_by.value(),
                document=self.attached(DocumentKind.RECEIPT, self.document)[0],
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        return (self.tr("Title and mass leave the book of their owner; the record stays"),)


def open_give_back(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that gives pieces back to their owner."""
    return opened(GiveBackDialog(context, selection, parent))
