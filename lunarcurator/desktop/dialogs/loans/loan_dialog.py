"""What the dialogs of the loan desk share: what they offer, and references typed or chosen."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final, override

from PySide6.QtCore import QSize

from lunarcurator.desktop.dialogs.borrowers.standing_card import StandingCard
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.document_input import DocumentInput
from lunarcurator.desktop.dialogs.form.grid import GridInput
from lunarcurator.desktop.dialogs.form.inputs import TextInput
from lunarcurator.desktop.dialogs.form.word_inputs import OpenChoiceInput
from lunarcurator.desktop.dialogs.loans.named_lines import NamedLines
from lunarcurator.desktop.dialogs.loans.typed_masses import TypedMasses
from lunarcurator.desktop.models.loan_cells import lines as in_words
from lunarcurator.desktop.panels.wording import DOT
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import LineRef, LoanRef, PersonRef, Uid, ref_of
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations import Operation
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.services.form_context import FormContext, form_context
from lunarcurator.services.lending.choices import LoanChoices, loan_choices
from lunarcurator.services.posted_masses import in_unit
from lunarcurator.services.words import Words

_BETWEEN: Final = re.compile(r"\s*[;，；、\n]\s*|,\s+")
_NAMED: Final = re.compile(r"[^\s,]+/\d+|[^\s,]+(?:,\d[^\s,]*)*")
"""A line by its number, or a piece by its own, in which a comma between figures parts nothing."""
_FIGURE: Final = re.compile(r"\d")
_BETWEEN_PEOPLE: Final = re.compile(r"[;；\n]+")


class LoanDialog(ActDialog):
    """A dialog of the loan desk: it is about a loan, lines or a shipment, chosen before or named in it."""

    needs_piece = False
    size_at_first = QSize(940, 560)
    named: NamedLines | None = None

    @override
    def ask(self) -> FormContext:
        session = self.context.session
        self.choices: LoanChoices = loan_choices(session, self.selection.lines, self.selection.loan, self.kind)
        # The pieces selected in a room are only named at first: the entry does not rest on how they stand.
        self.numbers = tuple(card.number for card in form_context(session, self.selection.samples).pieces)
        return form_context(session)

    @property
    def masses(self) -> TypedMasses:
        """How masses are typed and shown here: a draft goes on in the unit in which it was begun."""
        return TypedMasses(self.units.on_loans)

    @override
    def mass_told(self, ug: int) -> str:
        return in_unit(self.masses.unit)(ug)

    def chosen_of(
        self,
        key: str,
        caption: str,
        choices: Iterable[tuple[Uid, str]],
        chosen: Uid | None = None,
        *,
        required: bool = False,
        note: str = "",
    ) -> OpenChoiceInput:
        """Return an input for one of the desk's records, found by any part of its name."""
        told = [(str(uid), name) for uid, name in choices]
        return OpenChoiceInput(
            self.appearance, key, caption, told, chosen or "", closed=True, required=required, note=note
        )

    def borrower_input(self, *, required: bool = True) -> OpenChoiceInput:
        """Return the input for who borrows."""
        person = self.selection.person
        return self.chosen_of("borrower", self.tr("Borrower"), self.choices.people, person, required=required)

    def add_standing(self, chosen: OpenChoiceInput, person_of: Callable[[str], str] | None = None) -> None:
        """Show beside the form how the borrower chosen stands, or the one that `person_of` makes of the choice."""

        def known(uid: str) -> str:
            return uid if self.choices.person(Uid(uid)) else ""

        self.standing = StandingCard(self, chosen, person_of or known)
        self.panel.addWidget(self.standing)

    def co_investigators_input(self) -> TextInput:
        """Return the input for those who work with the borrower, by their names."""
        note = self.tr("by name, with a semicolon between them")
        return self.make.text("co_investigators", self.tr("Co-investigators"), note=note, wide=2)

    def agreement_input(self, chosen: Uid | None = None) -> OpenChoiceInput:
        """Return the input for an agreement, told by its number and person."""
        people = dict(self.choices.people)
        told = [(each.uid, numbered(each.code, people.get(each.person, ""))) for each in self.choices.agreements]
        return self.chosen_of("agreement", self.tr("Agreement"), told, chosen)

    def loan_input(self) -> OpenChoiceInput:
        """Return the input for a loan that is not closed, told by its number and borrower."""
        told = [(each.uid, numbered(each.code, each.person)) for each in self.choices.loans]
        caption = self.tr("Loan")
        return self.chosen_of("loan", caption, told, self.selection.loan, required=True)

    def shipment_input(self) -> OpenChoiceInput:
        """Return the input for a shipment that has not arrived: the selected one, that of what is, or the only."""
        shipments = self.choices.shipments
        chosen = self.selection.shipment or self.choices.shipment
        chosen = chosen or (shipments[0][0] if len(shipments) == 1 else None)
        return self.chosen_of("shipment", self.tr("Shipment"), shipments, chosen, required=True)

    def name_lines(self, named: GridInput | TextInput, codes: Callable[[], Sequence[str]] | None = None) -> None:
        """Show beside the lines that an input names what they are of; a grid names them in its column `line`."""

        def in_grid() -> list[str]:
            rows = named.rows() if isinstance(named, GridInput) else ()
            return [code for row in rows if (code := row["line"].strip())]

        known = {line.code: self.choices.what(line) for line in self.choices.chosen}
        self.named = NamedLines(self, named, codes or in_grid, known)
        self.named.follow()

    def document_input(
        self, *, required: bool = False, caption: str = "", key: str = "document", wide: int = 1
    ) -> DocumentInput:
        """Return the input for a document: its file, which is kept with its checksum, or a record number."""
        told = caption or self.tr("Document")
        lanes, say = self.context.lanes, self._said
        return DocumentInput(self.appearance, lanes, say, key, told, required=required, wide=wide)

    def attached(self, kind: DocumentKind, document: DocumentInput) -> tuple[Attached, ...]:
        """Return the document named, dated on the day of the act; nothing where none is named."""
        return (document.attached(kind, self.day.day()),) if document.value().strip() else ()

    @override
    def _bulk(self) -> tuple[str, ...]:
        """Say to which lines an act is done where it is more than one, and of which pieces they are."""
        codes = [] if self.form.troubles() else [each for act in self.operations() for each in _lines_of(act)]
        pieces = self.named.numbers if self.named is not None else ()
        return lines_said(self.words, codes, pieces)

    def _said(self, error: Refusal) -> str:
        return self.words.say(error.key, error.facts)

    def word_of(self, area: str, code: str) -> str:
        """Return the word of a code in an area of the catalogue."""
        return self.words.label(f"{area}.{code}")


def _lines_of(operation: Operation) -> list[str]:
    """Return the lines an act names by their numbers, one by one or in records with more of each."""
    named = getattr(operation, "lines", ())
    told = (str(each if isinstance(each, str) else getattr(each, "line", "")) for each in named)
    return [code for code in told if code and not code.startswith("#")]


def people_in(text: str) -> tuple[PersonRef, ...]:
    """Return the people that a text names, with semicolons between them; a comma may stand inside a name."""
    return tuple(PersonRef(each.strip()) for each in _BETWEEN_PEOPLE.split(text) if each.strip())


def lines_in(text: str) -> tuple[LineRef, ...]:
    """Return the lines that a text names by their numbers or those of their pieces, with commas or spaces between.

    A word without a figure is no number: what it stands in is one name, such as "Luna 24012,3".
    """
    parts = (each.strip() for each in _BETWEEN.split(text) if each.strip())
    return tuple(LineRef(named) for part in parts for named in _named_in(part))


def _named_in(part: str) -> list[str]:
    if all(_FIGURE.search(word) for word in part.split()):
        return _NAMED.findall(part)
    return [part]


def listed(codes: Sequence[str]) -> str:
    """Return lines as a heading names them."""
    return ", ".join(codes)


def loan_ref(chosen: str) -> LoanRef:
    """Return the exact reference of a loan chosen by its uid."""
    return LoanRef(ref_of(Uid(chosen)))


def lines_said(words: Words, codes: Sequence[str], pieces: Sequence[str]) -> tuple[str, ...]:
    """Return to which lines an act is done, where it is more than one, and of which pieces they are."""
    said = []
    if len(codes) > 1:
        said.append(words.say("dialog.done_to", {"what": in_words(len(codes)), "numbers": codes}))
    if pieces:
        said.append(words.say("dialog.lines_of", {"numbers": pieces}))
    return tuple(said)


def numbered(code: str, name: str) -> str:
    """Return a choice by its number and its name, if any: with a bare joint at its end it would be no choice."""
    return DOT.join(filter(None, (code, name)))
