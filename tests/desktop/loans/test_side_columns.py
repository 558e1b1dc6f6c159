"""Beside a grid every figure is in sight and whole, whatever the rules say there and whoever has to allow it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.desktop.loan_editor.findings_pane import FindingsPane, Said
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.desktop.widgets.grounds import ScrollColumn, SideGround
from lunarcurator.desktop.widgets.labels import Label, LinkLabel
from lunarcurator.domain.findings import Strength, find
from lunarcurator.domain.operations.accounting import OpenRound
from lunarcurator.services.lending.browsing import all_loans
from lunarcurator.services.lending.round_books import export_round
from lunarcurator.services.lending.rounds import read_round
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget

from tests.desktop.loans.test_editor import Lending
from tests.desktop.loans.test_editor import lending as lending
from tests.desktop.loans.test_return_sheet import LINE, put
from tests.desktop.loans.test_round_desk import WORDS, mixed, press, read, round_, session
from tests.desktop.loans.test_round_desk import put as fill

NUMBER = "CE5C0000YJYX04801,1083,2"
LONGEST = "Regolith_of_the_rake_sample_at_station_9"
FILE = "Return_of_the_rake_samples_signed_by_the_borrower_at_the_far_station.pdf"
SAID = (
    Said("red", f"{NUMBER} is out on line L-2026-005/12.", f"Show {NUMBER}", rule="R7"),
    Said("amber", f"{LONGEST} weighs 149,750.1044 mg, as {FILE} has it.", f"Show {NUMBER}", key="one", rule="R18"),
    Said("amber", "The parts came back.", f"Show {NUMBER}", key="one"),
)
SPEAKING = (Label, QAbstractButton, QLineEdit, QComboBox, Field)
AUTHORITY = (find(Strength.AUTHORITY, "return.not_pristine", "R9", "x", None),)
SCREENS = pytest.mark.parametrize(
    ("mode", "percent", "wide", "high"),
    [("light", 100, 1364, 830), ("light", 100, 1290, 698), ("dark", 150, 1252, 570)],
)


@pytest.fixture
def look(appearance: Appearance, mode: str, percent: int) -> Iterator[None]:
    appearance.apply(mode=mode, text_percent=percent)
    yield
    appearance.apply(mode="light", text_percent=100)


def ask(findings: FindingsPane) -> None:
    """Let the rules say much, one thing of it for all of a kind, and ask who allows it."""
    findings.setVisible(True)
    findings.show_findings(SAID, asked=True)
    findings.ask_authority(AUTHORITY)


def parts_out_of_sight(side: SideGround) -> list[str]:
    """What of a side is cut, or lies beyond an edge, of all that has words or takes them."""
    (scroll,) = side.findChildren(ScrollColumn)
    out = [f"{scroll.objectName()} scrolls sideways"] if scroll.horizontalScrollBar().maximum() else []
    room = side.window()
    shown = [each for each in side.findChildren(QWidget) if each.isVisible() and isinstance(each, SPEAKING)]
    for each in shown:
        left = each.mapTo(room, QPoint(0, 0)).x()
        if left < 0 or left + each.width() > room.width() or is_cut(each):
            out.append(f"{type(each).__name__} {each.objectName()} {each.accessibleName()}")
    return out


def is_cut(part: QWidget) -> bool:
    """Tell whether a part has too little room for its words, in one line or in several."""
    if isinstance(part, LinkLabel):
        return part.width() < part.sizeHint().width() - 1
    wrapped = isinstance(part, Label) and part.wordWrap()
    high = part.heightForWidth(part.width()) if wrapped else part.minimumSizeHint().height()
    return part.width() < part.minimumSizeHint().width() or part.height() < high


def whole(lending: Lending, side: SideGround) -> None:
    lending.qtbot.waitUntil(lambda: parts_out_of_sight(side) == [])
    for _ in range(3):
        lending.settle()
    assert parts_out_of_sight(side) == []
    (scroll,) = side.findChildren(ScrollColumn)
    assert scroll.inner.width() == scroll.viewport().width()


@SCREENS
@pytest.mark.usefixtures("look")
def test_the_figures_of_a_return_sheet_stay_in_sight(lending: Lending, wide: int, high: int) -> None:
    room = lending.room(wide)
    room.resize(wide, high)
    room.open_return([lending.lab.line(LINE).uid])
    lending.settle()
    sheet = room.sheet
    side = sheet.findChild(SideGround, "returnSheet.side")
    assert side is not None
    put(sheet, 0, stated="3.1")
    lending.settle()
    assert not sheet.account.findChild(QWidget, "returnSheet.missing").isHidden()
    # What is shown here stays, for the rules are not asked meanwhile.
    sheet.pending.judging.stop()
    ask(sheet.findings)
    assert sheet.findings.approval.isVisible()
    whole(lending, side)
    assert room.width() == wide


@SCREENS
@pytest.mark.usefixtures("look")
def test_the_figures_beside_a_loan_stay_in_sight(lending: Lending, wide: int, high: int) -> None:
    room, editor = lending.editor()
    room.resize(wide, high)
    for loan in (None, all_loans(lending.lab.session)[0].uid):
        room.open_loan(loan)
        lending.settle()
        editor.pending.judging.stop()
        ask(editor.side.findings)
        whole(lending, editor.side)
        assert room.width() == wide


@SCREENS
@pytest.mark.usefixtures("look")
def test_the_figures_beside_the_answers_of_an_inventory_stay_in_sight(
    lending: Lending, tmp_path: Path, wide: int, high: int
) -> None:
    lending.lab.post(OpenRound(frozen=20220101, deadline=20220301), day=20220110)
    books = tmp_path / "books"
    books.mkdir()
    export_round(lending.lab.session, WORDS, read_round(lending.lab.session, round_(lending)), books)
    fill(books, mixed)
    shown = session(lending)
    shown.window().resize(wide, high)
    read(lending, shown, books)
    press(lending, shown, Qt.Key.Key_Space)
    ask(shown.answers.side.findings)
    whole(lending, shown.answers.side)
    assert shown.window().width() == wide
