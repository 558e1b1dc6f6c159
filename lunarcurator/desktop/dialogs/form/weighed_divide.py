"""What every weighed division shares: rows with masses, what is left, what was lost, and whether it closes."""

from collections.abc import Callable, Sequence
from typing import Final, override

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.balances_input import BalanceInput
from lunarcurator.desktop.dialogs.form.divide_dialog import DivideDialog
from lunarcurator.desktop.dialogs.form.inputs import ChoiceInput, ExactMassInput
from lunarcurator.desktop.dialogs.form.mass_on_day import MassOnDay
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.form.split_balance import SplitBalance
from lunarcurator.desktop.dialogs.labels import open_labels
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.widgets.as_it_is import CheckBox
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import Bound, KnownMass
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.mass_display import plain_mass
from lunarcurator.domain.mass_units import unit_symbol
from lunarcurator.domain.operations import Dissect, Reading, Sieve, Split
from lunarcurator.domain.tolerance import Certainty, allowed_between
from lunarcurator.services.closing import Closing
from lunarcurator.services.form_context import find_piece
from lunarcurator.services.posted import Posted, Preview
from lunarcurator.services.posted_masses import booked_away, booked_by, held_after

_LABELS: Final = "splitDialog.labels"
"""Whether the last split was to print labels: whoever labels at once does so every time."""
_KEEPS, _ENDS = "keeps", "ends"

type PrintLabels = Callable[[Posted], None]


class WeighedDivideDialog(DivideDialog):
    """Asks the daughters with their masses, what is left, and what was lost; it never guesses the loss.

    A dialog of its own calls `add_head`, adds its rows around `add_grid`, and then calls `add_rest`.
    """

    tells_adjustment = True
    narrow = True

    def __init__(
        self,
        context: AppContext,
        selection: Selection,
        parent: QWidget | None,
        *,
        labels: PrintLabels | None = None,
    ) -> None:
        super().__init__(context, selection, parent, after=self._after_division)
        self._print = labels or self._open_labels
        self.labels = CheckBox()
        self.labels.setObjectName("printLabels")
        self.labels.setChecked(context.memory.get(_LABELS) == "1")
        self.labels.toggled.connect(lambda on: context.memory.put(_LABELS, "1" if on else ""))
        self.extras.addWidget(self.labels)

    @override
    def add_head(self) -> None:
        super().add_head()
        self.before = MassOnDay(self, self.show_closing)
        self.balance = BalanceInput(
            self.appearance, self.wording, "balance", self.tr("Balance"), self.form_context.balances
        )

    @override
    def edited(self) -> None:
        super().edited()
        self.after_mass.field.setVisible(not self.ends)
        self.labels.setText(self.words.say("dialog.print_labels", {"count": len(self.grid.rows())}))
        self.before.follow()
        self.show_closing()

    @property
    def ends(self) -> bool:
        """Whether nothing is left of the piece, as chosen."""
        return self.fate.value() == _ENDS

    def rest_lines(self, preview: Preview) -> list[str]:
        """Return what becomes of the piece itself, and which masses are booked beside the pieces."""
        piece = self.form_context.piece
        place = self.form_context.places.get(piece.place)
        where = place.name if place else self.words.say("place.not_stated")
        if self.ends:
            lines = [self.tr("{number} is fully divided and retires").format(number=piece.number)]
        else:
            left = self.tr("{number} stays in {place} at {mass}")
            lines = [left.format(number=piece.number, place=where, mass=self._left_text(preview))]
        lines.append(self.tr("Daughters inherit mission, use, condition and restrictions"))
        missing = sum(each.unaccounted for each in self.daughters())
        if missing:
            lines.append(self.words.say("dialog.unaccounted", {"count": missing}))
        return [*lines, *booked_away(booked_by(preview.facts), self.words, self._mass_told)]

    def made_numbers(self, preview: Preview | None) -> list[str]:
        """Return the numbers the act gives to what it makes."""
        act = preview.acts[0].operation if preview is not None else None
        return [each.number for each in act.daughters] if isinstance(act, Split | Sieve | Dissect) else []

    def closing(self) -> Closing | None:
        """Return the masses as typed so far, None while one of them cannot be read."""
        if any(each.trouble() for each in (self.grid, self.after_mass, self.attrition)):
            return None
        rows = self.grid.rows()
        masses = [(row, self.rows.mass(row)) for row in rows]
        known = [(row, mass) for row, mass in masses if mass is not None and mass.known]
        recovered = sum(mass.ug or 0 for row, mass in known if self.rows.is_recovered(row))
        after = 0 if self.ends else self.after_mass.ug()
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

    def add_rest(self, question: str, keeps: str, ends: str) -> None:
        """Add what is left and lost, and the balance at the right; `question` is whether the piece ends."""
        look, piece = self.appearance, self.form_context.piece
        self.fate = ChoiceInput(look, "fate", question, [(_KEEPS, keeps), (_ENDS, ends)])
        caption = self.tr("{number} after, {unit}").format(number=piece.number, unit=unit_symbol(self.unit))
        self.after_mass = ExactMassInput(look, "after", caption, unit=self.unit)
        lost = self.tr("Attrition, {unit}").format(unit=unit_symbol(self.unit))
        self.attrition = ExactMassInput(
            look, "attrition", lost, unit=self.unit, note=self.tr("before − after − pieces")
        )
        take = Button(self.tr("Take the remainder as attrition"), dense=True, object_name="takeRemainder")
        take.clicked.connect(self.take_remainder)
        keys = QKeySequence("Ctrl+R")
        take.setToolTip(keys.toString(QKeySequence.SequenceFormat.NativeText))
        self._remainder_keys = QShortcut(keys, self, self.take_remainder)
        self.form.add(self.series, self.balance, self.fate)
        self.form.add(self.after_mass, self.attrition, beside=(take,), stretch=1)
        self.figures = SplitBalance(look, self.wording, piece.number, self.unit)
        self.panel.addWidget(self.figures)

    def show_closing(self) -> None:
        """Show the balance as typed so far."""
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
        read = [*masses, after] if after is not None and not self.ends else [*masses]
        sure = [balance.certainty if balance else Certainty(each.resolution_ug or 0) for each in read]
        # What is yet to be read is as sure as its balance, else as the mass in the book.
        about_to_be = balance.certainty if balance else self.before.certainty
        return allowed_between((self.before.certainty, *(sure or (about_to_be,))))

    def _resolution(self) -> int | None:
        balance = self.balance.balance()
        return balance.resolution_ug if balance else self.before.resolution_ug

    def after_reading(self) -> Reading | None:
        """Return the reading of what is left; None where it was not weighed or nothing is left."""
        mass = self.after_mass.mass()
        if mass is None or self.ends:
            return None
        balance = self.balance.ref()
        return Reading(net_ug=mass.ug, balance=balance, resolution_ug=None if balance else mass.resolution_ug)

    def _mass_told(self, ug: int) -> str:
        return self.wording.mass(ug, self.unit, self._resolution())

    def _left_text(self, preview: Preview) -> str:
        """Return in words what the piece keeps by what is posted."""
        closing = self.closing()
        if self.after_mass.ug() is not None:
            return self.wording.mass(self.after_mass.mass() or 0, self.unit)
        if closing is None or closing.before_ug is None:
            return self.words.say("mass.unknown")
        left = held_after(preview.facts, self.form_context.piece.uid, closing.before_ug)
        # Daughters without a mass take of it what nobody knows.
        bound = Bound.AT_MOST if closing.unweighed else None
        return KnownMass(left, self._resolution(), bound=bound).shown(self.unit)

    def _after_division(self, posted: Posted) -> None:
        if self.labels.isChecked():
            self._print(posted)

    def _open_labels(self, _posted: Posted) -> None:
        """Open the dialog of labels for the daughters, over the same window."""
        numbers = self.made_numbers(self.preview)
        session, context, window = self.context.session, self.context, self.parentWidget()
        # The same number may stand in another collection.
        home = self.form_context.piece.collection
        code = next((each.code for each in self.form_context.collections if each.uid == home), "")

        def found(pieces: tuple[Uid, ...]) -> None:
            dialog = open_labels(context, Selection(samples=pieces), window)
            if dialog is not None:
                opened(dialog)

        context.lanes.read(lambda: tuple(find_piece(session, f"{code}:{each}") for each in numbers), found)
