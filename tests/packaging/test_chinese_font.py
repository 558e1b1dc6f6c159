"""What of the Chinese font travels in the bundle; the cut itself is tried wherever its tool is installed."""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QApplication

from tests.conftest import PROJECT


@pytest.fixture(autouse=True)
def in_packaging(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.syspath_prepend(str(PROJECT / "packaging"))
    yield
    sys.modules.pop("chinese_font", None)


def test_all_signs_of_gb_2312_are_wanted() -> None:
    from chinese_font import gb2312

    signs = gb2312()
    assert len([each for each in signs if 0x4E00 <= each <= 0x9FFF]) == 6763, "as the standard counts them"
    assert {ord(each) for each in "嫦娥月岩，。、《》"} <= signs


def test_a_system_without_the_font_is_told_what_to_install(tmp_path: Path) -> None:
    from chinese_font import cut_fonts

    if sys.platform != "linux":
        assert cut_fonts(tmp_path, (tmp_path,)) == []
        return
    with pytest.raises(FileNotFoundError, match="fonts-noto-cjk"):
        cut_fonts(tmp_path, (tmp_path,))


_HAS_TOOL = importlib.util.find_spec("fontTools") is not None


@pytest.mark.slow
@pytest.mark.skipif(not _HAS_TOOL, reason="the tool comes with the packaging group")
def test_the_cut_has_its_own_name_both_weights_and_every_sign(qapp: QApplication, tmp_path: Path) -> None:
    from chinese_font import FAMILY, cut_fonts, gb2312, licence

    cut = cut_fonts(tmp_path)
    known = [QFontDatabase.addApplicationFont(str(each)) for each in cut]
    try:
        assert FAMILY in QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
        assert QFontDatabase.styles(FAMILY) == ["Regular", "Bold"]
        font = QFont(FAMILY)
        font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
        has = QFontMetrics(font).inFontUcs4
        assert [chr(each) for each in gb2312() if not has(each)] == []
        assert not has(ord("㐂"))
    finally:
        for each in known:
            QFontDatabase.removeApplicationFont(each)
    assert sum(each.stat().st_size for each in cut) < 6e6
    part = licence(cut[0])
    assert part.licence == "OFL-1.1"
    assert "SIL" in part.text
