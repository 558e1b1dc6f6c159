"""The work list of today: grouped rows, each with what to do next; a group opens and closes."""

from collections.abc import Sequence
from typing import Final, override

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from lunarcurator.desktop.mass_units import DECIMALS, WIDER
from lunarcurator.desktop.models.loan_today import LOOKS, NEXT, ROW, TodayModel, TodayRow, today_rows
from lunarcurator.desktop.panels.wording import Wording
from lunarcurator.desktop.rooms.listed import read_of_ledger
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.cells import RIGHT
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.theme.states import ACTIVE, FOCUSED, SELECTED, state_of
from lunarcurator.desktop.widgets.ledger_model import CELL, LedgerCell, LedgerColumn
from lunarcurator.desktop.widgets.ledger_table import LedgerDelegate
from lunarcurator.desktop.widgets.row_table import RowTable
from lunarcurator.services.exporting import ListOnScreen
from lunarcurator.services.lending.overview import Overview, Work

_WIDTHS: Final = (140, 0, 0, 112, 166, 152)
_INDENT: Final = 32
"""How far what is to be done stands below the title of its group, in pixels at 100 %."""


class TodayDelegate(LedgerDelegate):
    """Paints rows of work as a ledger does, and the heads of groups over them in the window's ground."""

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW)
        if not isinstance(row, TodayRow) or row.kind != "group":
            self._below(painter, option, index)
            return
        cells, rect = self._appearance.cells, option.rect
        look = self._appearance.look
        state = state_of(option)
        selected, active = (
            bool(state & SELECTED),
            bool(state & ACTIVE),
        )
        painter.fillRect(rect, look.ink("window"))
        cells.ground(painter, rect, selected=selected, active=active, current=bool(state & FOCUSED))
        inked = selected and active
        cells.text(painter, rect, row.cells[NEXT].text, align=RIGHT, tone="link", selected=inked)
        self._head(painter, rect, row, inked)

    def _below(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a row of a group; its first cell stands below the title, its ground begins at the edge."""
        if index.column() != 0:
            super().paint(painter, option, index)
            return
        state, rect = state_of(option), QRect(option.rect)
        selected = bool(state & SELECTED)
        active = bool(state & ACTIVE)
        focused = bool(state & FOCUSED)
        cells, cell = self._appearance.cells, index.data(CELL)
        cells.ground(painter, rect, selected=selected, active=active, current=focused)
        cells.text(
            painter,
            rect.adjusted(self._appearance.look.metrics.px(_INDENT), 0, 0, 0),
            cell.text,
            tone="link" if cell.target else cell.tone,
            weight=500 if cell.bold else None,
            selected=selected and active,
        )

    def _head(self, painter: QPainter, rect: QRect, row: TodayRow, selected: bool) -> None:
        cells, px = self._appearance.cells, self._appearance.look.metrics.px
        shown = LOOKS[row.work]
        side = px(20)
        cells.chevron(
            painter, QRect(rect.x(), rect.y(), side, rect.height()), is_open=row.is_open, selected=selected
        )
        tone = "text2" if shown.tone == "grey" else f"tones.{shown.tone}.ink"
        icon = QRect(rect.x() + side, rect.y(), side, rect.height())
        cells.icon(painter, icon, shown.concept, tone=tone, selected=selected)
        place = QRect(rect.x() + 2 * side, rect.y(), rect.width() - 2 * side, rect.height())
        width = cells.text(painter, place, row.cells[0].text, weight=SEMIBOLD, selected=selected)
        after = QRect(place.x() + int(width) + px(8), rect.y(), px(80), rect.height())
        cells.text(painter, after, row.cells[1].text, tone="text2", selected=selected)


class TodayTable(RowTable):
    """Shows the overview; `followed` carries where a row or its next step leads (`loan:UID`, `work:overdue`).

    `stood_on` carries the record of the row somebody stands on, "" for none.
    """

    followed = Signal(str)
    stood_on = Signal(str)

    def __init__(self, appearance: Appearance, wording: Wording, parent: QWidget | None = None) -> None:
        mass, self._unit = wording.headed(self.tr("Mass")), wording.unit
        labels = ("", self.tr("Borrower"), self.tr("What"), mass, self.tr("When"), self.tr("Next"))
        wider, decimals = WIDER[self._unit], DECIMALS[self._unit]
        kinds = ("text", "text", "number", "mass", "text", "count")
        columns = [
            LedgerColumn(label, kind, width + (wider if kind == "mass" else 0), decimals)  # type: ignore[arg-type]
            for label, kind, width in zip(labels, kinds, _WIDTHS, strict=True)
        ]
        self._widths = tuple(each.width for each in columns)
        self.today = TodayModel(columns)
        super().__init__(appearance, self.today, self.tr("What needs a hand today"), parent)
        self.today.setParent(self)
        self._told: Overview | None = None
        self._may_act = True
        self._closed: set[Work] = set()
        self.setObjectName("loansRoom.today")
        self.setItemDelegate(TodayDelegate(appearance, columns, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.stretch(1, 2)
        self.selectionModel().selectionChanged.connect(lambda _on, _off: self.stood_on.emit(self.target))
        appearance.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Take row height and widths from the present look."""
        self.fit((number, width) for number, width in enumerate(self._widths) if width)

    @override
    def needed(self, row: int, column: int) -> int | None:
        told = self.today.rows[row]
        if told.kind != "todo":
            return 0
        width = super().needed(row, column)
        return width + self._appearance.look.metrics.px(_INDENT) if width and not column else width

    def show_overview(self, told: Overview, *, may_act: bool = True) -> None:
        """Show this work; the row somebody stands on stays where it leads to the same.

        Of another day nothing is to be done: its rows lead to their records instead.
        """
        self._told, self._may_act = told, may_act
        self._show()

    def toggle(self, work: Work, *, is_open: bool | None = None) -> None:
        """Open or close a group."""
        shut = work not in self._closed if is_open is None else not is_open
        (self._closed.add if shut else self._closed.discard)(work)
        self._show()

    def on_screen(self) -> ListOnScreen:
        """Return the rows of the overview, each with the group it stands in."""
        heads, shown = self.today.columns[1:NEXT], self.today.rows
        groups = {row.work: LedgerCell(row.cells[0].text) for row in shown if row.kind == "group"}
        columns = (LedgerColumn(self.tr("Group")), LedgerColumn(self.tr("Number")), *heads)
        rows = [(groups[row.work], *row.cells[:NEXT]) for row in shown if row.kind == "todo"]
        return ListOnScreen("today", self.accessibleName(), lambda _connection: read_of_ledger(columns, rows))

    @property
    def row(self) -> TodayRow | None:
        """The row that is selected."""
        at = self.chosen_row
        return self.today.rows[at] if at >= 0 else None

    @property
    def target(self) -> str:
        """The record of the row somebody stands on, "" for none."""
        row = self.row
        return row.target if row is not None and row.kind == "todo" else ""

    def _show(self) -> None:
        if self._told is None:
            return
        before, rows = self.row, tuple(today_rows(self._told, self._unit, self._closed, may_act=self._may_act))
        if rows == self.today.rows:
            return
        self.today.show_rows(rows)
        self.clearSpans()
        for at, each in enumerate(self.today.rows):
            if each.kind == "group":
                self.setSpan(at, 0, 1, NEXT + 1)
        self.choose_rows(_place_of(before, rows))
        self.stood_on.emit(self.target)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        row = self.today.rows[index.row()]
        column = self.horizontalHeader().logicalIndexAt(round(event.position().x()))
        if target := row.cells[column].target:
            self.followed.emit(target)
        elif row.kind == "group":
            self.toggle(row.work)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.row
        if row is not None and row.kind == "todo":
            self.followed.emit(row.target)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, key = self.row, event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if row is None:
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and row.kind == "todo" and control:
            self.followed.emit(row.cells[NEXT].target)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.followed.emit(row.target)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right} and row.kind == "group":
            self.toggle(row.work, is_open=key == Qt.Key.Key_Right)
        elif key == Qt.Key.Key_Space and row.kind == "group":
            self.toggle(row.work)
        else:
            super().keyPressEvent(event)


def _place_of(before: TodayRow | None, rows: Sequence[TodayRow]) -> list[int]:
    """Return where a row stands now: the same record, else the heading of its group, which is no record."""
    heads = [at for at, each in enumerate(rows) if each.kind == "group"]
    if before is None:
        return heads[:1]
    same = [at for at, each in enumerate(rows) if (each.kind, each.target) == (before.kind, before.target)]
    in_group = (_in_group(before, rows, same), same, _in_group(before, rows, heads), heads)
    return next((found[:1] for found in in_group if found), [])


def _in_group(before: TodayRow, rows: Sequence[TodayRow], places: Sequence[int]) -> list[int]:
    return [at for at in places if rows[at].work is before.work]
