"""Printers and PDF files for everything made of pages; nothing here asks a network for a printer."""

import os
from pathlib import Path
from typing import Final

from PySide6.QtCore import QIODevice, QSaveFile
from PySide6.QtGui import QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from lunarcurator.desktop.paper.pages import Pages, Progress, ShouldStop, never, unwatched
from lunarcurator.documents.rendering import PaperError as PaperError
from lunarcurator.exchange.new_file import is_store

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
    painter = QPainter()
    if not painter.begin(printer):
        raise PaperError("paper.no_printer", printer=printer.printerName())
    try:
        whole = paper.paint(printer, painter, printer.resolution(), progress, should_stop)
        if not whole:
            printer.abort()
        return whole
    finally:
        painter.end()


def write_pdf(
    paper: Pages,
    path: Path,
    title: str,
    progress: Progress = unwatched,
    should_stop: ShouldStop = never,
) -> bool:
    """Write pages as a PDF, there whole or not at all, on any thread; False if it was stopped.

    Raises `PaperError` if it cannot be written, and for the name of a store.
    """
    if is_store(path):
        raise PaperError("file.is_store", file=path.name)
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise PaperError("paper.not_written", file=path.name)
    writer = QPdfWriter(file)
    writer.setTitle(title)
    writer.setResolution(_DOTS)
    paper.set_up(writer)
    painter = QPainter()
    if not painter.begin(writer):
        file.cancelWriting()
        raise PaperError("paper.not_written", file=path.name)
    try:
        whole = paper.paint(writer, painter, _DOTS, progress, should_stop)
    finally:
        painter.end()
    if not whole:
        file.cancelWriting()
    elif not file.commit():
        raise PaperError("paper.not_written", file=path.name)
    return whole
