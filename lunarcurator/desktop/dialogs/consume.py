"""The dialog that says pieces were used up: wholly, in part, or down to what is left."""

from collections.abc import Sequence
from typing import Final, override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.figures import Figure, Figures
from lunarcurator.desktop.dialogs.form.mass_on_day import MassOnDay
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.form.reading_row import ReadingRow
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.mass_units import unit_symbol
from lunarcurator.domain.operations import Consume, Ending
from lunarcurator.services.posting import Preview

_WHOLE: Final = "whole"
_PART: Final = "part"
_LEFT: Final = "left"


class ConsumeDialog(ActDialog):
    """Asks how much was used, how it ended, and where that is recorded; several pieces are used up wholly."""

    kind = Consume.KIND
    takes_many = True
    size_at_first = QSize(940, 560)

    @override
    def build(self) -> None:
        self.add_head()
        piece = self.form_context.piece
        self.one = len(self.form_context.pieces) == 1
        self.before = MassOnDay(self, self._show_figures)
        self.unit = self.unit_of(piece)
        amounts = [(_WHOLE, self.tr("all of it")), (_PART, self.tr("a part of it"))]
        if piece.held_ug is not None:
            amounts.append((_LEFT, self.tr("what is left was weighed")))
        self.amount = self.make.choice("amount", self.tr("Used"), amounts if self.one else amounts[:1], _WHOLE)
        used = self.tr("Mass used, {unit}").format(unit=unit_symbol(self.unit))
        self.used = self.make.mass("ug", used, unit=self.unit, required=True, exact=True)
        self.left = ReadingRow(self.make, self.unit, "after")
        self.ending = self.make.coded("ending", self.tr("How it ended"), "ending", tuple(Ending), Ending.CONSUMED)
        self.method = self.make.text("method", self.tr("Analysis or method"), wide=2)
        self.by = self.make.text("by", self.tr("By whom"))
        self.evidence = self.make.text(
            "evidence",
            self.tr("Where it is recorded"),
            required=True,
            note=self.tr("a report, a protocol, a publication"),
            wide=2,
        )
        self.form.add(self.amount, self.used, self.ending)
        self.form.add(*self.left.inputs)
        self.form.add(self.method, self.by)
        self.form.add(self.evidence)
        self.figures = Figures(self.appearance, self.tr("Mass"))
        self.panel.addWidget(self.figures)

    @override
    def heading(self) -> str:
        return self.tr("Use up {what}").format(what=self.subject)

    @override
    def primary(self) -> str:
        used = self._used()
        if self.amount.value() == _WHOLE or used is None or used <= 0:
            return self.heading()
        return self.tr("Use {mass} of {what}").format(mass=self.wording.mass(used, self.unit), what=self.subject)

    @override
    def lacking(self) -> str:
        missing = self.amount.value() == _LEFT and self.left.net_ug() is None
        return self.words.say("weigh.nothing_read") if missing else ""

    @override
    def operations(self) -> tuple[Consume, ...]:
        amount = self.amount.value()
        return tuple(
            Consume(
                sample=ref,
                ug=self.used.ug() if amount == _PART else None,
                after=self.left.reading() if amount == _LEFT else None,
                ending=Ending(self.ending.value()),
                method=self.method.value(),
                by=self.by.value(),
                evidence=self.evidence.value(),
            )
            for ref in self.refs
        )

    @override
    def edited(self) -> None:
        amount = self.amount.value()
        self.amount.field.setVisible(self.one)
        self.used.field.setVisible(amount == _PART)
        self.left.show(amount == _LEFT)
        if self.one:
            self.before.follow()
        self._show_figures()

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        if self.amount.value() != _WHOLE:
            mass = self.wording.mass(self._used() or 0, self.unit)
            return (
                self.tr("{mass} is booked as consumed, not as lost").format(mass=mass),
                self.tr("The rest stays where it is"),
            )
        return (
            self.tr("Its mass is booked as consumed, not as lost"),
            self.tr("It stands nowhere any more; its number, its row and its history stay"),
        )

    def _show_figures(self) -> None:
        if not self.one:
            pieces = self.form_context.pieces
            unknown = sum(each.held_ug is None for each in pieces)
            small = self.words.say("dialog.unknown_pieces", {"count": unknown}) if unknown else ""
            used_up = Figure(self.tr("Consumed"), self.wording.known_of(pieces), small=small, bold=True)
            self.figures.show_rows((used_up,))
            return
        before, used = self.before.ug, self._used()
        resolution = self.before.resolution_ug
        rows = [Figure(self.tr("By the book"), self.before.told(self.wording, self.unit))]
        if used is not None:
            rows.append(Figure(self.tr("Consumed"), self.wording.mass(used, self.unit), sign="\u2212", bold=True))
        if used is not None and before is not None:
            left = self.wording.mass(before - used, self.unit, resolution)
            rows.append(Figure(self.tr("Left"), left, sum=True, tone="red" if used > before else ""))
        self.figures.show_rows(rows)

    def _used(self) -> int | None:
        """Return the mass used in ug, None where it is not known."""
        match self.amount.value():
            case "part":
                return None if self.used.trouble() else self.used.ug()
            case "left":
                left = self.left.net_ug()
                return None if left is None or self.before.ug is None else self.before.ug - left
        return self.before.ug


def open_consume(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that uses up the selected pieces; None where none is selected."""
    return opened(ConsumeDialog(context, selection, parent)) if selection.samples else None
