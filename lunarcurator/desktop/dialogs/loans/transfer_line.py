"""The dialog that passes a line on to another borrower."""

from collections.abc import Sequence
from typing import override

from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.line_dialog import LineDialog
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import AgreementRef, LoanRef, Uid, ref_of
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations.accounting import TransferLine
from lunarcurator.services.posting import Preview


class TransferLineDialog(LineDialog):
    """Asks for the receiver's agreement and loan, who approved it, when it is due, and for the receipt."""

    kind = TransferLine.KIND

    @override
    def build(self) -> None:
        self.add_line()
        self.agreement = self.agreement_input()
        self.agreement.required = True
        told = [(each.uid, f"{each.code} · {each.person}") for each in self.choices.loans]
        note = self.tr("empty: a new loan")
        self.to_loan = self.chosen_of("to_loan", self.tr("Loan of the receiver"), told, note=note)
        self.approved = self.make.text("approved_by", self.tr("Approved by"), required=True)
        self.due = self.make.day("due", self.tr("Due"), note=self.tr("empty: the longest allowed"))
        self.undated = self.make.flag("undated", self.tr("Without a due day"))
        self.document = self.document_input(required=True, caption=self.tr("Receipt"))
        self.document.also = ("receipt",)
        self.form.add(self.line, self.approved, self.document)
        self.form.add(self.agreement, self.to_loan)
        self.form.add(self.due, self.undated)
        self.add_standing(self.agreement, self._receiver)

    @override
    def heading(self) -> str:
        return self.tr("Pass a line on")

    @override
    def operations(self) -> tuple[TransferLine, ...]:
        loan = self.to_loan.value()
        return (
            TransferLine(
                line=self.line_ref,
                agreement=AgreementRef(ref_of(Uid(self.agreement.value()))),
                approved_by=self.approved.value(),
                receipt=self.report(DocumentKind.TRANSFER, self.document),
                to_loan=LoanRef(ref_of(Uid(loan))) if loan else None,
                due=self._due(),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        return (
            self.tr("The receipt closes the line; the receiver answers for what it held"),
            self.tr("A new line is opened in a loan of the receiver"),
        )

    def _receiver(self, agreement: str) -> str:
        """Return who receives under an agreement, "" while none is chosen."""
        person = next((each.person for each in self.choices.agreements if str(each.uid) == agreement), None)
        return str(person) if person else ""

    def _due(self) -> Day | None:
        return None if self.undated.value() else self.due.day()


def open_transfer_line(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that passes a line on."""
    return opened(TransferLineDialog(context, selection, parent))
