"""The dialog that records one hand-over in the chain of custody."""

from collections.abc import Sequence
from typing import override

from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.loan_dialog import LoanDialog
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.identity import ShipmentRef, Uid, ref_of
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations.issuing import HandOver
from lunarcurator.services.posting import Preview


class HandOverDialog(LoanDialog):
    """Asks who gave the shipment to whom, when, and whether its seals were intact."""

    kind = HandOver.KIND

    @override
    def build(self) -> None:
        self.shipment = self.shipment_input()
        self.given_by = self.make.text("given_by", self.tr("Given by"), required=True)
        self.taken_by = self.make.text("taken_by", self.tr("Taken by"), required=True)
        self.at = self.make.time("at", self.tr("Time"), note=self.tr("local, such as 14:30"))
        told = [
            ("", self.tr("not looked at")),
            ("yes", self.tr("intact")),
            ("no", self.tr("broken")),
        ]
        self.seals = self.make.choice("seals_intact", self.tr("Seals"), told)
        self.remarks = self.make.text("remarks", self.tr("Remarks"), wide=2)
        self.document = self.document_input()
        self.form.add(self.shipment, self.given_by, self.taken_by)
        self.form.add(self.at, self.seals)
        self.form.add(self.remarks, self.document)

    @override
    def heading(self) -> str:
        return self.tr("Hand a shipment over")

    @override
    def operations(self) -> tuple[HandOver, ...]:
        return (
            HandOver(
                shipment=ShipmentRef(ref_of(Uid(self.shipment.value()))),
                given_by=self.given_by.value(),
                taken_by=self.taken_by.value(),
                at=self.at.time(),
                seals_intact={"yes": True, "no": False}.get(self.seals.value()),
                remarks=self.remarks.value(),
                documents=self.attached(DocumentKind.CUSTODY, self.document),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        return (self.tr("The chain of custody has one more link; nothing moves in the book"),)


def open_hand_over(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that records a hand-over."""
    return opened(HandOverDialog(context, selection, parent))
