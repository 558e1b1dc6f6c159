"""The dialog that enters a shipment, or changes one that has not arrived."""

from collections.abc import Sequence
from typing import ClassVar, override

from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.loan_dialog import LoanDialog
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.identity import ShipmentRef, Uid, ref_of
from lunarcurator.domain.lending.terms import Carrier, Direction, DocumentKind
from lunarcurator.domain.operations.issuing import PackShipment
from lunarcurator.services.posting import Preview


class PackShipmentDialog(LoanDialog):
    """Asks how a box travels: carrier, seals, who carries it, and what it is insured for."""

    kind: ClassVar[str] = PackShipment.KIND

    @override
    def build(self) -> None:
        caption, new = self.tr("Change"), self.tr("empty: a new shipment")
        self.which = self.chosen_of("which", caption, self.choices.shipments, self.selection.shipment, note=new)
        self.number = self.make.text("number", self.tr("Number"), note=self.tr("empty: the next of the year"))
        self.direction = self.make.coded(
            "direction", self.tr("Goes"), "direction", tuple(Direction), Direction.OUT
        )
        self.carrier = self.make.coded("carrier", self.tr("Carrier"), "carrier", tuple(Carrier), required=True)
        self.firm = self.make.text("firm", self.tr("Firm"))
        self.tracking = self.make.text("tracking", self.tr("Tracking number"))
        self.seals = self.make.text("seals", self.tr("Seals"), note=self.tr("with a semicolon between them"))
        self.carried_by = self.make.text(
            "carried_by", self.tr("Carried by"), note=self.tr("names, with a semicolon")
        )
        self.route = self.make.text("route", self.tr("Route"))
        self.value = self.make.text("declared_value", self.tr("Declared value"))
        self.insurance = self.make.text("insurance", self.tr("Insurance"))
        self.waiver = self.make.text("waiver", self.tr("Or waiver"))
        self.condition = self.make.text("condition", self.tr("Condition at exit"), wide=2)
        self.document = self.document_input()
        self.photographs = self.photographs_input(self.tr("Photographs at exit"))
        self.form.add(self.which, self.number, self.direction)
        self.form.add(self.carrier, self.firm, self.tracking)
        self.form.add(self.seals, self.carried_by, self.route)
        self.form.add(self.value, self.insurance, self.waiver)
        self.form.add(self.condition, self.document)
        self.form.add(self.photographs)

    @override
    def heading(self) -> str:
        return self.tr("Pack a shipment")

    @override
    def primary(self) -> str:
        return self.tr("Change the shipment") if self.which.value() else self.heading()

    @override
    def operations(self) -> tuple[PackShipment, ...]:
        chosen = self.which.value()
        return (
            PackShipment(
                shipment=ShipmentRef(ref_of(Uid(chosen))) if chosen else None,
                number=self.number.value(),
                direction=Direction(self.direction.value()),
                carrier=Carrier(self.carrier.value()),
                firm=self.firm.value(),
                tracking=self.tracking.value(),
                seals=_several(self.seals.value()),
                carried_by=_several(self.carried_by.value()),
                route=self.route.value(),
                declared_value=self.value.value(),
                insurance=self.insurance.value(),
                waiver=self.waiver.value(),
                condition=self.condition.value(),
                documents=(
                    *self.attached(DocumentKind.CONDITION, self.document),
                    *self.photographs.attached(DocumentKind.PHOTOGRAPH, self.day.day()),
                ),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        if self.which.value():
            return (self.tr("What is on record of the shipment changes; no line moves"),)
        return (self.tr("Lines of any loans can be issued in it; nothing leaves yet"),)


def _several(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.replace("\uff1b", ";").split(";") if each.strip())


def open_pack_shipment(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that enters or changes a shipment."""
    return opened(PackShipmentDialog(context, selection, parent))
