"""The window on the store of the day, and the table of what each task took."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lunarcurator.app import Program
from lunarcurator.desktop.dialogs.prints import pages_dialog
from lunarcurator.services.people import People
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.journeys.a_day.lab import WHO, make_lab
from tests.journeys.a_day.steps import Steps, Taken, table
from tests.journeys.conftest import Kept

type Begin = Callable[[str, int], Steps]


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("a_day") / "lab.lunar"
    make_lab(path)
    return path


@pytest.fixture
def store(lab: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    # Copies of one store are forks of it; a witness of its own lets each test be the only one.
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = tmp_path / "lab.lunar"
    shutil.copy(lab, path)
    return path


@pytest.fixture(scope="package")
def told() -> Iterator[list[Taken]]:
    """Gathers what each task took, and prints the table when the last one is done."""
    taken: list[Taken] = []
    yield taken
    print(f"\n\n{table(taken)}\n")


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """What this workstation remembers: where backups go, labels after a split, the paper."""
    made = Kept()
    folder = tmp_path / "backups"
    folder.mkdir()
    made.values |= {"backupFolder": str(folder), "splitDialog.labels": "1"}
    made.values |= {"paperDialog.paper": "pick_list"}
    return made


@pytest.fixture
def begin(qapp: QApplication, qtbot: QtBot, store: Path, kept: Kept, told: list[Taken]) -> Iterator[Begin]:
    """Open the window on the store, a curator acting; when the test is over, hold the task to its steps."""
    begun: list[tuple[str, Steps]] = []

    def start(task: str, allowed: int) -> Steps:
        program = Program(qapp, kept, store)
        qtbot.addWidget(program.frame)
        program.frame.resize(1440, 900)
        program.start()
        steps = Steps(program, qtbot, allowed)
        begun.append((task, steps))
        qtbot.waitUntil(
            lambda: hasattr(program, "wiring") and program.wiring.stores.store_view is not None,
            timeout=20_000,
        )
        found = People(steps.session).named(WHO)
        assert found is not None
        steps.store_view.context.act_as(found.uid, found.name)
        steps.settle()
        return steps

    yield start
    for task, steps in begun:
        told.append(Taken(task, steps.count, steps.allowed, steps.done))
        steps.program.frame.close()
        steps.program.deleteLater()


@pytest.fixture
def printer(kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The printer chosen in the settings: no machine that runs tests has one, so it prints into a file."""
    path = tmp_path / "printed.pdf"

    def made(name: str = "") -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        return printer

    monkeypatch.setattr(pages_dialog, "make_printer", made)
    monkeypatch.setattr(pages_dialog, "is_chosen", lambda _printer, name: bool(name))
    kept.values["printer"] = "Printer 1"
    return path
