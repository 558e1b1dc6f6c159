"""The dialog that lets two pieces take each other's number."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.identity import PieceRef
from lunarcurator.domain.operations import SwapNumbers
from lunarcurator.services.posting import Preview


class SwapNumbersDialog(ActDialog):
    """Asks for the other piece."""

    kind = SwapNumbers.KIND
    size_at_first = QSize(860, 460)

    @override
    def build(self) -> None:
        self.add_head()
        self.other = self.make.piece("other", self.tr("Mixed up with"), required=True)
        self.source = self.make.text("source", self.tr("Source"))
        self.form.add(self.other, self.source)

    @override
    def heading(self) -> str:
        return self.tr("Swap the number of {number}").format(number=self.subject)

    @override
    def primary(self) -> str:
        other = self.other.found.number if self.other.found else self.other.value()
        if not other:
            return self.heading()
        return self.tr("Swap {number} and {other}").format(number=self.subject, other=other)

    @override
    def operations(self) -> tuple[SwapNumbers, ...]:
        other = self.other.ref() or PieceRef("")
        return (SwapNumbers(sample=self.ref, other=other, source=self.source.value()),)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        number = self.subject
        other = self.other.found.number if self.other.found else self.other.value()
        return (
            self.tr("{number} becomes {other}, and {other} becomes {number}").format(number=number, other=other),
            self.tr("Each keeps the other number as a former one"),
            self.tr("No mass moves, and each stays where it is"),
            self.tr("Print new labels for both"),
        )


def open_swap_numbers(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that swaps the number of the selected piece; None where no piece is selected."""
    return opened(SwapNumbersDialog(context, selection, parent)) if selection.samples else None
