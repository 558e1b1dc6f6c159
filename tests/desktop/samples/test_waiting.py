"""Reading that takes long says so in words, and can be called off without a trace."""

import threading
from collections.abc import Iterator

import pytest
from lunarcurator.services.browsing import Axis, PieceFilter
from lunarcurator.services.searching import Hits
from PySide6.QtCore import Qt

from tests.desktop.samples.bench import SampleBench

LOAN = PieceFilter(Axis.FORM, "chip")


@pytest.fixture
def held(bench: SampleBench) -> Iterator[threading.Event]:
    """Hold up the reading lane until the event is set."""
    free = threading.Event()
    bench.lanes.read(lambda: free.wait(20), lambda _done: None)
    yield free
    free.set()


def test_a_filter_that_takes_long_is_said_and_called_off(bench: SampleBench, held: threading.Event) -> None:
    room = bench.room
    room.bar.switch(LOAN, on=True)
    waiting = room.waiting
    assert waiting.isHidden()
    bench.qtbot.waitUntil(waiting.isVisible)
    assert waiting.y() == room.view.header().height()
    assert waiting.words.accessibleName().startswith("Looking through 7 pieces")
    bench.qtbot.waitUntil(lambda: waiting.words.accessibleName().endswith("1 s"), timeout=3_000)
    room.resize(1100, 600)
    room.grab()
    assert waiting.width() == room.view.width()
    bench.qtbot.mouseClick(waiting.cancel, Qt.MouseButton.LeftButton)
    assert waiting.isHidden()
    assert room.bar.active() == ()
    held.set()
    bench.settle()
    assert bench.rows() == ["Apollo", "  Apollo 15"]
    assert room.tree.query.filters == ()
    room.bar.switch(LOAN, on=True)
    bench.settle()
    assert room.tree.query.filters == (LOAN,)
    assert waiting.isHidden()


def test_an_order_that_takes_long_is_called_off(bench: SampleBench, held: threading.Event) -> None:
    room = bench.room
    before = room.layout_of_tree.sort
    room.layout_of_tree._sort_by(3)
    bench.qtbot.waitUntil(room.waiting.isVisible)
    bench.qtbot.mouseClick(room.waiting.cancel, Qt.MouseButton.LeftButton)
    assert room.layout_of_tree.sort == before
    held.set()
    bench.settle()
    assert room.tree.query.sort == before


def test_a_search_that_takes_long_is_said_and_called_off(bench: SampleBench, held: threading.Event) -> None:
    room = bench.room
    bench.qtbot.keyClicks(room.bar.search, "15016")
    waiting = room.pages.findChild(type(room.waiting), "searchWaiting")
    assert waiting is not None
    bench.qtbot.waitUntil(waiting.isVisible)
    assert waiting.words.accessibleName().startswith("Searching 7 pieces")
    bench.qtbot.mouseClick(waiting.cancel, Qt.MouseButton.LeftButton)
    assert room.bar.search.text() == ""
    held.set()
    bench.settle()
    assert room.pages.currentWidget() is room.view
    assert room.hits.hits == Hits("", ())


def test_the_statement_that_runs_is_ended(bench: SampleBench) -> None:
    started = threading.Event()
    failed: list[Exception] = []
    database = bench.context.session.database

    def endless() -> object:
        with database.connect() as connection:
            started.set()
            sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n"
            return connection.exec_driver_sql(sql).scalar()

    ticket = bench.lanes.read(endless, lambda _done: None, failed.append)
    bench.qtbot.waitUntil(started.is_set)

    def ended() -> bool:
        bench.lanes.stop(ticket)
        return not bench.lanes.busy

    bench.qtbot.waitUntil(ended)
    assert not failed
    assert bench.show("15016")
