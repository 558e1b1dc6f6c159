"""The dialog that closes a case with what became of it."""

from collections.abc import Sequence
from typing import ClassVar, override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.case_head import case_head
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.workplace import Workplace
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import CaseRef, Uid, ref_of
from lunarcurator.domain.operations import CloseCase
from lunarcurator.services.asking import Supplies, supplies
from lunarcurator.services.cases import Case, case_of
from lunarcurator.services.posting import Preview


class CloseCaseDialog(ActDialog):
    """Asks for the outcome only: what has to change in the book is an act of its own."""

    kind: ClassVar[str] = CloseCase.KIND
    needs_piece: ClassVar[bool] = False
    size_at_first: ClassVar[QSize] = QSize(880, 440)

    @override
    def ask(self) -> Supplies:
        self.case = asked_case(self.workplace, self.selection)
        return supplies(self.workplace.desk, self.case.samples)

    @override
    def build(self) -> None:
        self.content.addWidget(case_head(self.appearance, self.wording, self.case, self.supplies))
        self.outcome_of_it = self.make.text("outcome", self.tr("What became of it"), required=True)
        self.form.add(self.outcome_of_it)

    @override
    def heading(self) -> str:
        return self.tr("Close case {code}").format(code=self.case.code)

    @override
    def operations(self) -> tuple[CloseCase, ...]:
        return (CloseCase(case=CaseRef(ref_of(self.case.uid)), outcome=self.outcome_of_it.value()),)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        return (
            self.tr("The case leaves the list of what needs a hand; its record stays"),
            self.tr("Nothing moves: a piece that stands elsewhere is moved by a move"),
        )


def asked_case(workplace: Workplace, selection: Selection) -> Case:
    """Return the selected case as it stands now; raises `Refusal` where it is not in the book any more."""
    case = case_of(workplace.desk, selection.case or Uid(""))
    if case is None:
        raise Refusal("ref.not_set_up", kind="case")
    return case


def open_close_case(workplace: Workplace, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that closes the selected case; None where no case is selected."""
    return opened(CloseCaseDialog(workplace, selection, parent)) if selection.case else None
