"""What the dialogs about one line share: which line, what it answers for, and what it met."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final, override

from PySide6.QtCore import QSize

from lunarcurator.desktop.dialogs.form.document_input import DocumentInput
from lunarcurator.desktop.dialogs.form.inputs import MassInput, TextInput
from lunarcurator.desktop.dialogs.form.word_inputs import OpenChoiceInput
from lunarcurator.desktop.dialogs.loans.held_by_line import HeldByLine
from lunarcurator.desktop.dialogs.loans.loan_dialog import LoanDialog
from lunarcurator.domain.facts import ExposureKind, Subject, Touch
from lunarcurator.domain.identity import LineRef
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.sub_samples import same_name
from lunarcurator.domain.lending.terms import DocumentKind, LineState
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.services.posting import Preview
from lunarcurator.services.words import Words

_BETWEEN: Final = re.compile(r"\s*(?:[;，；、]|,(?!\d)|(?<!\d),)\s*")
"""A comma between two figures belongs to the number of a piece."""
_SEMICOLONS: Final = re.compile("[;；]")


class LineDialog(LoanDialog):
    """A dialog about one line that is out; the selected one is named at first."""

    size_at_first = QSize(940, 600)
    _gone: TextInput | None = None

    def line_input(self) -> TextInput:
        """Return the input for the line by its number."""
        only = self.choices.only
        code = only.code if only is not None else ""
        note = self.tr("by number, such as L-2026-012/3")
        line = self.make.text("line", self.tr("Line"), code, note=note, required=True)
        self.name_lines(line, lambda: tuple(filter(None, (line.value(),))))
        return line

    @property
    def named_line(self) -> Line | None:
        """The line whose number stands in the input: a selected one, or what the store has said of it by now."""
        return self.held.line

    @property
    def line_ref(self) -> LineRef:
        """The line as an operation names it."""
        return LineRef(self.line.value().strip())

    def add_line(self) -> None:
        """Make the input for the line, and the figures of what it answers for."""
        self.line = self.line_input()
        self.held = HeldByLine(self, self.line, self.choices, self.masses.unit)
        self.panel.addWidget(self.held)

    def mass_input(self, key: str, caption: str, note: str = "") -> MassInput:
        """Return the input of a mass on the loan desk."""
        return self.make.mass(key, self.masses.headed(caption), unit=self.masses.unit, note=note, exact=True)

    def gone_input(self) -> TextInput:
        """Return the input for the reported sub-samples that are among what was used up or lost."""
        self._gone = self.make.text("gone", self.tr("Sub-samples among it"), wide=2)
        return self._gone

    def gone_of(self, typed: TextInput) -> tuple[str, ...]:
        """Return the names typed there; a comma within the name of a reported one parts nothing."""
        return names_told(typed.value(), self.held.awaited())

    def exposures_input(self) -> OpenChoiceInput:
        """Return the input for what the material met; several with a comma between them."""
        caption, note = self.tr("It met"), self.tr("such as: solvent, coating; empty: nothing that counts")
        codes = tuple(str(each) for each in ExposureKind)
        return self.make.word("exposures", caption, "exposure_kind", codes, note=note)

    def exposures(self, text: str) -> tuple[ExposureKind, ...]:
        """Return the exposures a text names by their words or codes; what is no exposure is left out."""
        return exposures_in(self.words, text)

    def unknown_exposure(self, text: str) -> str:
        """Return the first word of a text that names no exposure, empty where each does."""
        return unknown_exposure(self.words, text)

    def add_use_record(self) -> None:
        """Add the inputs for how a use is recorded: the plan, who signed, and the video with its checksum."""
        self.plan = self.make.text("plan", self.tr("Plan it fell under"))
        self.signed = self.make.text("signed_by", self.tr("Signed by"))
        self.confirmed_by = self.make.text("confirmed_by", self.tr("Confirmed by"))
        self.video = self.document_input(key="documents", caption=self.tr("Video of destructive work"))
        note = self.tr("SHA-256; empty: of the file chosen")
        self.sum = self.make.text("sha256", self.tr("Its checksum"), note=note, wide=2)
        self.form.add(self.plan, self.signed, self.confirmed_by)
        self.form.add(self.video, self.sum)

    def show_use_record(self, *, wanted: bool) -> None:
        """Show the inputs for the record of a use, or hide them where nothing was used."""
        for each in (self.plan, self.signed, self.confirmed_by, self.video, self.sum):
            each.field.setVisible(wanted)

    def videos(self) -> tuple[Attached, ...]:
        """Return the video that is named, with its checksum; nothing where none is named."""
        typed = self.sum.value().strip()
        videos = self.attached(DocumentKind.VIDEO, self.video)
        return tuple(replace(each, sha256=typed) if typed else each for each in videos)

    def report(self, kind: DocumentKind, document: DocumentInput) -> Attached:
        """Return a document named in the dialog, dated on the day of the act."""
        return document.attached(kind, self.day.day())

    def show_held(self) -> None:
        """Show what the selected line answers for now."""
        if self._gone is not None:
            self._gone.set_note(self.held.note_of_awaited())
        self.held.show_held()

    @override
    def edited(self) -> None:
        self.show_held()


def exposures_in(words: Words, text: str) -> tuple[ExposureKind, ...]:
    """Return the exposures a text names by their words or codes; what is no exposure is left out."""
    return tuple(kind for each in _pieces_of(text) if (kind := _exposure(words, each)) is not None)


def unknown_exposure(words: Words, text: str) -> str:
    """Return the first word of a text that names no exposure, empty where each does."""
    return next((each for each in _pieces_of(text) if _exposure(words, each) is None), "")


def _exposure(words: Words, text: str) -> ExposureKind | None:
    known = {spelling: kind for kind in ExposureKind for spelling in _spellings(words, kind)}
    return known.get(text.casefold())


def _spellings(words: Words, kind: ExposureKind) -> tuple[str, str]:
    return str(kind), words.label(f"exposure_kind.{kind}").casefold()


def leaves_nothing_out(preview: Preview | None) -> bool:
    """Tell whether nothing of a line is out any more by what a preview has: it is closed, or reported lost."""
    return bool(lines_in(LineState.CLOSED, preview) or lines_in(LineState.LOST, preview))


def lines_in(state: LineState, preview: Preview | None) -> int:
    """Return how many lines a preview brings into a state."""
    facts = [each.fact for each in preview.facts] if preview is not None else []
    changes = (dict(fact.changes) for fact in facts if isinstance(fact, Touch) and fact.kind is Subject.LINE)
    return sum(each.get("state") == state for each in changes)


def names_told(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the names in a text with semicolons between them, or with commas where none is known as it stands."""
    names = {same_name(each) for each in known}
    found: list[str] = []
    for part in _SEMICOLONS.split(text):
        found += [part.strip()] if same_name(part) in names else _pieces_of(part)
    return tuple(filter(None, found))


def _pieces_of(text: str) -> list[str]:
    return [each.strip() for each in _BETWEEN.split(text) if each.strip()]
