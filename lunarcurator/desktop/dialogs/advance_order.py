"""The dialog that says how far a work order has come, so that another person can finish it."""

from collections.abc import Mapping, Sequence
from typing import Final, override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.case_head import order_head
from lunarcurator.desktop.dialogs.form.daughters import DaughterRows
from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.form.people import offer_people
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import BalanceRef, OrderRef, Uid, ref_of
from lunarcurator.domain.mass_display import plain_mass
from lunarcurator.domain.mass_units import unit_symbol
from lunarcurator.domain.operations import AdvanceOrder, Jotted, OrderState, Reading
from lunarcurator.services.form_context import FormContext, form_context
from lunarcurator.services.orders import JottedMass, Order, order_of
from lunarcurator.services.posting import Preview

_STEPS: Final = (
    OrderState.PLANNED,
    OrderState.IN_CABINET,
    OrderState.WEIGHED,
    OrderState.BALANCED,
    OrderState.EXCEPTION,
    OrderState.APPROVED,
)


class AdvanceOrderDialog(ActDialog):
    """Asks for the state, what was read of each number so far, and who goes on with it."""

    kind = AdvanceOrder.KIND
    size_at_first = QSize(980, 640)

    @override
    def ask(self) -> FormContext:
        self.order = asked_order(self.context, self.selection)
        return form_context(self.context.session, (self.order.parent,))

    @override
    def build(self) -> None:
        order, piece = self.order, self.form_context.piece
        self.content.addWidget(order_head(self.appearance, self.wording, order))
        self.unit = self.unit_of(piece)
        self.rows = DaughterRows(self.wording, self.vocabularies, self.form_context.places, self.unit)
        self.state = self.make.coded("state", self.tr("State"), "order_state", _STEPS, self._next())
        self.balance = self.make.balance("balance", self.tr("Balance"))
        self.assigned = self.make.text("assigned", self.tr("Who goes on with it"), order.assigned)
        offer_people(self.assigned.edit, self.form_context.operators)
        header = self.tr("Mass, {unit}").format(unit=unit_symbol(self.unit))
        columns = (
            GridColumn("number", self.tr("Number"), 170, number=True),
            GridColumn("form", self.tr("Form"), 150, words=self.rows.form_words()),
            GridColumn("mass", header, 110, "mass", self.rows.mass_trouble),
        )
        caption = self.tr("Read so far")
        note = self.tr("“{rest}” is what is left of the parent.").format(rest=self.rest)
        self.jotted = self.make.grid("jotted", caption, columns, note=note)
        self.jotted.need(("number",), given=("number", "form"))
        self.jotted.show_rows(self._read_so_far())
        self.remarks = self.make.text("remarks", self.tr("Remarks"), order.remarks, wide=2)
        self.form.add(self.state, self.balance, self.assigned)
        self.form.add(self.jotted)
        self.form.add(self.remarks)

    @property
    def rest(self) -> str:
        """What stands in the column of numbers for what is left of the parent."""
        return self.tr("rest of {number}").format(number=self.order.parent_number)

    @override
    def heading(self) -> str:
        return self.tr("Go on with order {code}").format(code=self.order.code)

    @override
    def primary(self) -> str:
        state = self.words.say(f"order_state.{self.state.value()}")
        return self.tr("Say that order {code} is {state}").format(code=self.order.code, state=state)

    @override
    def operations(self) -> tuple[AdvanceOrder, ...]:
        handed = self.assigned.value()
        remarks = self.remarks.value()
        return (
            AdvanceOrder(
                order=OrderRef(ref_of(self.order.uid)),
                state=OrderState(self.state.value()),
                jotted=self._jotted(),
                assigned=handed if handed != self.order.assigned else "",
                remarks=remarks if remarks != self.order.remarks or self._is_exception() else "",
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        lines = [self.tr("No mass moves: masses count when the split is posted")]
        count = len(self._jotted())
        if count:
            lines.append(self.words.say("dialog.jotted", {"count": count}))
        if self.assigned.value() and self.assigned.value() != self.order.assigned:
            lines.append(self.tr("{name} goes on with it").format(name=self.assigned.value()))
        return lines

    def _is_exception(self) -> bool:
        return self.state.value() == OrderState.EXCEPTION

    def _next(self) -> OrderState:
        """Return the step that comes next by itself; who approves or excepts says so."""
        steps = (*_STEPS[:4], OrderState.BALANCED)
        return steps[steps.index(self.order.state) + 1] if self.order.state in steps[:3] else self.order.state

    def _read_so_far(self) -> list[Mapping[str, str]]:
        known = {each.number: each for each in self.order.jotted}
        numbers = [*self.order.numbers, ("", "")]
        return [self._texts(number, form, known.get(number)) for number, form in numbers]

    def _texts(self, number: str, form: str, read: JottedMass | None) -> Mapping[str, str]:
        mass = plain_mass(read.mass_ug, self.unit, read.resolution_ug) if read else ""
        code = read.form if read and read.form else form
        return {"number": number or self.rest, "form": self.rows.form_word(code) if code else "", "mass": mass}

    def _jotted(self) -> tuple[Jotted, ...]:
        known = {each.number: each for each in self.order.jotted}
        found = []
        for row in self.jotted.rows():
            mass = self.rows.mass(row)
            if mass is None:
                continue
            number = row["number"].strip()
            number = "" if number == self.rest else number
            before = known.get(number)
            unchanged = before is not None and self._texts(number, "", before)["mass"] == row["mass"].strip()
            # What another shift read on its balance stays as it was read.
            reading = _reading(before) if before and unchanged else self._reading(mass.ug, mass.resolution_ug)
            found.append(Jotted(number=number, reading=reading, form=self.rows.form(row)))
        return tuple(found)

    def _reading(self, ug: int | None, resolution_ug: int | None) -> Reading:
        balance = self.balance.ref()
        return Reading(net_ug=ug, balance=balance, resolution_ug=None if balance else resolution_ug)


def _reading(read: JottedMass) -> Reading:
    balance = BalanceRef(ref_of(read.balance)) if read.balance else None
    return Reading(
        net_ug=read.net_ug,
        gross_ug=read.gross_ug,
        tare_ug=read.tare_ug,
        balance=balance,
        resolution_ug=read.resolution_ug,
    )


def asked_order(context: AppContext, selection: Selection) -> Order:
    """Return the selected order as it stands now; raises `Refusal` where it is not in the book any more."""
    order = order_of(context.session, selection.order or Uid(""))
    if order is None:
        raise Refusal("ref.not_set_up", kind="order")
    return order


def open_advance_order(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that says how far the selected order is; None where no order is selected."""
    return opened(AdvanceOrderDialog(context, selection, parent)) if selection.order else None
