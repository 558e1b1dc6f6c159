"""The power goes while old papers are entered: the day reached, the paper and its sheet are offered again."""

import shutil
from pathlib import Path

from lunarcurator.app import Program
from lunarcurator.desktop.dialogs.form.resuming import ResumeOffer
from lunarcurator.desktop.dialogs.history import HistoryDialog
from lunarcurator.domain.days import parse_day
from lunarcurator.services.drafts import Drafts
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.journeys.conftest import Kept, Window, _curator
from tests.journeys.test_history import dialog


def kept(window: Window, *texts: str) -> None:
    def says() -> bool:
        found = Drafts(window.store_view.context.session).find("history", "")
        return found is not None and all(each in str(dict(found.content)) for each in texts)

    window.qtbot.waitUntil(says, timeout=10_000)


def test_a_history_goes_on_where_the_cut_came_and_is_gone_once_ended(
    window: Window, qapp: QApplication, qtbot: QtBot, tmp_path: Path, started: list[Program]
) -> None:
    asked = dialog(window, "history")
    assert isinstance(asked, HistoryDialog)
    for each, text in ((asked.day, "March 1990"), (asked.source, "DATA PACK 15555"), (asked.sheet, "12")):
        each.edit.setText(text)
    asked.primary_button.click()
    kept(window, "March 1990", "DATA PACK 15555", "12")
    (tmp_path / "after").mkdir()
    path = window.store_view.context.session.path
    for each in path.parent.glob(f"{path.name}*"):
        shutil.copy(each, tmp_path / "after")
    program = Program(qapp, Kept(), tmp_path / "after" / path.name)
    started.append(program)
    qtbot.addWidget(program.frame)
    program.start()
    fresh = Window(program, qtbot)
    fresh.wait_open()
    assert fresh.store_view.context.history is None
    fresh.store_view.context.act_as(*_curator(fresh))
    asked = dialog(fresh, "history")
    assert isinstance(asked, HistoryDialog)
    offer = asked.findChild(ResumeOffer)
    assert offer is not None
    assert offer.accessibleName().startswith("You were entering a history. It had come to March 1990 at ")
    offer.go_on.click()
    asked.primary_button.click()
    now = fresh.store_view.context.history
    assert now is not None
    assert (now.day, now.stated, now.source, now.sheet) == (
        parse_day("March 1990"),
        "March 1990",
        "DATA PACK 15555",
        12,
    )
    fresh.store_view.context.enter_history(None)
    session = fresh.store_view.context.session
    qtbot.waitUntil(lambda: Drafts(session).find("history", "") is None, timeout=10_000)


def test_what_was_typed_and_not_taken_is_there_again(
    window: Window, qapp: QApplication, qtbot: QtBot, tmp_path: Path, started: list[Program]
) -> None:
    asked = dialog(window, "history")
    assert isinstance(asked, HistoryDialog)
    for each, text in ((asked.day, "May 1991"), (asked.source, "BOOK 7"), (asked.sheet, "3")):
        each.edit.clear()
        qtbot.keyClicks(each.edit, text)
    session = window.store_view.context.session
    qtbot.waitUntil(lambda: "BOOK 7" in str(Drafts(session).find("history_typed", "")), timeout=10_000)
    (tmp_path / "after").mkdir()
    for each in session.path.parent.glob(f"{session.path.name}*"):
        shutil.copy(each, tmp_path / "after")
    program = Program(qapp, Kept(), tmp_path / "after" / session.path.name)
    started.append(program)
    qtbot.addWidget(program.frame)
    program.start()
    fresh = Window(program, qtbot)
    fresh.wait_open()
    fresh.store_view.context.act_as(*_curator(fresh))
    again = dialog(fresh, "history")
    assert isinstance(again, HistoryDialog)
    qtbot.waitUntil(lambda: again.source.value() == "BOOK 7")
    assert (again.day.value(), again.sheet.value()) == ("May 1991", "3")
    again.primary_button.click()
    now = fresh.store_view.context.history
    assert now is not None
    assert (now.stated, now.sheet) == ("May 1991", 3)
    kept_store = fresh.store_view.context.session
    qtbot.waitUntil(lambda: Drafts(kept_store).find("history_typed", "") is None, timeout=10_000)
