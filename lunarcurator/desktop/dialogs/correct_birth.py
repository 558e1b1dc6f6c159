"""The dialog that corrects with what mass, from which parent or on what day a piece began."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.held_after import held_after
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.mass_units import unit_symbol
from lunarcurator.domain.operations import CorrectBirth
from lunarcurator.services.posting import Preview


class CorrectBirthDialog(ActDialog):
    """Asks for what was wrong and how it is known; what is left empty stands as it was."""

    kind = CorrectBirth.KIND
    size_at_first = QSize(900, 520)

    @override
    def build(self) -> None:
        self.add_head()
        stands = self.tr("Empty: as it stands")
        unit = self.wording.unit
        began = self.tr("Began with, {unit}").format(unit=unit_symbol(unit))
        self.mass = self.make.mass("mass", began, unit=unit, note=stands)
        self.above = self.make.piece("parent", self.tr("Came from"), note=stands)
        self.born = self.make.day("born", self.tr("Began on"), note=stands)
        self.evidence = self.make.text("evidence", self.tr("Evidence"), required=True)
        self.form.add(self.mass, self.above, self.born)
        self.form.add(self.evidence)

    @override
    def heading(self) -> str:
        return self.tr("Correct how {number} began").format(number=self.subject)

    @override
    def lacking(self) -> str:
        if any(each.value() for each in (self.mass, self.above, self.born)):
            return ""
        return self.words.say("correct_birth.nothing")

    @override
    def operations(self) -> tuple[CorrectBirth, ...]:
        return (
            CorrectBirth(
                sample=self.ref,
                evidence=self.evidence.value(),
                mass=self.mass.mass() if self.mass.value() else None,
                parent=self.above.ref(),
                born=self.born.day() if self.born.value() else None,
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        number, piece, above = self.subject, self.form_context.piece, self.above.found
        lines = [self.tr("It is put right on the day {number} began").format(number=number)]
        held = held_after(preview, piece)
        if held is not None:
            mass = self.wording.mass(held, resolution_ug=piece.resolution_ug)
            lines.append(self.tr("{number} weighs {mass} now").format(number=number, mass=mass))
        if above is not None:
            told = self.tr("Its mass goes back to the wrong parent and comes out of {parent}")
            lines.append(told.format(parent=above.number))
        lines.append(self.tr("What a balance read since stays as it was read"))
        return lines


def open_correct_birth(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog for the selected piece; None where no piece is selected."""
    return opened(CorrectBirthDialog(context, selection, parent)) if selection.samples else None
