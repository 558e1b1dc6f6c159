"""What the dialogs on borrowers and agreements share: whom they offer, and how a borrower stands."""

import re
from collections.abc import Iterable
from typing import Final, override

from PySide6.QtCore import QSize

from lunarcurator.desktop.dialogs.borrowers.standing_card import StandingCard
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.document_input import DocumentInput
from lunarcurator.desktop.dialogs.form.inputs import Input
from lunarcurator.desktop.dialogs.form.word_inputs import OpenChoiceInput
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.days import Day, show_day
from lunarcurator.domain.identity import AgreementRef, InstitutionRef, PersonRef, Uid, ref_of
from lunarcurator.domain.lending.agreements import Agreement
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.services.form_context import FormContext, form_context
from lunarcurator.services.lending.parties import Parties, parties

_BETWEEN: Final = re.compile(r"\s*[;；]\s*")


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

    def agreement_input(
        self, agreements: Iterable[Agreement], chosen: str | None = None, *, required: bool = True
    ) -> OpenChoiceInput:
        """Return the choice of one of these agreements, told by number and person; the only one is chosen."""
        told = [(each.uid, f"{each.code} · {self.parties.name(each.person)}") for each in agreements]
        known = {uid for uid, _ in told}
        first = chosen if chosen in known else told[0][0] if len(told) == 1 else None
        return self._choice("agreement", self.tr("Agreement"), told, first, required=required, wide=2)

    def document_input(self, key: str, caption: str, *, required: bool = False, wide: int = 2) -> DocumentInput:
        """Return the input for a document by file or record number."""
        words = self.words
        return DocumentInput(
            self.appearance,
            self.context.lanes,
            lambda error: words.say(error.key, error.facts),
            key,
            caption,
            required=required,
            wide=wide,
        )

    def documents(self, kind: DocumentKind, document: DocumentInput) -> tuple[Attached, ...]:
        """Return the document named, dated on the day of the act; nothing where none is named."""
        return (document.attached(kind, self.day.day()),) if document.value() else ()

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


def about(selection: Selection) -> Selection:
    """Return of what is selected only what a dialog on borrowers is about, so that its draft is found again."""
    return Selection(person=selection.person, agreement=selection.agreement)


def several(text: str) -> tuple[str, ...]:
    """Return the texts of a line in which they stand with semicolons between them."""
    return tuple(each for each in _BETWEEN.split(text.strip()) if each)


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
