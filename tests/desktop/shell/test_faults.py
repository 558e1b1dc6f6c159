"""What the program does when it is itself at fault, and what it says of itself."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.desktop.shell.about import AboutDialog
from lunarcurator.desktop.shell.faults import Faults, report_of
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.domain.errors import Refusal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.journeys.conftest import Window, demonstration, started, store, window  # noqa: F401

TELLING = "15555,46 weighs 83 mg"


def failed() -> Exception:
    try:
        try:
            raise KeyError(TELLING)
        except KeyError as inner:
            raise ValueError(TELLING) from inner
    except ValueError as error:
        return error


@pytest.fixture
def faults(window: Window) -> Iterator[Faults]:  # noqa: F811
    hooks = sys.excepthook, threading.excepthook
    yield window.program.wiring.faults
    sys.excepthook, threading.excepthook = hooks


def test_a_report_names_places_and_versions_and_nothing_of_a_sample() -> None:
    report = report_of(failed())
    assert "builtins.ValueError" in report
    assert "builtins.KeyError" in report
    assert "test_faults.py:" in report
    assert "Lunar Curator" in report
    for word in ("15555", "83 mg", str(Path.home()), "/tests/"):
        assert word not in report


def test_what_nobody_caught_is_shown_from_any_thread(faults: Faults, qtbot: QtBot, capsys: object) -> None:
    faults.watch_over()

    def stumble() -> None:
        raise ValueError(TELLING)

    thread = threading.Thread(target=stumble)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: faults.dialog is not None)
    dialog = faults.dialog
    assert dialog is not None
    report = dialog.findChild(QPlainTextEdit, "faultReport")
    assert report is not None
    sys.excepthook(ValueError, failed(), None)
    qtbot.wait(1)
    assert faults.dialog is dialog, "one report at a time"
    dialog.primary_button.click()
    assert QGuiApplication.clipboard().text() == report.toPlainText()
    assert TELLING not in report.toPlainText()
    assert not dialog.isVisible()


def test_the_end_asked_for_by_the_keyboard_is_no_fault(faults: Faults, qtbot: QtBot, capsys: object) -> None:
    faults.watch_over()
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    sys.excepthook(ValueError, None, None)
    qtbot.wait(1)
    assert faults.dialog is None


def test_a_refusal_is_its_sentence_and_no_report(faults: Faults) -> None:
    faults.show(Refusal("store.not_a_store", file="notes.txt"))
    dialog = faults.dialog
    assert dialog is not None
    sentence = dialog.findChild(Label, "faultSentence")
    assert sentence is not None
    assert "notes.txt" in sentence.text()
    assert dialog.findChild(QPlainTextEdit, "faultReport") is None
    dialog.primary_button.click()


def test_about_names_versions_store_and_the_licences_of_all_inside(window: Window, qtbot: QtBot) -> None:  # noqa: F811
    window.act("about")
    dialog = window.program.wiring.stores.dialog
    assert isinstance(dialog, AboutDialog)
    qtbot.waitUntil(lambda: dialog.parts.count() > 10, timeout=10_000)
    names = {dialog.parts.item(row).text().split()[0].casefold() for row in range(dialog.parts.count())}
    assert {"lunarcurator", "pyside6_essentials", "sqlalchemy"} <= names
    dialog.parts.setCurrentRow(sorted(names).index("alembic"))
    assert "Permission" in dialog.text.toPlainText()
    dialog.primary_button.click()
    told = QGuiApplication.clipboard().text()
    assert window.store_view.context.session.store_id in told
    assert "Qt 6" in told
    dialog.reject()
