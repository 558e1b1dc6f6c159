"""One room, one dialog, one paper, the command line in a language with three plural forms: nothing is English."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.__main__ import main
from lunarcurator.app import Program
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.shell.settings_dialog import SettingsDialog
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.translation import counted
from lunarcurator.services.form_context import find_piece
from lunarcurator.services.papers.making import paper_of
from lunarcurator.services.papers.paper_context import PaperWanted
from lunarcurator.services.words import Words
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desktop.raw_words import said
from tests.desktop.remembered import Remembered
from tests.desktop.third_language import FORMS, LANGUAGE, NAME, foreign, speak, spelt
from tests.store.making import full_lab

FORM_OF = {0: "₃", 1: "₁", 2: "₂", 5: "₃", 12: "₃", 22: "₂", 25: "₃"}
PLACES = "Lab House Room Vault Cabinet Spare"
PEOPLE = "Curator Second Borrower"


@pytest.fixture
def languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return speak(tmp_path, monkeypatch)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "lab.lunar"
    full_lab(path).session.close()
    return path


@pytest.mark.parametrize("count", FORM_OF)
def test_a_sentence_takes_the_form_of_its_count(languages: Path, count: int) -> None:
    words = Words.load(LANGUAGE, languages, strict=True)
    assert words.say("dialog.pieces", {"count": count}).endswith(FORM_OF[count])


def _strings(part: object) -> Iterator[str]:
    if dataclasses.is_dataclass(part):
        shown = (each.name for each in dataclasses.fields(part) if each.name not in {"key", "kind"})
        for name in shown:
            yield from _strings(getattr(part, name))
    elif isinstance(part, (list, tuple)):
        for each in part:
            yield from _strings(each)
    elif type(part) is str:
        yield part


def test_a_paper_speaks_it(languages: Path, tmp_path: Path) -> None:
    lab = full_lab(tmp_path / "lab.lunar")
    words = Words.load(LANGUAGE, languages, strict=True)
    paper = paper_of(lab.session, words, PaperWanted("genealogy", "15555"))
    lab.session.close()
    texts = [paper.title, *_strings(paper.blocks)]
    assert spelt("Genealogy of a sample") in texts
    assert foreign(texts, f"{PLACES} Apollo") == set()


def test_the_command_line_speaks_it(
    languages: Path, store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", LANGUAGE)
    assert main(["show", str(store), "15555"]) == 0
    told = capsys.readouterr().out
    assert foreign([told], f"{PLACES} {PEOPLE} Apollo Great Grey grey mm") == set()
    assert main(["show", str(store), "no such"]) != 0
    assert foreign([capsys.readouterr().err], "no such lunar lunarcurator") == set()


@pytest.fixture
def program(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, languages: Path, store: Path
) -> Iterator[Program]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    before = QLocale()
    made = Program(qapp, Remembered({"look.mode": "light", "language": LANGUAGE}), store)
    made.start()
    qtbot.waitUntil(lambda: hasattr(made, "wiring") and made.wiring.stores.store_view is not None, timeout=20_000)
    qtbot.waitUntil(lambda: not made.wiring.stores.store_view.lanes.busy, timeout=20_000)  # type: ignore[union-attr]
    yield made
    made.frame.close()
    if made._translator is not None:
        qapp.removeTranslator(made._translator)
    QLocale.setDefault(before)
    Appearance(qapp, "light", 100).apply()
    made.deleteLater()


@pytest.mark.slow
def test_the_window_speaks_it(program: Program, qtbot: QtBot) -> None:
    frame = program.frame
    menus = [each.text().replace("&", "") for each in frame.top.menus.actions()]
    languages = {"English"}
    actions = {each.text().replace("&", "") for each in frame.actions_by_key.values()} - languages
    assert foreign([*menus, *actions], "Lunar Curator Qt list csv") == set()
    assert foreign(said(frame), f"{PLACES} {PEOPLE} Apollo Great Grey lab lunar list csv Ctrl mm") == set()
    for count, form in FORM_OF.items():
        assert counted("SampleRows", "1 match below", "{count} matches below", count)[-1] == form


@pytest.mark.slow
def test_a_dialog_speaks_it(program: Program, qtbot: QtBot) -> None:
    view = program.wiring.stores.store_view
    assert view is not None
    view.context.act_as(None, "A. Curator")
    uid = find_piece(view.context.session, "15557")
    program.wiring.dispatch.open_dialog("weigh", on=Selection(samples=(uid,)))
    qtbot.waitUntil(lambda: not view.lanes.busy, timeout=20_000)
    dialog = program.wiring.dispatch.dialog
    assert dialog is not None
    assert foreign(said(dialog), f"{PLACES} {PEOPLE} Apollo Ctrl") == set()


@pytest.mark.slow
def test_the_settings_offer_it_by_its_own_name(program: Program) -> None:
    program.frame.actions_by_key["settings"].trigger()
    dialog = program.wiring.stores.dialog
    assert isinstance(dialog, SettingsDialog)
    box = dialog.language.box
    assert NAME in [box.itemText(at) for at in range(box.count())]
    assert len(FORMS) == 3
