"""What the places room says in one line: all places together, and what is selected."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from lunarcurator.desktop.panels.lacking import unweighed_in_words
from lunarcurator.desktop.panels.wording import DOT, Wording
from lunarcurator.desktop.rooms.places.lines import mass_told
from lunarcurator.desktop.translation import counted
from lunarcurator.services.places import MassSum, PlaceTree, Totals


class Telling(QObject):
    """Turns sums of places into lines of words."""

    def __init__(self, wording: Wording, parent: QObject) -> None:
        super().__init__(parent)
        self._wording = wording

    def whole(self, tree: PlaceTree, totals: Totals | None) -> str:
        """Return how many places are in use and what is in them, with what is not stated."""
        count = sum(not node.retired and node.away is None for node in tree.nodes.values())
        parts = [counted("Telling", "{count} place", "{count} places", count)] if count else []
        if totals is None:
            parts.append(self.tr("adding up\u2026"))
        elif totals.everything.pieces:
            parts += self._held(totals.everything)
        return DOT.join(parts)

    def chosen(self, name: str, tree: PlaceTree, totals: Totals, places: Sequence[int]) -> str:
        """Return what is selected and what is in it; `name` says what a single place is called."""
        held = totals.of_all(tree, places)
        count = len(places)
        what = name if count == 1 else counted("Telling", "{count} place", "{count} places", count)
        return DOT.join([what, *self._held(held)])

    def _held(self, held: MassSum) -> list[str]:
        told = [counted("Telling", "{count} piece", "{count} pieces", held.pieces)]
        if mass := mass_told(held, self._wording.unit):
            told.append(mass)
        if held.unweighed.total:
            told.append(unweighed_in_words(held.unweighed))
        return told
