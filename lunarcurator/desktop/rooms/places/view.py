"""The tree of places as a view: painted from plain rows, dragged without being changed, usable by keyboard."""

from typing import Final, override

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QDrag, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from lunarcurator.desktop.mass_units import WIDER
from lunarcurator.desktop.rooms.places.lines import ATMOSPHERE, KIND, MASS, PIECES, PLACE, STATE, PlaceLine
from lunarcurator.desktop.rooms.places.model import PlacesModel, least_decimals
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.badges import badge_of
from lunarcurator.desktop.theme.cells import RIGHT
from lunarcurator.desktop.theme.states import ACTIVE, FOCUSED, SELECTED, state_of
from lunarcurator.desktop.widgets.matching_tree import MatchingTree

_WIDTHS = ((KIND, 92), (ATMOSPHERE, 108), (PIECES, 70), (MASS, 116), (STATE, 184))
_LEAST_NAME: Final = 220
"""A name keeps this width (px at 100 %); in a narrow room the columns behind it are scrolled to."""


class PlacesDelegate(QStyledItemDelegate):
    """Paints a row of the tree of places from its line."""

    def __init__(self, appearance: Appearance, model: PlacesModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance, self._model = appearance, model

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self._appearance.look.metrics.row)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line = self._model.line(index)
        state, rect = state_of(option), option.rect
        selected = bool(state & SELECTED)
        active = bool(state & ACTIVE)
        current = bool(state & FOCUSED)
        self._appearance.cells.ground(painter, rect, selected=selected, active=active, current=current)
        inked = selected and active
        match index.column():
            case 0:
                self._name(painter, rect, line, inked)
            case 3:
                tone = "text2" if line.dim else "text"
                self._appearance.cells.text(painter, rect, line.pieces, align=RIGHT, tone=tone, selected=inked)
            case 4:
                whole, fraction = line.mass
                tone = "text2" if line.dim else "text"
                places = self._model.decimals
                self._appearance.cells.mass(
                    painter, rect, whole, fraction, decimals=places, tone=tone, selected=inked
                )
            case 5:
                self._states(painter, rect, line, inked)
            case _:
                self._words(painter, rect, line, index.column(), inked)

    def _name(self, painter: QPainter, rect: QRect, line: PlaceLine, inked: bool) -> None:
        cells, px = self._appearance.cells, self._appearance.look.metrics.px
        quiet = line.dim or line.retired
        cells.icon(painter, QRect(rect.x() + px(2), rect.y(), px(20), rect.height()), line.concept, selected=inked)
        words = rect.adjusted(px(22), 0, 0, 0)
        width = cells.text(
            painter,
            words,
            line.name,
            tone="text2" if quiet else "text",
            weight=600 if line.bold and not quiet else 500 if line.bold else 400,
            selected=inked,
            middle=True,
        )
        if line.code and line.code != line.name:
            rest = words.adjusted(int(width) + px(8), 0, 0, 0)
            if rest.width() > px(40):
                cells.text(painter, rest, line.code, tone="text2", size=12, selected=inked, middle=True)

    def _words(self, painter: QPainter, rect: QRect, line: PlaceLine, column: int, inked: bool) -> None:
        cells = self._appearance.cells
        if column == ATMOSPHERE and line.in_air:
            badge = badge_of("place", "air")
            if badge is not None:
                cells.badge(painter, rect, line.atmosphere, badge.tone, badge.concept, selected=inked)
                return
        text = line.kind if column == KIND else line.atmosphere
        cells.text(painter, rect, text, tone="text2", selected=inked)

    def _states(self, painter: QPainter, rect: QRect, line: PlaceLine, inked: bool) -> None:
        cells, px = self._appearance.cells, self._appearance.look.metrics.px
        rest = QRect(rect)
        for state in line.states:
            if rest.width() < px(40):
                return
            width = cells.badge(painter, rest, state.word, state.tone, state.concept, selected=inked)
            rest.setLeft(rest.left() + width + px(4))


class PlacesView(MatchingTree):
    """Shows places; `menu_asked` carries a point in the view, `opened` says that Enter was pressed."""

    menu_asked = Signal(object)
    opened = Signal()

    def __init__(self, appearance: Appearance, model: PlacesModel, name: str) -> None:
        super().__init__()
        self._appearance, self._places = appearance, model
        self.setObjectName("placesTree")
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(PlacesDelegate(appearance, model, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setAutoExpandDelay(600)
        self.activated.connect(lambda _index: self.opened.emit())
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(40)
        appearance.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Take widths and indent from the present look."""
        metrics = self._appearance.look.metrics
        self.setIndentation(metrics.indent)
        for column, width in _WIDTHS:
            further = self._further() if column == MASS else 0
            self.setColumnWidth(column, metrics.px(width + further))
        self._take_spare()
        self.viewport().update()

    def _further(self) -> int:
        """Return how much wider masses are in the unit shown than grams to the milligram, in pixels at 100 %."""
        unit = self._places.unit
        return WIDER[unit] + 9 * (self._places.decimals - least_decimals(unit))

    def _take_spare(self) -> None:
        """Give the names what the other columns leave."""
        others = sum(self.columnWidth(column) for column, _ in _WIDTHS)
        least = self._appearance.look.metrics.px(_LEAST_NAME)
        self.setColumnWidth(PLACE, max(least, self.viewport().width() - others))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_spare()

    @override
    def is_dim(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        return self._places.line(index).dim

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        # Qt's own would take the dragged rows out of the view; here nothing moves before it is posted.
        indexes = [index for index in self.selectedIndexes() if index.flags() & Qt.ItemFlag.ItemIsDragEnabled]
        if indexes:
            drag = QDrag(self)
            drag.setMimeData(self._places.mimeData(indexes))
            drag.exec(supportedActions, Qt.DropAction.MoveAction)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())
