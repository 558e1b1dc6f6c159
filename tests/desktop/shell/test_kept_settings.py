"""Settings that a person keeps are in their file, or one sentence says that they are not."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lunarcurator.app import Program
from lunarcurator.desktop.settings import RememberedSettings
from lunarcurator.desktop.shell import settings_dialog
from lunarcurator.desktop.shell.settings_dialog import SettingsDialog
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.strips import Strip
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from tests.store.making import new_lab

PLAIN = pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0,
    reason="Windows keeps rights in another way, and an administrator has all",
)

type Starting = Callable[[Path], Program]


def settings_in(file: Path) -> RememberedSettings:
    return RememberedSettings(QSettings(str(file), QSettings.Format.IniFormat))


def closed_in(tmp_path: Path, how: str) -> Path:
    """A file of settings that nobody may write, in each way that it can be."""
    if how == "in a file":
        (tmp_path / "closed").write_text("", encoding="utf-8", newline="\n")
        return tmp_path / "closed" / "kept.ini"
    if how == "a folder":
        (tmp_path / "kept.ini").mkdir()
        return tmp_path / "kept.ini"
    folder = tmp_path / "closed"
    folder.mkdir()
    file = folder / "kept.ini"
    file.write_text("[General]\nlanguage=en\n", encoding="utf-8", newline="\n")
    file.chmod(0o444)
    folder.chmod(0o555 if how == "read-only" else 0o000)
    return file


@pytest.fixture(params=["in a file", "a folder", pytest.param("read-only", marks=PLAIN)])
def closed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    yield closed_in(tmp_path, request.param)
    if (tmp_path / "closed").is_dir():
        (tmp_path / "closed").chmod(0o755)


@pytest.fixture
def starting(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Starting]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    made: list[Program] = []

    def start(file: Path, store: Path | None = None) -> Program:
        program = Program(qapp, settings_in(file), store)
        made.append(program)
        qtbot.addWidget(program.frame)
        program.start()
        qtbot.waitUntil(lambda: hasattr(program, "wiring"), timeout=20_000)
        return program

    yield start
    for program in made:
        program.frame.close()
        program.deleteLater()


def settings_of(program: Program) -> SettingsDialog:
    program.frame.actions_by_key["settings"].trigger()
    dialog = program.wiring.stores.dialog
    assert isinstance(dialog, SettingsDialog)
    return dialog


def noted(dialog: SettingsDialog) -> str:
    return " ".join(each.accessibleName() for each in dialog.first.field.findChildren(Label))


def test_what_is_kept_is_in_the_file_at_once(tmp_path: Path) -> None:
    file = tmp_path / "kept.ini"
    assert settings_in(file).keep({"backupDays": "9"}) is None
    assert "backupDays=9" in file.read_text(encoding="utf-8")
    assert settings_in(file).unread() is None


def test_what_cannot_be_kept_is_as_it_was_and_can_be_kept_later(tmp_path: Path) -> None:
    file = closed_in(tmp_path, "in a file")
    memory = settings_in(file)
    memory.put("backupDays", "7")
    assert memory.keep({"backupDays": "9", "printer": "Printer A"}) == file
    assert (memory.get("backupDays"), memory.get("printer", "none")) == ("7", "none")
    assert memory.unread() is None
    file.parent.unlink()
    assert memory.keep({"backupDays": "9"}) is None
    assert "backupDays=9" in file.read_text(encoding="utf-8")


def test_settings_that_could_not_be_read_are_not_written_over_once_they_can(tmp_path: Path) -> None:
    file = tmp_path / "kept.ini"
    file.mkdir()
    memory = settings_in(file)
    assert memory.unread() == file
    file.rmdir()
    file.write_text("[General]\nbackupDays=7\n", encoding="utf-8")
    assert memory.keep({"backupDays": "9"}) == file
    assert "backupDays=7" in file.read_text(encoding="utf-8")
    assert settings_in(file).keep({"backupDays": "9"}) is None


def test_settings_that_cannot_be_kept_leave_the_dialog_open_and_say_so(closed: Path, starting: Starting) -> None:
    program = starting(closed)
    dialog = settings_of(program)
    before = dialog.mode.value(), program.appearance.text_percent
    dialog.days.setValue(9)
    dialog.size_of_text.restore("150")
    dialog.primary_button.click()
    assert dialog.isVisible()
    told = [each.accessibleName() for each in dialog.findChildren(Label) if "cannot be kept" in each.text()]
    assert len(told) == 1
    assert closed.name in told[0]
    assert str(closed.parent) in told[0]
    assert (program.appearance.mode, program.appearance.text_percent) == before
    dialog.reject()
    assert settings_of(program).days.value() != 9


def test_a_folder_of_backups_behind_a_closed_one_is_not_said_to_be_gone(
    tmp_path: Path, starting: Starting, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = settings_of(starting(tmp_path / "kept.ini"))
    dialog.first.restore(str(tmp_path / "gone"))
    assert "Not there now" in noted(dialog)
    monkeypatch.setattr(settings_dialog, "is_shut", lambda _path: True)
    dialog.first.restore(str(tmp_path / "closed" / "copies"))
    assert "may not be looked into" in noted(dialog)


def test_a_language_that_cannot_be_kept_is_not_promised(tmp_path: Path, starting: Starting) -> None:
    program = starting(closed_in(tmp_path, "in a file"))
    stores = program.wiring.stores
    stores.speak("zh_CN")
    assert isinstance(stores.dialog, QMessageBox)
    assert "cannot be kept" in stores.dialog.text()
    stores.dialog.close()


def test_a_folder_for_backups_that_cannot_be_kept_takes_this_one_and_is_told_of(
    tmp_path: Path, starting: Callable[[Path, Path | None], Program], qtbot: QtBot
) -> None:
    store = tmp_path / "lab.lunar"
    new_lab(store).session.close()
    program = starting(closed_in(tmp_path, "in a file"), store)
    stores = program.wiring.stores
    qtbot.waitUntil(lambda: stores.store_view is not None, timeout=20_000)
    program.frame.actions_by_key["back_up"].trigger()
    chooser = stores.dialog
    assert isinstance(chooser, QFileDialog)
    chooser.fileSelected.emit(str(tmp_path / "copies"))
    chooser.close()
    assert isinstance(stores.dialog, QMessageBox)
    assert "cannot be kept" in stores.dialog.text()
    stores.dialog.close()
    said = program.frame.status.backup
    qtbot.waitUntil(lambda: said.text().startswith("Copy verified"), timeout=20_000)


@pytest.mark.parametrize("how", ["a folder", pytest.param("shut", marks=PLAIN)])
def test_settings_that_cannot_be_read_are_told_of_at_the_start(
    tmp_path: Path, starting: Callable[[Path, Path | None], Program], qtbot: QtBot, how: str
) -> None:
    closed = closed_in(tmp_path, how)
    try:
        welcome = starting(closed, None).wiring.welcome
        assert any("settings cannot be read" in each.text() for each in welcome.findChildren(Label))
        store = tmp_path / "lab.lunar"
        new_lab(store).session.close()
        program = starting(closed, store)
        qtbot.waitUntil(lambda: program.wiring.stores.store_view is not None, timeout=20_000)
        strip = program.frame.findChild(Strip, "troubleStrip")
        assert strip is not None
        assert "settings cannot be read" in strip.accessibleName() + strip.accessibleDescription()
    finally:
        closed.parent.chmod(0o755)
