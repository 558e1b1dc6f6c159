"""The step in which every row has its verdict: filtered by verdict and text."""

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.imports.case import sift
from lunarcurator.desktop.dialogs.imports.rows import RowTelling
from lunarcurator.desktop.models.shaped_rows import ShapedRowsModel
from lunarcurator.desktop.widgets.chips import Chip
from lunarcurator.desktop.widgets.fields import SearchField
from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.ledger_model import LedgerColumn
from lunarcurator.desktop.widgets.list_table import ListTable
from lunarcurator.desktop.widgets.plain_column import plain_column
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.services.importing import ImportPlan, PlannedRow, Verdict
from lunarcurator.services.importing.non_record_rows.aside import aside_told


class VerdictsPage(QWidget):
    """The rows of a plan; `chosen` carries the row in front or None."""

    chosen = Signal(object)

    def __init__(self, context: AppContext, telling: RowTelling) -> None:
        super().__init__()
        self._context, self._telling = context, telling
        self._plan: ImportPlan | None = None
        look = context.appearance
        columns = (
            LedgerColumn(self.tr("Row"), "count", 64),
            LedgerColumn(self.tr("Verdict"), width=100),
            LedgerColumn(self.tr("Number"), "number", 120),
            LedgerColumn(self.tr("In the file"), width=180),
            LedgerColumn(self.tr("Why")),
        )
        self.model = ShapedRowsModel(columns, telling.cells, self)
        self.table = ListTable(look, self.model, self.tr("Rows of the file"), object_name="importDialog.table")
        self.chips = {
            verdict: Chip(look, telling.verdict(verdict), object_name=f"importDialog.{verdict}")
            for verdict in Verdict
        }
        self.search = SearchField(look, self.tr("Find in file"), object_name="importDialog.search")
        self.aside = Label(look, wrap=True, object_name="importDialog.aside")
        self._lay_out()
        for chip in self.chips.values():
            chip.toggled.connect(self._sift)
        self.search.textChanged.connect(self._sift)
        self.search.entered.connect(self.table.setFocus)
        self.table.selectionModel().currentRowChanged.connect(self._came_to)

    def show_plan(self, plan: ImportPlan | None) -> None:
        """Show the verdicts over a case; keep nothing of those before."""
        self.model.show_rows(())
        if self._plan is not None:
            self._context.lanes.let_go([*self._plan.rows])
        self._plan = plan
        if plan is None:
            return
        self._show_counts(plan)
        told = aside_told(plan.aside, self._context.words)
        self.aside.setText(told)
        self.aside.setVisible(bool(told))
        self._sift()

    def _show_counts(self, plan: ImportPlan) -> None:
        """Show first what needs an eye: conflicts and refused rows, where there are any."""
        counts = plan.counts
        for verdict, chip in self.chips.items():
            with QSignalBlocker(chip):
                chip.setChecked(counts[verdict] > 0 and verdict in {Verdict.CONFLICT, Verdict.REFUSED})
            chip.set_count(shown_count(counts[verdict]))
            chip.setEnabled(counts[verdict] > 0)

    def _sift(self) -> None:
        plan, telling, text = self._plan, self._telling, self.search.text()
        verdicts = {verdict for verdict, chip in self.chips.items() if chip.isChecked()}
        if plan is not None:
            self._context.lanes.read(
                lambda: sift(plan, verdicts, text, telling.why),
                lambda shown: self._sifted(plan, shown),
                replaces="importDialog.sift",
            )

    def _sifted(self, plan: ImportPlan, shown: list[PlannedRow]) -> None:
        if plan is not self._plan:
            return
        self.model.show_rows(shown)
        if shown:
            self.table.stand_on(0)
        else:
            self.chosen.emit(None)

    def _lay_out(self) -> None:
        gap = self._context.appearance.look.metrics.px(8)
        row, chips = QHBoxLayout(), FlowLayout(gap)
        # The first line of chips stands level with the search.
        chips.setContentsMargins(0, self._context.appearance.look.metrics.px(3), 0, 0)
        for chip in self.chips.values():
            chips.addWidget(chip)
        row.addLayout(chips, 1)
        row.addWidget(self.search, 0, Qt.AlignmentFlag.AlignTop)
        plain_column(self, gap, row, self.aside, self.table).setStretchFactor(self.table, 1)

    def _came_to(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(self.model.rows[current.row()] if current.isValid() else None)
