"""The dialog for people who borrow: names, where they are and were, and how they are reached."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.borrowers.party_dialog import (
    about,
    day_text,
    former_words,
    institution_ref,
    joined,
    person_ref,
)
from lunarcurator.desktop.dialogs.form.inputs import CertainDayInput, TextInput
from lunarcurator.desktop.dialogs.form.kind_inputs import several
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.form.roster import RosterDialog
from lunarcurator.desktop.dialogs.form.word_inputs import OpenChoiceInput
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.widgets.ledger_model import LedgerCell, LedgerColumn
from lunarcurator.domain.days import Day, show_day
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.people import Held, Person
from lunarcurator.domain.lending.terms import PersonRole
from lunarcurator.domain.operations.borrowing import Affiliation, SetUpPerson
from lunarcurator.services.form_context import FormContext, form_context
from lunarcurator.services.lending.parties import heard_days, parties
from lunarcurator.services.posting import Preview


class PeopleDialog(RosterDialog):
    """Enters people and changes them; an affiliation that ends stays on record with its days."""

    kind = SetUpPerson.KIND
    size_at_first = QSize(1040, 720)

    @override
    def ask(self) -> FormContext:
        self.parties = parties(self.context.session)
        return form_context(self.context.session)

    @override
    def build(self) -> None:
        look = self.appearance
        self.add_list(self.tr("People"), self.tr("A new person"))
        between = self.tr("with a semicolon between them")
        self.name = TextInput(look, "name", self.tr("Name"), required=True, wide=2)
        self.names = TextInput(look, "names", self.tr("Names in other scripts"), note=between, wide=2)
        houses = [(str(each.uid), each.name) for each in self.parties.institutions]
        self.institution = OpenChoiceInput(
            look, "institution", self.tr("Institution"), houses, closed=True, wide=2
        )
        self.institution.also = ("affiliations",)
        self.role = self.make.coded(
            "role", self.tr("Role"), "person_role", tuple(PersonRole), PersonRole.RESPONSIBLE
        )
        self.since = CertainDayInput(look, "since", self.tr("There since"))
        self.until = CertainDayInput(look, "until", self.tr("Left on"), note=self.tr("empty: still there"))
        self.contacts = TextInput(
            look, "contacts", self.tr("Contact"), note=self.tr("e-mail; telephone; post"), wide=2
        )
        self.remarks = TextInput(look, "remarks", self.tr("Remarks"), wide=2)
        self._as_known: tuple[str, ...] = ()
        self.form.add(self.which)
        self.form.add(self.name, self.names)
        self.form.add(self.institution, self.role)
        self.form.add(self.since, self.until)
        self.form.add(self.contacts, self.remarks)
        if self.selection.person:
            self.which.restore(self.selection.person)

    @override
    def heading(self) -> str:
        return self.tr("People who borrow")

    @override
    def primary(self) -> str:
        person, name = self._chosen(), self.name.value()
        if person is not None:
            return self.tr("Change {name}").format(name=person.name)
        return self.tr("Enter {name}").format(name=name) if name else self.tr("Enter a person")

    @override
    def lacking(self) -> str:
        same = self._chosen() is not None and self._texts() == self._as_known
        return self.tr("Nothing is changed yet") if same else ""

    @override
    def operations(self) -> tuple[SetUpPerson, ...]:
        person, place = self._chosen(), self.institution.value()
        return (
            SetUpPerson(
                person=person_ref(person.uid) if person else None,
                name=self.name.value(),
                names=several(self.names.value()),
                affiliations=(self._held(place),) if place else (),
                contacts=several(self.contacts.value()),
                remarks=self.remarks.value(),
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        place, name = self.institution.word(), self.name.value()
        former = former_words(self._chosen(), name, several(self.names.value()))
        if not place and self._chosen() is not None:
            return (self.tr("{name}: what is typed here; no institution is changed").format(name=name), *former)
        if not place:
            return (self.tr("{name}, without an institution").format(name=name), *former)
        told = [self.tr("{name}: {role} at {place}").format(name=name, role=self.role.word(), place=place)]
        if self.until.day():
            left = self.tr("Left on {day}; what was agreed there stays on record")
            if self.until.day() > self.context.session.today:
                left = self.tr("There until {day}; what was agreed there stays on record")
            told.append(left.format(day=show_day(self.until.day())))
        return [*told, *former]

    @override
    def columns(self) -> tuple[LedgerColumn, ...]:
        return (
            LedgerColumn(self.tr("Name"), width=168),
            LedgerColumn(self.tr("Institution")),
            LedgerColumn(self.tr("Last heard of"), width=104),
            LedgerColumn(self.tr("State"), width=70),
        )

    @override
    def listed(self) -> Sequence[tuple[Uid, Sequence[LedgerCell | str]]]:
        heard = heard_days(self.context.session)
        return [(each.uid, self._cells(each, heard[each.uid])) for each in self.parties.people]

    @override
    def choices(self) -> list[tuple[str, str]]:
        return [(each.uid, self.parties.label(each)) for each in self.parties.people]

    @override
    def fill(self) -> None:
        person = self._chosen()
        held = _leading(person, self.context.session.today) if person else None
        self.name.restore(person.name if person else "")
        self.names.restore(joined(person.names) if person else "")
        self.institution.restore(str(held.institution) if held else "")
        self.role.restore(str(held.role if held else PersonRole.RESPONSIBLE))
        self.since.restore(day_text(held.since) if held else "")
        self.until.restore(day_text(held.until) if held else "")
        self.contacts.restore(joined(person.contacts) if person else "")
        self.remarks.restore(person.remarks if person else "")
        self._as_known = self._texts()

    def _held(self, place: str) -> Affiliation:
        role, since, until = PersonRole(self.role.value()), self.since.day(), self.until.day()
        return Affiliation(institution=institution_ref(place), role=role, since=since, until=until)

    def _texts(self) -> tuple[str, ...]:
        asked = (
            self.name,
            self.names,
            self.institution,
            self.role,
            self.since,
            self.until,
            self.contacts,
            self.remarks,
        )
        return tuple(each.text().strip() for each in asked)

    def _cells(self, person: Person, heard: Day) -> Sequence[LedgerCell | str]:
        state = self.wording.term("person_end", str(person.ended_how or ""))
        name = LedgerCell(person.name, target=person.uid, tone="text2" if person.ended else "text")
        contact = show_day(heard) if heard else "\u2013"
        place = person.institution_on(self.context.session.today)
        return name, self.parties.name(place), contact, state

    def _chosen(self) -> Person | None:
        return self.parties.person(self.which.value())


def _leading(person: Person, day: Day) -> Held | None:
    """Return the affiliation that leads on a day, as it stands in the list; it may end on a day to come."""
    place = person.institution_on(day)
    held = [each for each in person.affiliations if each.institution == place and each.holds_on(day)]
    return held[0] if held else None


def open_people(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog of the people who borrow, on the person selected."""
    return opened(PeopleDialog(context, about(selection), parent))
