"""The dialog that lets prepared lines leave in a shipment."""

from collections.abc import Sequence
from typing import override

from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.actions import ACTIONS, words_of
from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.layouts import CHANGE_LOAN
from lunarcurator.desktop.dialogs.loans.loan_dialog import LoanDialog
from lunarcurator.desktop.dialogs.loans.named_lines import COLUMN
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.days import Day, DayTextError, certain_day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import LineRef, ShipmentRef, Uid, ref_of
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations.issuing import IssueLines, Sent
from lunarcurator.domain.operations.requesting import ChangeLoan
from lunarcurator.services.posting import Preview


class IssueLinesDialog(LoanDialog):
    """Asks which lines, in which shipment, and when each falls due."""

    kind = IssueLines.KIND

    @override
    def build(self) -> None:
        self.none = self.tr("none")
        columns = (
            GridColumn("line", self.tr("Line"), 150, number=True),
            GridColumn(COLUMN, self.tr("Piece"), 190, proposed=True, quiet=True, number=True),
            GridColumn("due", self.tr("Due"), 0, read=self._trouble, words=(self.none,)),
        )
        self.shipment = self.shipment_input()
        self.document = self.document_input(caption=self.tr("Signed assignment"))
        self.certificate = self.document_input(key="certificate", caption=self.tr("Sample certificate"))
        note = self.tr("due empty: as long as the policy lends")
        self.lines = self.make.grid("lines", self.tr("Lines"), columns, note=note, rows_seen=6)
        self.lines.need(("line",))
        if self.choices.chosen:
            self.lines.begin_in("due")
        self.lines.show_rows([{"line": line.code} for line in self.choices.chosen])
        self.name_lines(self.lines)
        # Which agreement a loan falls under is no field of its issue, and is changed in an act of its own.
        self.form.answers.leads["agreement"] = words_of(ACTIONS[ChangeLoan.KIND])
        self.form.add(self.shipment)
        self.form.add(self.document, self.certificate)
        self.form.add(self.lines)

    @override
    def lead(self, field: str) -> None:
        loan = next((each.loan for each in self.choices.chosen if each.loan), self.selection.loan)
        CHANGE_LOAN.open(self.context, Selection(loan=loan), self, after=lambda _posted: self.reload())

    @override
    def heading(self) -> str:
        return self.tr("Issue lines")

    @override
    def operations(self) -> tuple[IssueLines, ...]:
        sent = tuple(
            Sent(line=LineRef(row["line"].strip()), due=self._due(row["due"])) for row in self.lines.rows()
        )
        return (
            IssueLines(
                lines=sent,
                shipment=ShipmentRef(ref_of(Uid(self.shipment.value()))),
                assignment=(
                    *self.attached(DocumentKind.ASSIGNMENT, self.document),
                    *self.attached(DocumentKind.CERTIFICATE, self.certificate),
                ),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        return (
            self.tr("The pieces are in transit until somebody signs for them"),
            self.tr("Their mass stays in the book, on loan; their places stay reserved"),
        )

    def _due(self, text: str) -> Day | None:
        if not text.strip():
            return 0
        return None if text.strip().casefold() == self.none.casefold() else certain_day(text)

    def _trouble(self, text: str) -> Refusal | None:
        try:
            self._due(text)
        except DayTextError as error:
            return error
        return None


def open_issue_lines(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that lets prepared lines leave."""
    return opened(IssueLinesDialog(context, selection, parent))
