"""What one line answers for, beside every form about it."""

from typing import Final

from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.figures import Figure, Figures
from lunarcurator.desktop.dialogs.form.inputs import TextInput
from lunarcurator.domain.lending.held import gone_of, held_of, issued_of, moved_of, went
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.sub_samples import reported
from lunarcurator.domain.lending.terms import Step
from lunarcurator.services.lending.choices import LoanChoices
from lunarcurator.services.lending.line_names import line_named

_LINE_WIDTH: Final = 116
"""Wide enough for the number of a line, in pixels at 100 %."""


class HeldByLine(Figures):
    """Follows the input of a line: a selected one is known at once, another once the store has been asked."""

    def __init__(self, dialog: ActDialog, typed: TextInput, choices: LoanChoices, unit: str) -> None:
        super().__init__(dialog.appearance, self.tr("The line answers for"))
        self._dialog, self._typed, self._choices, self._unit = dialog, typed, choices, unit
        self._looked_up: dict[str, Line | None] = {}
        typed.edit.setMinimumWidth(dialog.appearance.look.metrics.px(_LINE_WIDTH))
        typed.changed.connect(self._look_up)

    @property
    def line(self) -> Line | None:
        """The line whose number stands in the input, as far as it is known by now."""
        code = self._typed.value()
        chosen = next((each for each in self._choices.chosen if each.code == code), None)
        return chosen or self._looked_up.get(code)

    def awaited(self) -> tuple[str, ...]:
        """Return the reported sub-samples of the line that are still out, by the names the borrower gave them."""
        return tuple(each.name for each in reported(self.line) if each.is_awaited) if self.line else ()

    def note_of_awaited(self) -> str:
        """Return in a sentence which sub-samples of the line are still out, "" while no line is known."""
        if self.line is None:
            return ""
        names = self.awaited()
        if not names:
            return self.tr("no reported sub-sample is out")
        told = self.tr("reported and still out: {names}. Separate several by semicolons.")
        return told.replace("{names}", "; ".join(names))

    def show_held(self) -> None:
        """Show what the line answers for now."""
        line, words = self.line, self._dialog.words
        if line is None:
            self.show_rows((Figure(self.tr("No line is chosen"), ""),))
            return
        returned = moved_of(line, Step.RETURNED)
        issued, used, back, lost, held = (
            each.shown(self._unit) if each is not None else words.say("mass.unknown")
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
            rows.append(Figure(words.say("dialog.unknown_pieces", {"count": count}), ""))
        self.show_rows(rows)

    def _look_up(self) -> None:
        code, session = self._typed.value(), self._dialog.context.session
        if code and self.line is None and code not in self._looked_up:
            self._dialog.inquire(lambda: (code, line_named(session, code)), self._arrived)

    def _arrived(self, told: tuple[str, Line | None]) -> None:
        code, line = told
        self._looked_up[code] = line
        self._dialog.recheck()
