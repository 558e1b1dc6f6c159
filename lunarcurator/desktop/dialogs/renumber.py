"""The dialog that gives a piece another official number."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.held_after import moves_mass
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.operations import Renumber
from lunarcurator.services.posting import Preview


class RenumberDialog(ActDialog):
    """Asks for the new number, and for the piece it becomes a part of, if any."""

    kind = Renumber.KIND
    size_at_first = QSize(860, 520)

    @override
    def build(self) -> None:
        self.add_head()
        note = self.tr("Only if it belongs to another piece from now on")
        self.parent_piece = self.make.piece("parent", self.tr("Becomes a piece of"), note=note)
        self.number = self.make.text("number", self.tr("New number"))
        self.along = self.make.flag("daughters", self.tr("Its daughters take numbers of the new family too"))
        self.along.also = ("daughters",)
        self.source = self.make.text("source", self.tr("Source"))
        self.form.add(self.number, self.parent_piece)
        self.form.add(self.along)
        self.form.add(self.source)

    @override
    def heading(self) -> str:
        return self.tr("Renumber {number}").format(number=self.subject)

    @override
    def primary(self) -> str:
        number = self.number.value()
        if not number:
            return self.heading()
        return self.tr("Renumber {number} as {new}").format(number=self.subject, new=number)

    @override
    def lacking(self) -> str:
        if self.number.value() or self.parent_piece.value():
            return ""
        return self.tr("Type the new number, or the piece it becomes a part of.")

    @override
    def operations(self) -> tuple[Renumber, ...]:
        return (
            Renumber(
                sample=self.ref,
                number=self.number.value(),
                parent=self.parent_piece.ref(),
                with_daughters=self.along.tick.isChecked(),
                source=self.source.value(),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        act = preview.acts[0].operation
        if not isinstance(act, Renumber):
            return ()
        number = self.subject
        lines = [self.tr("{number} becomes {new}").format(number=number, new=act.number)]
        lines.append(self.tr("{number} finds it for ever and is never given again").format(number=number))
        if self.parent_piece.found is not None:
            told = self.tr("It hangs below {parent}, with all that came from it")
            lines.append(told.format(parent=self.parent_piece.found.number))
        taken = [each.number for each in act.daughters]
        if taken:
            listed = self.words.say("list.numbers", {"numbers": taken})
            lines.append(self.tr("Its daughters become {numbers}").format(numbers=listed))
        if moves_mass(preview):
            lines.append(self.tr("Its mass moves into the book of the other mission"))
        else:
            lines.append(self.tr("No mass moves"))
        lines.append(self.tr("Print new labels"))
        return lines

    @override
    def shown(self, preview: Preview) -> None:
        act = preview.acts[0].operation
        if isinstance(act, Renumber):
            self.number.edit.setPlaceholderText(act.number)


def open_renumber(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that renumbers the selected piece; None where no piece is selected."""
    return opened(RenumberDialog(context, selection, parent)) if selection.samples else None
