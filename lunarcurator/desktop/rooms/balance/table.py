"""The table of the trial balance: exact figures that stand on the point, and a badge where they close."""

from collections.abc import Mapping
from math import ceil
from typing import Final, override

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from lunarcurator.desktop.rooms.balance.model import (
    ACCOUNTS,
    DIFFERENCE,
    LINE,
    NAME,
    UNKNOWN,
    BalanceModel,
    account_of,
)
from lunarcurator.desktop.rooms.balance.telling import Telling, decimals_for
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.badges import badge_of
from lunarcurator.desktop.theme.cells import RIGHT
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.theme.states import ACTIVE, FOCUSED, SELECTED, state_of
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.mass_display import plain_mass, shown_count
from lunarcurator.domain.transfers import TransferWay
from lunarcurator.services.balances import BalanceLine, Level

_STRONG: Final = frozenset({Level.ALL, Level.COLLECTION})


class BalanceDelegate(QStyledItemDelegate):
    """Paints one cell of the trial balance."""

    def __init__(self, appearance: Appearance, telling: Telling, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance, self._telling = appearance, telling
        self._decimals: Mapping[int, int] = {}
        self._notes: Mapping[int, float] = {}

    def keep_room(self, decimals: Mapping[int, int], notes: Mapping[int, float]) -> None:
        """Stand the figures of each column on the point, with room for so many decimals and so wide a note."""
        self._decimals, self._notes = dict(decimals), dict(notes)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line = index.data(LINE)
        if not isinstance(line, BalanceLine):
            return
        state = state_of(option)
        selected = bool(state & SELECTED)
        active = bool(state & ACTIVE)
        current = bool(state & FOCUSED)
        cells = self._appearance.cells
        cells.ground(painter, option.rect, selected=selected, active=active, current=current)
        inked = selected and active
        if index.column() == NAME:
            self._name(painter, option.rect, line, inked)
        elif index.column() == DIFFERENCE:
            self._difference(painter, option.rect, line, inked)
        else:
            self._figure(painter, option.rect, line, index.column(), inked)

    def _name(self, painter: QPainter, rect: QRect, line: BalanceLine, selected: bool) -> None:
        cells, strong = self._appearance.cells, line.level in _STRONG
        width = cells.text(painter, rect, self._telling.name(line), bold=strong, selected=selected)
        rest = QRect(rect)
        rest.setLeft(rect.left() + int(width) + cells.pad)
        pieces = self._telling.pieces(line)
        if pieces and rest.width() > 2 * cells.pad:
            cells.text(painter, rest, pieces, tone="text2", size=12, selected=selected)

    def _difference(self, painter: QPainter, rect: QRect, line: BalanceLine, selected: bool) -> None:
        badge = badge_of("balance", "closes" if line.closes else "open")
        if badge is not None:
            word = self._telling.difference(line)
            self._appearance.cells.badge(painter, rect, word, badge.tone, badge.concept, selected=selected)

    def _figure(self, painter: QPainter, rect: QRect, line: BalanceLine, column: int, selected: bool) -> None:
        account, cells = account_of(column), self._appearance.cells
        if account is None:
            count = line.unweighed_pieces
            tone = "text2" if count else "text3"
            cells.text(painter, rect, shown_count(count), align=RIGHT, tone=tone, selected=selected)
            return
        amount, beside = self._telling.amount(line, account), self._telling.left_open(line, account)
        if room := self._notes.get(column, 0.0):
            note = QRect(rect)
            note.setLeft(rect.right() - ceil(room) - 2 * cells.pad)
            cells.text(painter, note, beside, tone="text2", size=12, selected=selected)
            rect = QRect(rect.left(), rect.top(), rect.width() - ceil(room) - cells.pad, rect.height())
        if not self._telling.has_figure(line, account):
            return
        whole, point, decimals = self._telling.figure(line, account).partition(".")
        cells.mass(
            painter,
            rect,
            whole,
            point + decimals,
            decimals=self._decimals.get(column, 3),
            tone="text" if amount else "text3",
            bold=line.level in _STRONG and amount != 0,
            selected=selected,
        )


class BalanceTable(QTreeView):
    """Shows a `BalanceModel`; the current cell is the figure whose lines the room lists."""

    def __init__(
        self, appearance: Appearance, model: BalanceModel, telling: Telling, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._appearance, self._balance, self._telling = appearance, model, telling
        self._name_width = 0
        self._notes: Mapping[int, float] = {}
        self.setObjectName("balanceRoom.table")
        self.setAccessibleName(self.tr("Trial balance"))
        self.setModel(model)
        self._delegate = BalanceDelegate(appearance, telling, self)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        appearance.changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Make every column as wide as its widest figure or its header."""
        cells, metrics = self._appearance.cells, self._appearance.look.metrics
        self.setIndentation(metrics.indent)
        figures = range(1, DIFFERENCE)
        self._notes = {column: self._note_width(column) for column in figures}
        self._delegate.keep_room({column: self.decimals(column) for column in figures}, self._notes)
        for column in range(self._balance.columnCount()):
            label = str(self._balance.headerData(column, Qt.Orientation.Horizontal))
            widest = max(
                (self._width(line, column) for line in self._lines()),
                default=float(metrics.px(60 if column != NAME else 120)),
            )
            width = max(widest, cells.width(label, size=12, weight=500) + 2)
            self.setColumnWidth(column, ceil(width) + 2 * cells.pad)
        self._name_width = self.columnWidth(NAME)
        self._take_spare()

    def _take_spare(self) -> None:
        """Give the names what the figures leave, so that every row reaches the right edge."""
        figures = sum(self.columnWidth(column) for column in range(1, self._balance.columnCount()))
        self.setColumnWidth(NAME, max(self._name_width, self.viewport().width() - figures))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_spare()

    def _width(self, line: BalanceLine, column: int) -> float:
        cells, metrics = self._appearance.cells, self._appearance.look.metrics
        account = account_of(column)
        if column == NAME:
            steps = {Level.ALL: 1, Level.COLLECTION: 1, Level.MISSION: 2, Level.TITLE: 3}[line.level]
            counted = cells.width(self._telling.pieces(line) or "000 000", size=12)
            name = cells.width(self._telling.name(line), weight=SEMIBOLD)
            return name + counted + steps * metrics.indent + cells.pad
        if account is not None:
            whole = self._telling.figure(line, account).partition(".")[0]
            fraction = ".000\u2009000" if self.decimals(column) > 3 else ".000"
            note = self._notes[column]
            return cells.width(whole + fraction, weight=SEMIBOLD) + (note + cells.pad if note else 0.0)
        if column == DIFFERENCE:
            return cells.width(self._telling.difference(line), weight=500) + metrics.px(30)
        return cells.width(shown_count(line.unweighed_pieces), weight=SEMIBOLD)

    def _note_width(self, column: int) -> float:
        """Return how wide the widest note beside a figure of a column is, 0 for none."""
        account, telling = account_of(column), self._telling
        notes = [telling.left_open(line, account) for line in self._lines()] if account else []
        return max((self._appearance.cells.width(note, size=12) for note in notes if note), default=0.0)

    def decimals(self, column: int) -> int:
        """Return how many decimals the figures of an account need: six as soon as one has micrograms."""
        account = account_of(column)
        return decimals_for(self._telling.amount(line, account) for line in self._lines()) if account else 0

    def _lines(self) -> list[BalanceLine]:
        return [line for line, _ in self._rows(QModelIndex(), 0)]

    def _rows(self, parent: QModelIndex, depth: int) -> list[tuple[BalanceLine, int]]:
        found: list[tuple[BalanceLine, int]] = []
        for row in range(self._balance.rowCount(parent)):
            index = self._balance.index(row, 0, parent)
            line = self._balance.line(index)
            if line is not None:
                found.append((line, depth))
            found += self._rows(index, depth + 1)
        return found

    def shown_rows(self) -> int:
        """Return how many rows are open to sight."""
        count = self._balance.rowCount()
        for row in range(self._balance.rowCount()):
            index = self._balance.index(row, 0)
            count += self._open_below(index)
        return count

    def _open_below(self, index: QModelIndex) -> int:
        if not self.isExpanded(index):
            return 0
        rows = self._balance.rowCount(index)
        return rows + sum(self._open_below(self._balance.index(row, 0, index)) for row in range(rows))

    def copied(self) -> str:
        """Return the whole table with headers, tabs between cells, plain digits to the microgram."""
        ways = tuple(way for way in TransferWay if any(way in line.ways for line in self._lines()))
        lines = ["\t".join(self._telling.copied_headers(ways))]
        for line, _ in self._rows(QModelIndex(), 0):
            figures = [self._plain(line, account) for account in ACCOUNTS]
            rest = [plain_mass(line.difference_ug, resolution_ug=1), str(line.unweighed_pieces)]
            rest.append(self._telling.all_open(line))
            rest += [self._telling.plain_by(line, way) for way in ways]
            lines.append("\t".join([self._telling.name(line), *figures, *rest]))
        return "\n".join(lines)

    def _plain(self, line: BalanceLine, account: Account) -> str:
        telling = self._telling
        if not telling.has_figure(line, account):
            return telling.left_open(line, account)
        return plain_mass(telling.amount(line, account), resolution_ug=1)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.copied())
            return
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        current = self.currentIndex()
        # On the name the arrows open and close; on a figure they go to the next figure.
        wants_tree = current.column() == NAME and not (step == 1 and self._is_open(current))
        if step is None or not current.isValid() or wants_tree:
            super().keyPressEvent(event)
            return
        column = min(max(current.column() + step, NAME), UNKNOWN)
        self.setCurrentIndex(current.siblingAtColumn(column))

    def _is_open(self, index: QModelIndex) -> bool:
        return self.isExpanded(index) or not self._balance.rowCount(index)
