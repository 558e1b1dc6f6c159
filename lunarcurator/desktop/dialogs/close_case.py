"""The dialog that closes a case with what became of it."""

from collections.abc import Sequence
from typing import override

from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.case_dialog import CaseDialog
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.operations import CloseCase
from lunarcurator.services.posting import Preview


class CloseCaseDialog(CaseDialog):
    """Asks for the outcome only: what has to change in the book is an act of its own."""

    kind = CloseCase.KIND

    @override
    def build(self) -> None:
        super().build()
        self.outcome_of_it = self.make.text("outcome", self.tr("What became of it"), required=True)
        self.form.add(self.outcome_of_it)

    @override
    def heading(self) -> str:
        return self.tr("Close case {code}").format(code=self.case.code)

    @override
    def operations(self) -> tuple[CloseCase, ...]:
        return (CloseCase(case=self.case_ref, outcome=self.outcome_of_it.value()),)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        return (
            self.tr("The case leaves the list of what needs a hand; its record stays"),
            self.tr("Nothing moves: a piece that stands elsewhere is moved by a move"),
        )


def open_close_case(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that closes the selected case; None where no case is selected."""
    return opened(CloseCaseDialog(context, selection, parent)) if selection.case else None
