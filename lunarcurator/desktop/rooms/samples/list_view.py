"""What the tree and the flat list of hits share: columns, whole-row painting, copying and the context menu."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from lunarcurator.desktop.models.sample_cells import Cell
from lunarcurator.desktop.models.sample_columns import SampleColumn
from lunarcurator.desktop.rooms.samples.row_painter import Place, RowLook, RowPainter
from lunarcurator.desktop.theme.appearance import Appearance

type Index = QModelIndex | QPersistentModelIndex


class _RowHeight(QStyledItemDelegate):
    """Says how high a row is; the view paints whole rows itself."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._appearance.look.metrics.row)


class SampleListView(QTreeView):
    """A list of pieces with many columns; subclasses say what a row shows.

    `menu_wanted` carries where on the screen a context menu is to open; mouse and menu key alike.
    """

    menu_wanted = Signal(QPoint)

    def __init__(
        self, appearance: Appearance, columns: Sequence[SampleColumn], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.appearance = appearance
        self.columns = tuple(columns)
        self.painter = RowPainter(appearance)
        self._places: list[Place] = []
        self._has_focus = False
        self.setItemDelegate(_RowHeight(appearance, self))
        self._set_up()
        appearance.changed.connect(self.restyle)

    @override
    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        self.restyle()

    def restyle(self) -> None:
        """Take heights from the present look."""
        self.setIndentation(self.appearance.look.metrics.indent)
        self.doItemsLayout()
        self.viewport().update()

    def shown_columns(self) -> list[int]:
        """Return the logical numbers of the visible columns in the order in which they stand."""
        header = self.header()
        logical = [header.logicalIndex(visual) for visual in range(header.count())]
        return [each for each in logical if not header.isSectionHidden(each)]

    def copied(self, indexes: Sequence[QModelIndex]) -> str:
        """Return rows with their headers, tabs between the visible columns, plain digits."""
        model, columns = self.model(), self.shown_columns()
        horizontal = Qt.Orientation.Horizontal
        lines = ["\t".join(str(model.headerData(each, horizontal) or "") for each in columns)]
        for index in indexes:
            texts = [str(index.siblingAtColumn(each).data() or "") for each in columns]
            lines.append("\t".join(text.replace("\t", " ").replace("\n", " ") for text in texts))
        return "\n".join(lines) + "\n"

    def row_of(self, index: Index) -> tuple[RowLook, str, list[Cell | None]]:
        """Return how a row looks, its number for eyes, and the cells of the visible columns."""
        raise AssertionError(f"a list of pieces says what its rows show: {index}")

    def decimals(self) -> int:
        """Return for how many decimals the columns of masses keep room."""
        return 3

    @property
    def places(self) -> list[Place]:
        """The visible columns with their positions, as the last paint found them."""
        return self._places

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        header = self.header()
        self._places = [
            Place(self.columns[each], header.sectionViewportPosition(each), header.sectionSize(each))
            for each in self.shown_columns()
        ]
        self._has_focus = self.hasFocus()
        super().paintEvent(event)

    @override
    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: Index) -> None:
        look, number, cells = self.row_of(index)
        state = options.state
        look.selected = self.selectionModel().isSelected(index)
        look.active = bool(state & QStyle.StateFlag.State_Active)
        look.current = self._has_focus and index == self.currentIndex().siblingAtColumn(0)
        rect = options.rect
        rect.setLeft(0)
        rect.setWidth(self.viewport().width())
        self.painter.paint(painter, rect, look, number, self._places, cells, self.decimals())

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        self.menu_wanted.emit(at)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Leave typing to the room: a number is looked up in the store, not among what is painted."""

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.ActivationChange, QEvent.Type.EnabledChange}:
            self.viewport().update()

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAllColumnsShowFocus(True)
        self.setExpandsOnDoubleClick(True)
        self.setAutoScroll(True)
        self.setTabKeyNavigation(False)
        self.setAnimated(False)
        header = self.header()
        header.setSectionsMovable(True)
        header.setFirstSectionMovable(False)
        header.setStretchLastSection(True)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(40)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
