"""Steps of the selftest in the real window: every room, every dialog, a label."""

import os
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from lunarcurator.selftest.failing import StepError
from lunarcurator.selftest.situations import situations

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

    def keep(self, texts: Mapping[str, str]) -> None:
        """Remember texts; there is no file that could not be written."""
        self.update(texts)

    def unread(self) -> None:
        """There is no file that could not be read."""


def application() -> Any:
    """Return the one application of this process; on Linux it needs no screen, elsewhere there always is one.

    What draws without a screen knows no font of Windows, and could print nothing Chinese there.
    """
    from PySide6.QtWidgets import QApplication

    if sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("CUPS_SERVER", "/run/cups/cups.sock")
    return QApplication.instance() or QApplication(sys.argv[:1])


def until(app: Any, wanted: Callable[[], object], what: str) -> None:
    """Let the window work until something holds; names what it waited for in vain."""
    end = time.monotonic() + LONGEST_S
    while not wanted():
        app.processEvents()
        _refuse_a_report(app)
        time.sleep(0.002)
        if time.monotonic() > end:
            raise StepError(f"waited in vain for {what}")


def _refuse_a_report(app: Any) -> None:
    """Raise `StepError` where the window shows that the program is at fault."""
    from PySide6.QtWidgets import QLabel, QPlainTextEdit

    shown = app.activeModalWidget()
    if shown is not None and shown.objectName() == "faultDialog":
        told = [each.toPlainText() for each in shown.findChildren(QPlainTextEdit)]
        told = told or [each.text() for each in shown.findChildren(QLabel)]
        raise StepError(f"the window reports {' '.join(told)[-600:]}")


def window(store: Path) -> None:
    """Open the window on a store, go through its rooms, and open every dialog there is."""
    from lunarcurator.app import Program

    app = application()
    program = Program(app, Nothing(), store)
    program.start()
    until(app, lambda: hasattr(program, "wiring"), "the house")
    until(app, lambda: program.wiring.stores.store_view is not None, "the store")
    store_view: Any = program.wiring.stores.store_view
    until(app, lambda: store_view.room is not None, "the first room")
    _go_through_rooms(app, program, store_view)
    missing = _open_dialogs(app, program, store_view)
    program.frame.close()
    until(app, lambda: not program.frame.isVisible(), "the window to close")
    if missing:
        raise StepError(f"never offered: {', '.join(missing)}")


def _go_through_rooms(app: Any, program: Any, store_view: Any) -> None:
    from lunarcurator.desktop.actions import ACTIONS

    for key in ACTIONS:
        if key.endswith("_room"):
            program.frame.actions_by_key[key].trigger()
            until(app, partial(_is_in, store_view, key.removesuffix("_room")), key)


def _open_dialogs(app: Any, program: Any, store_view: Any) -> list[str]:
    """Open each dialog once where it is offered, and return those that never were."""
    from lunarcurator.desktop.shell.dispatch import DIALOGS

    offered: Mapping[str, Any] = program.frame.actions_by_key
    waiting = list(DIALOGS)
    for room, selection in situations(store_view):
        if not waiting:
            break
        store_view.show_room(room)
        _rest(app, store_view)
        store_view.room.selection_changed.emit(selection)
        _rest(app, store_view)
        for key in [each for each in waiting if offered[each].isEnabled()]:
            offered[key].trigger()
            until(app, lambda: app.activeModalWidget() is not None, f"the dialog {key}")
            _rest(app, store_view)
            until(app, partial(_is_closed, app), f"{key} to close")
            waiting.remove(key)
    return waiting


def _is_closed(app: Any) -> bool:
    """Close the dialog in front, as often as one is; True once none is."""
    shown = app.activeModalWidget()
    if shown is not None:
        shown.close()
    return shown is None


def _rest(app: Any, store_view: Any) -> None:
    """Let what is being read arrive."""
    app.processEvents()
    until(app, lambda: not store_view.lanes.busy, "what is read to arrive")
    app.processEvents()


def _is_in(store_view: Any, room: str) -> bool:
    return bool(store_view.room.key == room)


def label(store: Path, folder: Path) -> None:
    """Write a label as PDF, print it by way of the system's printers, and read the code of its picture back."""
    import zxingcpp

    from lunarcurator.desktop.paper.labels import LabelPaper
    from lunarcurator.desktop.paper.printing import write_pdf
    from lunarcurator.resources_folder import resources_folder
    from lunarcurator.services.form_context import find_piece
    from lunarcurator.services.label_layouts import load_layouts
    from lunarcurator.services.labels import labels_of
    from lunarcurator.services.store_session import StoreSession
    from lunarcurator.services.words import Words

    app = application()
    session = StoreSession.open(store)
    try:
        labels = labels_of(
            session, Words.load("en", resources_folder() / "languages"), [find_piece(session, "15555")]
        )
    finally:
        session.close()
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
