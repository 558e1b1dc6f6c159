"""The flat list of hits: Enter shows one in the tree, Esc goes back to it."""

from collections.abc import Collection
from typing import override

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from lunarcurator.desktop.models.sample_cells import is_gone
from lunarcurator.desktop.models.sample_columns import SampleColumn
from lunarcurator.desktop.models.sample_hits import SampleHitsModel
from lunarcurator.desktop.rooms.samples.list_view import SampleListView
from lunarcurator.desktop.rooms.samples.row_painter import RowLook, ShownRow
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.status import Existence

type Index = QModelIndex | QPersistentModelIndex


class SampleHitsView(SampleListView):
    """Shows a `SampleHitsModel`; `chosen` carries the uid of a hit to show in the tree, `left` goes back."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, appearance: Appearance, model: SampleHitsModel, parent: QWidget | None = None) -> None:
        super().__init__(appearance, model.columns, parent)
        self.setObjectName("sampleHits")
        self.setAccessibleName(self.tr("Pieces found"))
        self._hits = model
        self.setRootIsDecorated(False)
        self.setModel(model)
        self.doubleClicked.connect(self._choose)

    def selected_uids(self) -> list[Uid]:
        """Return the uids of the selected hits, best first."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows(0))
        return [self._hits.hit(row).row.uid for row in rows]

    def select_uids(self, uids: Collection[Uid]) -> None:
        """Select the hits with these uids and no other; what is found no more is selected no more."""
        flags, selection = QItemSelectionModel.SelectionFlag, self.selectionModel()
        rows = [row for row, hit in enumerate(self._hits.hits.hits) if hit.row.uid in uids] if uids else []
        for row in rows[:1]:
            selection.setCurrentIndex(self._hits.index(row, 0), flags.NoUpdate)
        selection.clearSelection()
        for row in rows:
            selection.select(self._hits.index(row, 0), flags.Select | flags.Rows)

    def current_uid(self) -> Uid | None:
        """Return the uid of the current hit."""
        index = self.currentIndex()
        return self._hits.hit(index.row()).row.uid if index.isValid() else None

    def copy(self) -> None:
        """Put the selected rows with their headers on the clipboard."""
        rows = sorted(self.selectionModel().selectedRows(0), key=lambda index: index.row())
        QApplication.clipboard().setText(self.copied(rows))

    @override
    def decimals(self) -> int:
        return self._hits.decimals

    @override
    def columns_shown(self, columns: tuple[SampleColumn, ...]) -> None:
        self._hits.shown = tuple(column for column in columns if column.key != "path")

    @override
    def row_of(self, index: Index) -> ShownRow:
        row = index.row()
        hit = self._hits.hit(row)
        look = RowLook(depth=-1, bold=hit.row.parent is None, grey=is_gone(hit.row))
        look.struck = hit.row.values.get("existence") == Existence.VOID
        look.note = hit.found_as or hit.row.name
        return ShownRow(look, hit.row.number, hit, lambda column: self._hits.cell(row, column))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._hits.hit(index.row()).row.uid)
