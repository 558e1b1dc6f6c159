"""Which columns a list shows, in which order, how wide and sorted by what: chosen here, and remembered."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from lunarcurator.desktop.mass_units import WIDER
from lunarcurator.desktop.memory import Memory
from lunarcurator.desktop.models.headings import name_and_unit
from lunarcurator.desktop.models.sample_columns import SampleColumn
from lunarcurator.desktop.rooms.samples.list_view import SampleListView
from lunarcurator.desktop.widgets.as_it_is import as_it_is
from lunarcurator.services.sample_tree import Sort

_SAVE_AFTER_MS: Final = 400
_ALWAYS: Final = "number"


class ColumnLayout(QObject):
    """Lays out the header of one list as it was left, and offers the chooser; `sorted_by` carries a `Sort`.

    `key` is the beginning of what is remembered, `unit` that of masses. Only a `sortable` list takes clicks on its
    header.
    """

    sorted_by = Signal(object)

    def __init__(
        self, view: SampleListView, memory: Memory, key: str, unit: str = "g", *, sortable: bool = True
    ) -> None:
        super().__init__(view)
        # Masses in a smaller unit are longer: their columns are as wide as somebody left them in that unit.
        self._view, self._memory, self._key = view, memory, key if unit == "g" else f"{key}.{unit}"
        self._mass_room = WIDER[unit]
        self._scale = 0.0
        self.sort = remembered_sort(memory, key) if sortable else Sort()
        self._save_soon = QTimer(self)
        self._save_soon.setSingleShot(True)
        self._save_soon.setInterval(_SAVE_AFTER_MS)
        self._save_soon.timeout.connect(self.save)
        self.restore()
        header = view.header()
        header.setSectionsClickable(sortable)
        header.setSortIndicatorShown(sortable)
        if sortable:
            self._show_sort()
            header.sectionClicked.connect(self._sort_by)
        header.sectionResized.connect(lambda *_: self._save_soon.start())
        header.sectionMoved.connect(lambda *_: self._save_soon.start())
        header.customContextMenuRequested.connect(lambda at: self.choose(header.mapToGlobal(at)))
        view.appearance.changed.connect(self._rescale)

    def restore(self) -> None:
        """Lay out the header as remembered, or as it is at first."""
        header, px = self._view.header(), self._view.appearance.look.metrics.px
        self._scale = px(1000) / 1000
        kept = self._remembered()
        order = [*kept, *(column.key for column in self._view.columns if column.key not in kept)]
        logical = {column.key: number for number, column in enumerate(self._view.columns)}
        for visual, key in enumerate([_ALWAYS, *(key for key in order if key != _ALWAYS)]):
            column = self._view.columns[logical[key]]
            header.moveSection(header.visualIndex(logical[key]), visual)
            header.resizeSection(logical[key], px(kept.get(key, 0) or self._width(column)))
            shown = key in kept if kept else column.shown
            header.setSectionHidden(logical[key], not shown and key != _ALWAYS)

    def _width(self, column: SampleColumn) -> int:
        return column.width + (self._mass_room if column.kind == "mass" else 0)

    def put_back(self, sort: Sort) -> None:
        """Sort by this again without asking for anything: what was asked for was called off."""
        self.sort = sort
        self._remember_sort()
        self._show_sort()

    def rest(self, *, resting: bool, why: str) -> None:
        """Take no clicks and show no arrow while the order is by number anyway; `why` is said in the tool tip."""
        header = self._view.header()
        header.setSectionsClickable(not resting)
        header.setSortIndicatorShown(not resting)
        header.setToolTip(why if resting else "")

    def choose(self, at: QPoint) -> QMenu:
        """Open the chooser: each column by name, those shown are ticked."""
        menu = self.chooser(self._view)
        menu.popup(at)
        return menu

    def chooser(self, parent: QWidget) -> QMenu:
        """Return the menu of columns."""
        menu = QMenu(parent)
        menu.setObjectName(f"{self._view.objectName()}Columns")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        header, model = self._view.header(), self._view.model()
        for number, column in enumerate(self._view.columns):
            if column.key == _ALWAYS:
                continue
            title = str(model.headerData(number, Qt.Orientation.Horizontal) or "")
            action = QAction(as_it_is(name_and_unit(title)[0]), menu, checkable=True)
            action.setChecked(not header.isSectionHidden(number))
            action.toggled.connect(lambda on, number=number: self.show_column(number, shown=on))
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(self.tr("As at first"), self.reset)
        return menu

    def show_column(self, number: int, *, shown: bool) -> None:
        """Show or hide a column by its logical number."""
        self._view.header().setSectionHidden(number, not shown)
        self._view.viewport().update()
        self._save_soon.start()

    def reset(self) -> None:
        """Lay out the columns as they are at first."""
        self._memory.put(f"{self._key}.columns", "")
        self.restore()
        self._view.viewport().update()

    def save(self) -> None:
        """Remember the columns now."""
        header = self._view.header()
        told = [
            f"{self._view.columns[number].key}:{round(header.sectionSize(number) / self._scale)}"
            for number in self._view.shown_columns()
        ]
        self._memory.put(f"{self._key}.columns", ",".join(told))

    def _remembered(self) -> Mapping[str, int]:
        known = {column.key for column in self._view.columns}
        told = (part.partition(":") for part in self._memory.get(f"{self._key}.columns").split(","))
        return {key: int(width) for key, _, width in told if key in known and width.isdecimal()}

    def _sort_by(self, number: int) -> None:
        key = self._view.columns[number].key
        self.sort = Sort(key, not self.sort.descending if key == self.sort.key else False)
        self._remember_sort()
        self._show_sort()
        self.sorted_by.emit(self.sort)

    def _remember_sort(self) -> None:
        order = "desc" if self.sort.descending else "asc"
        self._memory.put(f"{self._key}.sort", f"{self.sort.key}:{order}")

    def _show_sort(self) -> None:
        keys = [column.key for column in self._view.columns]
        order = Qt.SortOrder.DescendingOrder if self.sort.descending else Qt.SortOrder.AscendingOrder
        self._view.header().setSortIndicator(keys.index(self.sort.key) if self.sort.key in keys else 0, order)

    def _rescale(self) -> None:
        """Keep the widths in proportion to the text."""
        header, scale = self._view.header(), self._view.appearance.look.metrics.px(1000) / 1000
        if scale != self._scale:
            for number in range(header.count()):
                header.resizeSection(number, round(header.sectionSize(number) * scale / self._scale))
            self._scale = scale


def remembered_sort(memory: Memory, key: str) -> Sort:
    """Return the order in which a list was left; `key` as of its layout."""
    by, _, order = memory.get(f"{key}.sort").partition(":")
    return Sort(by or _ALWAYS, order == "desc")
