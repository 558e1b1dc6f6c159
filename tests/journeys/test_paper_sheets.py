"""The day after the computer was down: paper sheets are entered one after another, by keyboard."""

from pathlib import Path
from time import time

from lunarcurator.app import Program
from lunarcurator.desktop.shell.quick_entry import QuickEntry
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.facts import NameKind
from lunarcurator.domain.identity import OperatorRef
from lunarcurator.domain.operations import AddName
from lunarcurator.services.form_context import entry_uid
from lunarcurator.services.journal import entry_detail
from lunarcurator.services.people import People
from lunarcurator.services.store_session import StoreSession
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.journeys.conftest import Window, open_window
from tests.journeys.test_history import dialog, strip
from tests.prompt_bot import bring_to_front
from tests.still_clock import StillClock


def begin(window: Window, day: str, source: str, sheet: str) -> None:
    asked = dialog(window, "history")
    asked.day.edit.setText(day)  # type: ignore[attr-defined]
    asked.source.edit.setText(source)  # type: ignore[attr-defined]
    asked.sheet.edit.setText("twelve")  # type: ignore[attr-defined]
    assert not asked.primary_button.isEnabled()  # type: ignore[attr-defined]
    asked.sheet.edit.setText(sheet)  # type: ignore[attr-defined]
    asked.primary_button.click()  # type: ignore[attr-defined]
    assert not asked.isVisible()


def entry(window: Window) -> QuickEntry:
    return next(each for each in window.frame.findChildren(QuickEntry) if each.isVisible())


def form(window: Window, act: str, number: str) -> QWidget:
    """Choose the act, type the number, press Enter, and return the form that opens."""
    before = window.program.wiring.dispatch.dialog
    quick = entry(window)
    quick.act_choice.setCurrentIndex(quick.act_choice.findData(act))
    quick.number.setText(number)
    window.qtbot.keyClick(quick.number, Qt.Key.Key_Return)
    handling = window.program.wiring.dispatch
    window.qtbot.waitUntil(lambda: handling.dialog is not before, timeout=10_000)
    window.qtbot.waitUntil(lambda: getattr(handling.dialog, "built", True), timeout=10_000)
    assert handling.dialog is not None
    window.wait_quiet()
    return handling.dialog


def name(window: Window, number: str, text: str) -> None:
    asked = form(window, "add_name", number)
    asked.input("name").edit.setText(text)  # type: ignore[attr-defined]
    with window.qtbot.waitSignal(window.store_view.context.posted, timeout=10_000):
        window.qtbot.waitUntil(asked.primary_button.isEnabled, timeout=10_000)  # type: ignore[attr-defined]
        asked.primary_button.click()  # type: ignore[attr-defined]
    window.qtbot.waitUntil(lambda: not asked.isVisible(), timeout=10_000)


def source_of(window: Window, seq: int) -> str:
    session = window.store_view.context.session
    uid = entry_uid(session, seq)
    detail = entry_detail(session, window.store_view.context.words, uid) if uid is not None else None
    assert detail is not None
    return f"{detail.entry.day} {detail.source}"


def test_sheets_are_entered_one_after_another_and_each_entry_names_its_own(window: Window) -> None:
    begin(window, "1990-03-10", "Power cut", "7")
    first = window.store_view.context.session.head().seq + 1
    name(window, "15555", "Great Scott, sheet 7")
    assert entry(window).act == "add_name"
    assert entry(window).number.text() == ""
    name(window, "10017", "Sheet 8")
    assert source_of(window, first) == "19900310 Power cut, paper sheet 7"
    assert source_of(window, first + 1) == "19900310 Power cut, paper sheet 8"
    shown = strip(window, "historyStrip")
    assert shown is not None
    assert shown.accessibleName() == "Entering history · 1990-03-10 from Power cut, paper sheet 9"


def test_a_form_that_is_left_counts_no_sheet_and_a_strange_number_is_said(window: Window) -> None:
    begin(window, "1990-03-10", "", "1")
    asked = form(window, "weigh", "15555")
    asked.reject()  # type: ignore[attr-defined]
    history = window.store_view.context.history
    assert history is not None
    assert (history.sheet, history.act) == (1, "weigh")
    quick = entry(window)
    quick.number.setText("99999")
    window.qtbot.keyClick(quick.number, Qt.Key.Key_Return)
    shown = strip(window, "historyStrip")
    assert shown is not None
    window.qtbot.waitUntil(lambda: "99999" in shown.accessibleName(), timeout=10_000)
    quick.number.clear()
    quick.go.click()
    assert entry(window).number.text() == ""


def test_a_sheet_that_registers_asks_for_no_number(window: Window) -> None:
    begin(window, "1990-03-10", "", "3")
    quick = entry(window)
    quick.act_choice.setCurrentIndex(quick.act_choice.findData("register"))
    assert not quick.number.isEnabled()
    quick.go.click()
    handling = window.program.wiring.dispatch
    window.qtbot.waitUntil(lambda: getattr(handling.dialog, "built", False), timeout=10_000)
    assert handling.dialog is not None
    assert handling.dialog.objectName().startswith("register")
    window.wait_quiet()
    handling.dialog.reject()  # type: ignore[attr-defined]


def test_without_sheets_there_is_no_quick_entry(window: Window) -> None:
    begin(window, "1990-03-10", "DATA PACK", "")
    assert not [each for each in window.frame.findChildren(QuickEntry) if each.isVisible()]


def test_who_begins_with_a_sheet_types_its_number_at_once(window: Window) -> None:
    begin(window, "1990-03-10", "Power cut", "7")
    bring_to_front(window.frame)
    window.qtbot.waitUntil(lambda: window.frame.focusWidget() is entry(window).number, timeout=5_000)


def test_sheets_are_entered_also_where_something_is_to_be_looked_at(
    qapp: QApplication, qtbot: QtBot, store: Path, started: list[Program]
) -> None:
    # The last entry was recorded two hours ahead of the clock of this machine, which the window says for good.
    ahead = StoreSession.open(store, clock=StillClock(int(time() + 2 * 3_600) * 1_000_000))
    act = Act(operation=AddName(sample="15555", name="Ahead", kind=NameKind.INFORMAL), day=ahead.today)
    ahead.post(Posting(acts=(act,), operator=OperatorRef("A. Curator (demo)")))
    ahead.close()
    window = open_window(qapp, qtbot, store, started)
    curator = People(window.store_view.context.session).named("A. Curator (demo)")
    assert curator is not None
    window.store_view.context.act_as(curator.uid, curator.name)
    assert strip(window, "troubleStrip") is not None
    begin(window, "1990-03-10", "Power cut", "7")
    assert strip(window, "troubleStrip") is None
    entry(window).number.setText("15555")
    ended = window.frame.findChild(QWidget, "historyEnd")
    assert isinstance(ended, QAbstractButton)
    ended.click()
    assert strip(window, "historyStrip") is None
    assert strip(window, "troubleStrip") is not None
