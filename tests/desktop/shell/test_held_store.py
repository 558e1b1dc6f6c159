"""A store that another program has open while the window opens it: the window takes entries as soon as it can."""

from pathlib import Path

import pytest
from lunarcurator.desktop.widgets.strips import Strip
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from tests.holding import Holder
from tests.journeys.conftest import Window, demonstration, open_window, started, store  # noqa: F401


def strip_of(window: Window) -> str:
    """What the strip over the room says; nothing where there is none."""
    strips = window.frame.findChildren(Strip, "troubleStrip")
    return " ".join(label.text() for each in strips for label in each.findChildren(QLabel))


def test_a_window_opened_meanwhile_becomes_writable_and_says_so(
    qapp: QApplication,
    qtbot: QtBot,
    store: Path,  # noqa: F811
    started: list,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    holder = Holder(store, monkeypatch)
    window = open_window(qapp, qtbot, store, started)
    first = window.store_view
    first.show_room("journal")
    assert first.context.session.read_only
    assert "lab.lunar is open in another program" in strip_of(window)
    assert "looks again by itself" in strip_of(window)
    tries = holder.tries
    qtbot.waitUntil(lambda: holder.tries > tries, timeout=20_000)
    assert window.store_view is first
    # Whoever has a dialog open goes on with it.
    dialog = QDialog(window.frame)
    dialog.open()
    holder.holds = False
    watch = window.program.wiring.watch
    with qtbot.assertNotEmitted(watch.let_go):
        watch._heard_of_holder(True)
    dialog.close()
    qtbot.waitUntil(lambda: window.store_view is not first, timeout=20_000)
    assert not window.store_view.context.session.read_only
    assert window.store_view.room.key == "journal"
    qtbot.waitUntil(lambda: not strip_of(window), timeout=20_000)
    said = [label.text() for label in window.frame.status.toast.findChildren(QLabel)]
    assert any("lab.lunar is free again" in each for each in said)


def test_a_store_that_is_held_again_or_gone_leaves_the_window_as_it_is(
    qapp: QApplication,
    qtbot: QtBot,
    store: Path,  # noqa: F811
    started: list,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    holder = Holder(store, monkeypatch)
    window = open_window(qapp, qtbot, store, started)
    first, stores = window.store_view, window.program.wiring.stores
    for shares in (True, False):
        holder.shares = shares
        with qtbot.waitSignal(stores.opening, check_params_cb=lambda name: not name, timeout=20_000):
            stores.look_again()
        assert window.store_view is first
        assert stores.dialog is None
