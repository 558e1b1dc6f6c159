"""The dialog that puts pieces into the cold."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.operations import Freeze
from lunarcurator.domain.temperature import show_temperature
from lunarcurator.services.posting import Preview


class FreezeDialog(ActDialog):
    """Asks how cold, in which freezer, and where it is recorded."""

    kind = Freeze.KIND
    takes_many = True
    size_at_first = QSize(900, 500)

    @override
    def build(self) -> None:
        self.add_head()
        self.temperature = self.make.temperature(
            "temperature_mk", self.tr("Kept at"), note=self.tr("in K or °C"), required=True
        )
        self.to = self.make.place(
            "to", self.tr("Freezer"), for_pieces=True, note=self.tr("empty: it stays where it is")
        )
        self.evidence = self.make.text("evidence", self.tr("Evidence"), wide=2)
        self.form.add(self.temperature, self.to)
        self.form.add(self.evidence)

    @override
    def heading(self) -> str:
        return self.tr("Put {what} into the cold").format(what=self.subject)

    @override
    def operations(self) -> tuple[Freeze, ...]:
        return (
            Freeze(
                samples=self.refs,
                temperature_mk=self.temperature.mk() or 0,
                to=self.to.ref(),
                evidence=self.evidence.value(),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        kept = show_temperature(self.temperature.mk() or 0)
        lines = [self.tr("Kept at {temperature} from that day on").format(temperature=kept)]
        place = self.to.place()
        if place is not None:
            lines.append(self.tr("Stands in {place}; its home place stays").format(place=place.name))
        lines.append(self.tr("What was pristine is frozen; what was exposed before gets no better"))
        return lines


def open_freeze(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that freezes the selected pieces; None where none is selected."""
    return opened(FreezeDialog(context, selection, parent)) if selection.samples else None
