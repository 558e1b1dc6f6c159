"""The dialog that asks lines back by a day."""

from collections.abc import Sequence
from typing import override

from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.loan_dialog import LoanDialog, lines_in
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.operations.issuing import RecallLines
from lunarcurator.services.posting import Preview


class RecallLinesDialog(LoanDialog):
    """Asks which lines, by when, and why."""

    kind = RecallLines.KIND

    @override
    def build(self) -> None:
        self.lines = self.lines_input()
        self.by = self.make.day("by", self.tr("Back by"), required=True)
        self.why = self.make.text("why", self.tr("Why"), required=True, wide=2)
        self.form.add(self.lines, self.by)
        self.form.add(self.why)

    @override
    def heading(self) -> str:
        return self.tr("Recall lines")

    @override
    def operations(self) -> tuple[RecallLines, ...]:
        return (RecallLines(lines=lines_in(self.lines.value()), by=self.by.day(), why=self.why.value()),)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        return (self.tr("Nothing new is issued to the borrower while the recall is open"),)


def open_recall_lines(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that asks lines back."""
    return opened(RecallLinesDialog(context, selection, parent))
