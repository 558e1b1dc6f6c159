"""A window that is opened on a store which is not there, as by a click on its old place."""

from pathlib import Path

from lunarcurator.app import Program
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from tests.journeys.conftest import Kept, started  # noqa: F401


def test_the_window_opens_and_says_so(
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    started: list,  # noqa: F811
) -> None:
    program = Program(qapp, Kept(), tmp_path / "gone.lunar")
    started.append(program)
    qtbot.addWidget(program.frame)
    program.start()
    qtbot.waitUntil(lambda: bool(program.frame.findChildren(QMessageBox)), timeout=20_000)
    box = program.frame.findChildren(QMessageBox)[0]
    assert box.text().startswith("There is no store gone.lunar.")
    assert program.wiring.stores.store_view is None
    box.close()
