"""The Chinese words of the window: all there, all finished, and to be seen in a window that starts in Chinese."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.translation import menu_language, translator_for, window_language
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QCalendarWidget
from pytestqt.qtbot import QtBot

from tests.desktop.remembered import Remembered

_TABLE = Path("translations") / "lunarcurator_zh_CN.ts"
_PLACEHOLDER = re.compile(r"\{\w*\}")
_MNEMONIC = re.compile(r"&(\w)")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def _messages(table: Path) -> list[tuple[str, str, ElementTree.Element]]:
    """Context, source and translation of every message of a `.ts` file."""
    found = []
    for context in ElementTree.parse(table).getroot().iter("context"):  # noqa: S314 - only our own resources
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            found.append((name, message.findtext("source") or "", translation))
    return found


def _keys(table: Path) -> set[tuple[str, str]]:
    return {(context, source) for context, source, _ in _messages(table)}


def test_every_message_is_finished(resources: Path) -> None:
    unfinished = [
        (context, source)
        for context, source, translation in _messages(resources / _TABLE)
        if translation.get("type") is not None or not translation.text
    ]
    assert unfinished == []


def test_placeholders_equal_those_of_the_source(resources: Path) -> None:
    different = [
        (context, source, translation.text)
        for context, source, translation in _messages(resources / _TABLE)
        if sorted(_PLACEHOLDER.findall(source)) != sorted(_PLACEHOLDER.findall(translation.text or ""))
    ]
    assert different == []


def test_a_menu_keeps_the_letter_of_its_key(resources: Path) -> None:
    different = [
        (source, translation.text)
        for _, source, translation in _messages(resources / _TABLE)
        if [letter.upper() for letter in _MNEMONIC.findall(source)] != _MNEMONIC.findall(translation.text or "")
    ]
    assert different == []


def test_the_table_has_every_text_of_the_window(project: Path, resources: Path, tmp_path: Path) -> None:
    lupdate = next(Path(sys.executable).parent.glob("pyside6-lupdate*"))
    files = sorted(str(file) for file in (project / "lunarcurator" / "desktop").rglob("*.py"))
    fresh = tmp_path / "fresh.ts"
    command = [str(lupdate), "-locations", "none", *files, "-ts", str(fresh)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found, kept = _keys(fresh), _keys(resources / _TABLE)
    assert sorted(found - kept) == [], "run pyside6-lupdate and translate what is new"
    assert sorted(kept - found) == [], "run pyside6-lupdate with -no-obsolete"


def test_every_text_is_of_a_class_or_of_a_table_that_asks_for_it(project: Path, resources: Path) -> None:
    written = "\n".join(
        file.read_text(encoding="utf-8") for file in (project / "lunarcurator" / "desktop").rglob("*.py")
    )
    asked = set(re.findall(r"^class (\w+)", written, re.MULTILINE)) | set(
        re.findall(r'\.translate\(\s*"(\w+)"', written)
    )
    assert {context for context, _ in _keys(resources / _TABLE)} <= asked


@pytest.mark.parametrize("wanted", ["zh_CN", "zh", "zh-Hans", "zh_SG", "zh_Hans_CN"])
def test_a_translator_answers_in_chinese_and_leaves_unknown_texts_alone(resources: Path, wanted: str) -> None:
    translator = translator_for(wanted, resources / "translations")
    assert translator is not None
    assert translator.translate("Actions", "Split…") == "分样…"
    assert translator.translate("Actions", "No such text") == "No such text"


@pytest.mark.parametrize("wanted", ["en", "en_GB", "fr_FR", "C"])
def test_english_and_what_has_no_file_need_no_translator(resources: Path, wanted: str) -> None:
    assert translator_for(wanted, resources / "translations") is None
    assert window_language(wanted, resources / "translations") == "en"


@pytest.fixture(params=["zh_CN", "zh_SG"])
def chinese(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Remembered]:
    """A memory that asks for a Chinese; afterwards the application speaks and looks as before."""
    before = QLocale()
    yield Remembered({"language": str(request.param), "look.mode": "light"})
    QLocale.setDefault(before)
    Appearance(qapp, "light", 100).apply()


def test_a_window_started_in_chinese_shows_chinese_menus(
    qapp: QApplication, qtbot: QtBot, chinese: Remembered
) -> None:
    from lunarcurator.app import Program

    program = Program(qapp, chinese, None)
    qtbot.addWidget(program.frame)
    try:
        menus = [action.text() for action in program.frame.top.menus.actions()]
        assert menus[0] == "样品库(&S)"
        assert all(_HAN.search(menu) for menu in menus)
        assert program.frame.actions_by_key["quit"].text() == "退出"
        calendar = QCalendarWidget()
        qtbot.addWidget(calendar)
        assert _HAN.search(calendar.locale().dayName(1))
        assert program._qt_words.translate("QPlatformTheme", "Cancel") == "取消"
    finally:
        assert program._translator is not None
        qapp.removeTranslator(program._translator)
        qapp.removeTranslator(program._qt_words)
        program.deleteLater()


def test_the_language_is_that_of_the_menus(monkeypatch: pytest.MonkeyPatch) -> None:
    """An English Windows in a Chinese region writes its dates as there, and speaks English."""
    spoken = [["en-US", "en"]]

    class System(QLocale):
        def uiLanguages(self) -> list[str]:
            return spoken[0]

    monkeypatch.setattr(QLocale, "system", lambda: System("zh_CN"))
    assert menu_language() == "en-US"
    spoken[0] = ["zh-Hans-CN", "zh-CN", "zh"]
    assert menu_language() == "zh-Hans-CN"
    spoken[0] = []
    assert menu_language() == "en"
