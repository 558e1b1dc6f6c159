"""The dialog that declares a piece void: it was entered by mistake."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.operations import Void
from lunarcurator.services.posting import Preview


class VoidDialog(ActDialog):
    """Asks for the reason only."""

    kind = Void.KIND
    asks_day = False
    needs_reason = True
    size_at_first = QSize(820, 440)

    @override
    def build(self) -> None:
        self.add_head()

    @override
    def heading(self) -> str:
        return self.tr("Void {number}").format(number=self.subject)

    @override
    def operations(self) -> tuple[Void, ...]:
        return (Void(sample=self.ref),)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        piece = self.form_context.piece
        lines = [
            self.tr("{number} counts as entered by mistake, from its first day on").format(number=piece.number),
            self.tr("Its row stays in the book, and its number is never given again"),
        ]
        if piece.held_ug:
            mass = self.wording.piece_mass(piece)
            lines.append(self.tr("{mass} goes back where it came from").format(mass=mass))
        return lines


def open_void(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that voids the selected piece; None where no piece is selected."""
    return opened(VoidDialog(context, selection, parent)) if selection.samples else None
