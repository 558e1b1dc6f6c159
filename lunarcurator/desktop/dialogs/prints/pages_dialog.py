"""What every dialog that prints has: each page seen before, a printer, a file, a bar that says how far."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Final, override

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.sizes import RememberedSizes
from lunarcurator.desktop.dialogs.prints.zoom_bar import ZoomBar
from lunarcurator.desktop.folders import first_folder, remember_path
from lunarcurator.desktop.lanes import Ticket
from lunarcurator.desktop.paper.pages import Pages
from lunarcurator.desktop.paper.preview import PagePreview
from lunarcurator.desktop.paper.printing import is_chosen, make_printer, print_pages, write_pdf
from lunarcurator.desktop.shell.preferences import PRINTER
from lunarcurator.desktop.widgets.buttons import Button, IconButton
from lunarcurator.desktop.widgets.dialog import Dialog
from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.desktop.widgets.labels import Label as Words
from lunarcurator.desktop.widgets.strips import FindingStrip, StripTone
from lunarcurator.desktop.widgets.work_bar import WorkBar
from lunarcurator.domain.mass_display import shown_count

_SIGNS_SHOWN: Final = 20
"""So many signs that cannot be printed are named."""


class PagesDialog(Dialog):
    """Shows pages one by one, prints them or writes them, and says what stood in the way.

    What is printed comes from `sheets`; what follows a printing from `printed_whole`.
    """

    def __init__(
        self, context: AppContext, title: str, parent: QWidget | None, *, object_name: str, size: QSize
    ) -> None:
        super().__init__(
            context.appearance,
            title,
            self.tr("Print"),
            object_name=object_name,
            sizes=RememberedSizes(context.memory),
            size=size,
            parent=parent,
        )
        self._context, self._name = context, object_name
        self._page = 0
        self._strip: FindingStrip | None = None
        self._ticket: Ticket | None = None
        look = context.appearance
        self._progress = WorkBar(f"{self._name}.progress")
        lanes, name = context.lanes, f"{object_name}.preview"
        self.preview = PagePreview(look, name, lambda work, done: lanes.paint(work, done, replaces=name))
        self.before = IconButton("previous", self.tr("Page before"), object_name=f"{object_name}.before")
        self.after = IconButton("next", self.tr("Next page"), object_name=f"{object_name}.after")
        self.zoom_bar = ZoomBar(look, self.preview, f"{object_name}.zoom")
        self._page_name = Words(look, size=12, colour="text2", object_name=f"{object_name}.page")
        self.save_pdf = Button(self._save_words(), concept="document", object_name=f"{object_name}.pdf")
        self._note = Words(look, size=12, colour="text2", wrap=True, object_name=f"{object_name}.note")
        self._boxes = Words(look, size=12, colour="tones.amber.ink", wrap=True, object_name=f"{object_name}.boxes")
        self._trouble = QVBoxLayout()
        self._choices = QVBoxLayout()
        self._build_pages()
        self.before.clicked.connect(lambda _on=False: self._turn(-1))
        self.after.clicked.connect(lambda _on=False: self._turn(1))
        for key, button in ((Qt.Key.Key_PageUp, self.before), (Qt.Key.Key_PageDown, self.after)):
            QShortcut(QKeySequence(key), self, button.click)
        self.save_pdf.clicked.connect(lambda _on=False: self._ask_file())
        self.confirmed.connect(self._ask_printer)

    def sheets(self) -> Pages | None:
        """Return the pages as they would be printed now; None while there are none."""
        raise AssertionError("every dialog that prints has pages")

    def printed_whole(self, path: Path | None) -> None:
        """Follow a printing, or a file, that went well."""
        del path
        self.accept()

    def printer_name(self) -> str:
        """Return the printer chosen in the settings; empty for none."""
        return self._context.memory.get(PRINTER)

    def choices(self) -> tuple[QWidget, ...]:
        """Return what may not be changed while pages are printed."""
        return ()

    def file_wish(self) -> tuple[str, str, str]:
        """Return the file proposed, the title of the file dialog, and its filters."""
        raise AssertionError("every dialog that prints proposes a file")

    def trouble(self) -> str:
        """Return why printing was not possible; empty for nothing."""
        return self._strip.sentence if self._strip is not None else ""

    def write(self, path: Path) -> None:
        """Write the pages as the file its name ends in."""
        pages, title = self.sheets(), self.windowTitle()
        if pages is not None:
            self._put_on_paper(
                lambda ticket: write_pdf(pages, path, title, ticket.progress, ticket.should_stop), path
            )

    def print_on(self, printer: QPrinter) -> None:
        """Print the pages behind the window."""
        pages = self.sheets()
        if pages is not None:
            self._put_on_paper(lambda ticket: print_pages(pages, printer, ticket.progress, ticket.should_stop))

    def _save_words(self) -> str:
        return self.tr("Save as PDF…")

    def _stopped_words(self) -> str:
        return self.tr("Stopped. Not all pages were printed.")

    def _turn(self, step: int) -> None:
        pages = self.sheets()
        count = pages.pages if pages is not None else 0
        self._page = min(max(self._page + step, 0), max(count - 1, 0))
        name = self.tr("Page {page} of {pages}").replace("{page}", shown_count(self._page + 1))
        name = name.replace("{pages}", shown_count(count))
        self._page_name.setText(name if count else "")
        self.before.setEnabled(self._page > 0)
        self.after.setEnabled(self._page < count - 1)
        self.preview.show_page(pages, self._page, name)
        boxes = pages.unshown if pages is not None else ""
        told = self.tr("No font of this machine has {signs}: they print as boxes. Install a font that has them.")
        self._boxes.setText(told.replace("{signs}", boxes[:_SIGNS_SHOWN]))
        self._boxes.setVisible(bool(boxes))

    def _ask_printer(self) -> None:
        pages = self.sheets()
        if pages is None:
            return
        chosen = self.printer_name()
        printer = make_printer(chosen)
        pages.set_up(printer)
        if is_chosen(printer, chosen):
            # Whoever chose a printer in the settings is not asked for it again with each paper.
            self.print_on(printer)
            return
        dialog = QPrintDialog(printer, self)
        dialog.setObjectName(f"{self._name}.printDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_on(printer))
        # `show` and not `open`: the stubs know only the form of `open` that takes a slot by its name.
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def _ask_file(self) -> None:
        name, title, filters = self.file_wish()
        wanted = str(first_folder(self._context.memory, f"{self._name}.folder") / name)
        dialog = QFileDialog(self, title, wanted, filters)
        dialog.setObjectName(f"{self._name}.fileDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self._chosen(Path(chosen)))
        dialog.open()

    def _chosen(self, path: Path) -> None:
        remember_path(self._context.memory, f"{self._name}.folder", path.parent)
        self.write(path)

    def _put_on_paper(self, work: Callable[[Ticket], bool], path: Path | None = None) -> None:
        """Paint the pages behind the window, with a bar that says how far; *Cancel* stops it."""
        self._ticket = self._context.lanes.background(work, lambda whole: self._put(whole, path), self._failed)
        self._ticket.on_progress = self._show_progress
        self._show_progress(0, 0)
        self._set_busy()

    def _put(self, whole: bool, path: Path | None) -> None:
        stopped = self._ticket is not None and self._ticket.should_stop()
        self._ticket = None
        self._set_busy()
        # A printing that ended before its cancel arrived is a printing.
        if whole:
            self.printed_whole(path)
        elif stopped:
            self._show_trouble(self._stopped_words())

    def _show_progress(self, done: int, total: int) -> None:
        if self._ticket is not None:
            self._progress.show_progress(done, total)

    def _set_busy(self) -> None:
        busy = self._ticket is not None
        self._progress.setVisible(busy)
        for part in (self.primary_button, self.save_pdf, *self.choices()):
            part.setEnabled(not busy)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Tab goes as the hands do: what is chosen, the pages that come of it, and what is done with them.
        stops = (
            *self.choices(), self.preview, self.before, self.after, *self.zoom_bar.buttons, *self.further(),
            self.save_pdf, self.cancel_button, self.primary_button,
        )  # fmt: skip
        for first, second in pairwise(stops):
            self.setTabOrder(first, second)

    def further(self) -> tuple[QWidget, ...]:
        """Return what stands below the choices and leads on from what was done."""
        return ()

    @override
    def reject(self) -> None:
        """Stop the printing under way, or close."""
        if self._ticket is None:
            super().reject()
        else:
            self._ticket.cancel()

    def _failed(self, error: Exception) -> None:
        self._ticket = None
        self._set_busy()
        self._context.say_why(error, self._show_trouble)

    def _show_trouble(self, sentence: str, tone: StripTone = "red") -> None:
        if self._strip is not None:
            self._strip.hide()
            self._strip.deleteLater()
            self._strip = None
        if sentence:
            name = f"{self._name}.trouble"
            self._strip = FindingStrip(self._context.appearance, tone, sentence, object_name=name)
            self._trouble.addWidget(self._strip)

    def _build_pages(self) -> None:
        self.content.addWidget(self.preview, 1)
        turning = QWidget()
        pager = QHBoxLayout(turning)
        pager.setContentsMargins(0, 0, 0, 0)
        for part in (self.before, self._page_name, self.after):
            pager.addWidget(part)
        below = FlowLayout(self._context.appearance.look.metrics.px(16))
        below.addWidget(turning)
        below.addWidget(self.zoom_bar)
        self.content.addLayout(below)
        self.panel.addLayout(self._choices)
        self.panel.addLayout(self._trouble)
        self.panel.addWidget(self._progress)
        self.panel.addWidget(self._note)
        self.panel.addWidget(self._boxes)
        self._boxes.hide()
        self.panel.addStretch(1)
        self.save_pdf.setEnabled(False)
        self.extras.addWidget(self.save_pdf)
