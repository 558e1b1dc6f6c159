"""The input for a place: its code, its name or a path, typed, completed or scanned."""

from typing import override

from PySide6.QtWidgets import QLineEdit

from lunarcurator.desktop.dialogs.form.inputs import TextInput
from lunarcurator.desktop.dialogs.form.word_inputs import Offering
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import PlaceRef, ref_of
from lunarcurator.services.place_book import PlaceBook, PlaceCard, UnclearPlace


class PlaceInput(TextInput):
    """A place by code, name or path; the note below says which one it is."""

    def __init__(
        self,
        appearance: Appearance,
        key: str,
        caption: str,
        places: PlaceBook,
        *,
        for_pieces: bool = False,
        text: str = "",
        note: str = "",
        required: bool = False,
        wide: int = 2,
        offers: bool = True,
    ) -> None:
        super().__init__(appearance, key, caption, text, note=note, required=required, wide=wide)
        self._places, self._plain_note = places, note
        if offers:
            complete(self.edit, places, for_pieces=for_pieces)
        self.edit.textChanged.connect(lambda _text: self._tell())
        self._tell()

    def place(self) -> PlaceCard | None:
        """Return the place, None for an empty input; raises `UnclearPlace`."""
        return self._places.find(self.value()) if self.value() else None

    def ref(self) -> PlaceRef | None:
        """Return the exact reference of the place, None for an empty input; raises `UnclearPlace`."""
        place = self.place()
        return PlaceRef(ref_of(place.uid)) if place else None

    @override
    def trouble(self) -> Refusal | None:
        try:
            self.place()
        except UnclearPlace as error:
            return error
        return None

    def _tell(self) -> None:
        if self.trouble() is None:
            place = self.place()
            # A scanned code says nothing to a person: say which place it is.
            known = place is not None and place.path_text != self.value()
            self.set_note(place.path_text if place and known else self._plain_note)
            # The path of a deep place is longer than its line.
            self.edit.setToolTip(place.path_text if place else "")


def complete(edit: QLineEdit, places: PlaceBook, *, for_pieces: bool) -> None:
    """Let a line edit offer the paths of places in use by any part of their code, name or path."""
    Offering(edit, lambda text: [card.path_text for card in places.matching(text, for_pieces=for_pieces)])
