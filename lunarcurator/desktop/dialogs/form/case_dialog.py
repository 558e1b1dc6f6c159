"""What the dialogs of a case share: the selected case as it stands now, shown at their head."""

from typing import override

from PySide6.QtCore import QSize

from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.case_head import case_head
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import CaseRef, Uid, ref_of
from lunarcurator.services.cases import case_of
from lunarcurator.services.form_context import FormContext, form_context


class CaseDialog(ActDialog):
    """A dialog about one case; raises `Refusal` where it is not in the book any more."""

    needs_piece = False
    size_at_first = QSize(880, 440)

    @property
    def case_ref(self) -> CaseRef:
        """The case as an operation names it."""
        return CaseRef(ref_of(self.case.uid))

    @override
    def ask(self) -> FormContext:
        case = case_of(self.context.session, self.selection.case or Uid(""))
        if case is None:
            raise Refusal("ref.not_set_up", kind="case")
        self.case = case
        return form_context(self.context.session, case.samples)

    @override
    def build(self) -> None:
        self.content.addWidget(case_head(self.appearance, self.wording, self.case, self.form_context))
