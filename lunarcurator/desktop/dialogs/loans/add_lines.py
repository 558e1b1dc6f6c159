"""The dialog that adds lines to a loan."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.loan_dialog import LoanDialog, loan_ref
from lunarcurator.desktop.dialogs.loans.wanted_grid import NAMED, WantedRows, rows_of
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.operations.requesting import AddLines
from lunarcurator.services.lending.agreements import policies_in_use
from lunarcurator.services.posting import Preview


class AddLinesDialog(LoanDialog):
    """Asks for the loan and the lines; selected pieces stand in the grid at first."""

    kind = AddLines.KIND
    size_at_first = QSize(1240, 560)

    @override
    def build(self) -> None:
        self.loan = self.loan_input()
        self.rows = WantedRows(self.words, self.masses, policies_in_use(self.context.session))
        self.lines = self.make.grid("lines", self.tr("What is asked"), self.rows.columns(), rows_seen=6)
        self.lines.need(NAMED)
        self.lines.show_rows(rows_of(self.numbers))
        self.form.add(self.loan)
        self.form.add(self.lines)

    @override
    def heading(self) -> str:
        return self.tr("Add lines to a loan")

    @override
    def operations(self) -> tuple[AddLines, ...]:
        wanted = tuple(self.rows.wanted(row) for row in self.lines.rows())
        return (AddLines(loan=loan_ref(self.loan.value()), lines=wanted),)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        return (self.tr("The lines wait for a decision; the others of the loan go on"),)


def open_add_lines(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that adds lines to a loan."""
    return opened(AddLinesDialog(context, selection, parent))
