from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.step_line import StepLine
from pytestqt.qtbot import QtBot

from tests.desktop.seeing import inked


def test_all_steps_are_seen_however_narrow_the_line(qtbot: QtBot, appearance: Appearance) -> None:
    line = StepLine(appearance, ("File", "Sheet and header", "Columns", "Questions", "Verdicts", "Post"))
    qtbot.addWidget(line)
    seen = []
    for width in (700, 600, 260):
        line.resize(width, 30)
        line.show()
        qtbot.waitExposed(line)
        seen.append(inked(line.grab().toImage()).right())
    assert seen[0] > seen[1] > seen[2] > 0
    assert all(right < width - 2 for right, width in zip(seen, (700, 600, 260), strict=True))
