"""The dialog that takes lines out of a loan before anything went out."""

from collections.abc import Sequence
from typing import override

from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.loan_dialog import LoanDialog, lines_in
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.operations.requesting import WithdrawLines
from lunarcurator.services.posting import Preview


class WithdrawLinesDialog(LoanDialog):
    """Asks which lines, and why."""

    kind = WithdrawLines.KIND

    @override
    def build(self) -> None:
        self.lines = self.lines_input()
        self.why = self.make.text("why", self.tr("Why"), required=True, wide=2)
        self.form.add(self.lines)
        self.form.add(self.why)

    @override
    def heading(self) -> str:
        return self.tr("Withdraw lines")

    @override
    def operations(self) -> tuple[WithdrawLines, ...]:
        return (WithdrawLines(lines=lines_in(self.lines.value()), why=self.why.value()),)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        return (
            self.tr("What was promised on them is free again"),
            self.tr("A part weighed out for them keeps its number and stays here"),
        )


def open_withdraw_lines(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that takes lines out of a loan."""
    return opened(WithdrawLinesDialog(context, selection, parent))
