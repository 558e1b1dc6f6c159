"""The dialog that enters a request, which becomes a loan."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.loan_dialog import LoanDialog, people_in
from lunarcurator.desktop.dialogs.loans.wanted_grid import NAMED, WantedRows, rows_of
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.identity import AgreementRef, PersonRef, Uid, ref_of
from lunarcurator.domain.lending.terms import DocumentKind, LoanKind
from lunarcurator.domain.operations.requesting import RequestLoan
from lunarcurator.services.lending.agreements import policies_in_use
from lunarcurator.services.posting import Preview


class RequestLoanDialog(LoanDialog):
    """Asks who wants what, for what, and by which plan; selected pieces stand in the grid at first."""

    kind = RequestLoan.KIND
    size_at_first = QSize(1240, 700)

    @override
    def build(self) -> None:
        self.borrower = self.borrower_input()
        self.agreement = self.agreement_input(self.selection.agreement)
        self.loan_kind = self.make.coded("kind", self.tr("Kind"), "loan_kind", tuple(LoanKind), LoanKind.RESEARCH)
        self.number = self.make.text("number", self.tr("Number"), note=self.tr("empty: the next of the year"))
        self.purpose = self.make.text("purpose", self.tr("Purpose"), wide=2)
        self.plan = self.make.text("plan", self.tr("Plan the use falls under"), wide=2)
        self.round = self.make.text("round", self.tr("Committee round"))
        self.project = self.make.text("project", self.tr("Project"))
        self.until = self.make.day("project_until", self.tr("Project ends"))
        self.co = self.co_investigators_input()
        self.document = self.document_input(caption=self.tr("Letter of request"))
        self.rows = WantedRows(self.words, self.masses, policies_in_use(self.context.session))
        self.lines = self.make.grid("lines", self.tr("What is asked"), self.rows.columns(), rows_seen=6)
        self.lines.need(NAMED)
        self.lines.show_rows(rows_of(self.numbers))
        self.form.add(self.borrower, self.agreement, self.loan_kind, self.number)
        self.form.add(self.lines)
        self.form.add(self.purpose, self.plan, self.co)
        self.form.add(self.round, self.project, self.until, self.document)
        self.add_standing(self.borrower)

    @override
    def edited(self) -> None:
        needed = not self.agreement.value() and self.loan_kind.value() != LoanKind.INTERNAL
        self.agreement.field.set_note(self.tr("nothing is lent without one") if needed else "")

    @override
    def heading(self) -> str:
        return self.tr("Enter a request")

    @override
    def primary(self) -> str:
        person = self.choices.person(Uid(self.borrower.value()))
        return self.tr("Enter the request of {person}").format(person=person) if person else self.heading()

    @override
    def operations(self) -> tuple[RequestLoan, ...]:
        agreement = self.agreement.value()
        return (
            RequestLoan(
                number=self.number.value(),
                kind=LoanKind(self.loan_kind.value()),
                borrower=PersonRef(ref_of(Uid(self.borrower.value()))),
                agreement=AgreementRef(ref_of(Uid(agreement))) if agreement else None,
                co_investigators=people_in(self.co.value()),
                purpose=self.purpose.value(),
                plan=self.plan.value(),
                round=self.round.value(),
                project=self.project.value(),
                project_until=self.until.day() if self.until.value() else 0,
                lines=tuple(self.rows.wanted(row) for row in self.lines.rows()),
                documents=self.attached(DocumentKind.REQUEST, self.document),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        operation = preview.acts[0].operation
        count = len(operation.lines) if isinstance(operation, RequestLoan) else 0
        return (
            self.words.say("dialog.loan_opened", {"count": count}),
            self.tr("Nothing is promised until somebody decides"),
        )


def open_request_loan(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that enters a request."""
    return opened(RequestLoanDialog(context, selection, parent))
