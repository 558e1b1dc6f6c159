"""The dialog that closes a loan whose lines have all ended."""

from collections.abc import Sequence
from typing import override

from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.loan_dialog import LoanDialog, loan_ref
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.operations.issuing import CloseLoan
from lunarcurator.services.posting import Preview


class CloseLoanDialog(LoanDialog):
    """Asks which loan; its lines were closed by their documents before."""

    kind = CloseLoan.KIND

    @override
    def build(self) -> None:
        self.loan = self.loan_input()
        self.remarks = self.make.text("remarks", self.tr("Remarks"), wide=2)
        self.form.add(self.loan, self.remarks)

    @override
    def heading(self) -> str:
        return self.tr("Close a loan")

    @override
    def operations(self) -> tuple[CloseLoan, ...]:
        return (CloseLoan(loan=loan_ref(self.loan.value()), remarks=self.remarks.value()),)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        return (self.tr("The loan leaves the list of what needs a hand; its record stays"),)


def open_close_loan(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that closes a loan."""
    return opened(CloseLoanDialog(context, selection, parent))
