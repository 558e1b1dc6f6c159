"""The rows of a plan as a table: verdict, number, what the file says, and one reason in words."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Final, override

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from lunarcurator.desktop.models.headings import FlatModel, Headings, Index
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.badges import badge_of
from lunarcurator.desktop.theme.cells import LEFT, RIGHT
from lunarcurator.desktop.widgets.row_table import RowTable
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.domain.operations import Register
from lunarcurator.services.importing import ImportPlan, PlannedRow, Verdict
from lunarcurator.services.importing.report import difference_text
from lunarcurator.services.journal_sentences import Teller
from lunarcurator.services.words import Words

ROW: Final = Qt.ItemDataRole.UserRole + 1


class Column(IntEnum):
    """The columns of the table."""

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
    """Those rows of a plan that have one of the verdicts asked for and contain a text."""

    def __init__(self, headers: Sequence[str], telling: RowTelling, parent: QObject | None = None) -> None:
        super().__init__(Headings(headers, {Column.ROW}), parent)
        self._telling = telling
        self._rows: Sequence[PlannedRow] = ()
        self._shown: list[int] = []

    def show_plan(self, plan: ImportPlan | None, verdicts: frozenset[Verdict], text: str = "") -> None:
        """Show rows of a plan; no verdict at all means every row."""
        wanted = text.strip().casefold()
        self.beginResetModel()
        self._rows = plan.rows if plan is not None else ()
        self._shown = [
            at
            for at, row in enumerate(self._rows)
            if (not verdicts or row.verdict in verdicts) and (not wanted or self._holds(row, wanted))
        ]
        self.endResetModel()

    def _holds(self, row: PlannedRow, wanted: str) -> bool:
        return wanted in row.number.casefold() or wanted in self._telling.why(row).casefold()

    def row(self, at: int) -> PlannedRow:
        """Return a shown row of the plan."""
        return self._rows[self._shown[at]]

    @override
    def row_total(self) -> int:
        return len(self._shown)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.row(index.row())
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._telling.text(row, Column(index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.headings.labels[index.column()]} {self._telling.text(row, Column(index.column()))}"
        return None


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
        cells, column = self._appearance.cells, Column(index.column())
        cells.ground(painter, option.rect, selected=selected, active=active)
        inked = selected and active
        if column is Column.VERDICT:
            badge = badge_of("verdict", row.verdict)
            if badge is not None:
                word = self._telling.verdict(row.verdict)
                cells.badge(painter, option.rect, word, badge.tone, badge.concept, selected=inked)
            return
        cells.text(
            painter,
            option.rect,
            self._telling.text(row, column),
            align=RIGHT if column is Column.ROW else LEFT,
            tone="text2" if column in {Column.ROW, Column.WHY} else "text",
            weight=500 if column is Column.NUMBER else None,
            middle=column is Column.NUMBER,
            selected=inked,
        )


class PlanTable(RowTable):
    """Shows a `PlanModel`; the reason takes the spare width."""

    def __init__(
        self, appearance: Appearance, model: PlanModel, telling: RowTelling, parent: QWidget | None = None
    ) -> None:
        super().__init__(appearance, model, "", parent)
        self.setObjectName("importDialog.table")
        self.setAccessibleName(self.tr("Rows of the file"))
        self.setItemDelegate(PlanDelegate(appearance, telling, self))
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.stretch(Column.WHY)
        appearance.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Take row height and widths from the present look."""
        self.fit(((Column.ROW, 64), (Column.VERDICT, 100), (Column.NUMBER, 120), (Column.SAYS, 200)))
