"""The dialog of the letters due today: written as PDF into a folder, then recorded as sent, each rung once."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.inputs import FlagInput
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.dialogs.loans.loan_dialog import LoanDialog
from lunarcurator.desktop.folders import first_folder, remember_path
from lunarcurator.desktop.lanes import Ticket
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.paper.press import pages_of
from lunarcurator.desktop.paper.printing import write_pdf
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.work_bar import WorkBar
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.operations.issuing import RecordLetter
from lunarcurator.file_names import is_there
from lunarcurator.services.form_context import FormContext
from lunarcurator.services.lending.reminders import DueLetter, Reminders, reminders_of
from lunarcurator.services.papers.making import paper_of
from lunarcurator.services.papers.paper_context import PaperWanted
from lunarcurator.services.posting import Preview

_FOLDER: Final = "lettersDialog.folder"


class LettersDialog(LoanDialog):
    """Lists the letters that the ladder of each policy asks for today; what was written is recorded as sent."""

    kind = RecordLetter.KIND
    size_at_first = QSize(900, 620)

    @override
    def ask(self) -> FormContext:
        self.found: Reminders = reminders_of(self.context.session)
        self.due: tuple[DueLetter, ...] = self.found.due
        return super().ask()

    @override
    def build(self) -> None:
        self._written: frozenset[DueLetter] = frozenset()
        self._ticket: Ticket | None = None
        self._own: set[Path] = set()
        self.ticks: tuple[FlagInput, ...] = tuple(
            self.make.flag(f"{each.letter}/{each.person}", self._to_whom(each), on=True) for each in self.due
        )
        for tick, each in zip(self.ticks, self.due, strict=True):
            tick.field.set_note(self._about(each))
            self.form.add(tick)
        self.told = Label(self.appearance, self._introduction(), wrap=True, object_name="lettersDialog.told")
        self.panel.addWidget(self.told)
        self.progress = WorkBar("lettersDialog.progress")
        self.panel.addWidget(self.progress)
        self.write_button = Button(self.tr("Write as PDF…"), concept="print", object_name="lettersDialog.write")
        self.write_button.clicked.connect(lambda _on=False: self.ask_folder())
        self.write_button.setEnabled(bool(self.due))
        self.extras.addWidget(self.write_button)

    @override
    def heading(self) -> str:
        return self.tr("Letters due today")

    @override
    def primary(self) -> str:
        return counted("LettersDialog", "Record {count} as sent", "Record {count} as sent", len(self.chosen()))

    @override
    def lacking(self) -> str:
        if not self.due:
            return self.words.say("letters.none")
        if not self.chosen():
            return self.tr("Tick at least one letter.")
        unwritten = [each for each in self.chosen() if each not in self._written]
        return self.tr("Write the letters first: only what was written can have gone out.") if unwritten else ""

    @override
    def operations(self) -> tuple[RecordLetter, ...]:
        return tuple(act for each in self.chosen() for act in each.records())

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        return (self.tr("None of these is due again before the next step of its ladder"),)

    def chosen(self) -> tuple[DueLetter, ...]:
        """Return the letters that are ticked."""
        return tuple(each for each, tick in zip(self.due, self.ticks, strict=True) if tick.value())

    @override
    def reject(self) -> None:
        """One step back: stop the writing; the next step closes."""
        if self.built and self._ticket is not None:
            self._ticket.cancel()
        else:
            super().reject()

    def ask_folder(self) -> None:
        """Ask into which folder the letters are written."""
        folder = str(first_folder(self.context.memory, _FOLDER))
        dialog = QFileDialog(self, self.tr("Write the letters into"), folder)
        dialog.setObjectName("lettersDialog.folderDialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda name: self.write_into(Path(name)))
        dialog.open()

    def write_into(self, folder: Path) -> None:
        """Write the ticked letters into a folder, with progress; a second press stops."""
        if self._ticket is not None:
            self._ticket.cancel()
            return
        remember_path(self.context.memory, _FOLDER, folder)
        session, words, chosen = self.context.session, self.words, self.chosen()
        own = frozenset(self._own)

        def work(ticket: Ticket) -> int:
            paths = [folder / f"{each.file_name(number)}.pdf" for number, each in enumerate(chosen, start=1)]
            if there := next((path for path in paths if path not in own and is_there(path)), None):
                raise Refusal("letters.file_there", file=there.name)
            for number, (each, path) in enumerate(zip(chosen, paths, strict=True), start=1):
                if ticket.should_stop():
                    return number - 1
                paper = paper_of(session, words, PaperWanted(each.paper, uid=each.person))
                write_pdf(pages_of(paper), path, paper.title)
                ticket.progress(number, len(chosen))
            return len(chosen)

        self._ticket = self.context.lanes.background(work, lambda n: self._done(chosen[:n], folder), self._failed)
        self._ticket.on_progress = self._show_progress
        self.write_button.setText(self.tr("Stop"))

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.show_progress(done, total)
        self.progress.show()

    def _done(self, written: Sequence[DueLetter], folder: Path) -> None:
        self._rest()
        self._written |= frozenset(written)
        self._own |= {folder / f"{each.file_name(number)}.pdf" for number, each in enumerate(written, start=1)}
        told = counted(
            "LettersDialog",
            "1 letter is in {folder}. Print, sign and send it, then record it.",
            "{count} letters are in {folder}. Print, sign and send them, then record them.",
            len(written),
        )
        self.told.setText(told.replace("{folder}", folder.name))
        self.recheck()

    def _failed(self, error: Exception) -> None:
        self._rest()
        self.context.say_why(error, self.told.setText)

    def _rest(self) -> None:
        self._ticket = None
        self.progress.hide()
        self.write_button.setText(self.tr("Write as PDF…"))

    def _introduction(self) -> str:
        late = (self.words.say(f"letters_late.{each.why}", each.facts) for each in self.found.unchased)
        return "\n".join((self._in_short(), *late))

    def _in_short(self) -> str:
        if not self.due:
            return self.words.say("letters.none")
        return self.tr("One letter for each borrower lists all that is due; the ladder is that of each policy.")

    def _to_whom(self, each: DueLetter) -> str:
        word = self.words.say(f"letter.{each.letter}")
        return self.words.say("letters.to", {"letter": word[:1].upper() + word[1:], "name": each.name})

    def _about(self, each: DueLetter) -> str:
        about = self.words.say("letters.about", each.facts)
        if each.gone is None:
            return about
        return f"{about}\n{self.words.say('letters.gone', each.gone.facts(each.name))}"


def open_letters(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog of the letters due today."""
    return opened(LettersDialog(context, selection, parent))
