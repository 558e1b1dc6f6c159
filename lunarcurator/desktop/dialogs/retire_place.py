"""The dialog that takes an empty place out of use."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.identity import PlaceRef, ref_of
from lunarcurator.domain.operations import RetirePlace
from lunarcurator.services.posting import Preview


class RetirePlaceDialog(ActDialog):
    """Asks for the day and the reason; what still stands in the place is said."""

    kind = RetirePlace.KIND
    needs_piece = False
    needs_place = True
    size_at_first = QSize(820, 440)

    @override
    def build(self) -> None:
        self.place = self.chosen_places[0]
        self.add_head()

    @override
    def heading(self) -> str:
        return self.tr("Retire {place}").format(place=self.place.name)

    @override
    def operations(self) -> tuple[RetirePlace, ...]:
        return (RetirePlace(place=PlaceRef(ref_of(self.place.uid))),)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        return (
            self.tr("{place} takes nothing any more").format(place=self.place.name),
            self.tr("Its history stays, and it is shown for every day on which it was in use"),
        )


def open_retire_place(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that retires the selected place; None where no place is selected."""
    return opened(RetirePlaceDialog(context, selection, parent)) if selection.places else None
