"""Printers and PDF files for what `paper` draws; nothing here asks a network for a printer."""

import os
from pathlib import Path
from typing import Final

from PySide6.QtCore import QIODevice, QSaveFile
from PySide6.QtGui import QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter

from lunarcurator.desktop.paper.labels import LabelPaper
from lunarcurator.domain.errors import Refusal

_SOCKET: Final = "/run/cups/cups.sock"
_DOTS: Final = 600


class PaperError(Refusal):
    """A page could not be printed or written; the facts say where."""


def make_printer() -> QPrinter:
    """Return a printer of this machine; CUPS is asked by its own socket, never by a network port."""
    os.environ.setdefault("CUPS_SERVER", _SOCKET)
    return QPrinter(QPrinter.PrinterMode.HighResolution)


def print_labels(paper: LabelPaper, printer: QPrinter) -> None:
    """Print labels on a printer; raises `PaperError` if it takes none."""
    paper.set_up(printer)
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise PaperError("paper.no_printer", printer=printer.printerName())
    try:
        paper.paint(printer, painter, printer.resolution())
    finally:
        painter.end()


def write_pdf(paper: LabelPaper, path: Path, title: str) -> None:
    """Write labels as a PDF, there whole or not at all; raises `PaperError` if it cannot be written."""
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
        paper.paint(writer, painter, _DOTS)
    finally:
        painter.end()
    if not file.commit():
        raise PaperError("paper.not_written", file=path.name)
