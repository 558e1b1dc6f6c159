"""The dialog that prints a paper of what is selected: a form, a sheet or a list, seen before it is printed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.prints.pages_dialog import PagesDialog
from lunarcurator.desktop.folders import show_outside
from lunarcurator.desktop.lanes import Ticket
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.paper.paper_pages import PaperPages
from lunarcurator.desktop.paper.press import pages_of
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.documents.papers.blocks import Paper
from lunarcurator.domain.days import show_day
from lunarcurator.domain.identity import Uid
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.catalogue import language_names
from lunarcurator.services.papers.blank_forms import form_names
from lunarcurator.services.papers.making import PaperName, paper_names, paper_of, write_paper
from lunarcurator.services.papers.paper_context import PaperWanted
from lunarcurator.services.words import Words

_SIZE: Final = QSize(940, 720)
# What the first sheet of a new lab is filled in for.
_FIRST_FORM: Final = "register"
_NAME_SHOWN: Final = 12
"""So many characters of a name are always seen."""
_ANYWHERE: Final = ("day", "operation", "check", "period")
"""What papers can be of without anything selected or named."""


def open_print_paper(
    context: AppContext, selection: Selection, parent: QWidget | None, *, paper: str = "", of: str = ""
) -> "PaperDialog":
    """Return the dialog that prints papers of what is selected; `paper` and `of` name what is wanted first."""
    return PaperDialog(context, selection, parent, paper, of)


def open_day_sheet(context: AppContext, selection: Selection, parent: QWidget | None) -> "PaperDialog":
    """Return the dialog that prints what was done today, whatever is selected."""
    del selection
    return PaperDialog(context, Selection(), parent, "day_sheet", "")


def open_incident_record(
    context: AppContext, selection: Selection, parent: QWidget | None
) -> "PaperDialog | None":
    """Return the dialog that prints what was lost in the selected case, and what is found; None without one."""
    return PaperDialog(context, selection, parent, "incident_record", "") if selection.case else None


@dataclass(frozen=True, slots=True)
class _Made:
    """A paper laid out."""

    paper: Paper
    pages: PaperPages


class PaperDialog(PagesDialog):
    """Chooses a paper and its language; prints it, or writes it as PDF, HTML or workbook."""

    def __init__(
        self, context: AppContext, selection: Selection, parent: QWidget | None, paper: str, of: str
    ) -> None:
        super().__init__(context, "", parent, object_name="paperDialog", size=_SIZE)
        self.set_title(self.tr("Print a paper"))
        self._selection, self._first_of, self._subject = selection, of, ""
        self._made: _Made | None = None
        self._written: Path | None = None
        self._making: Ticket | None = None
        self._asked_of = ""
        look = context.appearance
        self.paper_choice, self.language_choice, self.operation_choice = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self.of = QLineEdit()
        self.open_file = Button(self.tr("Open file"), concept="open", object_name="paperDialog.openFile")
        names = (
            (self.paper_choice, "paper"), (self.language_choice, "language"),
            (self.operation_choice, "operation"), (self.of, "of"),
        )  # fmt: skip
        for widget, name in names:
            widget.setObjectName(f"paperDialog.{name}")
            if isinstance(widget, QComboBox):
                # No name of a paper or an operation makes the dialog wider than a small screen.
                widget.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                widget.setMinimumContentsLength(_NAME_SHOWN)
        self._fill_choices(paper, of)
        self._choices.addWidget(Field(look, self.tr("Paper"), self.paper_choice))
        self._operation_field = Field(look, self.tr("Operation"), self.operation_choice)
        self._of_field = Field(look, self.tr("Of"), self.of)
        for field in (self._operation_field, self._of_field):
            self._choices.addWidget(field)
        self._choices.addWidget(Field(look, self.tr("Language"), self.language_choice))
        self.panel.insertWidget(self.panel.count() - 1, self.open_file)
        self.open_file.hide()
        for choice in (self.paper_choice, self.language_choice, self.operation_choice):
            choice.currentIndexChanged.connect(lambda _index: self._make())
        self.of.editingFinished.connect(self._typed)
        self.open_file.clicked.connect(lambda _on=False: self._open())
        self._make()
        self.paper_choice.setFocus()

    @override
    def sheets(self) -> PaperPages | None:
        return self._made.pages if self._made is not None else None

    @override
    def choices(self) -> tuple[QWidget, ...]:
        return self.paper_choice, self.operation_choice, self.of, self.language_choice

    @override
    def further(self) -> tuple[QWidget, ...]:
        return (self.open_file,)

    @override
    def file_wish(self) -> tuple[str, str, str]:
        paper = self._made.paper if self._made is not None else None
        parts = (paper.title, paper.record) if paper is not None else ()
        kept = "_".join(filter(None, parts)).replace("#", "")
        name = "".join(each if each.isalnum() or each in "-_," else "_" for each in kept) or "paper"
        filters = self.tr("PDF (*.pdf);;Web page (*.html);;Workbook (*.xlsx)")
        return f"{name}.pdf", self.tr("Save the paper"), filters

    @override
    def write(self, path: Path) -> None:
        if self._made is None or path.suffix.lower() in ("", ".pdf"):
            super().write(path if path.suffix else path.with_suffix(".pdf"))
            return
        paper = self._made.paper

        def written() -> bool:
            write_paper(paper, path)
            return True

        self._put_on_paper(lambda _ticket: written(), path)

    @override
    def printed_whole(self, path: Path | None) -> None:
        if path is None:
            self.accept()
            return
        self._written = path
        self._note.setText(self.tr("Written as {file}.").replace("{file}", path.name))
        self.open_file.show()
        self.open_file.setFocus()

    @override
    def _save_words(self) -> str:
        return self.tr("Save as…")

    def _fill_choices(self, paper: str, of: str) -> None:
        words, memory = self._context.words, self._context.memory
        wanted = paper or memory.get("paperDialog.paper", "")
        for each in self._offered():
            self.paper_choice.addItem(each.title, each)
            if each.key == wanted:
                self.paper_choice.setCurrentIndex(self.paper_choice.count() - 1)
        for code, name in language_names(resources_folder() / "languages").items():
            self.language_choice.addItem(name, code)
        spoken = memory.get("paperDialog.language", words.language)
        self.language_choice.setCurrentIndex(max(self.language_choice.findData(spoken), 0))
        for kind, name in form_names(words):
            self.operation_choice.addItem(name, kind)
        self.operation_choice.setCurrentIndex(max(self.operation_choice.findData(of or _FIRST_FORM), 0))

    def _offered(self) -> tuple[PaperName, ...]:
        """Return the papers of what is selected, those that need nothing, and those of what can be typed."""
        known = paper_names(self._context.words)
        selected = [each for each in known if self._selected(each.subject) is not None]
        free = [each for each in known if each.subject in _ANYWHERE]
        first = (*selected, *free)
        return (*first, *(each for each in known if each not in first))

    def _chosen_paper(self) -> PaperName:
        chosen: PaperName = self.paper_choice.currentData()
        return chosen

    def _selected(self, subject: str) -> Uid | None:
        """Return what a paper with such a subject is of by what is selected, or None."""
        selection = self._selection
        piece = selection.samples[0] if len(selection.samples) == 1 else None
        return {
            "piece": piece,
            "entry": selection.entry or piece,
            "place": selection.places[0] if len(selection.places) == 1 else None,
            "loan": selection.loan,
            "borrower": selection.person,
            "agreement": selection.agreement,
            "shipment": selection.shipment,
            "round": selection.round,
            "case": selection.case,
            "line": selection.lines[0] if len(selection.lines) == 1 else None,
        }.get(subject)

    def _typed(self) -> None:
        if self.of.text() != self._asked_of:
            self._make()

    def _make(self) -> None:
        """Gather and lay out the paper chosen, behind the window."""
        context, name = self._context, self._chosen_paper()
        self._operation_field.setVisible(name.subject == "operation")
        uid = self._selected(name.subject)
        self._of_field.setVisible(uid is None and name.subject != "operation")
        self._of_field.set_note(context.words.label(f"paper_subject.{name.subject}"))
        if name.subject != self._subject:
            # What was typed named something of another kind.
            self.of.setText(self._first_of if not self._subject else "")
            self._subject = name.subject
        if name.subject == "day" and not self.of.text().strip():
            self.of.setText(show_day(context.session.today))
        language = str(self.language_choice.currentData())
        context.memory.put("paperDialog.paper", name.key)
        context.memory.put("paperDialog.language", language)
        of = str(self.operation_choice.currentData()) if name.subject == "operation" else self.of.text()
        self._asked_of = self.of.text()
        wanted = PaperWanted(name.key, of, uid, context.moment)
        self._written, session = None, context.session
        self.open_file.hide()
        self._note.setText("")
        self.set_primary(self.tr("Print"), enabled=False)
        self.save_pdf.setEnabled(False)

        def made(ticket: Ticket) -> _Made:
            words = Words.load(language, resources_folder() / "languages")
            words.learn(session.lab.labels(language))
            paper = paper_of(session, words, wanted)
            return _Made(paper, pages_of(paper, ticket.progress, ticket.should_stop))

        if self._making is not None:
            self._making.cancel()
        making = context.lanes.background(
            made, lambda found: self._arrived(found, making), lambda error: self._not_made(error, making)
        )
        making.on_progress = self._show_making
        self._making = making
        self._progress.show_progress(0, 0)
        self._progress.show()

    def _show_making(self, done: int, total: int) -> None:
        if self._making is not None:
            self._progress.show_progress(done, total)

    @override
    def done(self, result: int) -> None:
        """Close, and lay nothing out any more."""
        if self._making is not None:
            self._making.cancel()
        super().done(result)

    def _is_stale(self, making: Ticket) -> bool:
        """Tell whether something else was asked for since."""
        if making is not self._making:
            return True
        self._making = None
        self._progress.hide()
        return making.should_stop()

    def _arrived(self, made: _Made, making: Ticket) -> None:
        if self._is_stale(making):
            return
        self._made, self._page = made, 0
        self._show_trouble(" ".join(made.paper.warnings), "amber")
        self.set_primary(self.tr("Print"), enabled=True)
        self.save_pdf.setEnabled(True)
        self._turn(0)

    def _not_made(self, error: Exception, making: Ticket) -> None:
        if self._is_stale(making):
            return
        self._made = None
        self._failed(error)
        self.set_primary(self.tr("Print"), enabled=False)
        self.save_pdf.setEnabled(False)
        self._turn(0)

    def _open(self) -> None:
        if self._written is not None:
            show_outside(self._written)
