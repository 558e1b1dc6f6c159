"""The tree of samples: keyboard, opening and closing, and how its rows look."""

from typing import override

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from lunarcurator.desktop.models.sample_cells import is_gone
from lunarcurator.desktop.models.sample_columns import SampleColumn
from lunarcurator.desktop.models.sample_tree import SampleTreeModel
from lunarcurator.desktop.models.tree_shape import ROOT
from lunarcurator.desktop.rooms.samples.list_view import SampleListView
from lunarcurator.desktop.rooms.samples.row_painter import RowLook, ShownRow, matches_below, number_for_eyes
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.domain.status import Existence

type Index = QModelIndex | QPersistentModelIndex


class SampleTreeView(SampleListView):
    """Shows a `SampleTreeModel`; keeps what is open and selected by keys, so that a tree read anew keeps both.

    `typed` carries characters of a number typed or scanned, `confirmed` the Enter that ends them,
    `retracted` a backspace and `left` Esc. `opened` and `closed` carry node keys.
    """

    typed = Signal(str)
    confirmed = Signal()
    retracted = Signal()
    left = Signal()

    def __init__(self, appearance: Appearance, model: SampleTreeModel, parent: QWidget | None = None) -> None:
        super().__init__(appearance, model.columns, parent)
        self.setObjectName("sampleTree")
        self.setAccessibleName(self.tr("Samples"))
        self.tree = model
        self._open: set[int] = set()
        self._kept: tuple[set[int], int, int] = (set(), ROOT, 0)
        self.is_typing = False
        self.setModel(model)
        self._is_restoring = False
        self.expanded.connect(lambda index: self._follow(index, opened=True))
        self.collapsed.connect(lambda index: self._follow(index, opened=False))
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        model.modelAboutToBeReset.connect(self._keep)
        model.reloaded.connect(self._restore)
        # A change of places touches no row of its own, but every row may stand in one of them.
        model.merged.connect(lambda _changes: self.viewport().update())

    def say_typing(self, typing: bool) -> None:
        """Say whether a number is being typed to jump to."""
        self.is_typing = typing

    @property
    def open_keys(self) -> list[int]:
        """The keys of the open nodes, those too that a filter hides now."""
        return list(self._open)

    def selected_keys(self) -> list[int]:
        """Return the keys of the selected rows, in no promised order."""
        return [index.internalId() for index in self.selectionModel().selectedRows(0)]

    def current_key(self) -> int:
        """Return the key of the current row, ROOT for none."""
        return self.tree.key_of(self.currentIndex())

    def show_key(self, key: int) -> bool:
        """Open what is above a node, select it alone and bring it into view; False if it is not in the tree."""
        index = self.tree.index_of(key)
        if not index.isValid():
            return False
        for above in reversed(list(self.tree.shape.line(key))):
            self.setExpanded(self.tree.index_of(above), True)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)
        return True

    def copy_text(self) -> str:
        """Return the selected rows with their headers for the clipboard."""
        return self.copied(self._in_order(self.selectionModel().selectedRows(0)))

    def copy(self) -> None:
        """Put the selected rows on the clipboard."""
        QApplication.clipboard().setText(self.copy_text())

    @override
    def decimals(self) -> int:
        return self.tree.decimals

    @override
    def columns_shown(self, columns: tuple[SampleColumn, ...]) -> None:
        self.tree.rows.shown = columns

    @override
    def row_of(self, index: Index) -> ShownRow:
        model, key = self.tree, index.internalId()
        shape = model.shape
        look = RowLook(depth=shape.depth(key), opens=shape.below.get(key, 0) > 0)
        look.is_open = look.opens and self.isExpanded(index)
        branch = model.branch(key)
        if branch is not None:
            look.bold = branch.mission is None
            count = shape.below.get(key, 0) if model.query.filters else model.total(branch).pieces
            look.note = shown_count(count) if count else ""
            return ShownRow(look, model.branch_name(branch), model.totals, lambda column: model.cell(key, column))
        look.badge = self.tr("New") if key in model.fresh else ""
        if model.query.filters and look.opens and not look.is_open:
            look.note = matches_below(shape.below[key])
        row = model.rows.get(key)
        if row is None:
            return ShownRow(look, "", None, lambda _column: None)
        piece = row.piece
        look.grey = is_gone(piece) or shape.is_dim(key)
        look.struck = piece.values.get("existence") == Existence.VOID
        look.bold = piece.parent is None
        look.note = look.note or piece.name
        return ShownRow(look, number_for_eyes(piece.number, piece.short), row, row.cell)

    @override
    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Leave the chevrons to the painter of rows."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._typed(event):
            super().keyPressEvent(event)

    def _typed(self, event: QKeyEvent) -> bool:
        """Take what belongs to a typed number; the keys that open and close nodes keep their meaning."""
        key, text = event.key(), event.text()
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        starts = text.isalnum() or text in {",", "，"}
        if plain and text and text.isprintable() and (starts or (self.is_typing and text not in {"*", "+"})):
            self.typed.emit(text)
        elif self.is_typing and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.confirmed.emit()
        elif self.is_typing and key == Qt.Key.Key_Backspace:
            self.retracted.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain:
            index = self.currentIndex().siblingAtColumn(0)
            self.setExpanded(index, not self.isExpanded(index))
        else:
            return False
        event.accept()
        return True

    def _in_order(self, indexes: list[QModelIndex]) -> list[QModelIndex]:
        shape = self.tree.shape

        def place(index: QModelIndex) -> list[int]:
            key = index.internalId()
            return [shape.row(each) for each in (*reversed(list(shape.line(key))), key)]

        return sorted(indexes, key=place) if len(indexes) > 1 else indexes

    def _scrolled(self, value: int) -> None:
        # Whoever nears the end of what is there needs the rest at once.
        near = value > self.verticalScrollBar().maximum() - 2 * self.viewport().height()
        (self.tree.finish_growing if near else self.tree.keep_still)()

    @override
    def is_dim(self, index: Index) -> bool:
        return bool(self.tree.query.filters) and self.tree.shape.is_dim(index.internalId())

    @override
    def selectAll(self) -> None:
        self.tree.finish_growing()
        super().selectAll()

    def _follow(self, index: QModelIndex, *, opened: bool) -> None:
        # What a filter opens by itself is not what somebody wanted open.
        if not self._is_restoring:
            (self._open.add if opened else self._open.discard)(self.tree.key_of(index))

    def _keep(self) -> None:
        top = self.tree.key_of(self.indexAt(self.viewport().rect().topLeft()))
        selected, current = set(self.selected_keys()), self.current_key()
        if not selected:
            # What a filter took away is still what was selected when it comes back.
            selected, current = self._kept[0], self._kept[1] if self._kept[0] else current
        self._kept = (selected, current, top)

    def _restore(self) -> None:
        first_time = not self._open
        self._is_restoring = not first_time
        self._expand_again(first_time=first_time)
        self._is_restoring = False
        self._select_again(*self._kept)

    def _expand_again(self, *, first_time: bool) -> None:
        shape = self.tree.shape
        if first_time:
            wanted = list(shape.children(ROOT))
        else:
            opened = shape.read_nodes() if self.tree.query.filters else self._open
            wanted = sorted((key for key in opened if key in shape and key != ROOT), key=shape.depth)
        for key in wanted:
            if shape.is_read(key):
                self.setExpanded(self.tree.index_of(key), True)

    def _is_seen(self, key: int) -> bool:
        """Tell whether every node above one is open."""
        return all(self.isExpanded(self.tree.index_of(above)) for above in self.tree.shape.line(key))

    def _select_again(self, selected: set[int], current: int, top: int) -> None:
        flags = QItemSelectionModel.SelectionFlag
        index = self.tree.index_of(current)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, flags.NoUpdate)
        for key in selected:
            again = self.tree.index_of(key)
            if again.isValid() and self._is_seen(key):
                self.selectionModel().select(again, flags.Select | flags.Rows)
        self.choose_matching()
        above = self.tree.index_of(top)
        if above.isValid():
            self.scrollTo(above, SampleListView.ScrollHint.PositionAtTop)
        elif not index.isValid() and self.tree.rowCount():
            self.selectionModel().setCurrentIndex(self.tree.index(0, 0), flags.NoUpdate)
