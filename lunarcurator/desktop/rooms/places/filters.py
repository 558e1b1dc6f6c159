"""The filters of the places room as chips with counts, and which places they keep."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from lunarcurator.desktop.panels.wording import Wording
from lunarcurator.desktop.rooms.places.lines import AIR
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.chips import Chip
from lunarcurator.desktop.widgets.fields import SearchField
from lunarcurator.desktop.widgets.painted import Painted
from lunarcurator.services.places import NOWHERE, PlaceTree, Totals

_TAKES: Final[Mapping[str, Callable[[PlaceTree, Totals | None, int], bool]]] = MappingProxyType(
    {
        "not_empty": lambda _tree, totals, place: totals is not None and totals.of(place).pieces > 0,
        "sealed": lambda tree, _totals, place: tree.nodes[place].sealed,
        "in_air": lambda tree, _totals, place: tree.atmosphere(place) in AIR,
        "retired": lambda tree, _totals, place: tree.nodes[place].retired,
    }
)
RETIRED: Final = "retired"
"""The chip that adds the places no longer in use, which are left out otherwise."""


class FilterBar(Painted):
    """A search field and chips; `changed` says that other places are to be shown."""

    changed = Signal()

    def __init__(self, appearance: Appearance, wording: Wording) -> None:
        super().__init__(appearance, "placesFilters")
        self._wording = wording
        self.search = SearchField(appearance, self.tr("Place, code, borrower"), object_name="placesSearch")
        self.chips = {
            key: Chip(appearance, text, object_name=f"placesChip.{key}")
            for key, text in (
                ("not_empty", self.tr("Not empty")),
                ("sealed", self.tr("Sealed")),
                ("in_air", self.tr("In air")),
                (RETIRED, self.tr("Retired")),
            )
        }
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.search)
        for chip in self.chips.values():
            chip.toggled.connect(lambda _on: self.changed.emit())
            self._row.addWidget(chip)
        self._row.addStretch(1)
        self.search.textChanged.connect(lambda _text: self.changed.emit())
        self.refresh()

    @property
    def active(self) -> tuple[str, ...]:
        """The words of the chips that are on."""
        return tuple(chip.text() for chip in self.chips.values() if chip.isChecked())

    def clear(self) -> None:
        """Take every filter off."""
        self.search.clear()
        for chip in self.chips.values():
            chip.setChecked(False)

    def show_counts(self, tree: PlaceTree, totals: Totals | None) -> None:
        """Show on each chip how many places it takes."""
        for key, chip in self.chips.items():
            takes = _TAKES[key]
            wants = key == RETIRED
            count = sum(takes(tree, totals, id_) for id_, node in tree.nodes.items() if node.retired is wants)
            chip.set_count(self._wording.count(count) if count or key != RETIRED else "")
            chip.setVisible(bool(count) or key != RETIRED or chip.isChecked())

    def taken(self, tree: PlaceTree, totals: Totals | None) -> frozenset[int] | None:
        """Return the places that search and chips take themselves; None where nothing narrows."""
        on = [key for key, chip in self.chips.items() if chip.isChecked()]
        words = self.search.text().strip()
        retired = RETIRED in on
        narrowing = [key for key in on if key != RETIRED]
        hidden = any(node.retired for node in tree.nodes.values()) and not retired
        if not (words or narrowing or hidden):
            return None
        found = tree.matching(words) if words else frozenset(tree.nodes)
        kept = {
            place
            for place in found
            if (retired or not tree.nodes[place].retired)
            and all(_TAKES[key](tree, totals, place) for key in narrowing)
        }
        if not words and set(narrowing) <= {"not_empty"}:
            kept.add(NOWHERE)
        return frozenset(kept)

    @property
    def narrows(self) -> bool:
        """Whether search or chips leave anything out, so that what they take is to be shown opened."""
        on = [key for key, chip in self.chips.items() if chip.isChecked() and key != RETIRED]
        return bool(on or self.search.text().strip())

    @staticmethod
    def with_surroundings(tree: PlaceTree, taken: frozenset[int]) -> frozenset[int]:
        """Return the places taken with all they stand in."""
        return frozenset(node.id for place in taken for node in tree.line(place)) | taken

    def refresh(self) -> None:
        """Take the distances from the present look."""
        px = self.look.metrics.px
        self._row.setContentsMargins(px(16), px(6), px(16), px(6))
        self._row.setSpacing(px(8))
        self.setFixedHeight(self.look.metrics.filter_bar)
        super().refresh()
