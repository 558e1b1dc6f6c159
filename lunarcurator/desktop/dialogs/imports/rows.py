"""The rows of a plan as a table: verdict, number, what differs, one reason in words, and the cells of the file."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Final, override

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from lunarcurator.desktop.dialogs.imports.case import unpacked
from lunarcurator.desktop.models.headings import FlatModel, Headings, Index
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.badges import badge_of
from lunarcurator.desktop.widgets.ledger_model import CELL, Kind, LedgerCell, LedgerColumn
from lunarcurator.desktop.widgets.ledger_table import LedgerDelegate
from lunarcurator.desktop.widgets.row_table import RowTable
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.domain.operations import Register
from lunarcurator.services.importing import ImportPlan, PlannedRow, Verdict
from lunarcurator.services.importing.first_pieces import facts_of
from lunarcurator.services.importing.report import difference_text
from lunarcurator.services.journal_sentences import Teller
from lunarcurator.services.words import Words

_OWN: Final[tuple[tuple[Kind, int], ...]] = (
    ("count", 64),
    ("text", 100),
    ("number", 120),
    ("text", 180),
    ("text", 0),
)
"""What the columns before those of the file are, and their widths in pixels at 100 %."""
_FILE: Final = 120
_WHY: Final = 240
"""At least so wide, in pixels at 100 %, is the column of reasons."""


class Column(IntEnum):
    """The columns of the table; the columns of the file follow."""

    ROW = 0
    VERDICT = 1
    NUMBER = 2
    SAYS = 3
    WHY = 4


class RowTelling:
    """Words for the rows of a plan."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._teller = Teller(words, {}, {})

    def verdict(self, verdict: Verdict) -> str:
        """Return the word of a verdict."""
        return self._words.label(f"verdict.{verdict}")

    def says(self, row: PlannedRow) -> str:
        """Return what the file says that the book does not."""
        if row.differences:
            return "; ".join(difference_text(each, self._words) for each in row.differences)
        new = next((act.operation for act in row.acts if isinstance(act.operation, Register)), None)
        return self._teller.about(new) if new is not None else ""

    def stands(self, row: PlannedRow) -> str:
        """Return what would stand in the store of a new piece, field by field; of others their verdict."""
        facts = [f"{name} {value}" for name, value in facts_of(row, self._words)]
        return " · ".join(facts or [self.verdict(row.verdict), self.says(row)]).removesuffix(" · ")

    def why(self, row: PlannedRow) -> str:
        """Return the reasons of a row in words."""
        return " ".join(self._words.say_finding(reason) for reason in row.reasons)


class PlanModel(FlatModel):
    """Those rows of a plan that somebody asked for; `mended` carries (index in the plan, column, text)."""

    mended = Signal(int, str, str)

    def __init__(self, headers: Sequence[str], telling: RowTelling, parent: QObject | None = None) -> None:
        own = zip(headers, _OWN, strict=True)
        self._own = tuple(LedgerColumn(label, kind, width) for label, (kind, width) in own)
        super().__init__(Headings(headers, {Column.ROW}), parent)
        self._telling = telling
        self._rows: Sequence[PlannedRow] = ()
        self._shown: Sequence[int] = ()
        self._targets: dict[str, str] = {}
        self._cells: Sequence[str] = ()
        self._mended: frozenset[tuple[int, str]] = frozenset()
        self.columns = self._own
        self.may_mend = True

    def show_plan(self, plan: ImportPlan | None, columns: tuple[str, ...] = ()) -> None:
        """Take the rows of a plan, none of them shown yet, and the columns of the file."""
        self.beginResetModel()
        self._rows = plan.rows if plan is not None else ()
        self._targets = {each.target: each.name for each in reversed(plan.columns)} if plan is not None else {}
        self._shown, self._cells = (), ()
        self.columns = (*self._own, *(LedgerColumn(name, width=_FILE) for name in columns))
        self.headings = Headings((each.label for each in self.columns), {Column.ROW})
        self.endResetModel()

    def show_rows(self, shown: Sequence[int]) -> None:
        """Show these rows of the plan, by their indexes."""
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()

    def show_cells(self, packed: Sequence[str], mended: frozenset[tuple[int, str]]) -> None:
        """Show the cells of the file, one packed row for each row of the plan; `mended` are (row, column)."""
        self._cells, self._mended = packed, mended
        if self._shown:
            last = self.index(len(self._shown) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, Column.WHY), last)

    def row(self, at: int) -> PlannedRow:
        """Return a shown row of the plan."""
        return self._rows[self._shown[at]]

    def place(self, number: int) -> int:
        """Return where a row of the file is shown, 0 where it is not."""
        return next((at for at, index in enumerate(self._shown) if self._rows[index].row == number), 0)

    def column_to_mend(self, at: int) -> int:
        """Return the column of the file that the first reason of a row speaks of, else that of its number."""
        wanted = [reason.field for reason in self.row(at).reasons] + ["number", "specific", "generic"]
        names = [self._targets.get(field, "") for field in wanted]
        files = [each.label for each in self.columns]
        found = (files.index(name, Column.WHY + 1) for name in names if name in files[Column.WHY + 1 :])
        return next(found, min(Column.WHY + 1, len(files) - 1))

    def cell(self, at: int, column: int) -> LedgerCell:
        """Return what stands in a cell; those of the file are empty until they are read."""
        row = self.row(at)
        match column:
            case Column.ROW:
                return LedgerCell(shown_count(row.row), tone="text2")
            case Column.VERDICT:
                badge, word = badge_of("verdict", row.verdict), self._telling.verdict(row.verdict)
                return (
                    LedgerCell(word)
                    if badge is None
                    else LedgerCell(word, badge=badge.tone, concept=badge.concept)
                )
            case Column.NUMBER:
                return LedgerCell(row.number, bold=True)
            case Column.SAYS:
                return LedgerCell(self._telling.says(row))
            case Column.WHY:
                return LedgerCell(self._telling.why(row), tone="text2")
        place, index = column - Column.WHY - 1, self._shown[at]
        cells = unpacked(self._cells[index]) if index < len(self._cells) else []
        text = cells[place] if place < len(cells) else ""
        if (row.row, self.columns[column].label) in self._mended:
            return LedgerCell(f"✎ {text}", bold=True, plain=text)
        return LedgerCell(text)

    @override
    def row_total(self) -> int:
        return len(self._shown)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        ready = self.may_mend and bool(self._cells) and index.column() > Column.WHY
        return flags | Qt.ItemFlag.ItemIsEditable if ready else flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        cell = self.cell(index.row(), index.column())
        if role == CELL:
            return cell
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.EditRole):
            return cell.spoken
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.columns[index.column()].label} {cell.spoken}"
        return None

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        if str(value) != index.data():
            self.mended.emit(self._shown[index.row()], self.columns[index.column()].label, str(value))
        return True


class PlanDelegate(LedgerDelegate):
    """Paints the cells of a `PlanModel`; only a cell of the file can be mended, so only there one is current."""

    def __init__(self, appearance: Appearance, model: PlanModel, parent: QWidget) -> None:
        super().__init__(appearance, model.columns, parent)
        self._model = model

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self._columns = self._model.columns
        if index.column() <= Column.WHY:
            option.state &= ~QStyle.StateFlag.State_HasFocus
        super().paint(painter, option, index)

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        editor.setGeometry(option.rect)


class PlanTable(RowTable):
    """Shows a `PlanModel`; F2 mends the cell in front, or the one the reason of the row speaks of."""

    def __init__(self, appearance: Appearance, model: PlanModel, parent: QWidget | None = None) -> None:
        super().__init__(appearance, model, "", parent)
        self._plan = model
        self.setObjectName("importDialog.table")
        self.setAccessibleName(self.tr("Rows of the file"))
        self.setItemDelegate(PlanDelegate(appearance, model, self))
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        model.modelReset.connect(self.refresh)
        appearance.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Take row height and widths from the present look."""
        self.fit((at, each.width) for at, each in enumerate(self._plan.columns) if each.width)
        self._share()

    @override
    def needed(self, row: int, column: int) -> int | None:
        return super().needed(row, column) if column == Column.NUMBER else 0

    @override
    def _share(self) -> None:
        """Let the reasons reach the edge, so that no sliver of the cells of the file stands beside them."""
        super()._share()
        before = sum(self.columnWidth(column) for column in range(Column.WHY))
        least = self._appearance.look.metrics.px(_WHY)
        self.setColumnWidth(Column.WHY, max(self.viewport().width() - before, least))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        if event.key() != Qt.Key.Key_F2 or not current.isValid():
            super().keyPressEvent(event)
            return
        column = current.column()
        wanted = column if column > Column.WHY else self._plan.column_to_mend(current.row())
        cell = current.siblingAtColumn(wanted)
        self.setCurrentIndex(cell)
        if cell.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(cell)
