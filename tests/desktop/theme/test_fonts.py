import pytest
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.fonts import fonts_for, for_eyes
from lunarcurator.desktop.theme.metrics import metrics_of
from PySide6.QtGui import QFontDatabase, QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication

from tests.desktop.seeing import painter_on, sheet


def test_the_window_is_set_in_inter(appearance: Appearance) -> None:
    assert QFontInfo(appearance.look.fonts.base).family() == "Inter"


def test_the_weights_differ_in_the_one_variable_file(appearance: Appearance) -> None:
    fonts = appearance.look.fonts
    widths = [QFontMetricsF(fonts.font(24, weight)).horizontalAdvance("Great Scott") for weight in (400, 500, 600)]
    assert widths == sorted(set(widths))


def test_figures_are_tabular_in_every_weight(appearance: Appearance) -> None:
    for weight in (400, 500, 600):
        metrics = QFontMetricsF(appearance.look.fonts.font(24, weight))
        assert len({round(metrics.horizontalAdvance(digit), 2) for digit in "0123456789"}) == 1


def test_a_hyphen_for_eyes_is_narrower_than_a_digit(appearance: Appearance) -> None:
    metrics = QFontMetricsF(appearance.look.fonts.base)
    assert for_eyes("2026-11-24") == "2026\u201011\u201024"
    assert for_eyes("restore --to my-lab") == "restore --to my\u2010lab"
    assert metrics.horizontalAdvance(for_eyes("-")) < 0.7 * metrics.horizontalAdvance("0")


def test_text_that_can_be_copied_keeps_a_narrow_hyphen(appearance: Appearance) -> None:
    fonts = appearance.look.fonts
    plain = QFontMetricsF(fonts.font(tabular=False)).horizontalAdvance("-")
    assert plain < QFontMetricsF(fonts.base).horizontalAdvance("-")


def test_text_size_goes_from_100_to_200_percent_of_at_least_9_75_points(qapp: QApplication) -> None:
    sizes = [fonts_for(qapp, percent).base.pointSizeF() for percent in (50, 100, 150, 200, 400)]
    assert sizes[0] == sizes[1] >= 9.75
    assert [round(size / sizes[1], 3) for size in sizes[2:]] == [1.5, 2.0, 2.0]


def test_chinese_comes_from_noto_and_japanese_from_its_own(qapp: QApplication) -> None:
    assert fonts_for(qapp, 100, "zh_CN").base.families() == ["Inter", "Noto Sans CJK SC", "Lunar Curator Han"]
    assert fonts_for(qapp, 100, "ja").base.families() == ["Inter", "Noto Sans CJK JP", "Lunar Curator Han"]


def test_heights_are_those_of_the_design_at_a_font_height_of_16(qapp: QApplication) -> None:
    metrics = metrics_of(fonts_for(qapp, 100).base)
    assert metrics.font_height == 16
    assert (metrics.row, metrics.grid, metrics.control, metrics.header) == (26, 30, 30, 28)
    assert (metrics.chip, metrics.badge, metrics.status_bar, metrics.footer) == (24, 18, 30, 56)


def test_heights_grow_with_the_text_and_rows_stay_even(qapp: QApplication) -> None:
    small, large = (metrics_of(fonts_for(qapp, percent).base) for percent in (100, 200))
    assert large.row >= 1.9 * small.row
    for percent in range(100, 201, 10):
        assert metrics_of(fonts_for(qapp, percent).base).row % 2 == 0
    assert large.px(8) >= 15
    assert small.px(0.1) == 1


def test_a_bold_chinese_title_is_bold(appearance: Appearance) -> None:
    if "Noto Sans CJK SC" not in QFontDatabase.families():
        pytest.skip("no Noto Sans CJK SC is installed here")
    dark = []
    for weight in (400, 600):
        image = sheet(200, 60)
        with painter_on(image) as painter:
            painter.setFont(appearance.look.fonts.font(30, weight))
            painter.drawText(10, 45, "样品在库")
        dark.append(sum(image.pixelColor(x, y).lightness() < 128 for x in range(200) for y in range(60)))
    assert dark[1] > 1.2 * dark[0]
