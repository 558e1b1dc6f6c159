"""The dialog for operators: who is known, their roles, and their PINs."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.inputs import ChoiceInput, FlagInput, TextInput
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.form.pin_reset import PinReset
from lunarcurator.desktop.dialogs.form.pin_setting import PinSetting
from lunarcurator.desktop.dialogs.form.roster import RosterDialog
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.widgets.ledger_model import LedgerCell, LedgerColumn
from lunarcurator.domain.identity import OperatorRef, Uid, ref_of
from lunarcurator.domain.operations import SetUpOperator
from lunarcurator.domain.status import Role
from lunarcurator.services.people import Operator
from lunarcurator.services.pin_reset import reset_ways
from lunarcurator.services.posting import Preview


class OperatorsDialog(RosterDialog):
    """Sets up operators, changes their roles, retires them; PINs are kept apart and are no entry."""

    kind = SetUpOperator.KIND
    size_at_first = QSize(960, 680)

    @override
    def build(self) -> None:
        look = self.appearance
        self.add_list(self.tr("Operators"), self.tr("A new operator"))
        roles = [(str(each), self.wording.term("role", each)) for each in Role]
        self.name = TextInput(look, "name", self.tr("Name"), required=True, wide=2)
        self.role = ChoiceInput(look, "role", self.tr("Role"), roles, Role.CURATOR)
        self.retired = FlagInput(look, "retired", "", self.tr("No longer works here"))
        self.form.add(self.which)
        self.form.add(self.name, self.role, self.retired)
        self.pins = PinSetting(self.context)
        self.pins.was_set.connect(self.renew)
        self.reset = PinReset(self.context)
        self.reset.was_reset.connect(self.renew)
        self.panel.addWidget(self.pins)
        self.panel.addWidget(self.reset)

    @override
    def heading(self) -> str:
        return self.tr("Operators")

    @override
    def primary(self) -> str:
        person, name = self._chosen(), self.name.value()
        if person is not None:
            return self.tr("Change {name}").format(name=person.name)
        return self.tr("Set up {name}").format(name=name) if name else self.tr("Set up an operator")

    @override
    def lacking(self) -> str:
        person = self._chosen()
        same = person is not None and (person.name, person.role, person.retired) == (
            self.name.value(),
            Role(self.role.value()),
            self.retired.value(),
        )
        return self.tr("Nothing is changed yet") if same else ""

    @override
    def operations(self) -> tuple[SetUpOperator, ...]:
        person = self._chosen()
        return (
            SetUpOperator(
                name=self.name.value(),
                role=Role(self.role.value()),
                operator=OperatorRef(ref_of(person.uid)) if person else None,
                retired=self.retired.value(),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        lines = [self.tr("{name}: {role}").format(name=self.name.value(), role=self.role.word())]
        if self.role.value() == Role.AUDITOR:
            lines.append(self.tr("An auditor sees everything and posts nothing"))
        if self.retired.value():
            lines.append(self.tr("Posts nothing any more; earlier entries keep the name"))
        return lines

    @override
    def columns(self) -> tuple[LedgerColumn, ...]:
        return (
            LedgerColumn(self.tr("Name")),
            LedgerColumn(self.tr("Role"), width=120),
            LedgerColumn(self.tr("PIN"), width=80),
            LedgerColumn(self.tr("State"), width=120),
        )

    @override
    def listed(self) -> Sequence[tuple[Uid, Sequence[LedgerCell | str]]]:
        return [(each.uid, self._cells(each)) for each in self.form_context.operators]

    @override
    def choices(self) -> list[tuple[str, str]]:
        return [(each.uid, each.name) for each in self.form_context.operators]

    @override
    def fill(self) -> None:
        person = self._chosen()
        self.name.restore(person.name if person else "")
        self.role.restore(str(person.role if person else Role.CURATOR))
        self.retired.restore("1" if person and person.retired else "")
        self._ask_pin(person)

    def _ask_pin(self, person: Operator | None) -> None:
        """Let people set their own PIN, and an authority reset a forgotten one beside a second person."""
        acting = self.context.operator
        self.reset.hide()
        if person is None or person.uid == acting:
            self.pins.ask_for(person)
        elif not person.has_pin:
            note = self.tr("{name} sets this PIN: choose {name} under “Who acts” first.")
            self.pins.ask_for(person, note.replace("{name}", person.name))
        else:
            self._offer_reset(person, acting)

    def _offer_reset(self, person: Operator, acting: Uid | None) -> None:
        ways = reset_ways(self.form_context.operators, person.uid)
        if acting is not None and acting in [each.uid for each in ways.authorities]:
            self.pins.ask_for(person, self.tr("Only {name} changes this PIN.").replace("{name}", person.name))
            self.reset.ask_for(person, ways.seconds_beside(acting))
            self.reset.show()
            return
        names = ", ".join(each.name for each in ways.authorities)
        if names:
            note = self.tr("Only {names} can reset this PIN.").replace("{names}", names)
        else:
            note = self.tr("Reset this PIN with the command “lunarcurator pin reset”; the manual says how.")
        self.pins.ask_for(person, note)

    def _cells(self, person: Operator) -> Sequence[LedgerCell | str]:
        state = self.tr("retired") if person.retired else ""
        name = LedgerCell(person.name, target=person.uid, tone="text2" if person.retired else "text")
        return (
            name,
            self.wording.term("role", person.role),
            self.tr("set") if person.has_pin else "\u2013",
            state,
        )

    def _chosen(self) -> Operator | None:
        return next((each for each in self.form_context.operators if each.uid == self.which.value()), None)


def open_operators(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog of the operators."""
    del selection
    return opened(OperatorsDialog(context, Selection(), parent))
