"""What the dialogs about one line share: which line, what it answers for, and what it met."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final, override

from PySide6.QtCore import QSize

from lunarcurator.desktop.dialogs.form.document_input import DocumentInput
from lunarcurator.desktop.dialogs.form.figures import Figure, Figures
from lunarcurator.desktop.dialogs.form.inputs import MassInput, TextInput
from lunarcurator.desktop.dialogs.form.word_inputs import OpenChoiceInput
from lunarcurator.desktop.dialogs.loans.loan_dialog import LoanDialog
from lunarcurator.domain.facts import ExposureKind, Touch
from lunarcurator.domain.identity import LineRef
from lunarcurator.domain.lending.held import gone_of, held_of, issued_of, moved_of, went
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.sub_samples import reported, same_name
from lunarcurator.domain.lending.terms import DocumentKind, LineState, Step
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.services.lending.line_names import line_named
from lunarcurator.services.posting import Preview

_BETWEEN: Final = re.compile(r"\s*[,;，；、]\s*")
_SEMICOLONS: Final = re.compile("[;；]")

_LINE_WIDTH: Final = 116
"""Wide enough for the number of a line, in pixels at 100 %."""


class LineDialog(LoanDialog):
    """A dialog about one line that is out; the selected one is named at first."""

    size_at_first = QSize(940, 600)
    _gone: TextInput | None = None

    def line_input(self) -> TextInput:
        """Return the input for the line by its number."""
        self._looked_up: dict[str, Line | None] = {}
        only = self.choices.only
        code = only.code if only is not None else ""
        note = self.tr("by number, such as L-2026-012/3")
        line = self.make.text("line", self.tr("Line"), code, note=note, required=True)
        self.name_lines(line, lambda: tuple(filter(None, (line.value(),))))
        line.edit.setMinimumWidth(self.appearance.look.metrics.px(_LINE_WIDTH))
        line.changed.connect(self._look_up)
        return line

    @property
    def named_line(self) -> Line | None:
        """The line whose number stands in the input: a selected one, or what the store has said of it by now."""
        typed = self.line.value().strip()
        chosen = next((each for each in self.choices.chosen if each.code == typed), None)
        return chosen or self._looked_up.get(typed)

    def _look_up(self) -> None:
        typed, session = self.line.value().strip(), self.context.session
        if typed and self.named_line is None and typed not in self._looked_up:
            self.inquire(lambda: (typed, line_named(session, typed)), self._line_arrived)

    def _line_arrived(self, told: tuple[str, Line | None]) -> None:
        typed, line = told
        self._looked_up[typed] = line
        self.recheck()

    @property
    def line_ref(self) -> LineRef:
        """The line as an operation names it."""
        return LineRef(self.line.value().strip())

    def add_line(self) -> None:
        """Make the input for the line, and the figures of what it answers for."""
        self.line = self.line_input()
        self.held = Figures(self.appearance, self.tr("The line answers for"))
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
        return names_told(typed.value(), self._awaited())

    def _name_awaited(self, typed: TextInput) -> None:
        """Say below the input which sub-samples of the line are still out."""
        if self.named_line is None:
            typed.set_note("")
            return
        names = self._awaited()
        told = self.tr("reported and still out: {names}. Separate several by semicolons.")
        typed.set_note(
            told.replace("{names}", "; ".join(names)) if names else self.tr("no reported sub-sample is out")
        )

    def _awaited(self) -> tuple[str, ...]:
        line = self.named_line
        return tuple(each.name for each in reported(line) if each.is_awaited) if line is not None else ()

    def exposures_input(self) -> OpenChoiceInput:
        """Return the input for what the material met; several with a comma between them."""
        caption, note = self.tr("It met"), self.tr("such as: solvent, coating; empty: nothing that counts")
        codes = tuple(str(each) for each in ExposureKind)
        return self.make.word("exposures", caption, "exposure_kind", codes, note=note)

    def exposures(self, text: str) -> tuple[ExposureKind, ...]:
        """Return the exposures a text names by their words or codes; what is no exposure is left out."""
        return tuple(kind for each in _pieces_of(text) if (kind := self._exposure(each)) is not None)

    def unknown_exposure(self, text: str) -> str:
        """Return the first word of a text that names no exposure, empty where each does."""
        return next((each for each in _pieces_of(text) if self._exposure(each) is None), "")

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

    def closes(self, preview: Preview) -> bool:
        """Tell whether a preview closes the line."""
        changes = (dict(each.fact.changes) for each in preview.facts if isinstance(each.fact, Touch))
        return any(each.get("state") == LineState.CLOSED for each in changes)

    def show_held(self) -> None:
        """Show what the selected line answers for now."""
        line = self.named_line
        if self._gone is not None:
            self._name_awaited(self._gone)
        if line is None:
            self.held.show_rows((Figure(self.tr("No line is chosen"), ""),))
            return
        unit = self.masses.unit
        returned = moved_of(line, Step.RETURNED)
        issued, used, back, lost, held = (
            each.shown(unit) if each is not None else self.words.say("mass.unknown")
            for each in (issued_of(line), went(line, Step.CONSUMED), returned, gone_of(line), held_of(line, None))
        )
        rows = [
            Figure(self.tr("Issued"), issued),
            Figure(self.tr("Used up"), used, sign="−"),
            Figure(self.tr("Returned"), back, sign="−"),
            Figure(self.tr("Lost or differing"), lost, sign="−"),
            Figure(self.tr("Held now"), held, bold=True, sum=True),
        ]
        if count := line.account.unweighed:
            rows.append(Figure(self.words.say("dialog.unknown_pieces", {"count": count}), ""))
        self.held.show_rows(rows)

    def _exposure(self, text: str) -> ExposureKind | None:
        told = text.casefold()
        found = (
            each
            for each in ExposureKind
            if told in {str(each), self.words.label(f"exposure_kind.{each}").casefold()}
        )
        return next(found, None)

    @override
    def edited(self) -> None:
        self.show_held()


def names_told(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the names in a text with semicolons between them, or with commas where none is known as it stands."""
    names = {same_name(each) for each in known}
    found: list[str] = []
    for part in _SEMICOLONS.split(text):
        found += [part.strip()] if same_name(part) in names else _pieces_of(part)
    return tuple(filter(None, found))


def _pieces_of(text: str) -> list[str]:
    return [each.strip() for each in _BETWEEN.split(text) if each.strip()]
