"""The dialog that opens a closed case again, such as when what was given up turns up."""

from collections.abc import Sequence
from typing import override

from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.case_dialog import CaseDialog
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.operations import ReopenCase
from lunarcurator.services.posting import Preview


class ReopenCaseDialog(CaseDialog):
    """Asks why only."""

    kind = ReopenCase.KIND

    @override
    def build(self) -> None:
        super().build()
        self.why = self.make.text("why", self.tr("Why it is opened again"), required=True)
        self.form.add(self.why)

    @override
    def heading(self) -> str:
        return self.tr("Reopen case {code}").format(code=self.case.code)

    @override
    def operations(self) -> tuple[ReopenCase, ...]:
        return (ReopenCase(case=self.case_ref, why=self.why.value()),)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        return (
            self.tr("The case is followed up again"),
            self.tr("How it was closed before stays in the journal"),
        )


def open_reopen_case(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that opens the selected case again; None where no case is selected."""
    return opened(ReopenCaseDialog(context, selection, parent)) if selection.case else None
