"""The dialog that lets a piece join another one."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.held_after import held_after
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.identity import PieceRef
from lunarcurator.domain.operations import Merge
from lunarcurator.services.posting import Preview


class MergeDialog(ActDialog):
    """Asks which piece the selected one joins."""

    kind = Merge.KIND
    size_at_first = QSize(860, 480)

    @override
    def build(self) -> None:
        self.add_head()
        self.whole = self.make.piece("into", self.tr("Joins"), required=True)
        self.source = self.make.text("source", self.tr("How it is known"))
        self.form.add(self.whole, self.source)

    @override
    def heading(self) -> str:
        return self.tr("Merge {number}").format(number=self.subject)

    @override
    def primary(self) -> str:
        into = self._into()
        if not into:
            return self.heading()
        return self.tr("Merge {number} into {into}").format(number=self.subject, into=into)

    @override
    def operations(self) -> tuple[Merge, ...]:
        return (Merge(sample=self.ref, into=self.whole.ref() or PieceRef(""), source=self.source.value()),)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        into, whole = self._into(), self.whole.found
        lines = [
            self.tr("{number} ends, and its number is a name of {into}").format(number=self.subject, into=into),
            self.tr("What came from {number} hangs below {into}").format(number=self.subject, into=into),
        ]
        if whole is not None and (held := held_after(preview, whole)) is not None:
            mass = self.wording.mass(held, resolution_ug=whole.resolution_ug)
            lines.append(self.tr("{into} weighs {mass} then").format(into=into, mass=mass))
        elif whole is not None:
            lines.append(self.tr("Nobody knows the mass of {into} until it is weighed").format(into=into))
        return lines

    def _into(self) -> str:
        return self.whole.found.number if self.whole.found else self.whole.value()


def open_merge(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that merges the selected piece into another; None where no piece is selected."""
    return opened(MergeDialog(context, selection, parent)) if selection.samples else None
