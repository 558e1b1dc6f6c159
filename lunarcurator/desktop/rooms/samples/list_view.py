"""What the tree and the flat list of hits share: columns, whole-row painting, copying and the context menu."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Final, override

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from lunarcurator.desktop.models.sample_columns import SampleColumn
from lunarcurator.desktop.rooms.samples.row_painter import Place, RowPainter, ShownRow
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.states import ACTIVE, state_of
from lunarcurator.desktop.widgets.matching_tree import MatchingTree

type Index = QModelIndex | QPersistentModelIndex
_STAMPS: Final = 120
"""Painted rows kept: two screens, a tenth of a megabyte each."""


class _RowHeight(QStyledItemDelegate):
    """Says how high a row is; the view paints whole rows itself."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._appearance.look.metrics.row)


class SampleListView(MatchingTree):
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
        self._current = QModelIndex()
        self._stamps: OrderedDict[tuple[object, ...], tuple[object, QPixmap]] = OrderedDict()
        self._painted: dict[tuple[object, ...], object] = {}
        self._drawn: tuple[object, ...] = ()
        self._measured: set[tuple[int, int]] = set()
        self.setItemDelegate(_RowHeight(appearance, self))
        self._set_up()
        appearance.changed.connect(self.restyle)

    @override
    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            for signal in (model.modelReset, model.dataChanged, model.layoutChanged, model.rowsInserted):
                signal.connect(self._measured.clear)
            self.header().sectionResized.connect(self._measured.clear)
        self.restyle()

    def restyle(self) -> None:
        """Take heights from the present look."""
        self._measured.clear()
        self.setIndentation(self.appearance.look.metrics.indent)
        self.doItemsLayout()
        self.viewport().update()

    def shown_columns(self) -> list[int]:
        """Return the logical numbers of the visible columns in the order in which they stand."""
        header = self.header()
        logical = [header.logicalIndex(visual) for visual in range(header.count())]
        return [each for each in logical if not header.isSectionHidden(each)]

    def columns_in_order(self) -> list[SampleColumn]:
        """Return the visible columns in the order in which they stand."""
        return [self.columns[number] for number in self.shown_columns()]

    def copied(self, indexes: Sequence[QModelIndex]) -> str:
        """Return rows with their headers, tabs between the visible columns, plain digits."""
        model, columns = self.model(), self.shown_columns()
        horizontal = Qt.Orientation.Horizontal
        lines = ["\t".join(str(model.headerData(each, horizontal) or "") for each in columns)]
        for index in indexes:
            texts = [str(index.siblingAtColumn(each).data() or "") for each in columns]
            lines.append("\t".join(text.replace("\t", " ").replace("\n", " ") for text in texts))
        return "\n".join(lines) + "\n"

    def row_of(self, index: Index) -> ShownRow:
        """Return what a row shows."""
        raise AssertionError(f"a list of pieces says what its rows show: {index}")

    def decimals(self) -> int:
        """Return for how many decimals the columns of masses keep room."""
        return 3

    def columns_shown(self, columns: tuple[SampleColumn, ...]) -> None:
        """Hear which columns are painted from now on, so that their cells can be made before."""

    @property
    def places(self) -> list[Place]:
        """The visible columns with their positions, as the last paint found them."""
        return self._places

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self._make_room()
        header = self.header()
        self._places = [
            Place(self.columns[each], header.sectionViewportPosition(each), header.sectionSize(each))
            for each in self.shown_columns()
        ]
        self._has_focus, self._current = self.hasFocus(), self.currentIndex().siblingAtColumn(0)
        drawn = (self.decimals(), self.viewport().width(), self.appearance.look, *map(Place.told, self._places))
        if drawn != self._drawn:
            self._drawn = drawn
            self._stamps.clear()
            self._painted.clear()
            self.columns_shown(tuple(place.column for place in self._places))
        super().paintEvent(event)

    def _make_room(self) -> None:
        """Let the column of numbers grow until none in sight is cut."""
        at, wide = self.columns.index(next(each for each in self.columns if each.kind == "number")), 0
        index = self.indexAt(QPoint(0, 0))
        for _ in range(self.viewport().height() // max(self.appearance.look.metrics.row, 1) + 2):
            if not index.isValid():
                break
            if (index.internalId(), index.row()) not in self._measured:
                shown = self.row_of(index)
                wide = max(wide, self.painter.room_for(shown.look, shown.number))
                if shown.source is not None:
                    self._measured.add((index.internalId(), index.row()))
            index = self.indexBelow(index)
        if wide > self.header().sectionSize(at):
            self.header().resizeSection(at, wide)

    @override
    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: Index) -> None:
        shown = self.row_of(index)
        look = shown.look
        look.selected = self.selectionModel().isSelected(index)
        look.active = bool(state_of(options) & ACTIVE)
        look.current = self._has_focus and index == self._current
        key = (index.internalId(), index.row(), *look.told(), shown.number)
        stamp = self._stamps.get(key)
        if stamp is None or stamp[0] is not shown.source:
            if self._painted.get(key) is not shown.source:
                self._paint_first(painter, options.rect, shown, key)
                return
            stamp = self._stamps[key] = (shown.source, self._stamped(shown, options.rect.height()))
            if len(self._stamps) > _STAMPS:
                self._stamps.popitem(last=False)
        painter.drawPixmap(0, options.rect.y(), stamp[1])

    def _paint_first(self, painter: QPainter, rect: QRect, shown: ShownRow, key: tuple[object, ...]) -> None:
        """Paint a row without keeping a stamp: most rows of an answer are replaced before they come up again."""
        if len(self._painted) > _STAMPS:
            self._painted.clear()
        self._painted[key] = shown.source
        whole = QRect(0, rect.y(), self.viewport().width(), rect.height())
        cells = [shown.cell(place.column) for place in self._places]
        self.painter.paint(painter, whole, shown.look, shown.number, self._places, cells, self.decimals())

    def _stamped(self, shown: ShownRow, height: int) -> QPixmap:
        ratio = self.devicePixelRatioF()
        rect = QRect(0, 0, self.viewport().width(), height)
        pixmap = QPixmap(round(rect.width() * ratio), round(rect.height() * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(self.appearance.look.ink("base"))
        cells = [shown.cell(place.column) for place in self._places]
        with QPainter(pixmap) as painter:
            self.painter.paint(painter, rect, shown.look, shown.number, self._places, cells, self.decimals())
        return pixmap

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
