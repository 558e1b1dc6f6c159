"""The input for where something goes: what is typed narrows the tree below, and the arrow keys choose in it."""

from types import MappingProxyType
from typing import Final, override

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from lunarcurator.desktop.dialogs.form.place_input import PlaceInput
from lunarcurator.desktop.dialogs.form.place_tree import PlaceTree
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.translation import counted
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import Uid
from lunarcurator.services.place_book import PlaceBook, PlaceCard

_KEYS: Final = MappingProxyType(
    {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
)
_CHORD: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
)


class TargetInput(PlaceInput):
    """A place that a part of its name, path or code finds in the tree beside it; Enter takes the marked one.

    The keyboard stays in the line. A scanner's code is taken at its Enter as well.
    """

    def __init__(
        self, appearance: Appearance, key: str, caption: str, places: PlaceBook, tree: PlaceTree, note: str = ""
    ) -> None:
        self._tree = tree
        self._read, self._fitting = "", tuple[PlaceCard, ...]()
        super().__init__(appearance, key, caption, places, note=note, required=True, offers=False)
        self.edit.textEdited.connect(self._narrow)
        self.edit.installEventFilter(self)
        self.edit.setAccessibleDescription(note)

    @override
    def trouble(self) -> Refusal | None:
        """Return why the text can mean no place at all; one that can still become a place is only unfinished."""
        trouble = super().trouble()
        return None if trouble is not None and self._fits() else trouble

    @override
    def is_missing(self) -> bool:
        return super().is_missing() or super().trouble() is not None

    @override
    def settle(self) -> None:
        """Take the only place the text can mean."""
        if super().trouble() is not None and len(self._fits()) == 1:
            self.take(self._fits()[0])

    def take(self, card: PlaceCard) -> None:
        """Take a place, and show the whole tree around it."""
        self._tree.narrow(None)
        self._tree.show_place(card.uid)
        self.edit.setText(card.path_text)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key = Qt.Key(event.key())
        if key in _KEYS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._tree.step(_KEYS[key])
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & _CHORD:
            return self._enter()
        return super().eventFilter(watched, event)

    def _enter(self) -> bool:
        """Take the marked place; False where it is taken already, and Enter leads on."""
        card = self._places.get(self._tree.place_at_cursor())
        if card is not None and self.value() == card.path_text:
            return False
        if card is not None:
            self.take(card)
        return True

    def _fits(self) -> tuple[PlaceCard, ...]:
        """Return what the text as it stands can mean."""
        if self.value() != self._read:
            self._read = self.value()
            self._fitting = self._places.matching(self._read) if self._read else ()
        return self._fitting

    def _narrow(self, text: str) -> None:
        """Show what the text can mean, with the likeliest marked."""
        self._tree.narrow(tuple(card.uid for card in self._fits()) if text.strip() else None)
        self._tree.show_place(self._likeliest())
        self._tell()

    def _likeliest(self) -> Uid | None:
        if super().trouble() is None:
            place = self.place()
            return place.uid if place is not None else None
        return self._fits()[0].uid if self._fits() else None

    @override
    def _tell(self) -> None:
        if super().trouble() is None or not self._fits():
            super()._tell()
            return
        count = len(self._fits())
        if count == 1:
            self.set_note(self.tr("Enter takes {place}").format(place=self._fits()[0].path_text))
        else:
            told = counted(
                "TargetInput",
                "1 place fits. Arrow keys choose, Enter takes one.",
                "{count} places fit. Arrow keys choose, Enter takes one.",
                count,
            )
            self.set_note(told)
