"""The dialog that says that lab and borrower disagree about a line, or settles it."""

from collections.abc import Sequence
from typing import override

from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.loan_dialog import LoanDialog
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.identity import LineRef
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations.issuing import DisputeLine
from lunarcurator.services.posting import Preview


class DisputeLineDialog(LoanDialog):
    """Asks which line and what it is about; the line stays open either way."""

    kind = DisputeLine.KIND

    @override
    def build(self) -> None:
        only = self.choices.only
        self.line = self.make.text("line", self.tr("Line"), only.code if only is not None else "", required=True)
        self.name_lines(self.line, lambda: tuple(filter(None, (self.line.value(),))))
        self.text = self.make.text(
            "text", self.tr("What it is about, or how it was settled"), required=True, wide=2
        )
        self.settled = self.make.flag("settled", self.tr("It is settled"))
        self.document = self.document_input()
        self.form.add(self.line, self.text)
        self.form.add(self.settled, self.document)

    @override
    def heading(self) -> str:
        return self.tr("Dispute a line")

    @override
    def operations(self) -> tuple[DisputeLine, ...]:
        return (
            DisputeLine(
                line=LineRef(self.line.value().strip()),
                text=self.text.value(),
                settled=self.settled.value(),
                documents=self.attached(DocumentKind.OTHER, self.document),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        return (self.tr("The line stays open: only a document closes it"),)


def open_dispute_line(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that records or settles a dispute."""
    return opened(DisputeLineDialog(context, selection, parent))
