from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.ledger_model import LedgerCell, LedgerColumn
from lunarcurator.desktop.widgets.ledger_table import LedgerTable
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desktop.seeing import colours

COLUMNS = (
    LedgerColumn("Date", "date", 96),
    LedgerColumn("Entry"),
    LedgerColumn("Change, g", "mass", 96),
    LedgerColumn("Pieces", "count", 60),
)
ROWS = (
    (
        "2026-11-24",
        LedgerCell("Split", target="entry:7"),
        LedgerCell("\u221212", ".644", plain="-12.644"),
        "3",
    ),
    ("2019-06-18", LedgerCell("Late entry", badge="blue", concept="late"), LedgerCell("in epoxy"), "1"),
    ("1971-11-02", LedgerCell("Moved Tray 7", struck=True), LedgerCell("9\u202f614", plain="9614"), "12"),
)


def table(qtbot: QtBot, appearance: Appearance, most: int = 0) -> LedgerTable:
    made = LedgerTable(appearance, COLUMNS, "Mass history", most=most, object_name="massHistory")
    made.set_rows(ROWS)
    qtbot.addWidget(made)
    made.resize(480, made.sizeHint().height())
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_model_of_a_ledger_keeps_the_rules_of_models(qtbot: QtBot, appearance: Appearance) -> None:
    made = table(qtbot, appearance)
    tester = QAbstractItemModelTester(made.ledger, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made.set_rows(ROWS[:1])
    assert tester.model() is made.ledger


def test_a_ledger_is_as_high_as_its_rows_and_needs_no_scroll_bar(qtbot: QtBot, appearance: Appearance) -> None:
    for percent in (100, 150, 200):
        appearance.apply(text_percent=percent)
        made = table(qtbot, appearance)
        metrics = appearance.look.metrics
        assert made.rowHeight(0) == metrics.row
        assert made.height() >= metrics.header + 3 * metrics.row
        assert not made.verticalScrollBar().isVisible()


def test_a_long_ledger_stops_growing_and_scrolls(qtbot: QtBot, appearance: Appearance) -> None:
    made = table(qtbot, appearance, most=2)
    metrics = appearance.look.metrics
    assert made.height() == metrics.header + 2 * metrics.row + 1
    assert made.verticalScrollBar().maximum() > 0


def test_copied_rows_carry_headers_and_plain_digits(qtbot: QtBot, appearance: Appearance) -> None:
    made = table(qtbot, appearance)
    made.selectAll()
    qtbot.keyClick(made, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QApplication.clipboard().text().split("\n")
    assert lines[0] == "Date\tEntry\tChange, g\tPieces"
    assert lines[1] == "2026-11-24\tSplit\t-12.644\t3"
    assert lines[3].split("\t")[2] == "9614"


def test_a_cell_speaks_with_its_header(qtbot: QtBot, appearance: Appearance) -> None:
    made = table(qtbot, appearance)
    index = made.ledger.index(0, 2)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Change, g -12.644"
    assert index.data(Qt.ItemDataRole.DecorationRole) is None
    assert made.ledger.headerData(0, Qt.Orientation.Vertical) is None
    assert made.ledger.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.DecorationRole) is None
    assert made.accessibleName() == "Mass history"


def test_a_link_is_followed_by_click_and_by_enter_anywhere_in_its_row(
    qtbot: QtBot, appearance: Appearance
) -> None:
    made = table(qtbot, appearance)
    with qtbot.waitSignal(made.followed) as followed:
        place = made.visualRect(made.ledger.index(0, 1)).center()
        qtbot.mouseClick(made.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert followed.args == ["entry:7"]
    made.setCurrentIndex(made.ledger.index(0, 3))
    with qtbot.waitSignal(made.followed):
        qtbot.keyClick(made, Qt.Key.Key_Return)
    made.setCurrentIndex(made.ledger.index(1, 0))
    with qtbot.assertNotEmitted(made.followed):
        qtbot.keyClick(made, Qt.Key.Key_Return)
        qtbot.mouseClick(made.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, made.rowHeight(0) + 5))


def test_a_ledger_paints_links_badges_and_grey_dates(qtbot: QtBot, appearance: Appearance) -> None:
    made = table(qtbot, appearance)
    seen = colours(made.grab().toImage())
    theme = appearance.look.theme
    assert {theme.tones.blue.tint, theme.line, theme.base} <= seen
    appearance.apply("contrast")
    assert appearance.look.theme.tones.blue.ink in colours(made.grab().toImage())


def test_a_scan_follows_no_link_of_a_table(qtbot: QtBot, appearance: Appearance) -> None:
    table = LedgerTable(appearance, (LedgerColumn("Name", "text", 0),), "People")
    qtbot.addWidget(table)
    table.set_rows([[LedgerCell("Borrower A", target="a")], [LedgerCell("Borrower B", target="b")]])
    table.show()
    table.setCurrentIndex(table.ledger.index(0, 0))
    followed: list[str] = []
    table.followed.connect(followed.append)
    qtbot.keyClicks(table, "Practice rock 1,1")
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert followed == []
    table._scan.rest()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert followed == ["a"]
