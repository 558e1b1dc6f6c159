"""The dialog that books what a borrower reports as lost."""

from collections.abc import Sequence
from typing import override

from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.line_dialog import LineDialog
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations.accounting import ReportLoss
from lunarcurator.services.posting import Preview


class ReportLossDialog(LineDialog):
    """Asks how much, how it happened, and by which report; authority and a second person stand behind it."""

    kind = ReportLoss.KIND

    @override
    def build(self) -> None:
        self.add_line()
        self.ug = self.mass_input("ug", self.tr("Lost"), self.tr("empty: the piece"))
        self.document = self.document_input(required=True, caption=self.tr("Report"))
        self.document.also = ("report",)
        self.told = self.make.text("circumstances", self.tr("Circumstances"), required=True, wide=3)
        self.stolen = self.make.flag("stolen", self.tr("It was stolen"))
        self.form.add(self.line, self.ug, self.document)
        self.gone = self.gone_input()
        self.form.add(self.told, self.stolen)
        self.form.add(self.gone)

    @override
    def heading(self) -> str:
        return self.tr("Report a loss on a line")

    @override
    def operations(self) -> tuple[ReportLoss, ...]:
        return (
            ReportLoss(
                line=self.line_ref,
                ug=self.ug.ug(),
                resolution_ug=self.ug.last_place(),
                circumstances=self.told.value(),
                stolen=self.stolen.value(),
                report=self.report(DocumentKind.LOSS_REPORT, self.document),
                gone=self.gone_of(self.gone),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        whole = self.closes(preview)
        return (
            *self._of_line(whole=whole),
            self.tr("One case is opened, and stays open until somebody closes it"),
            self.tr("The name, the document and the second person stand in the journal"),
        )

    def _of_line(self, *, whole: bool) -> tuple[str, ...]:
        if not whole:
            return (self.tr("The rest stays out on the line"),)
        how = self.tr("stolen") if self.stolen.value() else self.tr("lost")
        piece = self.tr("The piece stays in the book as {how}").replace("{how}", how)
        return (self.tr("The loss report closes the line"), piece)


def open_report_loss(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that books a reported loss."""
    return opened(ReportLossDialog(context, selection, parent))
