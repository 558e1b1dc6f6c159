"""The dialog that takes pieces out of the cold."""

from collections.abc import Sequence
from typing import Final, override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.operations import TakeOut
from lunarcurator.domain.status import Condition
from lunarcurator.services.posting import Preview

_AFTER: Final = (
    Condition.NOT_STATED,
    Condition.RETURNED,
    Condition.AIR_EXPOSED,
    Condition.ALTERED,
    Condition.PRISTINE,
)


class TakeOutDialog(ActDialog):
    """Asks where they go, how warm it is there, and what they are from then on."""

    kind = TakeOut.KIND
    takes_many = True
    size_at_first = QSize(900, 520)

    @override
    def build(self) -> None:
        self.add_head()
        make = self.make
        self.to = make.place("to", self.tr("To"), for_pieces=True, note=self.tr("empty: it stays where it is"))
        self.condition = make.coded("condition", self.tr("Condition from then on"), "condition", _AFTER)
        self.temperature = make.temperature(
            "temperature_mk", self.tr("Temperature there"), note=self.tr("in K or °C")
        )
        self.evidence = make.text("evidence", self.tr("Evidence"), wide=2)
        self.form.add(self.to, self.condition, self.temperature)
        self.form.add(self.evidence)

    @override
    def heading(self) -> str:
        return self.tr("Take {what} out of the cold").format(what=self.subject)

    @override
    def operations(self) -> tuple[TakeOut, ...]:
        return (
            TakeOut(
                samples=self.refs,
                to=self.to.ref(),
                condition=Condition(self.condition.value()),
                temperature_mk=self.temperature.mk(),
                evidence=self.evidence.value(),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        lines = [self.tr("Not kept in the cold from that day on")]
        place = self.to.place()
        if place is not None:
            lines.append(self.tr("Stands in {place}").format(place=place.path_text))
        lines.append(self.tr("The history of its temperature stays, and later daughters inherit it"))
        return lines


def open_take_out(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that takes the selected pieces out of the cold; None where none is selected."""
    return opened(TakeOutDialog(context, selection, parent)) if selection.samples else None
