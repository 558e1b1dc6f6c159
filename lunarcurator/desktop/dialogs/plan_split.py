"""The dialog that plans a split: it reserves numbers for pieces that somebody will make."""

from collections.abc import Sequence
from typing import ClassVar, override

from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.divide_dialog import DivideDialog
from lunarcurator.desktop.dialogs.form.inputs import TextInput
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.form.people import offer_people
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.operations import PlanSplit
from lunarcurator.services.posting import Preview


class PlanSplitDialog(DivideDialog):
    """Asks for the pieces wanted, how they are to be made, and what for."""

    kind = PlanSplit.KIND
    with_mass: ClassVar[bool] = False

    @override
    def build(self) -> None:
        self.add_head()
        self.method = TextInput(self.appearance, "method", self.tr("Method"))
        self.purpose = TextInput(self.appearance, "purpose", self.tr("What for"), wide=2)
        self.order = TextInput(
            self.appearance, "order", self.tr("Order number"), note=self.tr("empty: that of the entry")
        )
        self.request = TextInput(self.appearance, "request", self.tr("For the request"))
        self.assigned = TextInput(self.appearance, "assigned", self.tr("Assigned to"))
        offer_people(self.assigned.edit, self.form_context.operators)
        self.add_grid(self.tr("Daughters wanted"))
        self.form.add(self.series, self.method, self.purpose)
        self.form.add(self.order, self.request, self.assigned)

    @override
    def heading(self) -> str:
        return self.tr("Plan a split of {number}").format(number=self.form_context.piece.number)

    @override
    def primary(self) -> str:
        count = len(self.grid.rows())
        return self.words.say("dialog.reserve", {"count": count}) if count else self.heading()

    @override
    def operations(self) -> tuple[PlanSplit, ...]:
        return (
            PlanSplit(
                parent=self.parent_ref,
                daughters=self.daughters(),
                method=self.method.value(),
                purpose=self.purpose.value(),
                order=self.order.value(),
                request=self.request.value(),
                assigned=self.assigned.value(),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        plan = preview.acts[0].operation
        numbers = [each.number for each in plan.daughters] if isinstance(plan, PlanSplit) else []
        listed = self.words.say("list.numbers", {"numbers": numbers})
        return (
            self.tr("Reserved: {numbers}").format(numbers=listed),
            self.tr("Anybody may finish the plan; given up, its numbers stay taken"),
            self.tr("A work order is opened; Attention lists it until the split is posted"),
            self.tr("No mass moves yet"),
        )


def open_plan_split(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that plans a split of the selected piece; None where no piece is selected."""
    return opened(PlanSplitDialog(context, selection, parent)) if selection.samples else None
