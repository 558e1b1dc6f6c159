"""The language of the command line."""

import ctypes
import sys

import pytest
from lunarcurator.system_language import system_language


@pytest.fixture(autouse=True)
def silent(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def test_the_variables_are_asked_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert system_language() == "zh_CN.UTF-8"
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert system_language() == "C.UTF-8"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells without variables")
def test_without_a_variable_it_is_english() -> None:
    assert system_language() == "en"


@pytest.mark.skipif(sys.platform != "win32", reason="asks Windows")
@pytest.mark.parametrize(("number", "language"), [(0x0804, "zh_CN"), (0x0409, "en_US"), (0xFFFF, "en")])
def test_windows_is_asked_for_the_language_of_its_menus(
    monkeypatch: pytest.MonkeyPatch, number: int, language: str
) -> None:
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]
    monkeypatch.setattr(kernel, "GetUserDefaultUILanguage", lambda: number)
    assert system_language() == language


@pytest.mark.skipif(sys.platform != "win32", reason="asks Windows")
def test_windows_says_some_language() -> None:
    assert system_language()
