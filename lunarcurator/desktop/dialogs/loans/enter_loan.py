"""The dialog that enters a loan of long ago, as a source tells it."""

from collections.abc import Mapping, Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.grid_model import GridColumn
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.loan_dialog import LoanDialog
from lunarcurator.desktop.dialogs.loans.typed_masses import TypedMasses
from lunarcurator.desktop.dialogs.loans.wanted_grid import rows_of
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.days import DayTextError, certain_day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import AgreementRef, PersonRef, PieceRef, Uid, ref_of
from lunarcurator.domain.lending.terms import LoanKind
from lunarcurator.domain.operations.accounting import EnterLoan, OldLine
from lunarcurator.services.posting import Preview


class EnterLoanDialog(LoanDialog):
    """Asks who has held which pieces since the day of the act, and which source says so."""

    kind = EnterLoan.KIND
    day_of_long_ago = True
    size_at_first = QSize(1000, 660)

    @override
    def build(self) -> None:
        self.borrower = self.borrower_input()
        self.agreement = self.agreement_input(self.selection.agreement)
        kinds = [each for each in LoanKind if each is not LoanKind.INCOMING]
        self.loan_kind = self.make.coded("kind", self.tr("Kind"), "loan_kind", kinds, LoanKind.RESEARCH)
        self.number = self.make.text("number", self.tr("Number"), note=self.tr("empty: the next of the year"))
        self.source = self.make.text(
            "source", self.tr("Source"), note=self.tr("list, file or letter"), required=True, wide=2
        )
        self.purpose = self.make.text("purpose", self.tr("Purpose"), wide=2)
        columns = (
            GridColumn("sample", self.tr("Number"), 170, number=True),
            self.masses.column("ug", self.tr("Mass"), 110),
            GridColumn("due", self.tr("Due"), 120, read=_day_trouble),
            GridColumn("remarks", self.tr("Remarks"), 0),
        )
        note = self.tr("a mass or a due day that nobody knows stays empty")
        self.lines = self.make.grid("lines", self.tr("Pieces"), columns, note=note, rows_seen=6)
        self.lines.need(("sample",))
        self.lines.show_rows(rows_of(self.numbers))
        self.form.add(self.borrower, self.agreement, self.loan_kind, self.number)
        self.form.add(self.lines)
        self.form.add(self.source, self.purpose)
        self.add_standing(self.borrower)

    @override
    def heading(self) -> str:
        return self.tr("Enter a loan of long ago")

    @override
    def operations(self) -> tuple[EnterLoan, ...]:
        agreement = self.agreement.value()
        return (
            EnterLoan(
                number=self.number.value(),
                since_stated=self.day.stated(),
                kind=LoanKind(self.loan_kind.value()),
                borrower=PersonRef(ref_of(Uid(self.borrower.value()))),
                agreement=AgreementRef(ref_of(Uid(agreement))) if agreement else None,
                lines=tuple(_line(row, self.masses) for row in self.lines.rows()),
                source=self.source.value(),
                purpose=self.purpose.value(),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        return (
            self.words.say("dialog.goes_out", {"count": len(self.lines.rows())}),
            self.tr("Unknown masses stay unknown, and undated lines are never overdue"),
        )


def _line(row: Mapping[str, str], masses: TypedMasses) -> OldLine:
    due = row["due"].strip()
    return OldLine(
        sample=PieceRef(row["sample"].strip()),
        ug=masses.ug(row["ug"]),
        due=certain_day(due) if due else None,
        remarks=row["remarks"].strip(),
    )


def _day_trouble(text: str) -> Refusal | None:
    try:
        certain_day(text.strip()) if text.strip() else None
    except DayTextError as error:
        return error
    return None


def open_enter_loan(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that enters a loan of long ago; selected pieces stand in it at first."""
    return opened(EnterLoanDialog(context, selection, parent))
