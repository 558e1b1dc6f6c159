"""The dialog that says that a shipment arrived with the borrower."""

from collections.abc import Sequence
from typing import override

from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.loan_dialog import LoanDialog, lines_in
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.identity import ShipmentRef, Uid, ref_of
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations.issuing import ReceiveShipment
from lunarcurator.services.posting import Preview


class ReceiveShipmentDialog(LoanDialog):
    """Asks who signed, on which paper, and in what condition things arrived."""

    kind = ReceiveShipment.KIND

    @override
    def build(self) -> None:
        self.shipment = self.shipment_input()
        self.received_by = self.make.text("received_by", self.tr("Received by"), required=True)
        self.receipt = self.document_input(key="receipt", caption=self.tr("Signed receipt"), required=True)
        some = ", ".join(line.code for line in self.choices.chosen) if self.choices.beside else ""
        note = self.tr("empty: all that is in it")
        self.lines = self.make.text("lines", self.tr("Only these lines"), some, note=note)
        self.name_lines(self.lines, lambda: lines_in(self.lines.value()))
        self.condition = self.make.text("condition", self.tr("Condition at entry"), wide=2)
        self.form.add(self.shipment, self.received_by, self.receipt)
        self.value = self.make.text("declared_value", self.tr("Declared value at entry"))
        self.photographs = self.photographs_input(self.tr("Photographs at entry"))
        self.form.add(self.lines, self.condition)
        self.form.add(self.value, self.photographs)

    @override
    def heading(self) -> str:
        return self.tr("Receive a shipment")

    @override
    def operations(self) -> tuple[ReceiveShipment, ...]:
        return (
            ReceiveShipment(
                shipment=ShipmentRef(ref_of(Uid(self.shipment.value()))),
                received_by=self.received_by.value(),
                lines=lines_in(self.lines.value()),
                condition=self.condition.value(),
                receipt=self.receipt.attached(DocumentKind.RECEIPT, self.day.day()),
                declared_value=self.value.value(),
                documents=self.photographs.attached(DocumentKind.PHOTOGRAPH, self.day.day()),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        return (self.tr("The pieces are on loan with the borrower, who answers for them"),)


def open_receive_shipment(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that says that a shipment arrived."""
    return opened(ReceiveShipmentDialog(context, selection, parent))
