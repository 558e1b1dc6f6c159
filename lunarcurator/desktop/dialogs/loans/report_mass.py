"""The dialog that keeps what a borrower says a line weighs."""

from collections.abc import Sequence
from typing import override

from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.line_dialog import LineDialog
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations.accounting import ReportMass
from lunarcurator.services.posting import Preview


class ReportMassDialog(LineDialog):
    """Asks for the mass as the borrower writes it, and for the report it stands in."""

    kind = ReportMass.KIND

    @override
    def build(self) -> None:
        self.add_line()
        self.ug = self.mass_input("ug", self.tr("Weighs, as reported"))
        self.document = self.document_input(required=True, caption=self.tr("Report"))
        self.document.also = ("report",)
        self.remarks = self.make.text("remarks", self.tr("Remarks"), wide=3)
        self.form.add(self.line, self.ug, self.document)
        self.form.add(self.remarks)

    @override
    def heading(self) -> str:
        return self.tr("Report the mass of a line")

    @override
    def operations(self) -> tuple[ReportMass, ...]:
        return (
            ReportMass(
                line=self.line_ref,
                ug=self.ug.ug() or 0,
                remarks=self.remarks.value(),
                report=self.report(DocumentKind.INVENTORY, self.document),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        return (
            self.tr("The mass stands with the piece as the borrower's word, beside what the book has"),
            self.tr("No mass moves: what was used up or lost is reported apart"),
        )


def open_report_mass(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that keeps a reported mass."""
    return opened(ReportMassDialog(context, selection, parent))
