"""Another language is spoken at once, over the store that is open, where one stood."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.app import Program
from lunarcurator.desktop.shell.settings_dialog import SettingsDialog
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.catalogue import language_names
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desktop.remembered import Remembered
from tests.store.making import new_lab

_HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def program(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    """A window in English over a store."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    before = QLocale()
    store = tmp_path / "lab.lunar"
    new_lab(store).session.close()
    made = Program(qapp, Remembered({"look.mode": "light", "language": "en"}), store)
    made.start()
    qtbot.waitUntil(lambda: hasattr(made, "wiring") and made.wiring.stores.store_view is not None, timeout=20_000)
    quiet(made, qtbot)
    yield made
    made.frame.close()
    for each in (made._translator, made._qt_words):
        if each is not None:
            qapp.removeTranslator(each)
    QLocale.setDefault(before)
    Appearance(qapp, "light", 100).apply()
    made.deleteLater()


def quiet(program: Program, qtbot: QtBot) -> None:
    view = program.wiring.stores.store_view
    assert view is not None
    qtbot.waitUntil(lambda: not view.lanes.busy, timeout=20_000)


def spoken(program: Program, key: str, qtbot: QtBot) -> None:
    """Choose a language in the menu, and wait for the window that speaks it."""
    before = program.frame
    before.actions_by_key[key].trigger()
    qtbot.waitUntil(lambda: program.frame is not before and program.wiring.stores.store_view is not None)
    quiet(program, qtbot)


@pytest.mark.slow
def test_the_window_speaks_the_language_chosen_in_the_menu_at_once(program: Program, qtbot: QtBot) -> None:
    view = program.wiring.stores.store_view
    assert view is not None
    session = view.context.session
    offered = {code: program.frame.actions_by_key[f"language_{code}"].text() for code in ("en", "zh_CN")}
    assert offered == language_names(resources_folder() / "languages")
    view.context.act_as(None, "Curator A")
    view.show_room("journal")
    spoken(program, "language_zh_CN", qtbot)
    again = program.wiring.stores.store_view
    assert again is not None
    assert (again.context.session, again.room.key) == (session, "journal")
    assert again.context.operator_name == "Curator A"
    assert again.context.words.language == "zh_CN"
    assert all(_HAN.search(each.text()) for each in program.frame.top.menus.actions())
    assert program.frame.isVisible()
    spoken(program, "language_en", qtbot)
    assert program.frame.actions_by_key["quit"].text() == "Quit"
    assert program.wiring.words.language == "en"


@pytest.mark.slow
def test_what_was_selected_is_selected_again(program: Program, qtbot: QtBot) -> None:
    view = program.wiring.stores.store_view
    assert view is not None
    view.show_room("journal")
    quiet(program, qtbot)
    view.room.table.selectRow(0)  # type: ignore[attr-defined]
    kept = view.selection
    assert kept.entry is not None
    spoken(program, "language_zh_CN", qtbot)
    qtbot.waitUntil(lambda: program.wiring.stores.store_view.selection.entry == kept.entry)  # type: ignore[union-attr]


@pytest.mark.slow
def test_the_settings_offer_every_language_and_speak_the_one_chosen(program: Program, qtbot: QtBot) -> None:
    before = program.frame
    before.actions_by_key["settings"].trigger()
    dialog = program.wiring.stores.dialog
    assert isinstance(dialog, SettingsDialog)
    box = dialog.language.box
    assert [box.itemText(at) for at in range(box.count())] == ["As the system", "English", "简体中文"]
    dialog.language.restore("zh_CN")
    dialog.primary_button.click()
    qtbot.waitUntil(lambda: program.frame is not before and program.wiring.stores.store_view is not None)
    assert program.frame.actions_by_key["quit"].text() == "退出"


def test_the_language_that_is_spoken_changes_nothing(program: Program, qtbot: QtBot) -> None:
    frame = program.frame
    frame.actions_by_key["language_en"].trigger()
    qtbot.wait(50)
    assert program.frame is frame


@pytest.mark.slow
def test_a_store_that_is_being_opened_arrives_in_the_language_chosen(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    before = program.frame
    new_lab(tmp_path / "other.lunar").session.close()
    program.wiring.stores.open(tmp_path / "other.lunar")
    before.actions_by_key["language_zh_CN"].trigger()
    assert program.frame is before
    qtbot.waitUntil(lambda: program.frame is not before and program.wiring.stores.store_view is not None)
    view = program.wiring.stores.store_view
    assert view is not None
    assert (view.context.session.path.name, view.context.words.language) == ("other.lunar", "zh_CN")
    quiet(program, qtbot)
