"""A store found damaged, by the check behind the window or by an act, takes no entry; everything else goes on."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from lunarcurator.app import Program
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.findings import Strength, find
from lunarcurator.domain.identity import OperatorRef, PieceRef
from lunarcurator.domain.operations import Sight
from lunarcurator.services.posting import NotReadBackError
from lunarcurator.services.verifying import verify
from lunarcurator.store import damage
from lunarcurator.store.opening import open_store
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.journeys.conftest import Window, open_window
from tests.journeys.test_history import select, strip

pytestmark = pytest.mark.slow

POSTING = ("register", "weigh", "split", "move", "describe", "sight", "import")
READING = ("export", "verify", "back_up", "find")


def _alter(store: Path, number: str) -> None:
    with closing(sqlite3.connect(store)) as raw, raw:
        raw.execute("UPDATE sample SET mass_ug = mass_ug + 1 WHERE number = ?", (number,))


def _enabled(window: Window, keys: tuple[str, ...]) -> set[str]:
    return {key for key in keys if window.frame.actions_by_key[key].isEnabled()}


def _told(window: Window) -> str:
    shown = strip(window, "troubleStrip")
    return " ".join(label.text() for label in shown.findChildren(Label)) if shown is not None else ""


def _sight(number: str) -> Posting:
    act = Act(operation=Sight(samples=(PieceRef(number),)), day=20260501)
    return Posting(acts=(act,), operator=OperatorRef("A. Curator (demo)"))


def test_the_check_behind_the_window_bars_a_damaged_store(
    qapp: QApplication, qtbot: QtBot, store: Path, started: list[Program]
) -> None:
    _alter(store, "15405")
    window = open_window(qapp, qtbot, store, started)
    qtbot.waitUntil(lambda: "Damage was found" in _told(window), timeout=30_000)
    assert "15405" in _told(window)
    session = window.store_view.context.session
    assert session.read_only
    select(window, "14310")
    window.wait_quiet()
    assert _enabled(window, POSTING) == set()
    assert _enabled(window, READING) == set(READING)
    failed: list[Exception] = []
    window.store_view.context.post(_sight("14310"), lambda _posted: None, failed.append)
    qtbot.waitUntil(lambda: bool(failed), timeout=10_000)
    assert isinstance(failed[0], damage.DamagedError)
    assert not verify(session).sound
    # It is known as soon as the store is opened again.
    window.program.wiring.stores.open(store)
    window.wait_open()
    assert "Damage was found" in _told(window)


def test_an_act_that_meets_damage_bars_the_store(window: Window, store: Path, qtbot: QtBot) -> None:
    select(window, "14310")
    window.act("sight")
    dialog = window.program.wiring.dispatch.dialog
    assert isinstance(dialog, ActDialog)
    window.wait_quiet()
    qtbot.waitUntil(lambda: "Journal verified" in window.frame.status.check.text(), timeout=30_000)
    _alter(store, "14310")
    failed: list[Exception] = []
    window.store_view.context.post(_sight("14310"), lambda _posted: None, failed.append)
    qtbot.waitUntil(lambda: bool(failed), timeout=10_000)
    assert isinstance(failed[0], damage.DamagedError)
    qtbot.waitUntil(lambda: "Damage was found" in _told(window), timeout=10_000)
    assert "14310" in _told(window)
    assert _enabled(window, POSTING) == set()
    assert not dialog.primary_button.isEnabled()
    assert "Damage was found" in dialog.primary_button.accessibleDescription()
    dialog.close()


def test_a_sound_check_lets_a_store_take_entries_again(
    qapp: QApplication, qtbot: QtBot, store: Path, started: list[Program]
) -> None:
    marked = open_store(store)
    told = find(Strength.IMPOSSIBLE, "verify.piece_altered", "", "", "", number="14310", column="mass_ug")
    damage.mark(marked, [told])
    marked.close()
    window = open_window(qapp, qtbot, store, started)
    qtbot.waitUntil(lambda: not window.store_view.context.session.read_only, timeout=30_000)
    qtbot.waitUntil(lambda: strip(window, "troubleStrip") is None, timeout=10_000)
    window.store_view.context.session.post(_sight("14310"))
    select(window, "14310")
    window.wait_quiet()
    assert "weigh" in _enabled(window, POSTING)


def test_an_entry_that_does_not_read_back_gives_a_report_to_copy(window: Window, qtbot: QtBot) -> None:
    flaw = find(Strength.IMPOSSIBLE, "verify.facts_altered", "", "entry.facts_digest", "entry:7", entry=7)
    window.store_view.lanes.fault.emit(NotReadBackError([flaw]))
    dialog = window.program.wiring.faults.dialog
    assert dialog is not None
    sentence = dialog.findChild(Label, "faultSentence")
    assert isinstance(sentence, Label)
    assert "did not read back" in sentence.text()
    report = dialog.findChild(QPlainTextEdit, "faultReport")
    assert isinstance(report, QPlainTextEdit)
    assert "entry.facts_digest entry:7" in report.toPlainText()
    dialog.close()
