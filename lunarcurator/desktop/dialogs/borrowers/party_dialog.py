"""What the dialogs on borrowers and agreements share: whom they offer, and how a borrower stands."""

from collections.abc import Iterable, Sequence
from typing import override

from PySide6.QtCore import QCoreApplication, QSize

from lunarcurator.desktop.dialogs.borrowers.standing_card import StandingCard
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.inputs import Input
from lunarcurator.desktop.dialogs.form.word_inputs import OpenChoiceInput
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.days import Day, show_day
from lunarcurator.domain.identity import AgreementRef, InstitutionRef, PersonRef, Uid, ref_of
from lunarcurator.domain.lending.people import Institution, Person, former_name
from lunarcurator.services.form_context import FormContext, form_context
from lunarcurator.services.lending.parties import Parties, parties


class PartyDialog(ActDialog):
    """A dialog on people, institutions or agreements; `card` shows how the person chosen stands."""

    needs_piece = False
    size_at_first = QSize(900, 520)

    @override
    def ask(self) -> FormContext:
        self.parties: Parties = parties(self.context.session)
        return form_context(self.context.session)

    def person_input(
        self, key: str, caption: str, chosen: str | None = None, *, required: bool = True
    ) -> OpenChoiceInput:
        """Return the choice of a person, found by any part of name or institution."""
        told = [(each.uid, self.parties.label(each)) for each in self.parties.people]
        return self._choice(key, caption, told, chosen, required=required, wide=2)

    def institution_input(
        self, key: str, caption: str, chosen: str | None = None, *, required: bool = False
    ) -> OpenChoiceInput:
        """Return the choice of an institution that still borrows."""
        told = [(each.uid, each.name) for each in self.parties.institutions if not each.retired]
        return self._choice(key, caption, told, chosen, required=required)

    def add_card(self, chosen: Input) -> None:
        """Show beside the form how the person chosen stands, anew whenever another is chosen."""
        self.card = StandingCard(self, chosen, self._person_of)
        self.panel.addWidget(self.card)

    def _person_of(self, chosen: str) -> str:
        agreement = self.parties.agreement(chosen)
        person = self.parties.person(agreement.person if agreement else chosen)
        return person.uid if person else ""

    def _choice(
        self,
        key: str,
        caption: str,
        choices: list[tuple[Uid, str]],
        chosen: str | None,
        *,
        required: bool,
        wide: int = 1,
    ) -> OpenChoiceInput:
        told = [(str(uid), name) for uid, name in choices]
        made = OpenChoiceInput(
            self.appearance, key, caption, told, chosen or "", closed=True, required=required, wide=wide
        )
        # Who it is stands at the beginning of a name that is longer than its line.
        made.edit.setCursorPosition(0)
        return made


def former_words(known: Person | Institution | None, name: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return what is said of the former name of somebody who gets another one, nothing where none is kept."""
    former = former_name(known.name, name, names) if known is not None and name.strip() else ""
    words = QCoreApplication.translate("PartyDialog", "Former name {name} stays among the other names")
    return (words.format(name=former),) if former else ()


def about(selection: Selection) -> Selection:
    """Return of what is selected only what a dialog on borrowers is about, so that its draft is found again."""
    return Selection(person=selection.person, agreement=selection.agreement)


def joined(texts: Iterable[str]) -> str:
    """Return texts as one line, with semicolons between them."""
    return "; ".join(texts)


def day_text(day: Day) -> str:
    """Return a day as it is typed, empty where there is none."""
    return show_day(day) if day else ""


def person_ref(uid: str) -> PersonRef:
    """Return the exact reference of a person."""
    return PersonRef(ref_of(Uid(uid)))


def institution_ref(uid: str) -> InstitutionRef:
    """Return the exact reference of an institution."""
    return InstitutionRef(ref_of(Uid(uid)))


def agreement_ref(uid: str) -> AgreementRef:
    """Return the exact reference of an agreement."""
    return AgreementRef(ref_of(Uid(uid)))
