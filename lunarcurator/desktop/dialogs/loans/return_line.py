"""The plain dialog of a return: what came back of one line, what was used, lost or stays out."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.line_dialog import LineDialog
from lunarcurator.desktop.dialogs.loans.return_grid import ReturnRows
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.identity import ShipmentRef
from lunarcurator.domain.known_mass import KnownMass
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations.accounting import ReturnLine
from lunarcurator.domain.rules.loan_return import ending_of
from lunarcurator.services.lending.returning import compared_to_ug, missing_ug
from lunarcurator.services.posting import Preview


class ReturnLineDialog(LineDialog):
    """Asks for each piece what the borrower states and what we read, and what became of the rest."""

    kind = ReturnLine.KIND
    size_at_first = QSize(1320, 740)

    @override
    def build(self) -> None:
        self.add_line()
        self.document = self.document_input(required=True, caption=self.tr("Return sheet"))
        self.document.also = ("sheet",)
        self.shipment = self.make.text("shipment", self.tr("Shipment"), note=self.tr("by number; empty: none"))
        self.rows = ReturnRows(self.words, self.masses)
        self.balance = self.make.balance("balance", self.tr("Balance"))
        self.pieces = self.make.grid("pieces", self.tr("What came back"), self.rows.columns(), rows_seen=5)
        self.used = self.mass_input("consumed_ug", self.tr("Used up"))
        self.lost = self.mass_input("lost_ug", self.tr("Lost"))
        self.gone = self.gone_input()
        self.kept = self.mass_input("retained_ug", self.tr("Stays out"))
        self.rest = self.make.flag("rest", self.tr("All the rest stays out"))
        self.accept_difference = self.make.flag("accept_difference", self.tr("The difference is accepted"))
        self.method = self.make.text("method", self.tr("Methods used"), wide=2)
        self.met = self.exposures_input()
        self.contamination = self.make.text("contamination", self.tr("Contamination"), wide=2)
        self.form.add(self.line, self.document, self.shipment, self.balance)
        self.form.add(self.pieces)
        self.form.add(self.used, self.lost, self.kept)
        self.form.add(self.gone)
        self.form.add(self.rest, self.accept_difference)
        self.form.add(self.method, self.contamination)
        self.form.add(self.met)
        self.add_use_record()

    @override
    def heading(self) -> str:
        return self.tr("Take back what came of a line")

    @override
    def lacking(self) -> str:
        unknown = self.unknown_exposure(self.met.value())
        return (
            self.tr("“{word}” is nothing a sample can meet. Choose from the list.").format(word=unknown)
            if unknown
            else ""
        )

    @override
    def operations(self) -> tuple[ReturnLine, ...]:
        shipment = self.shipment.value().strip()
        return (
            ReturnLine(
                line=self.line_ref,
                pieces=tuple(self.rows.came_back(row, self.balance.ref()) for row in self.pieces.rows()),
                consumed_ug=self.used.ug() or 0,
                lost_ug=self.lost.ug() or 0,
                resolution_ug=max(self.used.last_place(), self.lost.last_place()),
                retained_ug=None if self.rest.value() else self.kept.ug() or 0,
                accept_difference=self.accept_difference.value(),
                method=self.method.value(),
                plan=self.plan.value(),
                signed_by=self.signed.value(),
                confirmed_by=self.confirmed_by.value(),
                exposures=self.exposures(self.met.value()),
                contamination=self.contamination.value(),
                shipment=ShipmentRef(shipment) if shipment else None,
                sheet=self.report(DocumentKind.RETURN_SHEET, self.document),
                documents=self.videos(),
                gone=self.gone_of(self.gone),
            ),
        )

    @override
    def edited(self) -> None:
        self.show_held()
        self.show_use_record(wanted=bool(self.used.text().strip()))
        line = self.named_line
        sheet = None if line is None or self.form.troubles() else self.operations()[0]
        missing = missing_ug(line, sheet) if line is not None and sheet is not None else None
        told = self.tr("The line balances") if missing == 0 else ""
        if missing and line is not None and sheet is not None:
            mass = KnownMass(missing, compared_to_ug(line, sheet), line.left_as == Quality.ESTIMATED)
            told = self.tr("{mass} is missing to balance").format(mass=mass.shown(self.masses.unit))
        self.held.say(told, "amber" if missing else "green")

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        operation = preview.acts[0].operation
        assert isinstance(operation, ReturnLine)  # noqa: S101 - the dialog posts nothing else
        numbers = [each.number for each in operation.pieces if not each.itself]
        lines = [self.words.say("dialog.new_numbers", {"numbers": numbers})] if numbers else []
        if operation.retained_ug != 0:
            return (*lines, self.tr("The line stays open for the rest"))
        ending = ending_of(operation)
        piece = self.tr("The piece of the line is then {state}") if ending else ""
        state = self.words.say(f"existence.{ending}") if ending else ""
        closes = self.tr("The receipt closes the line")
        return tuple(filter(None, (*lines, closes, piece.replace("{state}", state))))


def open_return_line(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the plain dialog of a return."""
    return opened(ReturnLineDialog(context, selection, parent))
