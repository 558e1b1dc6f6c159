"""The dialog that takes a voided piece back into the book."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.held_after import held_after
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.operations import Revive
from lunarcurator.services.posting import Preview


class ReviveDialog(ActDialog):
    """Asks for the reason only."""

    kind = Revive.KIND
    asks_day = False
    needs_reason = True
    size_at_first = QSize(820, 400)

    @override
    def build(self) -> None:
        self.add_head()

    @override
    def heading(self) -> str:
        return self.tr("Take {number} back").format(number=self.subject)

    @override
    def operations(self) -> tuple[Revive, ...]:
        return (Revive(sample=self.ref),)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        number, held = self.subject, held_after(preview, self.form_context.piece)
        mass = "" if held is None else self.wording.mass(held, resolution_ug=self.form_context.piece.resolution_ug)
        if mass:
            told = self.tr("{number} exists again, with {mass}").format(number=number, mass=mass)
        else:
            told = self.tr("{number} exists again; its mass is not known").format(number=number)
        return (told, self.tr("The mass comes from where the void had put it"))


def open_revive(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that takes the selected void piece back; None where no piece is selected."""
    return opened(ReviveDialog(context, selection, parent)) if selection.samples else None
