"""The dialog that prints labels of pieces, seen before they are printed; each printing is an entry."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, override

from PySide6.QtCore import QSize, QStandardPaths, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QProgressBar, QSpinBox, QVBoxLayout, QWidget
from shiboken6 import isValid

from lunarcurator.desktop.dialogs.form.sizes import RememberedSizes
from lunarcurator.desktop.lanes import Ticket
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.paper.labels import LabelPaper
from lunarcurator.desktop.paper.preview import PagePreview
from lunarcurator.desktop.paper.printing import make_printer, print_pages, write_pdf
from lunarcurator.desktop.widgets.buttons import Button, IconButton
from lunarcurator.desktop.widgets.dialog import Dialog
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.desktop.widgets.labels import Label as Words
from lunarcurator.desktop.widgets.strips import FindingStrip
from lunarcurator.desktop.workplace import Workplace
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.services.label_layouts import LabelLayout, load_layouts
from lunarcurator.services.labels import Label, labels_of, printed
from lunarcurator.services.posting import Refused

_SIZE: Final = QSize(860, 540)


def open_labels(workplace: Workplace, selection: Selection, parent: QWidget | None) -> "LabelsDialog | None":
    """Return the dialog that prints labels of the selected pieces; None where none is selected."""
    return LabelsDialog(workplace, selection, parent) if selection.samples else None


class LabelsDialog(Dialog):
    """Chooses the paper and shows every page; prints, or writes a PDF, and then posts that it was printed."""

    def __init__(self, workplace: Workplace, selection: Selection, parent: QWidget | None) -> None:
        super().__init__(
            workplace.appearance,
            workplace.words.label("operation.print_labels"),
            self.tr("Print"),
            object_name="labelsDialog",
            sizes=RememberedSizes(workplace.memory),
            size=_SIZE,
            parent=parent,
        )
        self._workplace, self._selection = workplace, selection
        self._labels: tuple[Label, ...] = ()
        self._layouts = load_layouts()
        self._page = 0
        self._strip: FindingStrip | None = None
        self._ticket: Ticket | None = None
        self._progress = QProgressBar()
        look = workplace.appearance
        self.paper_choice = QComboBox()
        self.paper_choice.setObjectName("labelsDialog.layout")
        for key, layout in self._layouts.items():
            self.paper_choice.addItem(workplace.words.label(layout.label_key), key)
        self.first = QSpinBox()
        self.first.setObjectName("labelsDialog.first")
        self.first.setMinimum(1)
        self._first_field = Field(look, self.tr("First free label on the sheet"), self.first)
        self.preview = PagePreview(look, "labelsDialog.preview")
        self.before = IconButton("previous", self.tr("Page before"), object_name="labelsDialog.before")
        self.after = IconButton("next", self.tr("Next page"), object_name="labelsDialog.after")
        self._page_name = Words(look, size=12, colour="text2", object_name="labelsDialog.page")
        self.save_pdf = Button(self.tr("Save as PDF…"), concept="document", object_name="labelsDialog.pdf")
        self._note = Words(look, size=12, colour="text2", wrap=True, object_name="labelsDialog.note")
        self._trouble = QVBoxLayout()
        self._lay_out()
        self._connect_parts()
        self._choose_remembered()
        desk, words = workplace.desk, workplace.words
        self.set_primary(self.tr("Print"), enabled=False)
        workplace.lanes.read(lambda: labels_of(desk, words, selection.samples), self._arrived, self._failed)

    def paper(self) -> LabelPaper:
        """Return the pages as they would be printed now."""
        families = self._workplace.appearance.look.fonts.base.families()
        first = self.first.value() - 1 if self._layout().is_sheet else 0
        return LabelPaper(self._layout(), self._labels, families, first)

    def trouble(self) -> str:
        """Return why printing was not possible; empty for nothing."""
        return self._strip.sentence if self._strip is not None else ""

    def write(self, path: Path) -> None:
        """Write the labels as a PDF, then record that they were printed."""
        paper, title = self.paper(), self.windowTitle()
        self._put_on_paper(lambda ticket: write_pdf(paper, path, title, ticket.progress, ticket.should_stop))

    def _layout(self) -> LabelLayout:
        return self._layouts[str(self.paper_choice.currentData())]

    def _arrived(self, labels: tuple[Label, ...]) -> None:
        self._labels = labels
        count = shown_count(len(labels))
        text = self.tr("Print 1 label") if len(labels) == 1 else self.tr("Print {count} labels")
        obstacle = "" if labels else self.tr("None of these pieces has a number to print.")
        self.set_primary(text.replace("{count}", count), enabled=bool(labels), obstacle=obstacle)
        self.save_pdf.setEnabled(bool(labels))
        self._note.setText(self._what_is_recorded())
        if labels:
            self.primary_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._turn(0)

    def _what_is_recorded(self) -> str:
        if self._workplace.may_post:
            return self.tr("The printing goes into the journal, a reprint too.")
        return self.tr("Nothing can be posted now, so this printing will not stand in the journal.")

    def _turn(self, step: int) -> None:
        paper = self.paper()
        self._page = min(max(self._page + step, 0), max(paper.pages - 1, 0))
        name = self.tr("Page {page} of {pages}").replace("{page}", shown_count(self._page + 1))
        name = name.replace("{pages}", shown_count(paper.pages))
        self._page_name.setText(name if paper.pages else "")
        self.before.setEnabled(self._page > 0)
        self.after.setEnabled(self._page < paper.pages - 1)
        self.preview.show_page(paper, self._page, name)

    def _paper_changed(self) -> None:
        layout = self._layout()
        self.first.setMaximum(layout.labels_a_page)
        self._first_field.setVisible(layout.is_sheet)
        self._workplace.memory.put("labelsDialog.layout", layout.key)
        self._page = 0
        self._turn(0)

    def _choose_remembered(self) -> None:
        kept = self.paper_choice.findData(self._workplace.memory.get("labelsDialog.layout", "roll_50x25"))
        self.paper_choice.setCurrentIndex(max(kept, 0))
        self._paper_changed()

    def _ask_printer(self) -> None:
        printer = make_printer()
        self.paper().set_up(printer)
        dialog = QPrintDialog(printer, self)
        dialog.setObjectName("labelsDialog.printDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_on(printer))
        # `show` and not `open`: the stubs know only the form of `open` that takes a slot by its name.
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def _ask_pdf(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        wanted = str(Path(self._workplace.memory.get("labelsDialog.folder", folder)) / "labels.pdf")
        dialog = QFileDialog(self, self.tr("Save the labels as PDF"), wanted, self.tr("PDF (*.pdf)"))
        dialog.setObjectName("labelsDialog.fileDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.write(Path(name)))
        dialog.open()

    def print_on(self, printer: QPrinter) -> None:
        """Print the labels, then record that they were printed."""
        paper = self.paper()
        self._put_on_paper(lambda ticket: print_pages(paper, printer, ticket.progress, ticket.should_stop))

    def _put_on_paper(self, work: Callable[[Ticket], bool]) -> None:
        """Paint the pages behind the window, with a bar that says how far; *Cancel* stops it."""
        self._ticket = self._workplace.lanes.background(work, self._put, self._failed)
        self._ticket.on_progress = self._show_progress
        self._show_progress(0, 0)
        self._set_busy()

    def _put(self, whole: bool) -> None:
        if not isValid(self):
            return
        stopped = self._ticket is not None and self._ticket.should_stop()
        self._ticket = None
        self._set_busy()
        # A printing that ended before its cancel arrived is a printing.
        if whole:
            self._record()
        elif stopped:
            self._show_trouble(self.tr("Stopped. Not all labels were printed, and nothing was recorded."))

    def _show_progress(self, done: int, total: int) -> None:
        if isValid(self) and self._ticket is not None:
            self._progress.setRange(0, total)
            self._progress.setValue(done)

    def _set_busy(self) -> None:
        busy = self._ticket is not None
        self._progress.setVisible(busy)
        for part in (self.primary_button, self.save_pdf, self.paper_choice, self.first):
            part.setEnabled(not busy)

    @override
    def reject(self) -> None:
        """Stop the printing under way, or close."""
        if self._ticket is None:
            super().reject()
        else:
            self._ticket.cancel()

    def _record(self) -> None:
        operator = self._workplace.operator
        if operator is None or not self._workplace.may_post:
            self.accept()
            return
        pieces = [label.uid for label in self._labels]
        posting = printed(pieces, self._layout().key, operator, self._workplace.desk.today)
        self._workplace.post(posting, lambda _posted: self.accept() if isValid(self) else None, self._failed)

    def _failed(self, error: Exception) -> None:
        if not isValid(self):
            return
        words, self._ticket = self._workplace.words, None
        self._set_busy()
        if isinstance(error, Refused):
            self._show_trouble(" ".join(words.say_finding(finding) for finding in error.findings))
        elif isinstance(error, Refusal):
            self._show_trouble(words.say(error.key, error.facts))
        else:
            self._workplace.lanes.fault.emit(error)

    def _show_trouble(self, sentence: str) -> None:
        if self._strip is not None:
            self._strip.hide()
            self._strip.deleteLater()
        self._strip = FindingStrip(self._workplace.appearance, "red", sentence, object_name="labelsDialog.trouble")
        self._trouble.addWidget(self._strip)

    def _connect_parts(self) -> None:
        self.paper_choice.currentIndexChanged.connect(lambda _index: self._paper_changed())
        self.first.valueChanged.connect(lambda _value: self._turn(0))
        self.before.clicked.connect(lambda _on=False: self._turn(-1))
        self.after.clicked.connect(lambda _on=False: self._turn(1))
        self.save_pdf.clicked.connect(lambda _on=False: self._ask_pdf())
        self.confirmed.connect(self._ask_printer)

    def _lay_out(self) -> None:
        look = self._workplace.appearance
        self.content.addWidget(self.preview, 1)
        pager = QHBoxLayout()
        pager.addStretch(1)
        for part in (self.before, self._page_name, self.after):
            pager.addWidget(part)
        pager.addStretch(1)
        self.content.addLayout(pager)
        self.panel.addWidget(Field(look, self.tr("Paper"), self.paper_choice))
        self.panel.addWidget(self._first_field)
        self.panel.addLayout(self._trouble)
        self.panel.addWidget(self._progress)
        self._progress.setObjectName("labelsDialog.progress")
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Progress"))
        self._progress.hide()
        self.panel.addWidget(self._note)
        self.panel.addStretch(1)
        self.save_pdf.setEnabled(False)
        self.extras.addWidget(self.save_pdf)
