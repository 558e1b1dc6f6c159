"""Many findings: each can be read with its piece before it is answered, and none widens the column."""

import pytest
from lunarcurator.desktop.loan_editor.findings_pane import FindingsPane, Said
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.grounds import ScrollColumn
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Register
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.desktop.loans.test_editor import Lending
from tests.desktop.loans.test_editor import lending as lending
from tests.desktop.loans.test_return_sheet import LINE, opened, put
from tests.services.lending.lent_lab import KNOWN


def nameless(pane: FindingsPane, numbers: list[str]) -> list[str]:
    """The findings that say of none of these pieces that they are about it."""
    told = [(each.sentence, each.link) for each in pane.said or ()]
    return [sentence for sentence, link in told if not any(each in f"{sentence} {link}" for each in numbers)]


def test_more_opens_by_the_keyboard_until_everything_is_read(lending: Lending) -> None:
    numbers = [str(16_000 + n) for n in range(12)]
    mass = Mass.measured(1_000_000, 1_000)
    lending.lab.post(
        *(Register(collection="A", number=n, mission="M", mass=mass, form="chip", place="C1") for n in numbers)
    )
    lending.lab.lend("Borrower B", *numbers)
    sheet = opened(lending)
    sheet.take(numbers)
    lending.settle()
    lending.qtbot.keyClicks(sheet.head._document, "F-2026-7")
    pane = sheet.findings
    lending.qtbot.waitUntil(lambda: len(pane.said or ()) >= 24, timeout=10_000)
    assert pane.more.text() == f"{len(pane.said or ()) - 8} more"
    takes = [each for each in pane.strips if each.stops and each.stops[0] is each.why]
    assert {each._note.text() for each in takes} == {"One reason for all 12 of this kind."}
    pane.more.setFocus()
    lending.qtbot.keyClick(pane.more, Qt.Key.Key_Return)
    assert len(pane.strips) == len(pane.said or ())
    assert pane.more.isHidden()
    assert QApplication.focusWidget() in pane.strips[8].stops
    assert not nameless(pane, numbers)
    lead = next(each for each in pane.said or () if each.link == "Show 16005")
    pane.strips[(pane.said or ()).index(lead)].followed.emit()
    assert QApplication.focusWidget() is sheet.grid
    assert sheet.model.texts()[sheet.grid.currentIndex().row()]["name"] == "16005"
    sheet.begin_anew()
    assert pane.more.isHidden()


def test_hundreds_are_opened_some_at_a_time(lending: Lending) -> None:
    pane = FindingsPane(lending.context, ())
    lending.qtbot.addWidget(pane)
    pane.show_findings([Said("red", f"found {nth}") for nth in range(100)], asked=True)
    shown = []
    while not pane.more.isHidden():
        shown.append(len(pane.strips))
        pane.more.click()
    assert [*shown, len(pane.strips)] == [8, 56, 100]


@pytest.mark.parametrize("percent", [100, 150])
def test_the_side_of_a_sheet_does_not_scroll_sideways(
    lending: Lending, appearance: Appearance, percent: int
) -> None:
    appearance.apply(text_percent=percent)
    room = lending.room(1366)
    room.open_return([lending.lab.line(LINE).uid])
    lending.settle()
    sheet = room.sheet
    put(sheet, 0, stated="3")
    lending.qtbot.keyClicks(sheet.head._document, "F-2026-7")
    lending.qtbot.waitUntil(lambda: len(sheet.findings.strips) > 2, timeout=10_000)
    assert {each.tone for each in sheet.findings.said or ()} == {"red", "amber"}
    put(sheet, 0, name=f"{KNOWN} and a longer name")
    lending.settle()
    side = sheet.findChild(ScrollColumn, "returnSheet.scroll")
    assert side is not None
    lending.qtbot.waitUntil(lambda: side.horizontalScrollBar().maximum() == 0)
    assert side.inner.minimumSizeHint().width() <= side.viewport().width()
    appearance.apply(text_percent=100)
