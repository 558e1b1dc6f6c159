"""Where there is no room a number keeps its end, and a line of text no half of a number."""

from pathlib import Path

import lunarcurator
import pytest
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.cutting import cut_to
from lunarcurator.desktop.widgets.labels import LinkLabel
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QHelpEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

NUMBERS = ("15555,12", "CE5C0100YJYX132GP", "L2023001-00012,46", "67729,3/B")


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("of", [QFontMetrics, QFontMetricsF])
def test_a_number_is_cut_in_its_middle_only(
    number: str, of: type[QFontMetrics] | type[QFontMetricsF], appearance: Appearance
) -> None:
    metrics = of(appearance.look.fonts.font(13))
    whole = metrics.horizontalAdvance(number)
    assert cut_to(metrics, number, whole + 1) == number
    cut = cut_to(metrics, number, whole * 0.8)
    assert "\u2026" in cut
    assert (cut[0], cut[-1]) == (number[0], number[-1])


def test_a_sentence_loses_its_end_and_with_it_all_of_a_number(appearance: Appearance) -> None:
    metrics = QFontMetrics(appearance.look.fonts.font(13))
    told = "Split 15555,12 into three"
    for room in range(metrics.horizontalAdvance("Split \u2026") + 2, metrics.horizontalAdvance(told)):
        cut = cut_to(metrics, told, room)
        assert "15555,12" in cut or not any(character.isdigit() for character in cut), cut
    assert cut_to(metrics, told, metrics.horizontalAdvance("Split 15555,1\u2026") + 1) == "Split \u2026"


def test_a_sentence_without_numbers_is_cut_where_the_room_ends(appearance: Appearance) -> None:
    metrics = QFontMetrics(appearance.look.fonts.font(13))
    told = "Kept under dry nitrogen in the vault"
    cut = cut_to(metrics, told, metrics.horizontalAdvance(told) // 2)
    assert cut.endswith("\u2026")
    assert told.startswith(cut.removesuffix("\u2026"))
    assert cut_to(metrics, told, metrics.horizontalAdvance(told) // 2, middle=True).endswith("vault"[-1])
    # A mass is no number of a sample: its end says least.
    assert cut_to(metrics, "402.750\u00a0g", metrics.horizontalAdvance("402.7\u2026") + 1) == "402.7\u2026"
    assert cut_to(metrics, told, -3) in {"", "\u2026"}


def test_of_several_numbers_the_last_ones_go_whole(appearance: Appearance) -> None:
    metrics = QFontMetrics(appearance.look.fonts.font(13))
    told = "Practice rock 1,4; Practice rock 1,5; 15556"
    first, whole = (metrics.horizontalAdvance(each) for each in ("Practice rock 1,4; \u2026", told))
    for room in range(first + 1, whole + 2):
        shown = cut_to(metrics, told, room, middle=True)
        assert set(shown.removesuffix("\u2026").strip("; ").split("; ")) <= set(told.split("; ")), shown
    assert cut_to(metrics, told, whole + 1, middle=True) == told
    assert "\u2026" in cut_to(metrics, told, 40, middle=True)


def test_every_line_is_cut_by_the_one_rule() -> None:
    """What cuts by itself, as Qt does, parts a number: the room is measured, and the line cut, in one place."""
    package = Path(lunarcurator.__file__).parent
    files = {path.relative_to(package): path.read_text("utf-8") for path in package.rglob("*.py")}
    own = {path for path, code in files.items() if "elidedText" in code}
    assert own == {Path("desktop", "theme", "cutting.py")}


def test_a_link_loses_its_end_and_says_all_of_it_when_pointed_at(qtbot: QtBot, appearance: Appearance) -> None:
    link = LinkLabel(appearance, "Split 15555,12 into three")
    qtbot.addWidget(link)
    for width, tip in ((link.sizeHint().width(), ""), (link.sizeHint().width() // 2, link.text())):
        link.resize(width, link.sizeHint().height())
        QApplication.sendEvent(link, QHelpEvent(QEvent.Type.ToolTip, QPoint(1, 1), QPoint(1, 1)))
        assert link.toolTip() == tip
        link.grab()
    link.setToolTip("Where it was split")
    QApplication.sendEvent(link, QHelpEvent(QEvent.Type.ToolTip, QPoint(1, 1), QPoint(1, 1)))
    assert link.toolTip() == "Where it was split"
