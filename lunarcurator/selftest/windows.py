"""Steps of the selftest in the real window: every room, every dialog, a label."""

import os
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from lunarcurator.selftest.failing import StepError

LONGEST_S: Final = 60.0
"""How long one step of the window may take on a slow machine."""


class Nothing(dict[str, str]):
    """Remembers for the length of the selftest only."""

    def get(self, key: str, default: str = "") -> str:  # type: ignore[override]
        """Return a remembered text, or the default."""
        return super().get(key, default)

    def put(self, key: str, value: str) -> None:
        """Remember a text."""
        self[key] = value


def application() -> Any:
    """Return the one application of this process, without a screen unless there is one."""
    from PySide6.QtWidgets import QApplication

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("CUPS_SERVER", "/run/cups/cups.sock")
    return QApplication.instance() or QApplication(sys.argv[:1])


def until(app: Any, wanted: Callable[[], object], what: str) -> None:
    """Let the window work until something holds; names what it waited for in vain."""
    end = time.monotonic() + LONGEST_S
    while not wanted():
        app.processEvents()
        time.sleep(0.002)
        if time.monotonic() > end:
            raise StepError(f"waited in vain for {what}")


def window(store: Path) -> None:
    """Open the window on a store, go through its rooms, and open each dialog that is offered."""
    from lunarcurator.app import Program

    app = application()
    program = Program(app, Nothing(), store)
    program.start()
    until(app, lambda: hasattr(program, "furnishing"), "the house")
    until(app, lambda: program.furnishing.stores.session is not None, "the store")
    session: Any = program.furnishing.stores.session
    until(app, lambda: session.room is not None, "the first room")
    choose_a_piece(app, session)
    missing = _rooms_and_dialogs(app, program, session)
    program.frame.close()
    until(app, lambda: not program.frame.isVisible(), "the window to close")
    if missing:
        raise StepError(f"not opened: {', '.join(missing)}")


def choose_a_piece(app: Any, session: Any) -> None:
    """Select the rock that most dialogs are opened on."""
    from lunarcurator.desktop.links import Link, Target
    from lunarcurator.services.asking import find_piece

    session.workplace.go(Link(Target.SAMPLE, find_piece(session.workplace.desk, "15555")))
    until(app, lambda: bool(session.selection.samples), "a piece to be selected")


def _rooms_and_dialogs(app: Any, program: Any, session: Any) -> list[str]:
    from PySide6.QtWidgets import QApplication

    from lunarcurator.desktop.actions import ACTIONS
    from lunarcurator.desktop.shell.handling import DIALOGS

    offered: Mapping[str, Any] = program.frame.actions_by_key
    missing = []
    for key in ACTIONS:
        if key.endswith("_room"):
            offered[key].trigger()
            until(app, partial(_is_in, session, key.removesuffix("_room")), key)
    offered["samples_room"].trigger()
    for key in DIALOGS:
        if not offered[key].isEnabled():
            continue
        offered[key].trigger()
        end = time.monotonic() + 10
        while QApplication.activeModalWidget() is None and time.monotonic() < end:
            app.processEvents()
            time.sleep(0.002)
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            missing.append(key)
            continue
        app.processEvents()
        dialog.close()
        until(app, lambda: QApplication.activeModalWidget() is None, f"{key} to close")
    return missing


def _is_in(session: Any, room: str) -> bool:
    return bool(session.room.key == room)


def label(store: Path, folder: Path) -> None:
    """Write a label as PDF, print it by way of the system's printers, and read the code of its picture back."""
    import zxingcpp

    from lunarcurator.desktop.paper.labels import LabelPaper
    from lunarcurator.desktop.paper.printing import write_pdf
    from lunarcurator.resources_folder import resources_folder
    from lunarcurator.services.asking import find_piece
    from lunarcurator.services.desk import Desk
    from lunarcurator.services.label_layouts import load_layouts
    from lunarcurator.services.labels import labels_of
    from lunarcurator.services.words import Words

    app = application()
    desk = Desk.open(store)
    try:
        labels = labels_of(desk, Words.load("en", resources_folder() / "messages"), [find_piece(desk, "15555")])
    finally:
        desk.close()
    paper = LabelPaper(load_layouts()["roll_50x25"], labels, [app.font().family()])
    write_pdf(paper, folder / "label.pdf", "Label")
    _says_its_number(folder / "label.pdf")
    _on_a_printer(paper, folder / "printed.pdf")
    found = [each.text for each in zxingcpp.read_barcodes(paper.image(0, 300))]
    if not any("15555" in text for text in found):
        raise StepError(f"the label says {found}")


def _on_a_printer(paper: Any, path: Path) -> None:
    """Ask the system for its printers, and print into a file: the way on which a socket would be opened."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    from lunarcurator.desktop.paper.printing import make_printer, print_pages

    QPrinterInfo.availablePrinterNames()
    printer = make_printer("no such printer")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    if not print_pages(paper, printer):
        raise StepError("the printer made no page")
    _says_its_number(path)


def _says_its_number(path: Path) -> None:
    from lunarcurator.documents.pdf_words import words_in

    if not all("15555" in page for page in words_in(path.read_bytes())):
        raise StepError(f"{path.name} does not say its number")
