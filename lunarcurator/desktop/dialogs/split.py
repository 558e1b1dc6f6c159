"""The dialog for splitting a piece: the balance is in sight while the daughters are typed."""

from collections.abc import Mapping, Sequence
from typing import override

from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.advance_order import asked_order
from lunarcurator.desktop.dialogs.form.inputs import ChoiceInput, TextInput
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.form.place_input import complete
from lunarcurator.desktop.dialogs.form.plans import plan_choices
from lunarcurator.desktop.dialogs.form.weighed_divide import PrintLabels, WeighedDivideDialog
from lunarcurator.desktop.dialogs.form.witness_input import WitnessInput
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.identity import EntryRef, ref_of
from lunarcurator.domain.mass_display import plain_mass
from lunarcurator.domain.operations import Split
from lunarcurator.services.form_context import FormContext, Plan, form_context
from lunarcurator.services.orders import JottedMass, Order, orders
from lunarcurator.services.posting import Preview


class SplitDialog(WeighedDivideDialog):
    """Asks how, the daughters with their masses, what is left, and what was lost."""

    kind = Split.KIND

    @override
    def build(self) -> None:
        self.add_head()
        look, piece = self.appearance, self.form_context.piece
        self._filled = ""
        self.plan = ChoiceInput(
            look, "plan", self.tr("Plan"), [("", self.tr("A split of its own")), *plan_choices(self.words, piece)]
        )
        self.method = TextInput(look, "method", self.tr("Method"))
        self.method.also = ("tool",)
        self.tool = TextInput(look, "tool", self.tr("Tool"))
        self.where = TextInput(look, "where", self.tr("Where"))
        complete(self.where.edit, self.form_context.places, for_pieces=False)
        people, acting = self.form_context.operators, self.context.operator
        self.watcher = watched = WitnessInput(look, self.tr("Witness"), people, acting)
        if piece.plans:
            self.form.add(self.plan)
        self.form.add(self.method, self.tool, self.where, watched, beside=(watched.pin.field,))
        self.add_grid(self.tr("Daughters and what was recovered"))
        self.add_rest(
            self.tr("After the split, {number}").format(number=piece.number),
            self.tr("keeps its number and shrinks"),
            self.tr("is fully divided and retires"),
        )

    @override
    def heading(self) -> str:
        return self.tr("Split {number}").format(number=self.form_context.piece.number)

    @override
    def primary(self) -> str:
        count, number = self.counted(), self.form_context.piece.number
        return (
            self.tr("Split {number} into {count}").format(number=number, count=count) if count else self.heading()
        )

    @override
    def operations(self) -> tuple[Split, ...]:
        plan = self._plan()
        return (
            Split(
                parent=self.parent_ref,
                daughters=self.daughters(self.balance.balance()),
                after=self.after_reading(),
                attrition_ug=self.attrition.ug() or 0,
                retires=self.ends,
                method=self.method.value(),
                tool=self.tool.value(),
                where=self.where.value(),
                plan=EntryRef(ref_of(plan.entry)) if plan else None,
            ),
        )

    @override
    def edited(self) -> None:
        self._fill_from_plan()
        super().edited()

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        numbers = self.made_numbers(preview)
        taken = self.words.say("dialog.numbers_taken", {"count": len(numbers), "numbers": numbers})
        return (taken, *self.rest_lines(preview))

    @override
    def ask(self) -> FormContext:
        session, order = self.context.session, self.selection.order
        asked = (
            super().ask()
            if order is None
            else form_context(session, (asked_order(self.context, self.selection).parent,))
        )
        plans = {plan.entry for piece in asked.pieces for plan in piece.plans}
        self.orders = {each.plan: each for each in orders(session) if each.plan in plans} if plans else {}
        return asked

    @override
    def begin(self) -> None:
        finished = next((each for each in self.orders.values() if each.uid == self.selection.order), None)
        if finished is not None and finished.plan:
            self.plan.restore(finished.plan)
        super().begin()

    def _plan(self) -> Plan | None:
        return next((each for each in self.form_context.piece.plans if each.entry == self.plan.value()), None)

    def _fill_from_plan(self) -> None:
        """Put the numbers and forms of a chosen plan into the grid, once."""
        plan = self._plan()
        if plan is not None and self._filled != plan.entry:
            self._filled = plan.entry
            order = self.orders.get(plan.entry)
            read = {each.number: each for each in order.jotted} if order else {}
            self.grid.show_rows([self._planned(number, form, read.get(number)) for number, form in plan.daughters])
            if order is not None:
                self._take_over(order)

    def _planned(self, number: str, form: str, read: JottedMass | None) -> Mapping[str, str]:
        code = read.form if read and read.form else form
        mass = plain_mass(read.mass_ug, self.unit, read.resolution_ug) if read else ""
        return {"number": number, "form": self.rows.form_word(code), "mass": mass}

    def _take_over(self, order: Order) -> None:
        """Put what the shifts before jotted down where it belongs: method, balance, what is left."""
        rest = next((each for each in order.jotted if not each.number), None)
        if rest is not None:
            self.after_mass.restore(plain_mass(rest.mass_ug, self.unit, rest.resolution_ug))
        balances = {each.balance for each in order.jotted}
        if len(balances) == 1 and (balance := balances.pop()):
            self.balance.restore(balance)
        if order.method and not self.method.value():
            self.method.restore(order.method)


def open_split(
    context: AppContext, selection: Selection, parent: QWidget | None, *, labels: PrintLabels | None = None
) -> QDialog | None:
    """Open the dialog that splits the selected piece; None where no piece is selected.

    Where labels are wanted afterwards, `labels` is called with the entry; without it their dialog opens.
    """
    return opened(SplitDialog(context, selection, parent, labels=labels)) if selection.samples else None


def open_finish_order(
    context: AppContext, selection: Selection, parent: QWidget | None, *, labels: PrintLabels | None = None
) -> QDialog | None:
    """Open the split that finishes the selected work order; None where no order is selected."""
    return opened(SplitDialog(context, selection, parent, labels=labels)) if selection.order else None
