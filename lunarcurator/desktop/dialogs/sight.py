"""The dialog that says pieces were seen, here or where the book has them."""

from collections.abc import Sequence
from typing import ClassVar, override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.heads import piece_head, pieces_head
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.form.place_input import PlaceInput
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.workplace import Workplace
from lunarcurator.domain.identity import PieceRef, ref_of
from lunarcurator.domain.operations import Sight
from lunarcurator.services.posting import Preview


class SightDialog(ActDialog):
    """Asks in which place; empty means where the book has each piece."""

    kind: ClassVar[str] = Sight.KIND
    size_at_first: ClassVar[QSize] = QSize(860, 440)

    @override
    def build(self) -> None:
        pieces = self.supplies.pieces
        if len(pieces) == 1:
            head = piece_head(self.appearance, self.wording, pieces[0], self.supplies.places)
        else:
            head = pieces_head(self.appearance, self.wording, pieces)
        self.content.addWidget(head)
        note = self.tr("empty: where the book has it")
        self.place = PlaceInput(self.appearance, "place", self.tr("Seen in"), self.supplies.places, note=note)
        self.form.add(self.place)

    @override
    def heading(self) -> str:
        pieces = self.supplies.pieces
        if len(pieces) == 1:
            return self.tr("{number} was seen").format(number=pieces[0].number)
        return self.tr("{pieces} were seen").format(pieces=self.words.say("dialog.pieces", {"count": len(pieces)}))

    @override
    def primary(self) -> str:
        return self.tr("Say that {what}").format(what=self.heading())

    @override
    def operations(self) -> tuple[Sight, ...]:
        samples = tuple(PieceRef(ref_of(piece.uid)) for piece in self.supplies.pieces)
        return (Sight(samples=samples, place=self.place.ref()),)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        place = self.place.place()
        if place is None:
            return (self.tr("Seen where the book has it; nothing moves"),)
        return (
            self.tr("Seen in {place}").format(place=place.path_text),
            self.tr("Nothing moves: a piece seen elsewhere is moved by a move"),
        )


def open_sight(workplace: Workplace, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that says the selected pieces were seen; None where none is selected."""
    return opened(SightDialog(workplace, selection, parent)) if selection.samples else None
