"""The dialog that says pieces are no longer what they were."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.operations import ChangeCondition
from lunarcurator.domain.status import Condition
from lunarcurator.services.posting import Preview


class ChangeConditionDialog(ActDialog):
    """Asks for the condition, the reason and the evidence; a better condition asks for authority."""

    kind = ChangeCondition.KIND
    takes_many = True
    needs_reason = True
    size_at_first = QSize(880, 460)

    @override
    def build(self) -> None:
        self.add_head()
        self.condition = self.make.choice(
            "condition",
            self.tr("Condition from then on"),
            [("", "\u2013"), *((str(each), self.wording.term("condition", each)) for each in Condition)],
            required=True,
        )
        self.evidence = self.make.text("evidence", self.tr("Evidence"), wide=2)
        self.form.add(self.condition, self.evidence)

    @override
    def heading(self) -> str:
        return self.tr("Change the condition of {what}").format(what=self.subject)

    @override
    def primary(self) -> str:
        if not self.condition.value():
            return self.heading()
        words = self.tr("Change the condition of {what} to {condition}")
        small = self.words.say(f"condition.{self.condition.value()}")
        return words.format(what=self.subject, condition=small)

    @override
    def operations(self) -> tuple[ChangeCondition, ...]:
        return (
            ChangeCondition(
                samples=self.refs,
                condition=Condition(self.condition.value()),
                reason=self.reason.value(),
                evidence=self.evidence.value(),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        was = {self.wording.term("condition", piece.condition) for piece in self.form_context.pieces}
        before = ", ".join(sorted(each for each in was if each)) or self.words.say("dialog.nothing")
        told = self.tr("Condition: {before} becomes {after}")
        return (
            told.format(before=before, after=self.condition.word()),
            self.tr("Daughters made before keep theirs; later ones inherit it"),
        )


def open_change_condition(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that changes the condition of the selected pieces; None where none is selected."""
    return opened(ChangeConditionDialog(context, selection, parent)) if selection.samples else None
