"""The dialog that gives up a planned split; its numbers stay taken."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.advance_order import asked_order
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.heads import piece_head
from lunarcurator.desktop.dialogs.form.inputs import ChoiceInput
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.form.plans import parent_of_plan, plan_choices
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.identity import EntryRef, Uid, ref_of
from lunarcurator.domain.operations import CancelPlan
from lunarcurator.services.form_context import FormContext, Plan, form_context
from lunarcurator.services.posting import Preview


class CancelPlanDialog(ActDialog):
    """Asks which plan of the piece, where there are several."""

    kind = CancelPlan.KIND
    size_at_first = QSize(860, 420)

    @override
    def ask(self) -> FormContext:
        self.order = asked_order(self.context, self.selection) if self.selection.order else None
        if self.order is not None:
            return form_context(self.context.session, (self.order.parent,))
        return parent_of_plan(self.context.session, super().ask())

    @override
    def build(self) -> None:
        piece = self.form_context.piece
        self.content.addWidget(piece_head(self.appearance, self.wording, piece, self.form_context.places))
        choices = plan_choices(self.words, piece)
        self.plan = ChoiceInput(self.appearance, "plan", self.tr("Plan"), choices, required=True)
        if self.order is not None and self.order.plan:
            self.plan.restore(self.order.plan)
        self.form.add(self.plan)

    @override
    def heading(self) -> str:
        return self.tr("Give up a plan of {number}").format(number=self.form_context.piece.number)

    @override
    def primary(self) -> str:
        plan = self._chosen()
        if plan is None:
            return self.heading()
        return self.words.say("dialog.give_up", {"count": len(plan.daughters)})

    @override
    def operations(self) -> tuple[CancelPlan, ...]:
        return (CancelPlan(plan=EntryRef(ref_of(Uid(self.plan.value())))),)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        plan = self._chosen()
        numbers = [number for number, _ in plan.daughters] if plan else []
        listed = self.words.say("list.numbers", {"numbers": numbers})
        return (
            self.tr("Void from now on: {numbers}").format(numbers=listed),
            self.tr("These numbers are never given again"),
        )

    def _chosen(self) -> Plan | None:
        return next((each for each in self.form_context.piece.plans if each.entry == self.plan.value()), None)


def open_cancel_plan(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that gives up a plan of the selected piece; None where no piece is selected."""
    return opened(CancelPlanDialog(context, selection, parent)) if selection.samples else None


def open_cancel_order(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that gives up the selected work order; None where no order is selected."""
    return opened(CancelPlanDialog(context, selection, parent)) if selection.order else None
