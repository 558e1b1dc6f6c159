"""Tries the installed program from its start to its papers: `lunarcurator selftest`, above all in the bundle.

It works in a folder of its own, needs no network and no screen, and says of each step whether it went well. What a
lab keeps is not touched.
"""

import csv
import io
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

_LONGEST_S: Final = 60.0
"""How long one step of the window may take on a slow machine."""


class StepError(Exception):
    """A step did not do what it should; the text says what was seen instead."""


def selftest(say: Callable[[str], object] = print) -> int:
    """Run every step in a temporary folder and return the exit code: 0 if all went well, else 4."""
    failed = 0
    with tempfile.TemporaryDirectory(prefix="lunarcurator-selftest-") as folder:
        for name, step in _steps(Path(folder)):
            began = time.perf_counter()
            try:
                step()
            except Exception as error:
                failed += 1
                say(f"FAILED  {name}: {type(error).__name__}: {error}")
            else:
                say(f"ok      {name}  {time.perf_counter() - began:.2f} s")
    say(f"{failed} failed")
    return 4 if failed else 0


def _steps(folder: Path) -> Iterator[tuple[str, Callable[[], None]]]:
    demo, made = str(folder / "demo.lunar"), str(folder / "made.lunar")
    inventory = str(folder / "inventory")
    yield "make the demonstration", lambda: _command("demo", "--no-window", "--store", demo)
    yield "verify it", lambda: _command("verify", demo)
    for kind in ("xlsx", "csv", "html"):
        told = ("export", "inventory", "--from", demo, "--to", f"{inventory}.{kind}")
        yield f"export the inventory as {kind}", partial(_command, *told)
    yield "read the workbook back", lambda: _read_workbook(Path(f"{inventory}.xlsx"))
    yield "balance, journal", lambda: _command("balance", demo, "--as-of", "1975-01-01")
    yield "make a store", lambda: _command("new", made, "--operator", "Selftest")
    yield "import csv", lambda: _import_csv(folder, made)
    yield "import xlsx", lambda: _import_xlsx(folder, made)
    yield "post an operation", lambda: _post(folder, made)
    yield "back up", lambda: _command("backup", made, "--to", str(folder / "backups"))
    yield "restore", lambda: _restore(folder)
    yield "open every room and dialog", lambda: _window(Path(demo))
    yield "print a label and read it back", lambda: _label(Path(demo), folder)


def _command(*arguments: str) -> None:
    """Run one command of the command line in this process; what it says is kept for the failure."""
    from lunarcurator.__main__ import main

    said, told = io.StringIO(), (sys.stdout, sys.stderr)
    sys.stdout = sys.stderr = said
    try:
        code = main([*arguments, "--operator", "Selftest"] if arguments[0] == "post" else list(arguments))
    finally:
        sys.stdout, sys.stderr = told
    if code:
        raise StepError(f"exit code {code}: {said.getvalue().strip()[-300:]}")


def _read_workbook(path: Path) -> None:
    from lunarcurator.exchange.reading import read_book

    book = read_book(path)
    if not any(sheet.rows for sheet in book.sheets):
        raise StepError("the workbook has no rows")


_ROWS: Final = (
    ("Generic", "Mission", "Weight", "Type"),
    ("15999", "Apollo 15", "12.5", "Basalt"),
    ("14999", "Apollo 14", "3.25", "Breccia"),
)


def _import_csv(folder: Path, store: str) -> None:
    path = folder / "rows.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(_ROWS)
    _command("import", str(path), "--into", store)


def _import_xlsx(folder: Path, store: str) -> None:
    from openpyxl import Workbook

    book, path = Workbook(), folder / "rows.xlsx"
    for row in _ROWS:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(path)
    _command("import", str(path), "--into", store)


def _post(folder: Path, store: str) -> None:
    path = folder / "act.json"
    path.write_text(
        '{"kind": "describe", "operation": {"sample": "15999", '
        '"values": [{"field": "remarks", "value": "嫦娥"}]}}',
        encoding="utf-8",
    )
    _command("post", store, str(path))


def _restore(folder: Path) -> None:
    backup = next(iter(sorted((folder / "backups").glob("*.lunar"))))
    _command("restore", str(backup), "--to", str(folder / "restored.lunar"))
    _command("verify", str(folder / "restored.lunar"))


class _Nothing(dict[str, str]):
    """Remembers for the length of the selftest only."""

    def get(self, key: str, default: str = "") -> str:  # type: ignore[override]
        return super().get(key, default)

    def put(self, key: str, value: str) -> None:
        self[key] = value


def _application() -> Any:
    from PySide6.QtWidgets import QApplication

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("CUPS_SERVER", "/run/cups/cups.sock")
    return QApplication.instance() or QApplication(sys.argv[:1])


def _until(app: Any, wanted: Callable[[], object], what: str) -> None:
    end = time.monotonic() + _LONGEST_S
    while not wanted():
        app.processEvents()
        time.sleep(0.002)
        if time.monotonic() > end:
            raise StepError(f"waited in vain for {what}")


def _window(store: Path) -> None:
    """Open the window on a store, go through its rooms, and open each dialog that is offered."""
    from lunarcurator.app import Program

    app = _application()
    program = Program(app, _Nothing(), store)
    program.start()
    _until(app, lambda: hasattr(program, "furnishing"), "the house")
    _until(app, lambda: program.furnishing.stores.session is not None, "the store")
    session: Any = program.furnishing.stores.session
    _until(app, lambda: session.room is not None, "the first room")
    _choose_a_piece(app, session)
    missing = _rooms_and_dialogs(app, program, session)
    program.frame.close()
    _until(app, lambda: not program.frame.isVisible(), "the window to close")
    if missing:
        raise StepError(f"not opened: {', '.join(missing)}")


def _choose_a_piece(app: Any, session: Any) -> None:
    from lunarcurator.desktop.links import Link, Target
    from lunarcurator.services.asking import find_piece

    session.workplace.go(Link(Target.SAMPLE, find_piece(session.workplace.desk, "15555")))
    _until(app, lambda: bool(session.selection.samples), "a piece to be selected")


def _rooms_and_dialogs(app: Any, program: Any, session: Any) -> list[str]:
    from PySide6.QtWidgets import QApplication

    from lunarcurator.desktop.actions import ACTIONS
    from lunarcurator.desktop.shell.handling import DIALOGS

    offered: Mapping[str, Any] = program.frame.actions_by_key
    missing = []
    for key in ACTIONS:
        if key.endswith("_room"):
            offered[key].trigger()
            _until(app, partial(_is_in, session, key.removesuffix("_room")), key)
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
        _until(app, lambda: QApplication.activeModalWidget() is None, f"{key} to close")
    return missing


def _is_in(session: Any, room: str) -> bool:
    return bool(session.room.key == room)


def _label(store: Path, folder: Path) -> None:
    import zxingcpp

    from lunarcurator.desktop.paper.labels import LabelPaper
    from lunarcurator.desktop.paper.printing import write_pdf
    from lunarcurator.resources_folder import resources_folder
    from lunarcurator.services.asking import find_piece
    from lunarcurator.services.desk import Desk
    from lunarcurator.services.label_layouts import load_layouts
    from lunarcurator.services.labels import labels_of
    from lunarcurator.services.words import Words

    app = _application()
    desk = Desk.open(store)
    try:
        labels = labels_of(desk, Words.load("en", resources_folder() / "messages"), [find_piece(desk, "15555")])
    finally:
        desk.close()
    paper = LabelPaper(load_layouts()["roll_50x25"], labels, [app.font().family()])
    write_pdf(paper, folder / "label.pdf", "Label")
    if not (folder / "label.pdf").read_bytes().startswith(b"%PDF"):
        raise StepError("the label is no PDF")
    found = [each.text for each in zxingcpp.read_barcodes(paper.image(0, 300))]
    if not any("15555" in text for text in found):
        raise StepError(f"the label says {found}")
