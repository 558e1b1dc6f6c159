"""The dialog that says pieces were seen, here or where the book has them."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.operations import Sight
from lunarcurator.services.posting import Preview


class SightDialog(ActDialog):
    """Asks in which place; empty means where the book has each piece."""

    kind = Sight.KIND
    takes_many = True
    size_at_first = QSize(860, 440)

    @override
    def build(self) -> None:
        self.add_head()
        self.place = self.make.place("place", self.tr("Seen in"), note=self.tr("empty: where the book has it"))
        self.form.add(self.place)

    @override
    def heading(self) -> str:
        if len(self.form_context.pieces) == 1:
            return self.tr("{number} was seen").format(number=self.subject)
        return self.tr("{pieces} were seen").format(pieces=self.subject)

    @override
    def primary(self) -> str:
        return self.tr("Say that {what}").format(what=self.heading())

    @override
    def operations(self) -> tuple[Sight, ...]:
        return (Sight(samples=self.refs, place=self.place.ref()),)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        place = self.place.place()
        if place is None:
            return (self.tr("Seen where the book has it; nothing moves"),)
        return (
            self.tr("Seen in {place}").format(place=place.path_text),
            self.tr("Nothing moves: a piece seen elsewhere is moved by a move"),
        )


def open_sight(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that says the selected pieces were seen; None where none is selected."""
    return opened(SightDialog(context, selection, parent)) if selection.samples else None
