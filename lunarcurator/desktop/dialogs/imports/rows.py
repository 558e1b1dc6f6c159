"""The rows of a plan as a table: verdict, number, what differs, one reason in words, and the cells of the file."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Final, override

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from lunarcurator.desktop.dialogs.imports.case import unpacked
from lunarcurator.desktop.models.headings import FlatModel, Headings, Index
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.badges import badge_of
from lunarcurator.desktop.theme.cells import LEFT, RIGHT
from lunarcurator.desktop.theme.fonts import MEDIUM
from lunarcurator.desktop.widgets.row_table import RowTable
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.domain.operations import Register
from lunarcurator.services.importing import ImportPlan, PlannedRow, Verdict
from lunarcurator.services.importing.first_pieces import facts_of
from lunarcurator.services.importing.report import difference_text
from lunarcurator.services.journal_sentences import Teller
from lunarcurator.services.words import Words

ROW: Final = Qt.ItemDataRole.UserRole + 1
_NUMBER: Final = (120, 300)
"""Between these widths, in pixels at 100 %, the column of numbers is as wide as the longest of them."""
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

    def text(self, row: PlannedRow, column: Column) -> str:
        """Return the text of a cell."""
        match column:
            case Column.ROW:
                return shown_count(row.row)
            case Column.VERDICT:
                return self.verdict(row.verdict)
            case Column.NUMBER:
                return row.number
            case Column.SAYS:
                return self.says(row)
            case Column.WHY:
                return self.why(row)


class PlanModel(FlatModel):
    """Those rows of a plan that somebody asked for; `mended` carries (index in the plan, column, text)."""

    mended = Signal(int, str, str)

    def __init__(self, headers: Sequence[str], telling: RowTelling, parent: QObject | None = None) -> None:
        self._own = tuple(headers)
        super().__init__(Headings(self._own, {Column.ROW}), parent)
        self._telling = telling
        self._rows: Sequence[PlannedRow] = ()
        self._shown: Sequence[int] = ()
        self._columns: tuple[str, ...] = ()
        self._targets: dict[str, str] = {}
        self._cells: Sequence[str] = ()
        self._mended: frozenset[tuple[int, str]] = frozenset()
        self.may_mend = True

    def show_plan(self, plan: ImportPlan | None, columns: tuple[str, ...] = ()) -> None:
        """Take the rows of a plan, none of them shown yet, and the columns of the file."""
        self.beginResetModel()
        self._rows = plan.rows if plan is not None else ()
        self._targets = {each.target: each.name for each in reversed(plan.columns)} if plan is not None else {}
        self._shown, self._cells = (), ()
        self._columns = columns
        self.headings = Headings((*self._own, *columns), {Column.ROW})
        self.endResetModel()

    def show_rows(self, shown: Sequence[int]) -> None:
        """Show these rows of the plan, by their indexes."""
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()

    def show_cells(self, packed: Sequence[str], mended: frozenset[tuple[int, str]]) -> None:
        """Show the cells of the file, one packed row for each row of the plan; `mended` are (row, column)."""
        self._cells, self._mended = packed, mended
        if self._shown and self._columns:
            last = self.index(len(self._shown) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, Column.WHY + 1), last)

    def row(self, at: int) -> PlannedRow:
        """Return a shown row of the plan."""
        return self._rows[self._shown[at]]

    def place(self, number: int) -> int:
        """Return where a row of the file is shown, 0 where it is not."""
        return next((at for at, index in enumerate(self._shown) if self._rows[index].row == number), 0)

    def column_to_mend(self, at: int) -> int:
        """Return the column of the file that the first reason of a row speaks of, else that of its number."""
        wanted = [reason.field for reason in self.row(at).reasons] + ["number", "specific", "generic"]
        names = (self._targets.get(field, "") for field in wanted)
        name = next((name for name in names if name in self._columns), self._columns[0] if self._columns else "")
        return Column.WHY + 1 + self._columns.index(name) if name else Column.WHY

    def cell(self, at: int, column: int) -> str:
        """Return the text of a cell of the file as it is judged; "" while the cells are read."""
        index = self._shown[at]
        if index >= len(self._cells):
            return ""
        cells = unpacked(self._cells[index])
        place = column - Column.WHY - 1
        return cells[place] if place < len(cells) else ""

    def is_mended(self, at: int, column: int) -> bool:
        """Tell whether a cell stands otherwise in the file."""
        return (self.row(at).row, self._columns[column - Column.WHY - 1]) in self._mended

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
        if role == ROW:
            return self.row(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.EditRole):
            return self._text(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.headings.labels[index.column()]} {self._text(index)}"
        return None

    def _text(self, index: Index) -> str:
        if index.column() > Column.WHY:
            return self.cell(index.row(), index.column())
        return self._telling.text(self.row(index.row()), Column(index.column()))

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        if str(value) != self._text(index):
            name = self._columns[index.column() - Column.WHY - 1]
            self.mended.emit(self._shown[index.row()], name, str(value))
        return True


class PlanDelegate(QStyledItemDelegate):
    """Paints one cell of the plan."""

    def __init__(self, appearance: Appearance, telling: RowTelling, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance, self._telling = appearance, telling

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW)
        if not isinstance(row, PlannedRow):
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        active = bool(option.state & QStyle.StateFlag.State_Active)
        # Only a cell of the file can be mended, so only there a cell is current and not a row.
        current = index.column() > Column.WHY and bool(option.state & QStyle.StateFlag.State_HasFocus)
        self._appearance.cells.ground(painter, option.rect, selected=selected, active=active, current=current)
        if index.column() == Column.VERDICT:
            self._paint_verdict(painter, option, row, selected and active)
        else:
            self._paint_text(painter, option, index, selected and active)

    def _paint_verdict(
        self, painter: QPainter, option: QStyleOptionViewItem, row: PlannedRow, inked: bool
    ) -> None:
        badge = badge_of("verdict", row.verdict)
        if badge is not None:
            word = self._telling.verdict(row.verdict)
            self._appearance.cells.badge(painter, option.rect, word, badge.tone, badge.concept, selected=inked)

    def _paint_text(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        inked: bool,
    ) -> None:
        column, model = index.column(), index.model()
        mended = column > Column.WHY and isinstance(model, PlanModel) and model.is_mended(index.row(), column)
        text = str(index.data() or "")
        self._appearance.cells.text(
            painter,
            option.rect,
            f"✎ {text}" if mended else text,
            align=RIGHT if column == Column.ROW else LEFT,
            tone="text2" if column in {Column.ROW, Column.WHY} else "text",
            weight=MEDIUM if column == Column.NUMBER or mended else None,
            middle=column == Column.NUMBER,
            selected=inked,
        )

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        editor.setGeometry(option.rect)


class PlanTable(RowTable):
    """Shows a `PlanModel`; F2 mends the cell in front, or the one the reason of the row speaks of."""

    def __init__(
        self, appearance: Appearance, model: PlanModel, telling: RowTelling, parent: QWidget | None = None
    ) -> None:
        super().__init__(appearance, model, "", parent)
        self._plan = model
        self.setObjectName("importDialog.table")
        self.setAccessibleName(self.tr("Rows of the file"))
        self.setItemDelegate(PlanDelegate(appearance, telling, self))
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._longest = ""
        appearance.changed.connect(self.refresh)
        self.refresh()

    def make_room(self, longest: str) -> None:
        """Take the row height and widths anew, with room for this number."""
        self._longest = longest
        self.refresh()

    def refresh(self) -> None:
        """Take row height and widths from the present look."""
        own = (
            (Column.ROW, 64),
            (Column.VERDICT, 100),
            (Column.SAYS, 180),
        )
        files = range(Column.WHY + 1, self.model().columnCount())
        self.fit((*own, *((column, 120) for column in files)))
        look = self._appearance.look
        wide = QFontMetrics(look.fonts.font(weight=MEDIUM)).horizontalAdvance(self._longest)
        least, most = look.metrics.px(_NUMBER[0]), look.metrics.px(_NUMBER[1])
        self.setColumnWidth(Column.NUMBER, min(max(wide + look.metrics.px(20), least), most))
        self._share()

    def _share(self) -> None:
        """Let the reasons reach the edge, so that no sliver of the cells of the file stands beside them."""
        before = sum(self.columnWidth(column) for column in range(Column.WHY))
        least = self._appearance.look.metrics.px(_WHY)
        self.setColumnWidth(Column.WHY, max(self.viewport().width() - before, least))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

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
