"""The dialog that changes what is said of a loan as a whole."""

from collections.abc import Sequence
from typing import override

from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.loan_dialog import LoanDialog, loan_ref, people_in
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.identity import AgreementRef, Uid, ref_of
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations.requesting import ChangeLoan
from lunarcurator.services.posting import Preview


class ChangeLoanDialog(LoanDialog):
    """Asks for what changes; what is left empty stays as it is."""

    kind = ChangeLoan.KIND

    @override
    def build(self) -> None:
        self.loan = self.loan_input()
        self.agreement = self.agreement_input()
        self.purpose = self.make.text("purpose", self.tr("Purpose"), wide=2)
        self.plan = self.make.text("plan", self.tr("Plan the use falls under"), wide=2)
        self.round = self.make.text("round", self.tr("Committee round"))
        self.project = self.make.text("project", self.tr("Project"))
        self.until = self.make.day("project_until", self.tr("Project ends"))
        self.co = self.co_investigators_input()
        self.remarks = self.make.text("remarks", self.tr("Remarks"), wide=2)
        self.document = self.document_input()
        self.form.add(self.loan, self.agreement)
        self.form.add(self.purpose, self.plan)
        self.form.add(self.round, self.project, self.until)
        self.form.add(self.co, self.remarks, self.document)

    @override
    def heading(self) -> str:
        return self.tr("Change a loan")

    @override
    def operations(self) -> tuple[ChangeLoan, ...]:
        agreement = self.agreement.value()
        return (
            ChangeLoan(
                loan=loan_ref(self.loan.value()),
                agreement=AgreementRef(ref_of(Uid(agreement))) if agreement else None,
                purpose=self.purpose.value() or None,
                plan=self.plan.value() or None,
                round=self.round.value() or None,
                project=self.project.value() or None,
                project_until=self.until.day() if self.until.value() else None,
                remarks=self.remarks.value() or None,
                documents=self.attached(DocumentKind.OTHER, self.document),
                co_investigators=people_in(self.co.value()) or None,
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        lines = [self.tr("What is left empty stays as it is")]
        if self.agreement.value():
            lines.append(self.tr("Lines that have not gone fall under the new agreement"))
        return lines


def open_change_loan(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that changes what is said of a loan."""
    return opened(ChangeLoanDialog(context, selection, parent))
