"""The dialog that writes off suspense: what a catalogue claims and nobody can find."""

from collections.abc import Sequence
from dataclasses import replace
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.figures import Figure, Figures
from lunarcurator.desktop.dialogs.form.heads import piece_head
from lunarcurator.desktop.dialogs.form.inputs import ExactMassInput
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.identity import PieceRef, ref_of
from lunarcurator.domain.mass_units import unit_symbol
from lunarcurator.domain.operations import WriteOff
from lunarcurator.services.posting import Preview


class WriteOffDialog(ActDialog):
    """Asks how much; it needs authority, a document and a second person."""

    kind = WriteOff.KIND
    size_at_first = QSize(900, 700)
    tells_adjustment = True

    @override
    def build(self) -> None:
        piece = self.form_context.piece
        self.content.addWidget(piece_head(self.appearance, self.wording, piece, self.form_context.places))
        unit = self.wording.unit
        caption = self.tr("Write off, {unit}").format(unit=unit_symbol(unit))
        self.mass = ExactMassInput(self.appearance, "ug", caption, unit=unit, required=True)
        # The whole is shown, and taken only by typing it: nothing is written off by Enter.
        self.mass.edit.setPlaceholderText(self.wording.mass(piece.suspense_ug))
        self.form.add(self.mass, stretch=2)
        self.figures = Figures(self.appearance, self.tr("Not reconciled"))
        self.panel.addWidget(self.figures)

    @override
    def heading(self) -> str:
        return self.tr("Write off suspense of {number}").format(number=self.form_context.piece.number)

    @override
    def primary(self) -> str:
        ug = None if self.mass.trouble() else self.mass.ug()
        if ug is None:
            return self.heading()
        number = self.form_context.piece.number
        return self.tr("Write off {mass} of {number}").format(mass=self.wording.mass(ug), number=number)

    @override
    def operations(self) -> tuple[WriteOff, ...]:
        return (WriteOff(sample=PieceRef(ref_of(self.form_context.piece.uid)), ug=self.mass.ug() or 0),)

    @override
    def edited(self) -> None:
        suspense = self.form_context.piece.suspense
        ug = 0 if self.mass.trouble() else self.mass.ug() or 0
        left = replace(suspense, ug=suspense.ug - ug)
        self.figures.show_rows(
            (
                Figure(self.tr("Claimed and not found"), suspense.shown(self.wording.unit)),
                Figure(self.tr("Written off"), self.wording.mass(ug), sign="\u2212"),
                Figure(self.tr("Left in suspense"), left.shown(self.wording.unit), bold=True, sum=True),
            )
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        mass = self.wording.mass(self.mass.ug() or 0)
        return (
            self.tr("{mass} goes from unreconciled to adjustment").format(mass=mass),
            self.tr("The name, the document and the second person stand in the journal"),
        )


def open_write_off(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that writes off suspense of the selected piece; None where no piece is selected."""
    return opened(WriteOffDialog(context, selection, parent)) if selection.samples else None
