"""The dialog that changes what a line asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.loan_dialog import LoanDialog
from lunarcurator.desktop.dialogs.loans.wanted_grid import NAMED, WantedRows, destroys
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.identity import LineRef
from lunarcurator.domain.lending.lines import DECIDED, Line
from lunarcurator.domain.operations.requesting import ChangeLine
from lunarcurator.services.lending.agreements import policies_in_use
from lunarcurator.services.posting import Preview


class ChangeLineDialog(LoanDialog):
    """Asks for the line and what it asks for from now on, in one row of the grid of a request."""

    kind = ChangeLine.KIND
    size_at_first = QSize(1300, 520)

    @override
    def build(self) -> None:
        self.rows = WantedRows(self.words, self.masses, policies_in_use(self.context.session))
        columns = (GridColumn("line", self.tr("Line"), 130, number=True), *self.rows.columns())
        self.lines = self.make.grid("wanted", self.tr("What the line asks for from now on"), columns, rows_seen=2)
        self.lines.need(("line",), NAMED)
        self.lines.show_rows(
            [
                {
                    "line": line.code,
                    "described": line.described,
                    "optimum_ug": self.masses.text(line.optimum_ug),
                    "minimum_ug": self.masses.text(line.minimum_ug),
                    "mode": self.word_of("line_mode", line.mode),
                    "destructive": destroys(line.destructive, self.rows.destroying),
                    "category": line.category,
                    "use": line.use,
                    "sample": self.choices.numbers.get(line.sample or line.source or line.uid, ""),
                }
                for line in (self.choices.chosen if self.choices.only is not None else ())
            ]
        )
        self.form.add(self.lines)

    @override
    def lacking(self) -> str:
        rows = self.lines.rows()
        if len(rows) != 1 or not rows[0]["line"].strip():
            return self.tr("Name one line in the first column.")
        if self._line(rows[0]) is None:
            return self.tr("Select the line among the loans first, so that what it asks for is shown here.")
        return ""

    @override
    def heading(self) -> str:
        return self.tr("Change what a line asks for")

    @override
    def operations(self) -> tuple[ChangeLine, ...]:
        row = self.lines.rows()[0]
        line = self._line(row)
        # A change says all of a line anew, and the grid has no column for its remarks.
        wanted = replace(self.rows.wanted(row), remarks=line.remarks if line is not None else "")
        return (ChangeLine(line=LineRef(row["line"].strip()), wanted=wanted),)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        rows = self.lines.rows()
        line = self._line(rows[0]) if rows else None
        if line is None or line.state not in DECIDED:
            return ()
        return (self.tr("What was decided on the line has to be decided again"),)

    def _line(self, row: Mapping[str, str]) -> Line | None:
        """Return the line of a row, which shows what is on record of it; None for one that was only typed."""
        code = row["line"].strip().casefold()
        return next((each for each in self.choices.chosen if each.code.casefold() == code), None)


def open_change_line(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that changes what a line asks for."""
    return opened(ChangeLineDialog(context, selection, parent))
