"""The dialog that says a responsible person died, retired or moved, and what becomes of what is out."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.borrowers.party_dialog import PartyDialog, about, agreement_ref, person_ref
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.days import show_day
from lunarcurator.domain.lending.terms import DocumentKind, PersonEnd
from lunarcurator.domain.operations.borrowing import EndResponsibility
from lunarcurator.services.posting import Preview


class EndResponsibilityDialog(PartyDialog):
    """Asks whose responsibility ends, how, and one of two ways for the open lines: another agreement, or a day."""

    kind = EndResponsibility.KIND
    size_at_first = QSize(960, 600)

    @override
    def build(self) -> None:
        self.person = self.person_input("person", self.tr("Person"), self.selection.person)
        self.person.also = ("borrower",)
        self.how = self.make.coded("how", self.tr("How"), "person_end", tuple(PersonEnd), required=True)
        valid = [each for each in self.parties.agreements if each.is_valid_on(self.parties.today)]
        self.agreement = self.agreement_input(valid, required=False)
        self.agreement.also = ("lines",)
        self.agreement.set_note(self.tr("what is out passes to its responsible person"))
        self.recall_by = self.make.day(
            "recall_by", self.tr("or back by"), note=self.tr("what is out is asked back")
        )
        self.document = self.document_input("document", self.tr("Document"))
        self.form.add(self.person, self.how)
        self.form.add(self.agreement, self.recall_by)
        self.form.add(self.document)
        self.add_card(self.person)

    @override
    def heading(self) -> str:
        return self.tr("End a responsibility")

    @override
    def primary(self) -> str:
        name = self.parties.name(self.person.value())
        return self.tr("{name} answers for nothing more").format(name=name) if name else self.heading()

    @override
    def operations(self) -> tuple[EndResponsibility, ...]:
        agreement = self.agreement.value()
        return (
            EndResponsibility(
                person=person_ref(self.person.value()),
                how=PersonEnd(self.how.value()),
                agreement=agreement_ref(agreement) if agreement else None,
                recall_by=self.recall_by.day(),
                documents=self.documents(DocumentKind.OTHER, self.document),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        name, agreement = self.parties.name(self.person.value()), self.parties.agreement(self.agreement.value())
        told = [self.tr("{name} answers for nothing from this day on").format(name=name)]
        if agreement is not None:
            heir = self.parties.name(agreement.person)
            passing = self.tr("What is out passes to {name} under agreement {code}, as it is")
            told.append(passing.format(name=heir, code=agreement.code))
        elif self.recall_by.day():
            asked = self.tr("What is out is asked back by {day}")
            told.append(asked.format(day=show_day(self.recall_by.day())))
        return told


def open_end_responsibility(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that ends a responsibility, of the person selected."""
    return opened(EndResponsibilityDialog(context, about(selection), parent))
