"""The window speaks the language that was chosen, with the forms which that language has for a count."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.translation import CatalogueTranslator, counted, menu_language, translator_for
from lunarcurator.services.catalogue import Catalogue
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QCalendarWidget
from pytestqt.qtbot import QtBot

from tests.desktop.remembered import Remembered

_HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("wanted", ["zh_CN", "zh", "zh-Hans", "zh_SG", "zh_Hans_CN"])
def test_a_translator_answers_in_chinese_and_leaves_unknown_texts_alone(resources: Path, wanted: str) -> None:
    translator = translator_for(wanted, resources / "languages")
    assert translator is not None
    assert translator.translate("Actions", "Split…") == "分样…"
    assert translator.translate("Actions", "No such text") == "No such text"


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (1200, "1\u202f200 rows")]
)
def test_a_count_is_said_in_the_forms_of_english_without_a_translator(count: int, said: str) -> None:
    assert counted("Hall", "1 row", "{count} rows", count) == said


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 wierszy"), (1, "1 wiersz"), (22, "22 wiersze"), (5, "5 wierszy")]
)
def test_a_count_is_said_in_the_forms_of_its_language(qapp: QApplication, count: int, said: str) -> None:
    rule = "nplurals=3; plural=n==1 ? 0 : n%10>=2 && n%10<=4 && n/10!=1 ? 1 : 2;"
    written = (
        f'msgid ""\nmsgstr "Plural-Forms: {rule}\\n"\n\n'
        'msgctxt "Room"\nmsgid "1 row"\nmsgid_plural "{count} rows"\n'
        'msgstr[0] "1 wiersz"\nmsgstr[1] "{count} wiersze"\nmsgstr[2] "{count} wierszy"\n\n'
        'msgctxt "Hall"\nmsgid "1 row"\nmsgid_plural "{count} rows"\nmsgstr[0] ""\nmsgstr[1] ""\nmsgstr[2] ""\n'
    )
    translator = CatalogueTranslator(Catalogue("xx", written), qapp)
    qapp.installTranslator(translator)
    try:
        assert counted("Room", "1 row", "{count} rows", count) == said
        english = "1 row" if count == 1 else f"{count} rows"
        assert counted("Hall", "1 row", "{count} rows", count) == english
        assert counted("Unheard", "1 row", "{count} rows", count) == english
    finally:
        qapp.removeTranslator(translator)


@pytest.mark.parametrize("wanted", ["en", "en_GB", "fr_FR", "C"])
def test_english_and_what_has_no_file_need_no_translator(resources: Path, wanted: str) -> None:
    assert translator_for(wanted, resources / "languages") is None


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
