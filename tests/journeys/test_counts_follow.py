"""Every count on a tab, chip, head and the rail follows each entry: compared with a window opened afterwards."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.app import Program
from lunarcurator.desktop.links import Link, Target
from lunarcurator.desktop.rooms.heading import RoomHead
from lunarcurator.desktop.widgets.buttons import RailButton
from lunarcurator.desktop.widgets.chips import Chip
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import OperatorRef, ref_of
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Daughter, Operation, Sight, Split
from lunarcurator.domain.operations.issuing import RecallLines
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTabBar
from pytestqt.qtbot import QtBot

from tests.journeys.conftest import Window, open_window
from tests.journeys.test_window import uid_of

PIECE = "Practice rock 1,3"
ROOMS = ("samples", "places", "loans", "balance", "journal", "attention")
PAGES = 7
COUNTING = {"attentionRoom.concerns", "loansRoom.today"}
"""Tables that are counts throughout."""


def named(window: Window) -> Iterator[tuple[str, str]]:
    """Yield every count in sight: of the rail, and of the room in front, of each chip, tab, head and list."""
    for button in window.frame.rail.findChildren(RailButton):
        yield button.objectName(), button.accessibleDescription()
    room = window.store_view.room
    for head in room.findChildren(RoomHead):
        yield head.objectName(), head.totals()
    for chip in room.findChildren(Chip):
        if chip.isVisible():
            yield chip.objectName(), chip.accessibleName()
    for bar in room.findChildren(QTabBar):
        if bar.isVisible():
            yield from ((bar.objectName(), f"{bar.tabText(at)} {bar.tabData(at)}") for at in range(bar.count()))
    for table in room.findChildren(QAbstractItemView):
        if table.isVisible() and table.objectName() in COUNTING:
            yield from ((table.objectName(), text) for text in cells(table))


def cells(table: QAbstractItemView) -> Iterator[str]:
    model = table.model()
    for row in range(model.rowCount()):
        across = (str(model.index(row, column).data() or "") for column in range(model.columnCount()))
        yield " | ".join(across)


def rest(window: Window) -> None:
    """Wait until the room in front has nothing more to read or to count."""

    def rests() -> bool:
        waiting = (each for each in window.store_view.room.findChildren(QTimer) if each.isSingleShot())
        return not window.store_view.lanes.busy and not any(each.isActive() for each in waiting)

    window.qtbot.waitUntil(rests, timeout=20_000)


def walk(window: Window) -> dict[str, list[tuple[str, str]]]:
    """Go through all rooms and all lists of the loan desk, and return what each shows."""
    told = {}
    window.store_view.go(Link(Target.SAMPLE, uid_of(window, PIECE)))
    for key in ROOMS:
        window.store_view.show_room(key)
        window.wait_quiet()
        pages = PAGES if key == "loans" else 1
        for page in range(pages):
            if key == "loans":
                window.store_view.room.lists.show_page(page)
            rest(window)
            told[f"{key} {page}"] = sorted(named(window))
    return told


def post(window: Window, *operations: Operation) -> None:
    place = window.store_view.context
    acts = tuple(Act(operation=each, day=place.session.today) for each in operations)
    assert place.operator is not None
    posted: list[object] = []
    place.post(Posting(acts=acts, operator=OperatorRef(ref_of(place.operator))), posted.append, pytest.fail)
    window.qtbot.waitUntil(lambda: bool(posted), timeout=10_000)
    window.wait_quiet()


@pytest.mark.slow
def test_counts_after_entries_are_those_of_a_window_opened_afresh(
    window: Window, store: Path, qapp: QApplication, qtbot: QtBot, started: list[Program]
) -> None:
    before = walk(window)
    piece = f"#{uid_of(window, PIECE)}"
    post(window, RecallLines(lines=("L-2026-001/1",), by=20270101, why="needed"))
    post(
        window,
        Split(parent=piece, daughters=(Daughter(number="Practice rock 1,9", mass=Mass.measured(10_000, 100)),)),
    )
    post(window, Sight(samples=(piece,)))
    kept = walk(window)
    window.frame.close()
    started.clear()
    fresh = walk(open_window(qapp, qtbot, store, started))
    assert kept == fresh
    assert kept != before
