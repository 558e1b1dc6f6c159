"""What keeps the loan desk quick: rows come with the answer, and a figure typed looks only at its own row."""

from lunarcurator.desktop.dialogs.form.grid_model import HINT, TONE
from lunarcurator.desktop.loan_editor.return_sheet import ReturnSheet
from lunarcurator.desktop.models.loan_grid import LoanGridModel
from lunarcurator.desktop.models.loan_lines import LoanLinesModel
from lunarcurator.desktop.rooms.loans.line_table import Sight
from lunarcurator.desktop.rooms.loans.lists import LINES
from lunarcurator.services.lending.browsing import Concern
from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from tests.desktop.loans.conftest import LoanWindow
from tests.desktop.loans.test_editor import FATAL, Lending
from tests.desktop.loans.test_editor import lending as lending
from tests.desktop.loans.test_return_sheet import opened, put
from tests.services.lending.lent_lab import KNOWN, OTHER, UNKNOWN


def test_the_rows_in_sight_stay_where_the_list_stands() -> None:
    assert Sight(0, 20, 0).rows(1_000) == range(21)
    assert Sight(500, 20, 505).rows(1_000) == range(499, 521)
    assert Sight(500, 20, 505).rows(10) == range(10)
    assert Sight(0, 20, 0).rows(0) == range(0)
    assert 700 in Sight(0, 20, 700).rows(1_000)
    assert 3 in Sight(500, 20, 3).rows(1_000)


def test_a_filter_brings_its_rows_with_the_answer(window: LoanWindow) -> None:
    room = window.room()
    room.lists.show_page(LINES)
    window.settle()
    page = room.lists.lines
    QAbstractItemModelTester(page.table.lines, FATAL)
    asked: list[object] = []
    page.table.lines.wanted.connect(asked.append)
    chosen: list[object] = []
    page.selected.connect(chosen.append)
    page.show_concern(None)
    window.settle()
    assert page.table.lines.rowCount() > 1
    assert all(page.table.lines.told(row) is not None for row in range(page.table.lines.rowCount()))
    assert not asked
    # Nobody is told of a list without a row in between: the panel would be emptied for a moment.
    assert [] not in chosen
    page.show_concern(Concern.OPEN)
    page.keep_up()
    window.settle()
    assert not page.table.chosen()
    page.table.selectRow(1)
    kept = page.table.chosen()[0].id
    page.show_concern(None)
    page.keep_up()
    window.settle()
    assert [each.id for each in page.table.chosen()] == [kept]
    assert page.table.lines.ids[page.table.currentIndex().row()] == kept


def test_only_who_waits_for_a_row_is_told_that_it_came(window: LoanWindow) -> None:
    room = window.room()
    room.lists.show_page(LINES)
    window.settle()
    kept = room.lists.lines.table.lines
    told = {kept.ids[row]: row_told for row in range(2) if (row_told := kept.told(row)) is not None}
    model = LoanLinesModel(kept.columns)
    QAbstractItemModelTester(model, FATAL)
    heard: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last, _roles: heard.append((first.row(), last.row())))
    model.show_ids([*reversed(list(told))])
    model.put({})
    assert not heard
    assert model.told(1) is None
    model.put(told)
    assert {row for first, last in heard for row in range(first, last + 1)} >= {1}
    assert model.fresh() == frozenset(told)
    model.age()
    assert not model.fresh()


def changes_of(model: LoanGridModel) -> list[tuple[int, int]]:
    heard: list[tuple[int, int]] = []

    def hear(first: QModelIndex, last: QModelIndex) -> None:
        heard.append((first.row(), last.row()))

    model.dataChanged.connect(hear)
    return heard


def test_a_figure_tells_of_its_own_row_only(lending: Lending) -> None:
    sheet = opened(lending, KNOWN, OTHER, UNKNOWN)
    QAbstractItemModelTester(sheet.model, FATAL)
    heard = changes_of(sheet.model)
    put(sheet, 1, stated="3")
    assert set(heard) == {(1, 1)}
    put(sheet, 1, stated="three")
    assert set(heard) == {(1, 1)}
    assert sheet.obstacle.text() == "A cell cannot be read."
    put(sheet, 1, stated="3")
    assert sheet.obstacle.text() == "Name the signed sheet."


def hints(sheet: ReturnSheet, role: int) -> list[list[str]]:
    model = sheet.model
    columns = range(model.columnCount())
    return [[str(model.index(row, at).data(role)) for at in columns] for row in range(model.rowCount())]


def test_counts_by_difference_are_those_of_a_look_at_everything(lending: Lending) -> None:
    sheet = opened(lending, KNOWN, "nothing", OTHER, UNKNOWN)
    put(sheet, 2, stated="1", reading="2 mg")
    put(sheet, 4, line="L-2021-001/1", fate="Used up", stated="1")
    put(sheet, 5, line="L-2021-001/1", fate="Lost", stated="x")
    put(sheet, 5, line="", fate="", stated="")
    put(sheet, 1, name="something else")
    sheet.model.remove([3])
    shown = hints(sheet, HINT), hints(sheet, TONE), sheet.next.text(), sheet.obstacle.text()
    lines = [sheet._hints.rows_of(code, sheet.model.typed_rows) for code in sheet.rows.known]
    # Rows that are shown anew are all looked at.
    sheet.model.show([dict(row) for row in sheet.model.texts()])
    assert (hints(sheet, HINT), hints(sheet, TONE), sheet.next.text(), sheet.obstacle.text()) == shown
    assert [sheet._hints.rows_of(code, sheet.model.typed_rows) for code in sheet.rows.known] == lines
    assert sheet.next.text() == "Accept the return, 2 lines"


def test_a_row_of_no_line_is_known_once_its_line_comes(lending: Lending) -> None:
    sheet = opened(lending, OTHER)
    put(sheet, 1, line="L-2021-001/1", fate="Used up", stated="1")
    assert sheet.obstacle.text() == "To mend or take out first: 1."
    sheet.take([KNOWN])
    lending.settle()
    assert sheet.obstacle.text() == "Name the signed sheet."
    assert sheet.next.text() == "Accept the return, 2 lines"


def test_a_removed_row_below_lines_of_the_loan_takes_its_own_hints_along(lending: Lending) -> None:
    room = lending.room()
    room.open_loan(lending.lab.line("L-2021-001/1").loan)
    lending.settle()
    model = room.editor.lines.model
    QAbstractItemModelTester(model, FATAL)
    assert model.first == 2
    room.editor.lines.take(["one", "two", "three"])
    lending.qtbot.waitUntil(lambda: model.index(model.first + 2, 2).data(HINT) == "Unknown number")
    model.say({0: ({"use": "first"}, {}), 1: ({"use": "second"}, {}), 2: ({"use": "third"}, {"use": "red"})})
    model.remove([model.first, model.first + 1])
    use = [each.key for each in model.columns].index("use")
    assert [row["sample"] for row in model.texts()] == ["three"]
    assert model.index(model.first, use).data(HINT) == "third"
    assert model.index(model.first, use).data(TONE) == "red"
