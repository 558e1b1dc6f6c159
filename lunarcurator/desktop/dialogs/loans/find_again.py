"""The dialog that books what is found of a part reported as lost at a borrower's."""

from collections.abc import Sequence
from dataclasses import replace
from typing import override

from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.line_dialog import LineDialog
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.identity import PlaceRef
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations.accounting import FindAgain
from lunarcurator.domain.operations.weighing import Reading
from lunarcurator.services.posting import Preview


class FindAgainDialog(LineDialog):
    """Asks how much is found, whether it comes home and where to, what it weighs, and by which report."""

    kind = FindAgain.KIND

    @override
    def build(self) -> None:
        self.add_line()
        self.ug = self.mass_input("ug", self.tr("Found"), self.tr("empty: all that was lost"))
        self.document = self.document_input(required=True, caption=self.tr("Report"))
        self.document.also = ("report",)
        self.there = self.make.flag("home", self.tr("It stays with the borrower"))
        self.weighs = self.mass_input("reading", self.tr("It weighs"), self.tr("empty: not weighed"))
        self.balance = self.make.balance("balance", self.tr("Balance"))
        self.number = self.make.text("number", self.tr("Number"), note=self.tr("empty: the next of its family"))
        self.number.also = ("found.number",)
        self.place = self.make.text("place", self.tr("Goes to"), note=self.tr("empty: as the policy says"))
        self.place.also = ("found.place",)
        self.why = self.make.text("place_why", self.tr("Why there"))
        self.why.also = ("found.place_why",)
        self.compared = self.make.flag("confirmed", self.tr("Number, mass and description were compared"))
        self.compared.also = ("found.confirmed",)
        self.remarks = self.make.text("remarks", self.tr("Remarks"), wide=2)
        self.form.add(self.line, self.ug, self.document)
        self.form.add(self.there)
        self.form.add(self.weighs, self.balance, self.number)
        self.form.add(self.place, self.why)
        self.form.add(self.compared, self.remarks)

    @override
    def edited(self) -> None:
        super().edited()
        comes = not self.there.value()
        for each in (self.weighs, self.balance, self.number, self.place, self.why, self.compared, self.remarks):
            each.field.setVisible(comes)

    @override
    def heading(self) -> str:
        return self.tr("Find again what was lost on a line")

    @override
    def operations(self) -> tuple[FindAgain, ...]:
        report = self.report(DocumentKind.OTHER, self.document)
        if self.there.value():
            told = FindAgain(line=self.line_ref, ug=self.ug.ug(), home=False, report=report)
            return (replace(told, resolution_ug=self.ug.last_place()),)
        place, mass = self.place.value().strip(), self.weighs.mass()
        return (
            FindAgain(
                line=self.line_ref,
                ug=self.ug.ug(),
                resolution_ug=self.ug.last_place(),
                reading=self._reading(mass) if mass else None,
                number=self.number.value().strip(),
                place=PlaceRef(place) if place else None,
                place_why=self.why.value().strip(),
                confirmed=self.compared.value(),
                report=report,
                remarks=self.remarks.value().strip(),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        act = preview.acts[0].operation
        assert isinstance(act, FindAgain)  # noqa: S101 - the dialog posts nothing else
        case = self.tr("The case of the loss stays open until somebody closes it")
        if not act.home:
            return (self.tr("The borrower answers for it again"), case)
        return (self.words.say("dialog.new_numbers", {"numbers": [act.number]}), case)

    def _reading(self, mass: Mass) -> Reading:
        balance = self.balance.ref()
        return Reading(net_ug=mass.ug, balance=balance, resolution_ug=None if balance else mass.resolution_ug)


def open_find_again(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that books what is found of a reported loss."""
    return opened(FindAgainDialog(context, selection, parent))
