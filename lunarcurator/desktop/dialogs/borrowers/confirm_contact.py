"""The dialog that says somebody was heard of: spoken with, written to and answered."""

from collections.abc import Sequence
from typing import override

from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.borrowers.party_dialog import PartyDialog, about, person_ref
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.days import show_day
from lunarcurator.domain.operations.borrowing import ConfirmContact
from lunarcurator.services.posting import Preview


class ConfirmContactDialog(PartyDialog):
    """Asks who was heard of, and how; the day of the act is the day of the contact."""

    kind = ConfirmContact.KIND

    @override
    def build(self) -> None:
        self.person = self.person_input("person", self.tr("Person"), self.selection.person)
        self.person.also = ("borrower",)
        self.how = self.make.text(
            "how",
            self.tr("How"),
            note=self.tr("a letter, a call, a visit, with its number where it has one"),
            required=True,
            wide=2,
        )
        self.form.add(self.person, self.how)
        self.add_card(self.person)

    @override
    def heading(self) -> str:
        return self.tr("Confirm a contact")

    @override
    def primary(self) -> str:
        name = self.parties.name(self.person.value())
        return self.tr("Say that {name} was heard of").format(name=name) if name else self.heading()

    @override
    def operations(self) -> tuple[ConfirmContact, ...]:
        return (ConfirmContact(person=person_ref(self.person.value()), how=self.how.value()),)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        name, day = self.parties.name(self.person.value()), show_day(self.day.day())
        return (self.tr("{name} was last heard of on {day}").format(name=name, day=day),)


def open_confirm_contact(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that confirms a contact, with the person selected."""
    return opened(ConfirmContactDialog(context, about(selection), parent))
