"""Printers and PDF files for everything made of pages; nothing here asks a network for a printer."""

import os
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QSaveFile
from PySide6.QtGui import QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from lunarcurator.desktop.paper.pages import Pages, Progress, ShouldStop, never, unwatched
from lunarcurator.desktop.paper.telling import TellingPainter
from lunarcurator.documents.pdf_words import PdfUnreadError, with_words
from lunarcurator.documents.rendering import PaperError as PaperError
from lunarcurator.exchange.new_file import is_store
from lunarcurator.file_names import is_folder, name_trouble
from lunarcurator.held_files import patiently

_SOCKET: Final = "/run/cups/cups.sock"
_DOTS: Final = 600


def make_printer(name: str = "") -> QPrinter:
    """Return a printer of this machine, that of a name where there is one still, else that of the system.

    CUPS is asked by its own socket, never by a network port.
    """
    os.environ.setdefault("CUPS_SERVER", _SOCKET)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if name and name in QPrinterInfo.availablePrinterNames():
        printer.setPrinterName(name)
    return printer


def is_chosen(printer: QPrinter, name: str) -> bool:
    """Tell whether this is the printer of a name; False without one, or where that one is away."""
    return bool(name) and printer.printerName() == name


def print_pages(
    paper: Pages,
    printer: QPrinter,
    progress: Progress = unwatched,
    should_stop: ShouldStop = never,
) -> bool:
    """Print pages on a printer, on any thread; False if it was stopped before the last page.

    Raises `PaperError` if the printer takes none. What a printer has already taken may come out.
    """
    paper.set_up(printer)
    printer.setFullPage(True)
    printer.setDocName(paper.title)
    painter = TellingPainter() if _makes_pdf(printer) else QPainter()
    if not painter.begin(printer):
        raise PaperError("paper.no_printer", printer=printer.printerName())
    try:
        whole = paper.paint(printer, painter, printer.resolution(), progress, should_stop)
        if not whole:
            printer.abort()
    finally:
        painter.end()
    if whole and isinstance(painter, TellingPainter):
        _tell_words(Path(printer.outputFileName()), painter, paper.language)
    return whole


def write_pdf(
    paper: Pages,
    path: Path,
    title: str,
    progress: Progress = unwatched,
    should_stop: ShouldStop = never,
) -> bool:
    """Write pages as a PDF, there whole or not at all, on any thread; False if it was stopped.

    `title` is that of pages without one of their own. What stands on them can be copied and searched.
    Raises `PaperError` if it cannot be written, and for the name of a store.
    """
    trouble = name_trouble(path)
    if trouble:
        raise PaperError(trouble, file=path.name)
    if is_store(path):
        raise PaperError("file.is_store", file=path.name)
    # Said before the pages are painted, which may take long.
    file = _begun(path)
    pages = QBuffer()
    pages.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(pages)
    writer.setTitle(paper.title or title)
    writer.setResolution(_DOTS)
    paper.set_up(writer)
    painter = TellingPainter()
    if not painter.begin(writer):
        file.cancelWriting()
        raise PaperError("paper.not_written", file=path.name)
    try:
        whole = paper.paint(writer, painter, _DOTS, progress, should_stop)
    finally:
        painter.end()
    if not whole:
        file.cancelWriting()
        return False
    _commit(file, _worded(bytes(pages.data().data()), painter, paper.language), path)
    return True


def _begun(path: Path) -> QSaveFile:
    """Return a file that takes the place of another when it is committed; raises `PaperError`."""
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        # Windows tells only who tries, and Qt has tried without saying why.
        if is_folder(path.parent) and not os.access(path.parent, os.W_OK | os.X_OK):
            raise PaperError("file.folder_locked", file=path.name, folder=str(path.parent))
        raise PaperError("paper.not_written", file=path.name)
    return file


def _commit(file: QSaveFile, content: bytes, path: Path) -> None:
    """Put a content in the place of a file; raises `PaperError`, and then what was there is there still."""
    begun = [file]

    def put() -> None:
        # What could not take the place is gone: it is written anew each time.
        one = begun.pop() if begun else _begun(path)
        if one.write(content) != len(content) or not one.commit():
            raise PermissionError

    try:
        patiently(put)
    except PermissionError as error:
        raise PaperError("paper.not_written", file=path.name) from error


def _makes_pdf(printer: QPrinter) -> bool:
    return printer.outputFormat() == QPrinter.OutputFormat.PdfFormat and bool(printer.outputFileName())


def _tell_words(path: Path, painter: TellingPainter, language: str) -> None:
    """Give a PDF that a printer wrote its words."""
    file = _begun(path)
    _commit(file, _worded(path.read_bytes(), painter, language), path)


def _worded(data: bytes, painter: TellingPainter, language: str) -> bytes:
    """Return a PDF with its words; as Qt wrote it where that is not what is known of Qt, for it can be printed."""
    try:
        return with_words(data, painter.told, language)
    except PdfUnreadError:
        return data
