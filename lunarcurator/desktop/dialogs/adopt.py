"""The dialog that says from which piece another one came, learnt later."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.held_after import held_after, moves_mass
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.identity import PieceRef
from lunarcurator.domain.operations import Adopt
from lunarcurator.services.posting import Preview


class AdoptDialog(ActDialog):
    """Asks for the parent; the day of the act is the day on which the piece was parted from it."""

    kind = Adopt.KIND
    size_at_first = QSize(860, 480)

    @override
    def build(self) -> None:
        self.add_head()
        self.above = self.make.piece("parent", self.tr("Came from"), required=True)
        self.source = self.make.text("source", self.tr("Source"))
        self.form.add(self.above, self.source)

    @override
    def heading(self) -> str:
        return self.tr("Say where {number} came from").format(number=self.subject)

    @override
    def primary(self) -> str:
        parent = self._parent()
        if not parent:
            return self.heading()
        return self.tr("{number} came from {parent}").format(number=self.subject, parent=parent)

    @override
    def operations(self) -> tuple[Adopt, ...]:
        return (Adopt(sample=self.ref, parent=self.above.ref() or PieceRef(""), source=self.source.value()),)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        parent, above = self._parent(), self.above.found
        lines = [self.tr("{number} hangs below {parent}").format(number=self.subject, parent=parent)]
        if moves_mass(preview):
            told = self.tr("Its mass is no longer counted twice: it was part of {parent}")
            lines.append(told.format(parent=parent))
        if above is not None and above.held_ug is not None:
            held = held_after(preview, above)
            if held is not None:
                mass = self.wording.mass(held, resolution_ug=above.resolution_ug)
                lines.append(self.tr("{parent} weighs {mass} then").format(parent=parent, mass=mass))
        lines.append(self.tr("It inherits what {parent} had met by that day").format(parent=parent))
        return lines

    def _parent(self) -> str:
        return self.above.found.number if self.above.found else self.above.value()


def open_adopt(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that gives the selected piece a parent; None where no piece is selected."""
    return opened(AdoptDialog(context, selection, parent)) if selection.samples else None
