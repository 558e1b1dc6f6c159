"""Repairs in the window: a rebuild with its copy, progress and report; an altered entry annulled."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from lunarcurator.app import Program
from lunarcurator.desktop.dialogs.annul_entry import AnnulEntryDialog
from lunarcurator.desktop.dialogs.rebuilding import RebuildDialog
from lunarcurator.domain.findings import Strength, find
from lunarcurator.services.people import People
from lunarcurator.services.stores import open_for_repair
from lunarcurator.services.verifying import verify
from lunarcurator.store import damage
from lunarcurator.store.opening import open_store
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desktop.remembered import Remembered
from tests.store.making import full_lab


class Window:
    """The real window with a store of its own."""

    def __init__(self, qapp: QApplication, qtbot: QtBot, path: Path) -> None:
        self.path, self.qtbot = path, qtbot
        self.program = Program(qapp, Remembered({"look.mode": "light"}), path)
        qtbot.addWidget(self.program.frame)
        self.program.start()
        qtbot.waitUntil(lambda: hasattr(self.program, "wiring"), timeout=20_000)
        self.stores = self.program.wiring.stores
        self.there()

    def there(self) -> None:
        """Wait until a store is open and nothing runs behind it."""
        self.qtbot.waitUntil(lambda: self.stores.store_view is not None, timeout=20_000)
        self.quiet()

    def quiet(self) -> None:
        self.qtbot.waitUntil(
            lambda: self.stores.store_view is not None and not self.stores.store_view.lanes.busy, timeout=20_000
        )

    def trigger(self, key: str) -> None:
        action = self.program.frame.actions_by_key[key]
        assert action.isEnabled()
        action.trigger()

    def rebuild(self) -> RebuildDialog:
        self.trigger("rebuild")
        dialog = self.stores.dialog
        assert isinstance(dialog, RebuildDialog)
        return dialog

    def close(self) -> None:
        self.program.frame.close()
        self.program.deleteLater()


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = tmp_path / "a.lunar"
    full_lab(path).session.close()
    return path


@pytest.fixture
def windows(qapp: QApplication, qtbot: QtBot) -> Iterator[list[Window]]:
    opened: list[Window] = []
    yield opened
    for each in opened:
        each.close()


def opened(windows: list[Window], qapp: QApplication, qtbot: QtBot, path: Path) -> Window:
    windows.append(Window(qapp, qtbot, path))
    return windows[-1]


def alter(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        kept = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in kept:
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute(statement)
        for _, sql in kept:
            raw.execute(sql)


def mark(path: Path) -> None:
    found = find(Strength.IMPOSSIBLE, "verify.facts_altered", "", "entry.facts_digest", "entry:2", entry=2)
    with closing(open_for_repair(path)) as session:
        damage.mark(session.database, (found,))


def marked(path: Path) -> bool:
    with closing(open_store(path, read_only=True)) as store:
        return bool(store.damage)


def test_a_store_is_rebuilt_and_what_differed_is_listed(
    windows: list[Window], qapp: QApplication, qtbot: QtBot, store: Path, tmp_path: Path
) -> None:
    alter(store, "UPDATE sample SET remarks = 'x' WHERE number = '15556'")
    mark(store)
    window = opened(windows, qapp, qtbot, store)
    dialog = window.rebuild()
    assert dialog.folder.value() == str(tmp_path)
    dialog.folder.edit.clear()
    assert not dialog.primary_button.isEnabled()
    dialog.folder.restore(str(tmp_path / "copies"))
    dialog.primary_button.click()
    assert dialog.working
    qtbot.waitUntil(lambda: not dialog.working, timeout=30_000)
    report = dialog.report.toPlainText()
    assert "15556: the column remarks does not follow from the journal." in report
    copies = sorted((tmp_path / "copies").iterdir())
    assert [each.suffix for each in copies] == [".lunar", ".txt"]
    assert all(str(each) in report for each in copies)
    assert dialog.said.text() == "The store is rebuilt and verifies."
    window.there()
    assert not marked(store)
    assert verify(window.stores.store_view.context.session).findings == ()
    dialog.cancel_button.click()
    assert not dialog.isVisible()


def test_a_rebuild_over_altered_entries_names_them_and_opens_the_store_again(
    windows: list[Window], qapp: QApplication, qtbot: QtBot, store: Path, tmp_path: Path
) -> None:
    alter(store, "UPDATE entry SET reason = 'another' WHERE seq = 9")
    window = opened(windows, qapp, qtbot, store)
    dialog = window.rebuild()
    dialog.folder.restore(str(tmp_path / "copies"))
    dialog.primary_button.click()
    qtbot.waitUntil(lambda: not dialog.working, timeout=30_000)
    assert "Entry 9 was altered" in dialog.report.toPlainText()
    assert "Annul these entries" in dialog.said.text()
    assert dialog.primary_button.isEnabled()
    window.there()
    dialog.reject()


def test_a_rebuild_is_stopped_and_leaves_everything_as_it_was(
    windows: list[Window], qapp: QApplication, qtbot: QtBot, store: Path, tmp_path: Path
) -> None:
    alter(store, "UPDATE sample SET remarks = 'x' WHERE number = '15556'")
    window = opened(windows, qapp, qtbot, store)
    dialog = window.rebuild()
    dialog.folder.restore(str(tmp_path / "copies"))
    dialog.primary_button.click()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: not dialog.working, timeout=30_000)
    window.there()
    copies = tmp_path / "copies"
    assert not copies.exists() or [*copies.iterdir()] == []
    with closing(sqlite3.connect(store)) as raw:
        assert raw.execute("SELECT remarks FROM sample WHERE number = '15556'").fetchone() == ("x",)
    dialog.reject()
    assert not dialog.isVisible()


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied", "copies"), OSError(5, "I/O error")])
def test_a_folder_that_fails_the_copy_is_told_and_the_store_opens_again(
    windows: list[Window],
    qapp: QApplication,
    qtbot: QtBot,
    store: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: OSError,
) -> None:
    def fails(*_told: object, **_more: object) -> None:
        raise error

    monkeypatch.setattr("lunarcurator.services.rebuilding.rebuild", fails)
    window = opened(windows, qapp, qtbot, store)
    dialog = window.rebuild()
    dialog.primary_button.click()
    qtbot.waitUntil(lambda: not dialog.working, timeout=30_000)
    assert dialog.said.text()
    window.there()
    dialog.reject()
    assert not dialog.isVisible()


def test_another_store_is_opened_where_the_one_at_hand_can_be_seen_no_more(
    windows: list[Window], qapp: QApplication, qtbot: QtBot, store: Path, tmp_path: Path
) -> None:
    window = opened(windows, qapp, qtbot, store)
    other = full_lab(tmp_path / "other.lunar")
    other.session.close()
    shown = window.program.wiring.stores

    def closed(*_paths: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Path, "samefile", closed)
        with qtbot.waitSignal(shown.opened, timeout=20_000):
            shown.open(tmp_path / "other.lunar")
    assert shown.store_view.context.session.path.name == "other.lunar"


def test_a_folder_is_chosen_for_the_copy(
    windows: list[Window], qapp: QApplication, qtbot: QtBot, store: Path, tmp_path: Path
) -> None:
    window = opened(windows, qapp, qtbot, store)
    dialog = window.rebuild()
    dialog.choose.click()
    chooser = dialog.findChild(object, "folderDialog")  # type: ignore[call-overload]
    chooser.fileSelected.emit(str(tmp_path / "other"))
    assert dialog.folder.value() == str(tmp_path / "other")
    chooser.close()
    dialog.reject()


@pytest.mark.parametrize("tail", [True, False], ids=["read-only", "marked"])
def test_an_altered_entry_is_annulled_in_the_window(
    windows: list[Window], qapp: QApplication, qtbot: QtBot, store: Path, tail: bool
) -> None:
    """An altered heading is seen when the store opens, altered facts only by the check behind the window."""
    if tail:
        alter(store, "UPDATE entry SET reason = 'another' WHERE seq = 9")
    else:
        alter(store, "UPDATE touch SET day = day + 1 WHERE entry = 9")
        mark(store)
    window = opened(windows, qapp, qtbot, store)
    session = window.stores.store_view.context.session
    assert session.may_repair is not tail
    operators = {each.name: each.uid for each in People(session).operators()}
    window.stores.store_view.context.act_as(operators["A. Curator"], "A. Curator")
    window.trigger("annul_entry")
    handling = window.program.wiring.dispatch
    qtbot.waitUntil(
        lambda: isinstance(handling.dialog, AnnulEntryDialog) and handling.dialog.built, timeout=20_000
    )
    window.there()
    dialog = handling.dialog
    dialog.form.inputs["entry"].restore("9")
    dialog.form.inputs["outcome"].restore("stands")
    window.quiet()
    assert dialog.primary_button.text() == "Annul entry 9"
    qtbot.waitUntil(lambda: dialog.preview is not None, timeout=20_000)
    strip = dialog.form.answers.strip_of(dialog.preview.findings[0])
    QTest.keyClicks(strip.why, "a disk fault")
    dialog.approval.name.restore("M. Manager")
    dialog.approval.document.restore("Memo 7")
    dialog.approval.second.restore(operators["B. Second"])
    window.quiet()
    dialog.primary_button.click()
    qtbot.waitUntil(lambda: not marked(store), timeout=20_000)
    window.quiet()
    session = window.stores.store_view.context.session
    assert verify(session).sound
    assert not session.read_only
