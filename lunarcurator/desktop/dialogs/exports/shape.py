"""Of which pieces a report tells, and in which unit and groups."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.domain.mass_units import unit_symbol
from lunarcurator.services.browsing import PieceFilter
from lunarcurator.services.exporting import Scope
from lunarcurator.services.previewing import PreviewColumn

_UNITS = ("g", "mg", "kg", "ug")
_ALL = QT_TRANSLATE_NOOP("ShapeOptions", "All")
_FILTERED = QT_TRANSLATE_NOOP("ShapeOptions", "As filtered ({count})")
_SELECTED = QT_TRANSLATE_NOOP("ShapeOptions", "Selected {count}")
_BELOW = QT_TRANSLATE_NOOP("ShapeOptions", "Selected {count} with all below")
_PLACE = QT_TRANSLATE_NOOP("ShapeOptions", "What stands in this place")


@dataclass(frozen=True, slots=True)
class RowChoice:
    """One choice of pieces: what it is called, and the scope it means."""

    text: str
    scope: Scope


class ShapeOptions(QWidget):
    """Three choices under each other; `changed` tells that one of them is another now."""

    changed = Signal()

    def __init__(self, appearance: Appearance, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._selection = selection
        self._choices: tuple[RowChoice, ...] = ()
        self._filters: tuple[PieceFilter, ...] = selection.filters
        self.rows, self.unit, self.groups = ChoiceBox(), ChoiceBox(), ChoiceBox()
        for box, name in ((self.rows, "rows"), (self.unit, "unit"), (self.groups, "groups")):
            box.setObjectName(f"exportDialog.{name}")
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for unit in _UNITS:
            self.unit.addItem(unit_symbol(unit), unit)
        self._offer_rows()
        self._offer_groups(())
        column, beside = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Field(appearance, self.tr("Rows"), self.rows))
        beside.addWidget(Field(appearance, self.tr("Unit"), self.unit), 1)
        beside.addWidget(Field(appearance, self.tr("Grouped by"), self.groups), 2)
        column.addLayout(beside)
        for box in (self.rows, self.unit, self.groups):
            box.currentIndexChanged.connect(lambda _index: self.changed.emit())

    def scope(self) -> Scope:
        """Return the pieces that are chosen."""
        return self._choices[max(self.rows.currentIndex(), 0)].scope

    def chosen_unit(self) -> str:
        """Return the unit of masses."""
        return str(self.unit.currentData())

    def group_by(self) -> str:
        """Return the key of the column rows are grouped by, empty for none."""
        return str(self.groups.currentData() or "")

    def choose(self, unit: str, group_by: str, filters: Sequence[PieceFilter]) -> None:
        """Take over what a preset says; its filters become the choice of rows that is made."""
        self.blockSignals(True)
        self.unit.setCurrentIndex(max(self.unit.findData(unit), 0))
        if self.groups.findData(group_by) < 0:
            self.groups.addItem(group_by, group_by)
        self.groups.setCurrentIndex(self.groups.findData(group_by))
        if filters:
            self._filters = tuple(filters)
            self._offer_rows()
            self.rows.setCurrentIndex(1)
        self.blockSignals(False)
        self.changed.emit()

    def ungroup(self) -> None:
        """Group by nothing, without telling of it."""
        self.blockSignals(True)
        self.groups.setCurrentIndex(0)
        self.blockSignals(False)

    def show_columns(self, columns: Sequence[PreviewColumn]) -> None:
        """Offer these columns to group by; the choice stays where the column is still there."""
        kept = self.group_by()
        self.blockSignals(True)
        self._offer_groups(columns)
        self.groups.setCurrentIndex(max(self.groups.findData(kept), 0))
        self.blockSignals(False)

    def allow(self, *, scope: bool) -> None:
        """Say whether the report goes by a choice of pieces."""
        self.rows.setEnabled(scope)

    def _offer_groups(self, columns: Sequence[PreviewColumn]) -> None:
        self.groups.clear()
        self.groups.addItem(self.tr("nothing"), "")
        for column in columns:
            self.groups.addItem(column.header, column.key)

    def _offer_rows(self) -> None:
        self._choices = row_choices(self._selection, self._filters)
        self.rows.clear()
        self.rows.addItems([each.text for each in self._choices])
        # Several selected pieces, or a place, are what somebody means; one piece is selected most of the time.
        chosen = next((at for at, each in enumerate(self._choices) if _is_meant(each.scope)), 0)
        self.rows.setCurrentIndex(chosen)


def row_choices(selection: Selection, filters: Sequence[PieceFilter]) -> tuple[RowChoice, ...]:
    """Return the choices of pieces there are: all, those under filters, those selected, those of a place."""

    def told(text: object, count: int = 0) -> str:
        said = QCoreApplication.translate("ShapeOptions", str(text))
        return said.replace("{count}", shown_count(count))

    picked, places = selection.samples, selection.places
    found = [RowChoice(told(_ALL), Scope())]
    if filters:
        found.append(RowChoice(told(_FILTERED, len(filters)), Scope(filters=tuple(filters))))
    if picked:
        found.append(RowChoice(told(_SELECTED, len(picked)), Scope(picked)))
        found.append(RowChoice(told(_BELOW, len(picked)), Scope(picked, below=True)))
    if places:
        found.append(RowChoice(told(_PLACE), Scope(place=places[0])))
    return tuple(found)


def _is_meant(scope: Scope) -> bool:
    return len(scope.pieces or ()) > 1 or scope.place is not None
