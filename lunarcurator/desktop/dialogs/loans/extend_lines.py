"""The dialog that gives lines a later due day."""

from collections.abc import Sequence
from typing import override

from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.loan_dialog import LoanDialog, lines_in
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.days import show_day
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations.issuing import ExtendLines
from lunarcurator.services.posting import Preview


class ExtendLinesDialog(LoanDialog):
    """Asks which lines, until when, who asked for it and who approved."""

    kind = ExtendLines.KIND

    @override
    def build(self) -> None:
        self.lines = self.lines_input()
        self.due = self.make.day("due", self.tr("New due day"), required=True)
        # Who asked and who approved is nobody's name until somebody says it.
        self.asked_by = self.make.text("asked_by", self.tr("Asked by"), required=True)
        self.approved_by = self.make.text("approved_by", self.tr("Approved by"), required=True)
        self.why = self.make.text("why", self.tr("Why"), required=True, wide=2)
        self.document = self.document_input()
        self.form.add(self.lines, self.due)
        self.form.add(self.asked_by, self.approved_by)
        self.form.add(self.why, self.document)

    @override
    def heading(self) -> str:
        return self.tr("Extend lines")

    @override
    def operations(self) -> tuple[ExtendLines, ...]:
        return (
            ExtendLines(
                lines=lines_in(self.lines.value()),
                due=self.due.day(),
                asked_by=self.asked_by.value(),
                approved_by=self.approved_by.value(),
                why=self.why.value(),
                documents=self.attached(DocumentKind.LETTER, self.document),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        due = show_day(self.due.day())
        return (
            self.tr("The lines fall due on {day}").format(day=due),
            self.tr("The day before stays in their record; a recall of them ends"),
        )


def open_extend_lines(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that gives lines a later due day."""
    return opened(ExtendLinesDialog(context, selection, parent))
