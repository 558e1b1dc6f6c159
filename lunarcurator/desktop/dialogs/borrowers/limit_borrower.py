"""The dialog that notes a restriction on a person or an institution, or lifts one."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.borrowers.party_dialog import PartyDialog, about, institution_ref, person_ref
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.days import show_day
from lunarcurator.domain.lending.people import Limit
from lunarcurator.domain.lending.terms import LimitKind
from lunarcurator.domain.operations.borrowing import LimitBorrower
from lunarcurator.services.posting import Preview


class LimitBorrowerDialog(PartyDialog):
    """Asks on whom, of which kind and what; or which of the open restrictions is lifted."""

    kind = LimitBorrower.KIND
    size_at_first = QSize(940, 560)

    @override
    def build(self) -> None:
        none = self.tr("none: a new one is noted")
        self._none = none
        self.person = self.person_input("person", self.tr("Person"), self.selection.person, required=False)
        self.institution = self.institution_input("institution", self.tr("or institution"))
        self.limit_kind = self.make.coded(
            "kind", self.tr("Kind"), "limit_kind", tuple(LimitKind), LimitKind.FUNDING
        )
        self.until = self.make.day("until", self.tr("Until"), note=self.tr("empty: without an end"))
        self.text = self.make.text("text", self.tr("What is restricted"), wide=2)
        self.lifts = self.make.choice("lifts", self.tr("Lifts"), [("", none)], wide=2)
        self.form.add(self.person, self.institution)
        self.form.add(self.limit_kind, self.text, self.until)
        self.form.add(self.lifts)
        self.add_card(self.person)
        self._offered: tuple[str, ...] = ()

    @override
    def edited(self) -> None:
        open_now = tuple(each.text for each in self._open())
        if open_now != self._offered:
            self._offered = open_now
            kept = self.lifts.value()
            self.lifts.offer([("", self._none), *((text, text) for text in open_now)], kept)

    @override
    def lacking(self) -> str:
        if not self.person.value() and not self.institution.value():
            return self.tr("Choose a person or an institution")
        if not self.text.value() and not self.lifts.value():
            return self.tr("Say what is restricted, or choose what is lifted")
        return ""

    @override
    def heading(self) -> str:
        return self.tr("Note a restriction")

    @override
    def primary(self) -> str:
        name = self._name()
        if self.lifts.value():
            return self.tr("Lift the restriction on {name}").format(name=name)
        return self.tr("Restrict {name}").format(name=name) if name else self.heading()

    @override
    def operations(self) -> tuple[LimitBorrower, ...]:
        person, place, lifts = self.person.value(), self.institution.value(), self.lifts.value()
        return (
            LimitBorrower(
                person=person_ref(person) if person else None,
                institution=institution_ref(place) if place else None,
                kind=LimitKind(self.limit_kind.value()),
                text=self.text.value(),
                until=0 if lifts else self.until.day(),
                lifts=lifts,
            ),
        )

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        name = self._name()
        if self.lifts.value():
            return (self.tr("The restriction on {name} holds no more; it stays on record").format(name=name),)
        told = [self.tr("Whoever lends to {name} is told, and gives a reason").format(name=name)]
        if self.until.day():
            told.append(self.tr("Until {day}").format(day=show_day(self.until.day())))
        return told

    def _name(self) -> str:
        return self.parties.name(self.person.value() or self.institution.value())

    def _open(self) -> list[Limit]:
        known = self.parties.person(self.person.value()) or self.parties.institution(self.institution.value())
        return [each for each in known.limits if not each.lifted] if known else []


def open_limit_borrower(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that notes or lifts a restriction, on the person selected."""
    return opened(LimitBorrowerDialog(context, about(selection), parent))
