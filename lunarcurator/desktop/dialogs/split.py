"""The dialog for splitting a piece: the balance is in sight while the daughters are typed."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Final, override

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from lunarcurator.desktop.dialogs.form.balances_input import BalanceInput
from lunarcurator.desktop.dialogs.form.divide_dialog import DivideDialog
from lunarcurator.desktop.dialogs.form.inputs import ChoiceInput, MassInput, TextInput
from lunarcurator.desktop.dialogs.form.mass_on_day import MassOnDay
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.form.place_input import complete
from lunarcurator.desktop.dialogs.form.plans import plan_choices
from lunarcurator.desktop.dialogs.form.split_balance import SplitBalance
from lunarcurator.desktop.dialogs.labels import open_labels
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.workplace import Workplace
from lunarcurator.domain.identity import EntryRef, OperatorRef, Uid, ref_of
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.mass_display import plain_mass
from lunarcurator.domain.operations import Reading, Split
from lunarcurator.domain.status import Role
from lunarcurator.domain.tolerance import tolerance_ug
from lunarcurator.services.asking import Plan, find_piece
from lunarcurator.services.closing import Closing
from lunarcurator.services.posting import Posted, Preview

_LABELS: Final = "splitDialog.labels"
"""Whether the last split was to print labels: whoever labels at once does so every time."""
_KEEPS, _ENDS = "keeps", "ends"

type PrintLabels = Callable[[Posted], None]


class SplitDialog(DivideDialog):
    """Asks how, the daughters with their masses, what is left, and what was lost; it never guesses the loss."""

    kind: ClassVar[str] = Split.KIND

    def __init__(
        self,
        workplace: Workplace,
        selection: Selection,
        parent: QWidget | None,
        *,
        labels: PrintLabels | None = None,
    ) -> None:
        super().__init__(workplace, selection, parent, after=self._after_split)
        self._print = labels or self._open_labels
        self.labels = QCheckBox()
        self.labels.setObjectName("printLabels")
        self.labels.setChecked(workplace.memory.get(_LABELS) == "1")
        self.labels.toggled.connect(lambda on: workplace.memory.put(_LABELS, "1" if on else ""))
        self.extras.addWidget(self.labels)
        self._filled = ""

    @override
    def build(self) -> None:
        self.add_head()
        self.before = MassOnDay(self, self._show_closing)
        look, piece = self.appearance, self.supplies.piece
        self.plan = ChoiceInput(
            look, "plan", self.tr("Plan"), [("", self.tr("A split of its own")), *plan_choices(self.words, piece)]
        )
        self.method = TextInput(look, "method", self.tr("Method"))
        self.tool = TextInput(look, "tool", self.tr("Tool"))
        self.where = TextInput(look, "where", self.tr("Where"))
        complete(self.where.edit, self.supplies.places, for_pieces=False)
        acting = self.workplace.operator
        people = [
            (each.uid, each.name)
            for each in self.supplies.operators
            if not each.retired and each.uid != acting and each.role is not Role.AUDITOR
        ]
        self.watched = ChoiceInput(look, "witness", self.tr("Witness"), [("", "\u2013"), *people])
        self.balance = BalanceInput(look, self.wording, "balance", self.tr("Balance"), self.supplies.balances)
        number = piece.number
        self.fate = ChoiceInput(
            look,
            "fate",
            self.tr("After the split, {number}").format(number=number),
            [(_KEEPS, self.tr("keeps its number and shrinks")), (_ENDS, self.tr("is fully divided and retires"))],
        )
        if piece.plans:
            self.form.add(self.plan)
        self.form.add(self.method, self.tool, self.where, self.watched)
        self.add_grid(self.tr("Daughters and what was recovered"))
        self._add_rest()
        self.figures = SplitBalance(look, self.wording, piece.number, self.unit)
        self.panel.addWidget(self.figures)

    @override
    def heading(self) -> str:
        return self.tr("Split {number}").format(number=self.supplies.piece.number)

    @override
    def primary(self) -> str:
        count, number = self.counted(), self.supplies.piece.number
        return (
            self.tr("Split {number} into {count}").format(number=number, count=count) if count else self.heading()
        )

    @override
    def operations(self) -> tuple[Split, ...]:
        ends, plan = self._ends(), self._plan()
        return (
            Split(
                parent=self.parent_ref,
                daughters=self.daughters(self.balance.balance()),
                after=None if ends else self._after_reading(),
                attrition_ug=self.attrition.ug() or 0,
                retires=ends,
                method=self.method.value(),
                tool=self.tool.value(),
                where=self.where.value(),
                plan=EntryRef(ref_of(plan.entry)) if plan else None,
            ),
        )

    @override
    def witness(self) -> OperatorRef | None:
        return OperatorRef(ref_of(Uid(self.watched.value()))) if self.watched.value() else None

    @override
    def edited(self) -> None:
        self._fill_from_plan()
        super().edited()
        self.after_mass.field.setVisible(not self._ends())
        rows = len(self.grid.rows())
        self.labels.setText(self.words.say("dialog.print_labels", {"count": rows}))
        self.before.follow()
        self._show_closing()

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        split, piece = preview.acts[0].operation, self.supplies.piece
        numbers = [each.number for each in split.daughters] if isinstance(split, Split) else []
        lines = [self.words.say("dialog.numbers_taken", {"count": len(numbers), "numbers": numbers})]
        place = self.supplies.places.get(piece.place)
        where = place.name if place else self.words.say("place.not_stated")
        if self._ends():
            lines.append(self.tr("{number} is fully divided and retires").format(number=piece.number))
        else:
            lines.append(
                self.tr("{number} stays in {place} at {mass}").format(
                    number=piece.number, place=where, mass=self._left_text()
                )
            )
        lines.append(self.tr("Daughters inherit mission, use, condition and restrictions"))
        if self.attrition.ug():
            lost = self.wording.mass(self.attrition.ug() or 0, self.unit)
            lines.append(self.tr("{mass} booked to attrition").format(mass=lost))
        return lines

    def closing(self) -> Closing | None:
        """Return the masses as typed so far, None while one of them cannot be read."""
        if any(each.trouble() for each in (self.grid, self.after_mass, self.attrition)):
            return None
        rows = self.grid.rows()
        masses = [(row, self.rows.mass(row)) for row in rows]
        known = [(row, mass) for row, mass in masses if mass is not None and mass.known]
        recovered = sum(mass.ug or 0 for row, mass in known if self.rows.is_recovered(row))
        after = 0 if self._ends() else self.after_mass.ug()
        return Closing(
            self.before.ug,
            sum(mass.ug or 0 for _, mass in known) - recovered,
            recovered,
            after,
            self.attrition.ug() or 0,
            len(masses) - len(known),
            self._tolerance([mass for _, mass in known]),
        )

    def take_remainder(self) -> None:
        """Take what is left over as attrition: the only way in which the program writes that figure."""
        closing = self.closing()
        remainder = closing.remainder_ug if closing else None
        if remainder is not None and remainder > 0:
            self.attrition.edit.setText(plain_mass(remainder, self.unit, self._resolution()))
            self.attrition.focus()

    def _add_rest(self) -> None:
        look, piece = self.appearance, self.supplies.piece
        caption = self.tr("{number} after, {unit}").format(number=piece.number, unit=self.unit)
        self.after_mass = MassInput(look, "after", caption, unit=self.unit)
        lost = self.tr("Attrition, {unit}").format(unit=self.unit)
        self.attrition = MassInput(
            look, "attrition", lost, unit=self.unit, note=self.tr("before − after − pieces")
        )
        take = Button(self.tr("Take the remainder as attrition"), dense=True, object_name="takeRemainder")
        take.clicked.connect(self.take_remainder)
        keys = QKeySequence("Ctrl+R")
        take.setToolTip(keys.toString(QKeySequence.SequenceFormat.NativeText))
        self._remainder_keys = QShortcut(keys, self, self.take_remainder)
        self.form.add(self.series, self.balance, self.fate)
        self.form.add(self.after_mass, self.attrition, beside=(take,), stretch=1)

    def _show_closing(self) -> None:
        closing = self.closing()
        if closing is not None:
            self._hint_rest(closing)
            self.figures.show_closing(closing, self._resolution())

    def _hint_rest(self, closing: Closing) -> None:
        shown = ""
        if closing.remainder_ug is not None and closing.remainder_ug > 0:
            shown = self.wording.mass(closing.remainder_ug, self.unit)
        # A placeholder is no value: Enter, Tab and the act leave it where it is.
        self.attrition.edit.setPlaceholderText(shown)
        rest = closing.rest_ug
        by_difference = rest is not None and rest >= 0 and not closing.unweighed
        self.after_mass.edit.setPlaceholderText(
            self.wording.mass(rest, self.unit) if by_difference and rest is not None else ""
        )
        self.after_mass.set_note("" if self.after_mass.value() else self.tr("not weighed: by difference"))

    def _tolerance(self, masses: Sequence[Mass]) -> int:
        balance, after = self.balance.balance(), self.after_mass.mass()
        readings = [self.before.resolution_ug]
        readings += [balance.resolution_ug if balance else mass.resolution_ug for mass in masses]
        if after is not None and not self._ends():
            readings.append(balance.resolution_ug if balance else after.resolution_ug)
        weighed = len(readings) - 1
        doubts = [balance.uncertainty_ug] * weighed if balance and balance.uncertainty_ug else []
        return tolerance_ug([each for each in readings if each], doubts)

    def _resolution(self) -> int | None:
        balance = self.balance.balance()
        return balance.resolution_ug if balance else self.before.resolution_ug

    def _after_reading(self) -> Reading | None:
        mass = self.after_mass.mass()
        if mass is None:
            return None
        balance = self.balance.ref()
        return Reading(net_ug=mass.ug, balance=balance, resolution_ug=None if balance else mass.resolution_ug)

    def _left_text(self) -> str:
        closing = self.closing()
        if self.after_mass.ug() is not None:
            return self.wording.mass(self.after_mass.mass() or 0, self.unit)
        if closing is None or closing.rest_ug is None:
            return self.words.say("mass.unknown")
        return self.wording.mass(closing.rest_ug, self.unit, self._resolution())

    def _ends(self) -> bool:
        return self.fate.value() == _ENDS

    def _plan(self) -> Plan | None:
        return next((each for each in self.supplies.piece.plans if each.entry == self.plan.value()), None)

    def _fill_from_plan(self) -> None:
        """Put the numbers and forms of a chosen plan into the grid, once."""
        plan = self._plan()
        if plan is not None and self._filled != plan.entry:
            self._filled = plan.entry
            self.grid.show_rows(
                [{"number": number, "form": self.rows.form_word(form)} for number, form in plan.daughters]
            )

    def _after_split(self, posted: Posted) -> None:
        if self.labels.isChecked():
            self._print(posted)

    def _open_labels(self, _posted: Posted) -> None:
        """Open the dialog of labels for the daughters, over the same window."""
        split = self.preview.acts[0].operation if self.preview is not None else None
        numbers = [each.number for each in split.daughters] if isinstance(split, Split) else []
        desk, workplace, window = self.workplace.desk, self.workplace, self.parentWidget()
        # The same number may stand in another collection.
        home = self.supplies.piece.collection
        code = next((each.code for each in self.supplies.collections if each.uid == home), "")

        def found(pieces: tuple[Uid, ...]) -> None:
            dialog = open_labels(workplace, Selection(samples=pieces), window)
            if dialog is not None:
                opened(dialog)

        workplace.lanes.read(lambda: tuple(find_piece(desk, f"{code}:{each}") for each in numbers), found)


def open_split(
    workplace: Workplace, selection: Selection, parent: QWidget | None, *, labels: PrintLabels | None = None
) -> QDialog | None:
    """Open the dialog that splits the selected piece; None where no piece is selected.

    Where labels are wanted afterwards, `labels` is called with the entry; without it their dialog opens.
    """
    return opened(SplitDialog(workplace, selection, parent, labels=labels)) if selection.samples else None
