"""The first hour of a curator who has read nothing: a store made, named, opened; then the settings kept."""

import os
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lunarcurator.app import Program
from lunarcurator.desktop.shell import first_start, stores
from lunarcurator.desktop.shell.about import AboutDialog
from lunarcurator.desktop.shell.first_start import FirstStartDialog
from lunarcurator.desktop.shell.preferences import backup_folders
from lunarcurator.desktop.shell.settings_dialog import SettingsDialog
from lunarcurator.desktop.shell.stores import Stores
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.translation import translator_for
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.strips import Strip
from lunarcurator.services.backups import back_up
from lunarcurator.services.form_context import form_context
from lunarcurator.services.stores import OpenedStore, open_session
from lunarcurator.services.words import Words
from lunarcurator.store.errors import StoreError
from lunarcurator.store.opening import Head
from lunarcurator.store.witness import NAME, attest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.dialogs.test_every_dialog import looked_at
from tests.desktop.remembered import Remembered
from tests.prompt_bot import bring_to_front
from tests.store.making import new_lab


class Start:
    """A program that was never started here before."""

    def __init__(self, qapp: QApplication, qtbot: QtBot, memory: Remembered | None = None) -> None:
        self.memory = Remembered({"look.mode": "light"}) if memory is None else memory
        self.others: list[Start] = []
        self.qtbot = qtbot
        self.program = Program(qapp, self.memory, None)
        self.program.start()
        qtbot.waitUntil(lambda: hasattr(self.program, "wiring"), timeout=20_000)

    @property
    def stores(self) -> Stores:
        """Those of the window there is now: another language makes another one."""
        return self.program.wiring.stores

    def again(self, qapp: QApplication) -> "Start":
        """Start the program once more with what it remembers."""
        other = Start(qapp, self.qtbot, self.memory)
        self.others.append(other)
        return other

    def make(self, path: Path) -> None:
        """Answer the first start as a person does, with the keyboard."""
        button = self.program.frame.findChild(QAbstractButton, "welcome.new")
        assert button is not None
        QTest.keyClick(button, Qt.Key.Key_Return)
        dialog = self.first()
        QTest.keyClicks(dialog.lab.edit, "Laboratory A")
        dialog.operator.edit.setText("Curator A")
        dialog.file.edit.selectAll()
        QTest.keyClicks(dialog.file.edit, str(path))
        dialog.ticks["Apollo"].click()
        assert dialog.primary_button.text() == "Make the store with 1 collection"
        assert dialog.primary_button.isEnabled(), dialog.file.text()
        bring_to_front(dialog)
        with self.qtbot.waitSignal(self.stores.opened, timeout=8_000):
            dialog.primary_button.click()
        self.quiet()

    def first(self) -> FirstStartDialog:
        dialog = self.stores.dialog
        assert isinstance(dialog, FirstStartDialog)
        return dialog

    def quiet(self) -> None:
        self.qtbot.waitUntil(lambda: not self.stores.store_view.lanes.busy, timeout=20_000)

    def settings(self) -> SettingsDialog:
        self.program.frame.actions_by_key["settings"].trigger()
        dialog = self.stores.dialog
        assert isinstance(dialog, SettingsDialog)
        return dialog


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    made, before = Start(qapp, qtbot), QLocale()
    yield made
    for each in (*made.others, made):
        each.program.frame.close()
        each.program.frame.deleteLater()
        for words in filter(None, (each.program._translator, each.program._qt_words)):
            qapp.removeTranslator(words)
        each.program.deleteLater()
    QLocale.setDefault(before)


def test_a_lab_is_there_since_a_day_that_can_be_read(start: Start, tmp_path: Path) -> None:
    start.stores.ask_new()
    first = start.first()
    QTest.keyClicks(first.lab.edit, "Laboratory A")
    QTest.keyClicks(first.opened.edit, "some day")
    assert not first.primary_button.isEnabled()
    assert first.opened.edit.accessibleDescription() == "This is no day. Write it as 1969-07-24, 1969-07 or 1969."
    first.opened.edit.setText("1969-07-24")
    assert first.primary_button.isEnabled()
    assert first.answers().opened == 19690724
    first.reject()


def test_what_was_typed_before_a_store_was_made_of_it_is_there_at_the_next_start(
    start: Start, tmp_path: Path
) -> None:
    start.stores.ask_new()
    first = start.first()
    QTest.keyClicks(first.lab.edit, "Laboratory A")
    first.operator.edit.selectAll()
    QTest.keyClicks(first.operator.edit, "Curator A")
    first.ticks["Apollo"].click()
    first.reject()
    start.stores.ask_new()
    again = start.first()
    assert again is not first
    assert (again.lab.text(), again.operator.text(), again.ticks["Apollo"].isChecked()) == (
        "Laboratory A",
        "Curator A",
        True,
    )
    assert again.file.text().endswith("Laboratory A.lunar")
    again.reject()
    start.memory.put("firstStart.left", "of another version")
    start.stores.ask_new()
    assert start.first().lab.text() == ""
    start.first().reject()
    start.memory.put("firstStart.left", "")
    start.make(tmp_path / "made.lunar")
    assert start.memory.get("firstStart.left") == ""


def test_no_store_is_put_into_a_home_that_may_be_gone_after_a_restart(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "lunarcurator-home-12345"
    home.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("HOME", str(home))
    start.program.wiring.begin(None, demo=False)
    told = start.program.wiring.welcome.findChild(Label, "welcome.missing")
    assert "may be gone after a restart" in told.text()
    start.stores.ask_new()
    dialog = start.first()
    QTest.keyClicks(dialog.lab.edit, "Laboratory A")
    assert dialog.file.text() == ""
    QTest.keyClicks(dialog.file.edit, str(home / "samples.lunar"))
    assert not dialog.primary_button.isEnabled()
    assert "may be gone after a restart" in dialog.file.edit.accessibleDescription()
    dialog.file.edit.clear()
    dialog.reject()
    start.make(tmp_path / "first.lunar")
    strip = start.program.frame.findChild(Strip, "troubleStrip")
    assert "may be gone after a restart" in strip.accessibleName()


@pytest.mark.parametrize("lab", ["con", "Aux", "...", ""])
def test_no_file_is_proposed_that_windows_takes_for_a_device(start: Start, lab: str) -> None:
    start.stores.ask_new()
    dialog = start.first()
    QTest.keyClicks(dialog.lab.edit, lab)
    assert Path(dialog.file.text()).name == "Laboratory.lunar"
    dialog.reject()


def test_a_file_that_windows_does_not_take_is_told_before_the_store_is_made(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_start, "name_trouble", lambda path: "file.name_unfit" if path.stem == "con" else "")
    start.stores.ask_new()
    dialog = start.first()
    dialog.file.edit.selectAll()
    QTest.keyClicks(dialog.file.edit, str(tmp_path / "con"))
    assert "Windows takes no file of this name" in dialog.file.edit.accessibleDescription()
    assert not dialog.primary_button.isEnabled()
    dialog.reject()


def test_what_was_typed_stays_until_the_store_is_there(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path, _told: object) -> OpenedStore:
        raise StoreError("store.folder_read_only", folder=str(path.parent))

    monkeypatch.setattr("lunarcurator.services.first_start.begin", refused)
    start.stores.ask_new()
    dialog = start.first()
    QTest.keyClicks(dialog.lab.edit, "Laboratory A")
    dialog.operator.edit.setText("Curator A")
    dialog.file.edit.selectAll()
    QTest.keyClicks(dialog.file.edit, str(tmp_path / "made"))
    dialog.primary_button.click()
    start.qtbot.waitUntil(lambda: isinstance(start.stores.dialog, QMessageBox), timeout=8_000)
    start.stores.dialog.close()
    start.stores.ask_new()
    assert start.first().lab.text() == "Laboratory A"
    start.first().reject()


def test_a_store_is_made_with_the_lab_its_person_and_its_collection(start: Start, tmp_path: Path) -> None:
    start.make(tmp_path / "first")
    store_view = start.stores.store_view
    assert store_view.context.session.path == tmp_path / "first.lunar"
    there = form_context(store_view.context.session)
    assert [each.name for each in there.places] == ["Laboratory A"]
    assert [each.code for each in there.collections] == ["Apollo"]
    start.qtbot.waitUntil(lambda: store_view.context.operator_name == "Curator A", timeout=5_000)
    empty = store_view.room.empty
    start.qtbot.waitUntil(lambda: any(label.text() == "Laboratory A" for label in empty.findChildren(Label)))
    told = {label.text() for label in empty.findChildren(Label) if label.isVisible()}
    assert {"Apollo", "With its resolution and calibration."} <= told
    assert "With its numbering and missions." not in told
    assert start.stores.recent() == (tmp_path / "first.lunar",)


def test_a_store_is_remembered_from_the_beginning_of_its_name(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("mine", "theirs"):
        (tmp_path / folder).mkdir()
        new_lab(tmp_path / folder / "samples.lunar").session.close()
    monkeypatch.chdir(tmp_path / "mine")
    start.memory.put("stores.recent", "other.lunar\n")
    with start.qtbot.waitSignal(start.stores.opened, timeout=8_000):
        start.stores.open(Path("samples.lunar"))
    start.quiet()
    assert start.memory.get("stores.recent") == str(tmp_path / "mine" / "samples.lunar")


def test_a_store_remembered_by_a_name_alone_is_not_taken_for_another(
    start: Start, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_lab(tmp_path / "samples.lunar").session.close()
    monkeypatch.chdir(tmp_path)
    start.memory.put("stores.recent", "samples.lunar")
    again = start.again(qapp)
    assert (again.stores.recent(), again.stores.last()) == ((), None)
    assert missing_store(again).isHidden()


def test_a_last_store_that_is_away_is_told_and_no_other_opened_for_it(
    start: Start, qapp: QApplication, tmp_path: Path
) -> None:
    away, there = tmp_path / "away.lunar", tmp_path / "demonstration.lunar"
    new_lab(there).session.close()
    start.memory.put("stores.recent", f"{away}\n{there}")
    again = start.again(qapp)
    told = missing_store(again)
    assert not told.isHidden()
    assert told.accessibleName().startswith(f"The last store, {away}, is not there.")
    assert again.stores.recent() == (there,)
    with again.qtbot.waitSignal(again.stores.opened, timeout=8_000):
        again.stores.open(there)
    again.quiet()
    assert told.isHidden()


def missing_store(start: Start) -> Label:
    told = start.program.frame.findChild(Label, "welcome.missing")
    assert told is not None
    return told


def test_folders_of_backups_are_kept_from_their_beginning(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "disk").mkdir()
    monkeypatch.chdir(tmp_path)
    start.memory.put("backupFolder", "disk")
    assert backup_folders(start.memory) == ()
    dialog = start.settings()
    assert dialog.first.text() == ""
    dialog.first.edit.setText("disk")
    dialog.primary_button.click()
    assert start.memory.get("backupFolder") == str(tmp_path / "disk")
    assert start.memory.get("backupFolder.second") == ""
    assert backup_folders(start.memory) == (tmp_path / "disk",)


def test_enter_on_the_first_screen_begins_a_new_store(start: Start) -> None:
    bring_to_front(start.program.frame)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "welcome.new"
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert start.first().isVisible()
    start.first().reject()


def test_what_cannot_become_a_store_is_said_beside_the_file(start: Start, tmp_path: Path) -> None:
    start.stores.ask_new()
    dialog = start.first()
    dialog.lab.edit.setText("Lab: A/B?")
    assert dialog.path().name == "Lab  A B.lunar"
    (tmp_path / "there.lunar").write_bytes(b"mine")
    for text, enabled in (
        (str(tmp_path / "there.lunar"), False),
        (str(tmp_path / "nowhere" / "a.lunar"), False),
        ("", False),
        (str(tmp_path / "new.lunar"), True),
    ):
        dialog.file.edit.setText(text)
        assert dialog.primary_button.isEnabled() is enabled, text
    dialog.lab.edit.clear()
    assert not dialog.primary_button.isEnabled()
    dialog.reject()
    assert not (tmp_path / "new.lunar").exists()


def test_settings_are_kept_and_put_on_at_once(start: Start, tmp_path: Path) -> None:
    one, two = tmp_path / "disk", tmp_path / "stick"
    one.mkdir()
    two.mkdir()
    dialog = start.settings()
    dialog.first.edit.setText(str(one))
    dialog.second.edit.setText(str(one))
    assert not dialog.primary_button.isEnabled()
    dialog.second.edit.setText(str(two))
    dialog.days.setValue(3)
    dialog.mode.restore("dark")
    dialog.size_of_text.restore("150")
    dialog.language.restore("zh_CN")
    dialog.layout_of_labels.restore("roll_50x25")
    before = start.program.frame
    dialog.primary_button.click()
    start.qtbot.waitUntil(lambda: start.program.frame is not before)
    assert start.program.appearance.mode == "dark"
    assert start.program.appearance.text_percent == 150
    again = start.settings()
    assert (again.first.value(), again.second.value()) == (str(one), str(two))
    assert (again.days.value(), again.language.value(), again.mode.value()) == (3, "zh_CN", "dark")
    again.first.edit.setText(str(tmp_path / "away"))
    assert again.primary_button.isEnabled(), "a stick may be away"
    again.reject()
    assert start.memory["backupFolder"] == str(one)
    start.program.appearance.apply(mode="light", text_percent=100)


def test_another_unit_of_masses_is_put_on_at_once_and_whoever_acts_goes_on(start: Start, tmp_path: Path) -> None:
    start.make(tmp_path / "lab.lunar")
    before = start.stores.store_view
    start.qtbot.waitUntil(lambda: before.context.operator_name == "Curator A", timeout=5_000)
    before.show_room("journal")
    dialog = start.settings()
    dialog.unit.restore("mg")
    with start.qtbot.waitSignal(start.stores.opened, timeout=8_000):
        dialog.primary_button.click()
    start.quiet()
    store_view = start.stores.store_view
    assert store_view is not before
    assert store_view.context.units.in_lists == "mg"
    assert store_view.context.operator_name == "Curator A"
    assert store_view.room.key == "journal"
    samples = store_view._rooms["samples"]
    assert "Mass now, mg" in {
        str(samples.tree.headerData(at, Qt.Orientation.Horizontal)) for at in range(samples.tree.columnCount())
    }
    start.settings().primary_button.click()
    assert start.stores.store_view is store_view, "nothing is opened again where the unit stands"


def test_a_printer_that_is_switched_off_stays_chosen(start: Start) -> None:
    start.memory.put("printer", "Printer A")
    dialog = start.settings()
    start.qtbot.waitUntil(lambda: dialog.printer.value() == "Printer A", timeout=10_000)
    assert dialog.label_printer.value() == "", "the same, unless another is chosen"
    dialog.reject()
    start.memory.put("printer.labels", "Roll B")
    dialog = start.settings()
    start.qtbot.waitUntil(lambda: dialog.label_printer.value() == "Roll B", timeout=10_000)
    dialog.primary_button.click()
    assert (start.memory["printer"], start.memory["printer.labels"]) == ("Printer A", "Roll B")


def test_backups_go_into_both_folders_and_an_old_one_is_a_warning(start: Start, tmp_path: Path) -> None:
    start.make(tmp_path / "lab.lunar")
    status = start.program.frame.status
    start.qtbot.waitUntil(lambda: status.backup.text() == "No backup folder yet")
    folders = [tmp_path / "disk", tmp_path / "stick"]
    for key, folder in zip(("backupFolder", "backupFolder.second"), folders, strict=True):
        folder.mkdir()
        start.memory.put(key, str(folder))
    start.program.frame.actions_by_key["back_up"].trigger()
    start.qtbot.waitUntil(lambda: status.backup.text().startswith("Copy verified"), timeout=20_000)
    assert [len(list(folder.glob("*.lunar"))) for folder in folders] == [1, 1]
    session = start.stores.store_view.context.session
    for folder in folders:
        for each in folder.glob("*.lunar"):
            os.utime(each, (session.now_us() / 1e6 - 9 * 86_400,) * 2)
    start.settings().primary_button.click()
    start.qtbot.waitUntil(lambda: "9 days ago" in status.backup.text().replace("\u202f", " "), timeout=5_000)
    back_up(session, folders[0], name="again.lunar")


def test_a_backup_of_a_store_that_lacks_entries_says_so_in_the_window(start: Start, tmp_path: Path) -> None:
    start.make(tmp_path / "lab.lunar")
    head = start.stores.store_view.context.session.head()
    folders = [tmp_path / "disk", tmp_path / "stick"]
    for key, folder in zip(("backupFolder", "backupFolder.second"), folders, strict=True):
        folder.mkdir()
        start.memory.put(key, str(folder))
    # Only the second folder knows more: what each of them says is said.
    attest(folders[1], Head(head.store_id, head.seq + 2, "cd" * 32, 1))
    start.program.frame.actions_by_key["back_up"].trigger()
    start.qtbot.waitUntil(lambda: isinstance(start.stores.dialog, QMessageBox), timeout=20_000)
    box = start.stores.dialog
    assert isinstance(box, QMessageBox)
    assert "This file lacks entries" in box.text()
    assert "its head was not recorded" in box.text()
    box.close()
    assert [(folder / NAME).read_text(encoding="ascii").count("\n") for folder in folders] == [1, 1]


def test_a_saved_copy_is_a_store_that_goes_on_by_itself(start: Start, tmp_path: Path) -> None:
    start.make(tmp_path / "lab.lunar")
    backup = start.program.frame.status.backup
    start.program.frame.actions_by_key["save_copy"].trigger()
    chooser = start.stores.dialog
    assert isinstance(chooser, QFileDialog)
    chooser.fileSelected.emit(str(tmp_path / "copy.lunar"))
    chooser.close()
    start.qtbot.waitUntil(
        lambda: backup.text() == "Copy verified: copy.lunar. It goes on by itself.", timeout=20_000
    )
    assert not (tmp_path / "copy.lunar.sha256").exists()


def test_a_folder_of_backups_that_is_gone_is_said(start: Start, tmp_path: Path) -> None:
    start.memory.put("backupFolder", str(tmp_path / "gone"))
    start.make(tmp_path / "lab.lunar")
    backup = start.program.frame.status.backup
    start.qtbot.waitUntil(lambda: backup.text() == "The folder of backups is not there")


@pytest.mark.parametrize(("percent", "language"), [(100, "en"), (150, "zh_CN")])
def test_the_dialogs_of_the_first_hour_show_all_their_words(
    qapp: QApplication, qtbot: QtBot, resources: Path, percent: int, language: str
) -> None:
    appearance = Appearance(qapp, "dark", percent, language)
    appearance.apply()
    translator = translator_for(language, resources / "languages", qapp)
    if translator is not None:
        qapp.installTranslator(translator)
    words = Words.load(language, resources / "languages", strict=True)
    memory = Remembered()
    told = {}
    for dialog in (
        FirstStartDialog(appearance, memory, lambda _path, _told: None, None),
        SettingsDialog(appearance, memory, words, lambda _mode, _percent: None, None),
        AboutDialog(appearance, memory, ("Store 0123456789abcdef0123456789abcdef, entry 12, lab.lunar",), None),
    ):
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        if problems := looked_at(dialog):
            told[dialog.objectName()] = problems
        dialog.close()
    if translator is not None:
        qapp.removeTranslator(translator)
    Appearance(qapp, "light", 100).apply()
    assert told == {}


def test_while_a_store_opens_nothing_says_that_none_is(start: Start, tmp_path: Path) -> None:
    start.make(tmp_path / "lab.lunar")
    welcome = start.program.wiring.welcome
    told = welcome.findChild(QLabel, "welcome.opening")
    choices = welcome.findChild(QWidget, "welcome.choices")
    assert told is not None
    assert choices is not None
    seen: list[tuple[bool, bool, str]] = []

    def look(_name: str) -> None:
        seen.append((told.isVisibleTo(welcome), choices.isVisibleTo(welcome), told.text()))

    start.stores.opening.connect(look)
    with start.qtbot.waitSignal(start.stores.opened, timeout=8_000):
        start.stores.read_policies(own=False)
    start.quiet()
    assert seen[0] == (True, False, "Opening lab.lunar…")
    start.stores.close()
    assert not told.isVisibleTo(welcome)
    assert choices.isVisibleTo(welcome)
    with start.qtbot.waitSignal(start.stores.opening, check_params_cb=lambda name: not name, timeout=8_000):
        start.stores.open(tmp_path / "absent.lunar")
    assert choices.isVisibleTo(welcome)
    assert start.stores.dialog.objectName() == "sentence"
    start.stores.dialog.close()


@pytest.mark.parametrize("is_open_first", [False, True])
def test_a_store_that_opens_too_late_for_its_window_is_let_go_of(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_open_first: bool
) -> None:
    path = tmp_path / "lab.lunar"
    start.make(path)
    may_go = threading.Event()

    def late(path: Path, **told: Any) -> OpenedStore:
        may_go.wait(10)
        return open_session(path, **told)

    def open_it() -> None:
        may_go.set()
        for each in threading.enumerate():
            if each.name == "stores":
                each.join(10)

    monkeypatch.setattr(stores, "open_session", late)
    start.stores.read_policies(own=False)
    if is_open_first:
        open_it()
    start.program.frame.close()
    open_it()
    # What somebody has open is not deleted on Windows, and no test may.
    path.unlink()
