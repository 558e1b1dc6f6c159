"""The window on the smallest screen there is, by keyboard alone, and nothing in it but words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.app import Program
from lunarcurator.desktop.links import Link, Target
from lunarcurator.desktop.rooms.loans.room import LoansRoom
from lunarcurator.desktop.shell.store_view import ROOMS
from lunarcurator.desktop.widgets.screen_room import TITLE_BAR
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import ref_of
from lunarcurator.domain.lending.terms import LineState
from lunarcurator.domain.operations import SetUpPlace
from lunarcurator.services.form_context import find_piece
from lunarcurator.services.lending.browsing import LineWish, find_lines, line_rows
from lunarcurator.services.people import People
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.desktop.raw_words import raw
from tests.desktop.tabbing import not_reached, told, unsaid
from tests.journeys.conftest import Kept, Window
from tests.prompt_bot import bring_to_front

SMALLEST = QSize(1366, 768 - TITLE_BAR)
LONG = "示范充氮手套箱式样品储存柜（第一排第三号）" * 3 + " & Söhne, in the clean room behind the airlock" * 3
TYPED = frozenset({"saw"})
"""What the demonstration says of the method of a cut, in English."""
LOOKS = {"100-en": ("100", "en"), "150-en": ("150", "en"), "150-zh": ("150", "zh_CN")}


@pytest.fixture(params=LOOKS)
def small(
    request: pytest.FixtureRequest, qapp: QApplication, qtbot: QtBot, store: Path, started: list[Program]
) -> Iterator[Window]:
    percent, language = LOOKS[request.param]
    kept = Kept()
    kept.values |= {"look.percent": percent, "language": language}
    # A long name of a file is cut like everything else.
    file = store.rename(store.with_name(f"{'laboratory-of-lunar-samples-' * 4}.lunar"))
    program = Program(qapp, kept, file)
    started.append(program)
    qtbot.addWidget(program.frame)
    program.frame.resize(SMALLEST)
    program.start()
    made = Window(program, qtbot)
    made.wait_open()
    found = People(made.store_view.context.session).named("A. Curator (demo)")
    assert found is not None
    made.store_view.context.act_as(found.uid, found.name)
    yield made
    qapp.removeTranslator(program._translator) if program._translator is not None else None
    qapp.removeTranslator(program._qt_words)


def views(window: Window) -> Iterator[str]:
    """Go from view to view of the window; yield the name of each."""
    store_view, session = window.store_view, window.store_view.context.session
    for each in ROOMS:
        key = each.key
        store_view.show_room(key)
        window.wait_quiet()
        yield key
    store_view.go(Link(Target.SAMPLE, find_piece(session, "15555,46")))
    window.wait_quiet()
    yield "a piece"
    store_view.show_room("loans")
    room = store_view.room
    assert isinstance(room, LoansRoom)
    room.open_loan(None)
    window.wait_quiet()
    yield "a new loan"
    ids, _sums = find_lines(session, LineWish(session.today))
    rows = line_rows(session, list(ids)).values()
    room.open_return([row.uid for row in rows if row.state == LineState.OUT][:3])
    window.wait_quiet()
    yield "a return"


@pytest.mark.slow
def test_every_view_fits_is_reached_by_tab_and_says_words(small: Window) -> None:
    post(small, LONG)
    troubles: list[str] = []
    for view in views(small):
        QApplication.processEvents()
        asked = small.frame.minimumSizeHint()
        if asked.width() > SMALLEST.width() or asked.height() > SMALLEST.height():
            troubles.append(f"{view} asks for {asked.width()} x {asked.height()}")
        language = small.store_view.context.words.language
        troubles += [f"{view}: {each}" for each in raw(small.frame, language, TYPED)]
        troubles += [f"{view}: {each}" for each in unsaid(small.frame)]
        for back in (False, True):
            troubles += [f"{view}: {each}" for each in not_reached(small.qtbot, small.frame, back=back)]
    assert troubles == []
    toast = small.frame.status.toast
    assert LONG in toast.accessibleName(), "cut for the eye, told whole"
    assert toast.offer.name == "UNDO"


@pytest.mark.slow
def test_every_entry_of_the_journal_is_told_in_words(window: Window) -> None:
    window.store_view.show_room("journal")
    window.wait_quiet()
    room = window.store_view.room
    troubles: list[str] = []
    for row in range(room.model.rowCount()):
        room._select_row(row)
        window.wait_quiet()
        QApplication.processEvents()
        troubles += raw(room.details, "en")
    troubles += raw(window.frame, "en")
    assert troubles == []


def test_what_loses_the_keyboard_gives_it_to_the_room_and_not_to_find_anything(window: Window) -> None:
    frame, store_view = window.frame, window.store_view
    bring_to_front(frame)
    store_view.room.enter()
    front = QApplication.focusWidget()
    for lose in (QWidget.hide, lambda part: part.setEnabled(False), delete):
        part = QLabel("passing", frame)
        part.setFocusPolicy(front.focusPolicy())
        part.show()
        part.setFocus()
        assert QApplication.focusWidget() is part
        lose(part)
        window.qtbot.waitUntil(lambda: QApplication.focusWidget() is front, timeout=2_000)
    # And what is destroyed while another window is in front.
    part = QLabel("passing", frame)
    part.show()
    part.setFocusPolicy(front.focusPolicy())
    part.setFocus()
    other = QWidget()
    window.qtbot.addWidget(other)
    other.show()
    bring_to_front(other)
    delete(part)
    bring_to_front(frame)
    assert told(QApplication.focusWidget()) == told(front)


def post(window: Window, name: str) -> None:
    place = window.store_view.context
    posting = Posting(
        acts=(Act(operation=SetUpPlace(kind="site", name=name), day=place.session.today),),
        operator=ref_of(place.operator or ""),
    )
    with window.qtbot.waitSignal(place.posted, timeout=10_000):
        place.post(posting, lambda _posted: None, lambda _error: None)
    window.qtbot.waitUntil(lambda: name in window.frame.status.toast.accessibleName(), timeout=5_000)
