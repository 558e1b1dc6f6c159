"""The first look in the window: its rows are there before the store is open, and the room goes on with them."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from threading import Event

import pytest
from lunarcurator.app import Program
from lunarcurator.desktop.shell import first_page, stores
from lunarcurator.desktop.shell.preferences import RECENT
from lunarcurator.domain.identity import Uid
from lunarcurator.services.demonstration import make_demonstration
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from tests.desktop.remembered import Remembered
from tests.made_once import copied_file
from tests.prompt_bot import bring_to_front


class Start:
    """A program that has shown its first look, and loads nothing more until it is told to."""

    def __init__(self, app: QApplication, qtbot: QtBot, memory: Remembered, store: Path | None) -> None:
        self.qtbot = qtbot
        self.program = Program(app, memory, store)
        qtbot.addWidget(self.program.frame)
        self.program.frame.resize(1440, 900)
        self._begin = self.program._begin_loading
        self.program._begin_loading = lambda: None
        self.program.start()

    def go_on(self) -> None:
        """Load the rest and open the store."""
        self._begin()
        self.qtbot.waitUntil(lambda: hasattr(self.program, "wiring"), timeout=30_000)

    def open(self) -> None:
        """Load the rest, and wait until the store is there and all rests."""
        if not hasattr(self.program, "wiring"):
            self.go_on()
        stores = self.program.wiring.stores
        self.qtbot.waitUntil(lambda: stores.store_view is not None, timeout=30_000)
        self.qtbot.waitUntil(lambda: not stores.store_view.lanes.busy, timeout=30_000)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    # However busy the machine is: what is tried here is what comes, not how soon.
    monkeypatch.setattr(first_page, "PATIENCE_S", 20.0)
    return copied_file(make_demonstration, tmp_path / "lab.lunar")


@pytest.fixture
def started(qapp: QApplication, qtbot: QtBot) -> Iterator[list[Program]]:
    programs: list[Program] = []
    yield programs
    for program in programs:
        program.frame.close()
        program.deleteLater()


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot, store: Path, started: list[Program]) -> Start:
    made = Start(qapp, qtbot, Remembered(), store)
    started.append(made.program)
    return made


def texts(view: object) -> list[str]:
    """Return what the rows in sight say, from the top."""
    model, index, told = view.model(), view.model().index(0, 0), []
    while index.isValid():
        told.append("\t".join(str(index.siblingAtColumn(at).data() or "") for at in range(model.columnCount())))
        index = view.indexBelow(index)
    return told


def test_the_rows_are_in_the_first_paint_and_the_room_shows_the_same(start: Start) -> None:
    page = start.program.first_page
    view = page.front.view
    assert start.program.frame.rooms.currentWidget() is page
    seen = texts(view)
    assert len(seen) > 40
    assert any("CE5C0400" in line for line in seen)
    start.open()
    room = start.program.wiring.stores.store_view.room
    assert room.view is view
    assert start.program.first_page not in room.findChildren(type(page))
    # Sums and counts are added to collections and missions; all else stays as it was.
    assert [line.partition("\t")[0] for line in texts(view)] == [line.partition("\t")[0] for line in seen]
    assert [line for line in texts(view) if "CE5C" in line] == [line for line in seen if "CE5C" in line]


def test_what_was_clicked_meanwhile_is_as_it_was_left(start: Start) -> None:
    view = start.program.first_page.front.view
    model = view.model()
    flags = QItemSelectionModel.SelectionFlag
    apollo, chang_e = model.index(0, 0), model.index(1, 0)
    view.collapse(apollo)
    eleven = model.index(2, 0, chang_e)
    view.selectionModel().setCurrentIndex(eleven, flags.ClearAndSelect | flags.Rows)
    opened = next(
        model.index(row, 0, chang_e)
        for row in range(model.rowCount(chang_e))
        if model.hasChildren(model.index(row, 0, chang_e))
    )
    view.expand(opened)
    key, selected = opened.internalId(), view.selected_keys()
    assert model.rowCount(opened) == 0
    start.open()
    store_view = start.program.wiring.stores.store_view
    assert view.selected_keys() == selected
    assert not view.isExpanded(model.index(0, 0))
    assert model.rowCount(model.index_of(key)) > 0
    assert view.isExpanded(model.index_of(key))
    assert store_view.selection.samples == (Uid(model.uid(selected[0])),)


def test_what_was_typed_meanwhile_is_looked_up(start: Start) -> None:
    view = start.program.first_page.front.view
    for sign in "15555,46":
        QTest.keyClicks(view, sign)
    start.open()
    start.qtbot.waitUntil(lambda: bool(view.selected_keys()), timeout=10_000)
    assert view.model().rows.peek(view.selected_keys()[0]).piece.number == "15555,46"


def test_a_search_begun_meanwhile_goes_on_and_keeps_the_keyboard(start: Start) -> None:
    front, frame = start.program.first_page.front, start.program.frame
    frame.activateWindow()
    front.bar.search.setFocus()
    QTest.keyClicks(front.bar.search, "basalt")
    start.open()
    room = start.program.wiring.stores.store_view.room
    assert front.bar.search.text() == "basalt"
    assert frame.focusWidget() is front.bar.search
    start.qtbot.waitUntil(lambda: room.hits.rowCount() > 0, timeout=10_000)


def test_filters_chosen_meanwhile_hold(start: Start) -> None:
    bar = start.program.first_page.front.bar
    wanted, chip = next(iter(bar._chips.items()))
    chip.click()
    start.open()
    assert start.program.wiring.stores.store_view.room.tree.query.filters == (wanted,)


def test_the_store_of_last_time_is_seen_first_too(
    qapp: QApplication, qtbot: QtBot, store: Path, started: list[Program]
) -> None:
    made = Start(qapp, qtbot, Remembered({RECENT: str(store)}), None)
    started.append(made.program)
    assert made.program.first_page.path == store


@pytest.mark.parametrize("gone", [False, True], ids=["none yet", "gone"])
def test_without_a_store_there_is_no_first_look(
    qapp: QApplication, qtbot: QtBot, store: Path, started: list[Program], gone: bool
) -> None:
    store.unlink()
    made = Start(qapp, qtbot, Remembered({RECENT: str(store)} if gone else {}), None)
    started.append(made.program)
    assert made.program.first_page is None
    made.go_on()
    assert made.program.frame.rooms.currentWidget() is made.program.wiring.welcome


def test_a_store_that_is_refused_shows_no_row_any_more(start: Start, store: Path) -> None:
    # Whatever the first look does not know of, opening does.
    with closing(sqlite3.connect(store)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()
    start.go_on()
    stores = start.program.wiring.stores
    start.qtbot.waitUntil(lambda: isinstance(stores.dialog, QMessageBox), timeout=30_000)
    frame, welcome = start.program.frame, start.program.wiring.welcome
    assert stores.first is None
    assert frame.rooms.currentWidget() is welcome
    assert stores.dialog.isVisible()
    stores.dialog.close()


def test_a_slow_disk_keeps_nobody_from_the_frame(
    qapp: QApplication, qtbot: QtBot, store: Path, started: list[Program], monkeypatch: pytest.MonkeyPatch
) -> None:
    look, opens, ended, goes_on = first_page.first_look, stores.open_session, list[str](), Event()

    def slow(*told: object) -> object:
        goes_on.wait(30)
        found = look(*told)
        ended.append("looked")
        return found

    def opening(*told: object, **more: object) -> object:
        ended.append("opened")
        return opens(*told, **more)

    monkeypatch.setattr(first_page, "first_look", slow)
    monkeypatch.setattr(stores, "open_session", opening)
    monkeypatch.setattr(first_page, "PATIENCE_S", 0.05)
    made = Start(qapp, qtbot, Remembered(), store)
    started.append(made.program)
    assert made.program.first_page is None
    made.go_on()
    qtbot.wait(200)
    assert ended == []
    goes_on.set()
    made.open()
    assert ended == ["looked", "opened"], "a look that ends later takes away the locks of the open store"
    assert made.program.wiring.stores.store_view.room.tree.rowCount() > 0


def test_another_store_opened_first_takes_the_look_away(start: Start, store: Path) -> None:
    other = Path(shutil.copy(store, store.with_name("other.lunar")))
    first = start.program.first_page.front.view
    start.program._path = other
    start.open()
    stores = start.program.wiring.stores
    assert stores.first is None
    assert stores.store_view.context.session.path == other
    assert stores.store_view.room.view is not first


def test_the_keyboard_is_in_the_rows_from_the_beginning(start: Start) -> None:
    start.program.frame.activateWindow()
    view = start.program.first_page.front.view
    assert start.program.frame.focusWidget() is view
    start.open()
    assert start.program.frame.focusWidget() is view


def test_the_keyboard_stays_in_the_rows_of_a_window_behind_others(start: Start) -> None:
    start.open()
    bring_to_front(start.program.frame)
    assert QApplication.focusWidget() is start.program.wiring.stores.store_view.room.view


def test_loading_begins_once_the_rows_are_painted(
    qapp: QApplication, qtbot: QtBot, store: Path, started: list[Program]
) -> None:
    program = Program(qapp, Remembered(), store)
    started.append(program)
    qtbot.addWidget(program.frame)
    with suppress(RuntimeError):
        program.start()
        assert not program._is_loading
        with qtbot.waitSignal(program.first_page.painted, timeout=10_000):
            pass
    qtbot.waitUntil(lambda: program._is_loading, timeout=10_000)
    qtbot.waitUntil(lambda: hasattr(program, "wiring"), timeout=30_000)
    qtbot.waitUntil(lambda: program.wiring.stores.store_view is not None, timeout=30_000)
