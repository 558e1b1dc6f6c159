"""The dialog that corrects one field of a place; the old value stays visible in the journal."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.field_choice import FieldChoice
from lunarcurator.desktop.dialogs.form.heads import place_head
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.fields import PLACE_FIELDS
from lunarcurator.domain.identity import PlaceRef, ref_of
from lunarcurator.domain.operations import CorrectPlace
from lunarcurator.services.place_book import PlaceCard
from lunarcurator.services.posting import Preview


class CorrectPlaceDialog(ActDialog):
    """Asks for the field and its right value."""

    kind = CorrectPlace.KIND
    needs_piece = False
    size_at_first = QSize(880, 440)

    @property
    def place(self) -> PlaceCard:
        """The place that is corrected."""
        card = self.form_context.places.get(self.selection.places[0])
        if card is None:
            raise AssertionError("a selected place is in the book")
        return card

    @override
    def build(self) -> None:
        self.content.addWidget(place_head(self.appearance, self.wording, self.place))
        self.choice = FieldChoice(
            self.appearance,
            self.wording,
            self.vocabularies,
            PLACE_FIELDS,
            list(PLACE_FIELDS),
            self.place.fields,
            self,
        )
        self.choice.place(self.form)

    @override
    def heading(self) -> str:
        return self.tr("Correct {place}").format(place=self.place.name)

    @override
    def primary(self) -> str:
        field = self.words.say(f"field.{self.choice.key}")
        return self.tr("Correct the {field} of {place}").format(field=field, place=self.place.name)

    @override
    def lacking(self) -> str:
        same = not self.choice.differs
        return self.words.say("correct.same", {"field_name": self.choice.key}) if same else ""

    @override
    def operations(self) -> tuple[CorrectPlace, ...]:
        return (
            CorrectPlace(
                place=PlaceRef(ref_of(self.place.uid)),
                field=self.choice.key,
                old=self.choice.old,
                new=self.choice.new,
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        return (
            self.tr("{field}: {old} becomes {new}").format(
                field=self.words.label(f"field.{self.choice.key}"),
                old=self.choice.words(self.choice.old),
                new=self.choice.words(self.choice.new),
            ),
        )


def open_correct_place(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that corrects the selected place; None where no place is selected."""
    return opened(CorrectPlaceDialog(context, selection, parent)) if selection.places else None
