"""The dialog that gives a piece another name."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.facts import NameKind
from lunarcurator.domain.operations import AddName
from lunarcurator.services.posting import Preview


class AddNameDialog(ActDialog):
    """Asks for the name, its kind, and where it was read."""

    kind = AddName.KIND
    size_at_first = QSize(820, 440)

    @override
    def build(self) -> None:
        self.add_head()
        kinds = [each for each in NameKind if each is not NameKind.OFFICIAL]
        self.name = self.make.text("name", self.tr("Name"), required=True, wide=2)
        self.name_kind = self.make.coded("kind", self.tr("Kind"), "name_kind", kinds, NameKind.INFORMAL)
        self.source = self.make.text("source", self.tr("Where it was read"))
        self.form.add(self.name, self.name_kind)
        self.form.add(self.source)

    @override
    def heading(self) -> str:
        return self.tr("Add a name to {number}").format(number=self.subject)

    @override
    def primary(self) -> str:
        name = self.name.value()
        return self.tr("Name it {name}").format(name=name) if name else self.heading()

    @override
    def operations(self) -> tuple[AddName, ...]:
        return (
            AddName(
                sample=self.ref,
                name=self.name.value(),
                kind=NameKind(self.name_kind.value()),
                source=self.source.value(),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        number, name = self.form_context.piece.number, self.name.value()
        return (
            self.tr("{number} is found by {name} too").format(number=number, name=name),
            self.tr("The official number stays {number}").format(number=number),
        )


def open_add_name(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that names the selected piece; None where no piece is selected."""
    return opened(AddNameDialog(context, selection, parent)) if selection.samples else None
