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
from lunarcurator.selftest.own_places import own_places, quiet_qt
from lunarcurator.selftest.reading import read_all_back, read_back
from lunarcurator.selftest.situations import situations
from lunarcurator.selftest.steps import Step
from lunarcurator.selftest.windows import until, window
from lunarcurator.services.demonstration_path import demonstration_path
from lunarcurator.services.lab_tables import person_folder
from lunarcurator.services.witnesses import FOLDERS, own_folder
from lunarcurator.store.witness import NAME
from PySide6.QtCore import QTimer, qDebug, qWarning
from PySide6.QtGui import QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QVBoxLayout

from tests.documents.papers.filled import FOOT, WORDS


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Surroundings with a home in which a person keeps things; afterwards it is byte for byte the same."""
    home = tmp_path / "home"
    told = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    told |= {"QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8", "TMPDIR": str(tmp_path)}
    told |= {"HOME": str(home), "USERPROFILE": str(home), "XDG_DATA_HOME": str(home / ".local" / "share")}
    if os.name == "nt":
        told |= {f"WIN_PD_OVERRIDE_{each}": str(home / each) for each in ("APPDATA", "LOCAL_APPDATA")}
    asked = "from lunarcurator.services.witnesses import own_folder; print(own_folder())"
    own = Path(run(told, "-c", asked).stdout.strip())
    assert own.is_relative_to(home)
    for name in (NAME, FOLDERS, "demonstration.lunar"):
        own.mkdir(parents=True, exist_ok=True)
        (own / name).write_text(f"what is kept as {name}\n", "utf-8")
    before = contents_of(home)
    assert len(before) >= 3
    yield told
    assert contents_of(home) == before
    assert not list(tmp_path.glob("lunarcurator-*")), "it leaves nothing behind"


def contents_of(folder: Path) -> dict[str, bytes | None]:
    return {str(each): each.read_bytes() if each.is_file() else None for each in folder.rglob("*")}


def run(told: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, *command)
    ended = subprocess.run(command, env=told, capture_output=True, encoding="utf-8", check=False, timeout=240)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "propagateSizeHints" not in ended.stderr
    return ended


@pytest.mark.slow
def test_the_selftest_goes_through_the_whole_program(kept: dict[str, str]) -> None:
    steps = [line for line in run(kept, "-m", "lunarcurator", "selftest").stdout.splitlines() if line[:3] == "ok "]
    assert len(steps) == 29
    assert any("every room and dialog" in step for step in steps)


@pytest.mark.slow
def test_the_journeys_of_a_curator_run_from_source_as_from_the_bundle(kept: dict[str, str]) -> None:
    ended = run(kept, "-m", "lunarcurator", "selftest", "--journeys")
    assert len([line for line in ended.stdout.splitlines() if line.startswith("ok ")]) == 3


@pytest.mark.slow
def test_a_start_is_timed_to_the_first_paint_to_rows_and_to_a_room(
    demonstration: Path, tmp_path: Path, kept: dict[str, str]
) -> None:
    store = shutil.copy(demonstration, tmp_path / "demo.lunar")
    ended = run(kept, "-m", "lunarcurator", "selftest", "--start", str(store))
    figures = [int(each) for each in re.findall(r"(\d+) ms", ended.stdout)]
    assert len(figures) == 3
    assert 0 < figures[0] <= figures[1] <= figures[2]


def test_other_places_are_those_of_the_person_again_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / ".Xauthority").write_bytes(b"")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    monkeypatch.delenv("XAUTHORITY", raising=False)
    before = dict(os.environ)
    with own_places(tmp_path / "other"):
        assert own_folder().is_relative_to(tmp_path / "other")
        assert person_folder().is_relative_to(tmp_path / "other")
        assert demonstration_path().is_relative_to(tmp_path / "other")
        assert os.environ["XAUTHORITY"] == str(home / ".Xauthority")
    assert dict(os.environ) == before


def test_qt_is_heard_but_for_the_remark_of_every_window(
    qapp: QApplication, capsys: pytest.CaptureFixture[str]
) -> None:
    del qapp
    with quiet_qt():
        qWarning("This plugin does not support propagateSizeHints()")
        qDebug("something else")
    assert capsys.readouterr().err == "something else\n"


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
    monkeypatch.setattr(
        "lunarcurator.selftest.windows.situations", lambda store_view: islice(situations(store_view), 1)
    )
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


def test_a_minute_may_end_between_the_paper_and_the_page_it_is_read_beside(
    qapp: QApplication, tmp_path: Path
) -> None:
    paper, page = tmp_path / "paper.pdf", tmp_path / "paper.html"
    press(Paper("trial", "Printed 2026-11-29 06:25", "", (), FOOT, WORDS, PageFormat.A4), paper)
    page.write_text("<p>Printed 2026-11-29 06:26</p>", encoding="utf-8")
    read_back(paper, page)
    page.write_text("<p>Printed 2026-11-30 06:26</p>", encoding="utf-8")
    with pytest.raises(StepError, match="does not say"):
        read_back(paper, page)
