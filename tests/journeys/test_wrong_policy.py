"""The window where a policy of the lab cannot be read: it opens, says so, and lets the curator choose."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.app import Program
from lunarcurator.desktop.dialogs.loans.request_loan import open_request_loan
from lunarcurator.desktop.links import NOTHING
from lunarcurator.desktop.rooms.loans.lists import AGREEMENTS
from lunarcurator.desktop.rooms.loans.room import LoansRoom
from lunarcurator.desktop.rooms.to_do.room import ToDoRoom
from lunarcurator.desktop.widgets.strips import FindingStrip, Strip
from lunarcurator.services.lab_tables import store_folder
from lunarcurator.services.to_do.listing import Concern
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.journeys.conftest import Window, _curator, open_window


@pytest.fixture
def wrong(store: Path) -> Path:
    path = store_folder(store) / "policies" / "own.json"
    path.parent.mkdir(parents=True)
    path.write_text("{", encoding="utf-8")
    return path


@pytest.fixture
def opened(qapp: QApplication, qtbot: QtBot, store: Path, wrong: Path, started: list[Program]) -> Iterator[Window]:
    made = open_window(qapp, qtbot, store, started)
    made.store_view.context.act_as(*_curator(made))
    yield made
    assert made.program.wiring.faults.dialog is None


def strip_of(window: Window) -> Strip:
    found = [each for each in window.frame.findChildren(Strip, "troubleStrip") if each.isVisible()]
    assert len(found) == 1
    return found[0]


def press(window: Window, name: str) -> None:
    before = window.store_view
    strip_of(window).findChild(QPushButton, name).click()
    window.qtbot.waitUntil(lambda: window.program.wiring.stores.store_view not in {None, before}, timeout=20_000)
    window.wait_quiet()


def test_the_window_opens_says_it_and_what_needs_no_policy_goes_on(opened: Window) -> None:
    strip = strip_of(opened)
    assert "own.json" in strip.accessibleName()
    assert "whatever needs a lending policy is refused" in strip.accessibleName()
    with opened.qtbot.waitSignal(opened.store_view.context.posted, timeout=10_000):
        opened.act("undo")


def test_rooms_say_what_they_cannot_know(opened: Window) -> None:
    opened.store_view.show_room("attention")
    opened.wait_quiet()
    room = opened.store_view.room
    assert isinstance(room, ToDoRoom)
    counts = [room.concerns.model().index(row, 1).data() for row in range(len(Concern))]
    told = dict(zip(Concern, counts, strict=True))
    # The share in the remote store is that of the policies as well, where nobody set another.
    assert (told.pop(Concern.AGREEMENTS), told.pop(Concern.REMOTE)) == ("?", "?")
    before = list(Concern)[: list(Concern).index(Concern.AGREEMENTS)]
    assert "?" not in {told.get(each) for each in before}
    room.show_concern(Concern.AGREEMENTS)
    opened.wait_quiet()
    assert "own.json" in room._rule.text()
    assert room.stack.currentWidget() is room._blank
    opened.store_view.show_room("loans")
    opened.wait_quiet()
    loans = opened.store_view.room
    assert isinstance(loans, LoansRoom)
    assert loans.head.totals().endswith("how agreements stand is not known")
    assert loans.lists.today.today.rowCount() > 0, "what is overdue needs no policy"
    loans.lists.show_page(AGREEMENTS)
    opened.wait_quiet()
    assert "own.json" in loans.lists.agreements.told.text()


def test_a_form_that_needs_a_policy_is_refused_with_the_sentence(opened: Window) -> None:
    dialog = open_request_loan(opened.store_view.context, NOTHING, opened.frame)
    assert dialog is not None
    dialog.open()
    opened.qtbot.waitUntil(lambda: dialog.findChild(FindingStrip, "cannotLoad") is not None, timeout=5_000)
    assert "own.json" in dialog.findChild(FindingStrip, "cannotLoad").sentence
    dialog.reject()


@pytest.mark.slow
def test_the_curator_chooses_the_programs_policies_and_then_the_mended_one(opened: Window, wrong: Path) -> None:
    opened.store_view.show_room("attention")
    press(opened, "policyProgram")
    assert opened.store_view.room.key == "attention"
    assert opened.store_view.context.operator_name == "A. Curator (demo)"
    assert "the program’s own policies count" in strip_of(opened).accessibleName()
    assert strip_of(opened).findChild(QPushButton, "policyProgram") is None
    assert opened.store_view.context.session.lab.policies.get("cnsa") is not None
    press(opened, "policyAgain")
    assert "whatever needs a lending policy is refused" in strip_of(opened).accessibleName()
    wrong.unlink()
    press(opened, "policyAgain")
    assert not [each for each in opened.frame.findChildren(Strip, "troubleStrip") if each.isVisible()]
