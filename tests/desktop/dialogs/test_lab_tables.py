"""The window takes the words of a lab's own tables, and says in one sentence where one is wrong."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.desktop.dialogs.register import open_register
from lunarcurator.desktop.links import NOTHING
from lunarcurator.desktop.shell.frame import Frame
from lunarcurator.desktop.shell.stores import Stores
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from tests.desktop.dialogs.bench import Bench
from tests.desktop.remembered import Remembered

SLICE = {"format": 1, "forms": [{"key": "slice", "label": {"en": "wafer slice"}, "codes": ["WS"]}]}


@pytest.fixture
def own_words(words: Words) -> Iterator[Words]:
    yield words
    words.learn({})


def keep(store: Path, text: str) -> None:
    folder = store.with_suffix(".tables") / "vocabularies"
    folder.mkdir(parents=True)
    (folder / "forms.json").write_text(text, encoding="utf-8")


@pytest.fixture
def own_bench(qtbot: QtBot, appearance: Appearance, own_words: Words, tmp_path: Path) -> Iterator[Bench]:
    keep(tmp_path / "bench.lunar", json.dumps(SLICE))
    bench = Bench(qtbot, appearance, own_words, tmp_path / "bench.lunar")
    own_words.learn(bench.session.lab.labels("en"))
    bench.furnish()
    yield bench
    bench.close()


def test_a_form_of_the_lab_is_offered_by_its_word(own_bench: Bench) -> None:
    dialog = own_bench.open(open_register, NOTHING)
    assert "slice" in dialog.form_input.offered()
    dialog.form_input.restore("WS")
    dialog.form_input.settle()
    assert dialog.form_input.value() == "slice"
    assert dialog.form_input.word() == "Wafer slice"


def test_a_store_with_a_wrong_table_is_refused_with_its_folder(
    qtbot: QtBot, appearance: Appearance, own_words: Words, tmp_path: Path
) -> None:
    store = tmp_path / "lab.lunar"
    StoreSession.make(store).close()
    keep(store, '{"format": 1,\n"forms": [}')
    frame = Frame(appearance, Remembered())
    qtbot.addWidget(frame)
    stores = Stores(frame, appearance, Remembered(), own_words)
    stores.open(store)
    qtbot.waitUntil(lambda: isinstance(stores.dialog, QMessageBox))
    assert isinstance(stores.dialog, QMessageBox)
    assert "forms.json in " in stores.dialog.text()
    assert "line 2, column" in stores.dialog.text()
    assert stores.store_view is None
    stores.dialog.close()
