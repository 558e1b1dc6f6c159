"""The tree of places to pick from."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from lunarcurator.desktop.dialogs.form.wording import Wording
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.identity import Uid
from lunarcurator.services.place_book import PlaceBook, PlaceCard

_UID = Qt.ItemDataRole.UserRole


class PlaceTree(QTreeWidget):
    """Every place in use; `picked` carries the uid of the one the cursor came to."""

    picked = Signal(str)

    def __init__(
        self, appearance: Appearance, wording: Wording, places: PlaceBook, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setObjectName("placeTree")
        self.setAccessibleName(self.tr("Places"))
        self.setHeaderLabels([self.tr("Place"), self.tr("Kind"), self.tr("Atmosphere")])
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setStretchLastSection(False)
        self._rows: dict[Uid, QTreeWidgetItem] = {}
        self._fitting: frozenset[Uid] | None = None
        for card in sorted(places.usable(), key=lambda each: len(each.path)):
            self._add(card, wording, places)
        self.sortItems(0, Qt.SortOrder.AscendingOrder)
        self.setMinimumHeight(appearance.look.metrics.px(260))
        self.currentItemChanged.connect(self._tell)

    def show_place(self, uid: Uid | None) -> None:
        """Bring a place into sight and put the cursor on it, without saying so."""
        self.blockSignals(True)
        row = self._rows.get(uid) if uid else None
        if row is None:
            self.setCurrentIndex(self.rootIndex())
            self.clearSelection()
        else:
            self.setCurrentItem(row)
            self.scrollToItem(row)
        self.blockSignals(False)
        self.viewport().update()

    def narrow(self, fitting: Sequence[Uid] | None) -> None:
        """Show only these places and the way to them, which is greyed; None shows every place."""
        self.blockSignals(True)
        self.setUpdatesEnabled(False)
        self._fitting = None if fitting is None else frozenset(fitting)
        wanted = self._with_ways(fitting or ())
        plain, grey = QBrush(), QBrush(self._appearance.look.ink("text3"))
        for uid, row in self._rows.items():
            row.setHidden(fitting is not None and uid not in wanted)
            way = fitting is not None and uid in wanted and uid not in (self._fitting or ())
            if (row.foreground(0) != plain) is not way:
                for column in range(self.columnCount()):
                    row.setForeground(column, grey if way else plain)
            if way and fitting is not None:
                row.setExpanded(True)
        self.setUpdatesEnabled(True)
        self.blockSignals(False)

    def step(self, by: int) -> None:
        """Move the cursor by so many of the places shown as fitting, without saying so."""
        shown = self._shown()
        if not shown:
            return
        at = self.place_at_cursor()
        here = shown.index(at) if at in shown else (-1 if by > 0 else len(shown))
        self.show_place(shown[min(max(here + by, 0), len(shown) - 1)])

    def place_at_cursor(self) -> Uid | None:
        """Return the place the cursor is on, or None."""
        current = self.currentItem()
        return Uid(current.data(0, _UID)) if current is not None else None

    def _shown(self) -> list[Uid]:
        """Return what the cursor may come to, from top to bottom."""
        found: list[Uid] = []
        row = self.topLevelItem(0)
        while row is not None:
            uid = Uid(row.data(0, _UID))
            if not row.isHidden() and (self._fitting is None or uid in self._fitting):
                found.append(uid)
            row = self.itemBelow(row)
        return found

    def _with_ways(self, fitting: Sequence[Uid]) -> set[Uid]:
        wanted: set[Uid] = set()
        for uid in fitting:
            row = self._rows.get(uid)
            while row is not None and (above := Uid(row.data(0, _UID))) not in wanted:
                wanted.add(above)
                row = row.parent()
        return wanted

    def _add(self, card: PlaceCard, wording: Wording, places: PlaceBook) -> None:
        words = [
            card.name,
            wording.term("place_kind", card.kind),
            wording.term("atmosphere", places.atmosphere(card.uid)),
        ]
        row = QTreeWidgetItem(words)
        row.setData(0, _UID, card.uid)
        above = self._rows.get(card.parent) if card.parent else None
        if above is None:
            self.addTopLevelItem(row)
            row.setExpanded(True)
        else:
            above.addChild(row)
            # Small stores show themselves whole; in large ones the path is opened step by step.
            above.setExpanded(len(card.path) < 4)
        self._rows[card.uid] = row

    def _tell(self, current: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if current is not None:
            self.picked.emit(current.data(0, _UID))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            uid = self.place_at_cursor()
            if uid is not None:
                self.picked.emit(uid)
            return
        super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        px = self._appearance.look.metrics.px
        return QSize(px(420), px(220))
