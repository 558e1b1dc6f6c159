"""The dialog that books what a borrower reports as used up."""

from collections.abc import Sequence
from typing import override

from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.line_dialog import LineDialog
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations.accounting import ReportUse
from lunarcurator.services.posting import Preview


class ReportUseDialog(LineDialog):
    """Asks how much, by which method and plan, who signed, and for the report and its video."""

    kind = ReportUse.KIND

    @override
    def build(self) -> None:
        self.add_line()
        self.ug = self.mass_input("ug", self.tr("Used up"), self.tr("empty: all of it"))
        self.method = self.make.text("method", self.tr("Method"), required=True, wide=2)
        self.met = self.exposures_input()
        self.document = self.document_input(required=True, caption=self.tr("Report"))
        self.document.also = ("report",)
        self.form.add(self.line, self.ug, self.document)
        self.gone = self.gone_input()
        self.form.add(self.method, self.gone)
        self.form.add(self.met)
        self.add_use_record()

    @override
    def heading(self) -> str:
        return self.tr("Report use on a line")

    @override
    def lacking(self) -> str:
        unknown = self.unknown_exposure(self.met.value())
        return (
            self.tr("“{word}” is nothing a sample can meet. Choose from the list.").format(word=unknown)
            if unknown
            else ""
        )

    @override
    def operations(self) -> tuple[ReportUse, ...]:
        return (
            ReportUse(
                line=self.line_ref,
                ug=self.ug.ug(),
                resolution_ug=self.ug.last_place(),
                method=self.method.value(),
                plan=self.plan.value(),
                signed_by=self.signed.value(),
                confirmed_by=self.confirmed_by.value(),
                exposures=self.exposures(self.met.value()),
                report=self.report(DocumentKind.CONSUMPTION_REPORT, self.document),
                documents=self.videos(),
                gone=self.gone_of(self.gone),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        if self.closes(preview):
            return (
                self.tr("All that is held is used up; the report closes the line"),
                self.tr("The piece stays in the book as consumed"),
            )
        return (self.tr("The line answers for less; the rest stays out"),)


def open_report_use(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that books a reported use."""
    return opened(ReportUseDialog(context, selection, parent))
