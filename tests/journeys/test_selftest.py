"""The selftest of the installed program, as a person starts it."""

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import lunarcurator.selftest
import pytest
from lunarcurator.desktop.paper.press import press
from lunarcurator.documents.papers.blocks import PageFormat, Paper
from lunarcurator.selftest.failing import StepError
from lunarcurator.selftest.reading import read_all_back
from lunarcurator.selftest.situations import situations
from lunarcurator.selftest.steps import Step
from lunarcurator.selftest.windows import until, window
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QVBoxLayout

from tests.documents.papers.filled import FOOT, WORDS


@pytest.mark.slow
def test_the_selftest_goes_through_the_whole_program(tmp_path: Path) -> None:
    told = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"}
    told |= {"TMPDIR": str(tmp_path), "HOME": str(tmp_path)}
    command = [sys.executable, "-m", "lunarcurator", "selftest"]
    ended = subprocess.run(command, env=told, capture_output=True, encoding="utf-8", check=False, timeout=240)
    steps = [line for line in ended.stdout.splitlines() if line.startswith("ok ")]
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert len(steps) == 29
    assert any("every room and dialog" in step for step in steps)
    assert not list(tmp_path.glob("lunarcurator-selftest-*")), "it leaves nothing behind"


@pytest.mark.slow
def test_the_journeys_of_a_curator_run_from_source_as_from_the_bundle(tmp_path: Path) -> None:
    told = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"}
    told |= {"TMPDIR": str(tmp_path), "HOME": str(tmp_path)}
    command = [sys.executable, "-m", "lunarcurator", "selftest", "--journeys"]
    ended = subprocess.run(command, env=told, capture_output=True, encoding="utf-8", check=False, timeout=240)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    steps = [line for line in ended.stdout.splitlines() if line.startswith("ok ")]
    assert len(steps) == 3


@pytest.mark.slow
def test_a_start_is_timed_to_the_first_paint_and_to_the_data(demonstration: Path, tmp_path: Path) -> None:
    told = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8", "HOME": str(tmp_path)}
    command = [sys.executable, "-m", "lunarcurator", "selftest", "--start", str(demonstration)]
    ended = subprocess.run(command, env=told, capture_output=True, encoding="utf-8", check=False, timeout=120)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    figures = [int(each) for each in re.findall(r"(\d+) ms", ended.stdout)]
    assert len(figures) == 2
    assert 0 < figures[0] <= figures[1]


def raise_in_an_event(app: QApplication) -> None:
    QTimer.singleShot(0, lambda: 1 // 0)
    app.processEvents()


def raise_in_a_thread(_app: QApplication) -> None:
    thread = threading.Thread(target=lambda: 1 // 0)
    thread.start()
    thread.join()


def raise_while_taken_away(_app: QApplication) -> None:
    class Unwilling:
        def __del__(self) -> None:
            raise ZeroDivisionError("while taken away")

    Unwilling()


@pytest.mark.parametrize("fault", [raise_in_an_event, raise_in_a_thread, raise_while_taken_away])
def test_a_step_fails_by_an_exception_that_nobody_caught(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, fault: Callable[[QApplication], None]
) -> None:
    def steps(_folder: Path) -> Iterator[Step]:
        yield "one that goes on", lambda: fault(qapp)
        yield "another", lambda: None

    said: list[str] = []
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    monkeypatch.setattr(lunarcurator.selftest, "steps", steps)
    assert lunarcurator.selftest.selftest(said.append) == 4
    assert "ZeroDivisionError" in said[0]
    assert [line[:7] for line in said] == ["FAILED ", "ok     ", "1 faile"]
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == hooks


def test_a_report_that_the_program_is_at_fault_fails_the_step(qapp: QApplication) -> None:
    report = QDialog(objectName="faultDialog")
    QVBoxLayout(report).addWidget(QPlainTextEdit("builtins.ZeroDivisionError"))
    report.open()
    try:
        with pytest.raises(StepError, match="ZeroDivisionError"):
            until(qapp, lambda: False, "nothing")
    finally:
        report.close()


@pytest.mark.slow
def test_a_dialog_that_is_offered_for_nothing_fails_the_step(
    qapp: QApplication, demonstration: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "demo.lunar"
    shutil.copy(demonstration, store)
    monkeypatch.setattr("lunarcurator.selftest.windows.situations", lambda session: islice(situations(session), 1))
    with pytest.raises(StepError, match="never offered: sieve, dissect, revive, take_down"):
        window(store)


def test_a_pdf_with_a_page_without_words_fails_the_step(qapp: QApplication, tmp_path: Path) -> None:
    writer = QPdfWriter(str(tmp_path / "paper.pdf"))
    painter = QPainter(writer)
    painter.end()
    with pytest.raises(StepError, match="a page that says nothing"):
        read_all_back(tmp_path)


def test_a_pdf_with_a_box_fails_the_step(qapp: QApplication, tmp_path: Path) -> None:
    press(Paper("trial", "A \U00013000 B", "", (), FOOT, WORDS, PageFormat.A4), tmp_path / "paper.pdf")
    with pytest.raises(StepError, match="a glyph that says nothing"):
        read_all_back(tmp_path)
