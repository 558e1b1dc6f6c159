"""The table of returned answers: rows under the head of their borrower, decided with the keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, override

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView

from lunarcurator.desktop.dialogs.loans.typed_masses import TypedMasses
from lunarcurator.desktop.models.shaped_rows import ShapedRowsModel
from lunarcurator.desktop.round_desk.wording import answer_cells, head_cells
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.widgets.ledger_model import LedgerColumn
from lunarcurator.desktop.widgets.ledger_painting import WholeRows
from lunarcurator.desktop.widgets.row_table import RowTable
from lunarcurator.services.lending.round_answers import Compared, Comparison
from lunarcurator.services.lending.round_decisions import Decisions
from lunarcurator.services.words import Words

_WIDTHS: Final = (112, 104, 92, 92, 92, 94, 136, 0, 128)
_REMARK: Final = 7
_NARROW: Final = MappingProxyType({_REMARK: 950, 5: 870, 0: 740})
"""Columns that a narrow table leaves to the panel beside it, and the width they need."""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One row of the table: a returned row of a workbook, or the head of its borrower where `each` is None."""

    book: Comparison
    each: Compared | None


class AnswersPainting(WholeRows):
    """Paints rows as a ledger does, and the heads of borrowers right across in the window's ground."""

    def __init__(
        self,
        appearance: Appearance,
        columns: Sequence[LedgerColumn],
        view: QTableView,
        answers: ShapedRowsModel,
    ) -> None:
        super().__init__(appearance, columns, view, answers.cells)
        self._answers = answers

    @override
    def paint_row(
        self,
        painter: QPainter,
        row: int,
        top: int,
        places: Sequence[tuple[int, int, int]],
        *,
        active: bool,
        ringed: int,
    ) -> None:
        told: AnswerRow = self._answers.rows[row]
        if told.each is not None:
            super().paint_row(painter, row, top, places, active=active, ringed=ringed)
            return
        view, (_, last, wide), left = self._view, places[-1], places[0][1]
        rect = QRect(left, top, last + wide - left, view.rowHeight(row))
        selected = view.selectionModel().isSelected(self._answers.index(row, 0))
        self._paint_head(painter, rect, told, row, selected=selected, active=active, current=ringed >= 0)

    def _paint_head(
        self,
        painter: QPainter,
        rect: QRect,
        told: AnswerRow,
        row: int,
        *,
        selected: bool,
        active: bool,
        current: bool,
    ) -> None:
        cells, px = self._appearance.cells, self._appearance.look.metrics.px
        painter.fillRect(rect, self._appearance.look.ink("window"))
        cells.ground(painter, rect, selected=selected, active=active, current=current)
        inked = selected and active
        icon = QRect(rect.x() + px(4), rect.y(), px(20), rect.height())
        cells.icon(painter, icon, "person", tone="text2", selected=inked)
        note = self._answers.cells(row)[1].text
        place = QRect(icon.right(), rect.y(), rect.width() - icon.right(), rect.height())
        width = cells.text(painter, place, told.book.person.name, weight=SEMIBOLD, selected=inked)
        after = QRect(place.x() + int(width) + px(8), rect.y(), place.width() - int(width) - px(8), rect.height())
        cells.text(painter, after, note, tone="text2", selected=inked)


class AnswersTable(RowTable):
    """Shows `AnswerRow`s. Space accepts or takes back, Shift+Space accepts all that agree, Delete sets aside."""

    accepted = Signal()
    all_accepted = Signal()
    put_aside = Signal()

    def __init__(self, appearance: Appearance, words: Words, decisions: Decisions, masses: TypedMasses) -> None:
        labels = (
            self.tr("Line"),
            self.tr("Sample"),
            self.tr("Book"),
            self.tr("Answer"),
            self.tr("Found"),
            self.tr("Differs"),
            self.tr("Verdict"),
            self.tr("Remark"),
            self.tr("Decision"),
        )
        figures = {2, 4, 5}
        columns = [
            masses.ledger(label, width)
            if at in figures
            else LedgerColumn(label, "number" if at in {0, 1} else "text", width)
            for at, (label, width) in enumerate(zip(labels, _WIDTHS, strict=True))
        ]

        self._widths = tuple(each.width for each in columns)

        def shape(row: AnswerRow) -> tuple[object, ...]:
            if row.each is None:
                return head_cells(row.book, decisions)
            return answer_cells(row.book, row.each, decisions, words, masses.unit)

        self.answers = ShapedRowsModel(columns, shape)  # type: ignore[arg-type]
        super().__init__(appearance, self.answers, self.tr("Answers line by line"))
        self.answers.setParent(self)
        self.setObjectName("roundDesk.answers.table")
        self._rows = AnswersPainting(appearance, columns, self, self.answers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.stretch(_REMARK)
        appearance.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Take row height and widths from the present look."""
        self.fit((number, width) for number, width in enumerate(self._widths) if width)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room, px = self.width(), self._appearance.look.metrics.px
        for column, needs in _NARROW.items():
            self.setColumnHidden(column, room < px(needs))
        self.horizontalHeader().setStretchLastSection(self.isColumnHidden(_REMARK))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self._rows.paint(event)

    def show_rows(self, rows: list[AnswerRow], at: int) -> None:
        """Show these rows, with the one in the place `at` selected; none for -1."""
        near = self.currentIndex().row()
        self.answers.show_rows(rows)
        self.choose_rows((at,) if at >= 0 else (), near)

    @property
    def row(self) -> AnswerRow | None:
        """The selected row, of several the one somebody stands on."""
        at, rows = self.chosen_row, self.answers.rows
        return rows[at] if 0 <= at < len(rows) else None

    def chosen(self) -> list[AnswerRow]:
        """Return the selected rows; for the head of a borrower all rows shown of that borrower."""
        rows = self.answers.rows
        found: dict[int, AnswerRow] = {}
        for index in self.selectionModel().selectedRows():
            at = index.row()
            found[at] = rows[at]
            while rows[index.row()].each is None and at + 1 < len(rows) and rows[at + 1].each is not None:
                at += 1
                found[at] = rows[at]
        return [row for _, row in sorted(found.items()) if row.each is not None]

    def next_row(self) -> None:
        """Go down to the next answer."""
        rows, at = self.answers.rows, self.currentIndex().row() + 1
        while at < len(rows) and rows[at].each is None:
            at += 1
        if at < len(rows):
            self.stand_on(at)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Space:
            (self.all_accepted if shift else self.accepted).emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.put_aside.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self._copied())
        else:
            super().keyPressEvent(event)

    def _copied(self) -> str:
        lines = ["\t".join(self.answers.headings.labels)]
        chosen = (self.answers.cells(index.row()) for index in self.selectionModel().selectedRows())
        lines += ["\t".join(cell.spoken for cell in cells) for cells in chosen]
        return "\n".join(lines)


def place_of(before: AnswerRow | None, rows: list[AnswerRow]) -> int:
    """Return where the row stands that was selected before, -1 if it left; at first the first answer."""
    if before is None or before.each is None:
        return next((at for at, row in enumerate(rows) if row.each is not None), -1)
    key = _key(before)
    return next((at for at, row in enumerate(rows) if row.each is not None and _key(row) == key), -1)


def _key(row: AnswerRow) -> tuple[object, ...]:
    each = row.each
    at = each.row.number if each and each.row else 0
    return row.book.book.person, each.line.uid if each and each.line else "", at
