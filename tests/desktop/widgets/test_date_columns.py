"""A column of days is as wide as a day."""

import re
from math import ceil
from pathlib import Path

import pytest
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.days import show_day
from PySide6.QtWidgets import QApplication

WIDTH = re.compile(r'"date", (\d+)')


@pytest.mark.parametrize("percent", [100, 150])
def test_no_day_is_cut_in_a_column_of_days(qapp: QApplication, project: Path, percent: int) -> None:
    appearance = Appearance(qapp, "light", percent)
    cells, px = appearance.cells, appearance.look.metrics.px
    needed = ceil(cells.width(show_day(20281130))) + 2 * cells.pad
    sources = (project / "lunarcurator" / "desktop").rglob("*.py")
    widths = {int(each[1]) for source in sources for each in WIDTH.finditer(source.read_text("utf-8"))}
    assert widths
    assert {each for each in widths if px(each) < needed} == set()
