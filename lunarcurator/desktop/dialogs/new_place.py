"""The dialog that makes a place known: a site, a cabinet, a tray, a vial."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.field_inputs import word_input
from lunarcurator.desktop.dialogs.form.inputs import FlagInput, MassInput, TextInput
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.form.place_input import PlaceInput
from lunarcurator.desktop.dialogs.form.word_inputs import OpenChoiceInput
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.fields import PLACE_FIELDS
from lunarcurator.domain.operations import SetUpPlace
from lunarcurator.services.posting import Preview


class NewPlaceDialog(ActDialog):
    """Asks what it is, where it stands, and what is in it; only kinds that fit inside are offered."""

    kind = SetUpPlace.KIND
    needs_piece = False
    size_at_first = QSize(900, 560)

    @override
    def build(self) -> None:
        look, words = self.appearance, self.words
        within = self.form_context.places.get(self.selection.places[0]) if self.selection.places else None
        self.parent_place = PlaceInput(
            look,
            "parent",
            self.tr("Stands in"),
            self.form_context.places,
            text=within.path_text if within else "",
            note=self.tr("empty: at the top"),
        )
        kinds = self._kinds()
        spelled = self.wording.spelled("place_kind", self.vocabularies.place_kinds)
        self.place_kind = OpenChoiceInput(
            look,
            "kind",
            self.tr("Kind"),
            kinds,
            kinds[0][0] if kinds else "",
            spelled=spelled,
            closed=True,
            required=True,
        )
        self.name = TextInput(look, "name", words.label("field.name"), required=True, wide=2)
        self.code = TextInput(look, "code", words.label("field.code"), note=self.tr("as on its barcode"))
        self.atmosphere = self._vocabulary("atmosphere")
        self.material = self._vocabulary("material")
        self.tare = MassInput(look, "tare_ug", self.tr("Tare, g"))
        self.sealed = FlagInput(look, "sealed", "", self.tr("Sealed"))
        self.remote = FlagInput(look, "remote", "", self.tr("Remote store"))
        self.remarks = TextInput(look, "remarks", words.label("field.remarks"))
        self.form.add(self.parent_place, self.place_kind)
        self.form.add(self.name, self.code)
        self.form.add(self.atmosphere, self.material, self.tare)
        self.form.add(self.sealed, self.remote, stretch=1)
        self.form.add(self.remarks)

    @override
    def heading(self) -> str:
        return self.tr("New place")

    @override
    def primary(self) -> str:
        name = self.name.value()
        return self.tr("Set up {place}").format(place=name) if name else self.heading()

    @override
    def edited(self) -> None:
        kinds = self._kinds()
        if tuple(code for code, _ in kinds) != self.place_kind.offered():
            self.place_kind.offer(kinds)

    @override
    def operations(self) -> tuple[SetUpPlace, ...]:
        return (
            SetUpPlace(
                kind=self.place_kind.value(),
                name=self.name.value(),
                parent=self.parent_place.ref(),
                code=self.code.value(),
                atmosphere=self.atmosphere.value(),
                material=self.material.value(),
                sealed=self.sealed.value(),
                tare_ug=self.tare.ug(),
                remote=self.remote.value(),
                remarks=self.remarks.value(),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        parent = self.parent_place.place()
        where = parent.path_text if parent else self.tr("the top")
        lines = [self.tr("{place} stands in {where}").format(place=self.name.value(), where=where)]
        if self.sealed.value():
            lines.append(self.tr("What is in it is sealed: nothing in it can be split"))
        if self.remote.value():
            lines.append(self.tr("What stands in it counts as remote"))
        return lines

    def _kinds(self) -> list[tuple[str, str]]:
        parent = None if self.parent_place.trouble() else self.parent_place.place()
        known = self.vocabularies.place_kinds.values()
        fitting = [each for each in known if (parent.kind in each.within if parent else each.top)]
        return [(each.key, self.wording.term("place_kind", each.key)) for each in fitting]

    def _vocabulary(self, key: str) -> OpenChoiceInput:
        return word_input(self.appearance, self.wording, self.vocabularies, PLACE_FIELDS[key])


def open_new_place(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that sets up a place, inside the selected one if there is one."""
    return opened(NewPlaceDialog(context, selection, parent))
