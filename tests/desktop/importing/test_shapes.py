"""The shape of a sheet and the rows that change the family, said on the page of the sheet."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.desktop.dialogs.imports.pages import Step
from openpyxl import Workbook
from PySide6.QtCore import Qt

from tests.desktop.book import Book
from tests.desktop.importing.conftest import Wizard, choose

type Open = Callable[..., Wizard]


@pytest.fixture
def butts(tmp_path: Path) -> Path:
    book = Workbook()
    for row in (
        ("Thin sections of 15445",),
        ("butt", "section", None, "butt", "section", None),
        ("15445,7", "15445,60", "A", "15445,101", "15445,143"),
        (None, "15445,92", "A", None, "15445,144", "ST"),
        ("15445,18", "15445,61", "B", "15445,109", "15445,141"),
    ):
        book.worksheets[0].append(row)
    families = book.create_sheet("Families")
    for row in (("Sample", "Mass (mg)"), *(("10017,12 Butt", None), ("10017,60", 3), ("10018,2", None)) * 40):
        families.append(row)
    book.save(tmp_path / "butts.xlsx")
    return tmp_path / "butts.xlsx"


def mark(made: Wizard, book: Book, row: int, key: str, column: int = 1) -> None:
    page = made.pages.sheet
    page.grid.setCurrentIndex(page.rows.index(page.rows.at(row), column))
    book.qtbot.keyClick(page.grid, key)
    book.settle()


def take(made: Wizard, book: Book, at: int) -> None:
    box = made.pages.sheet.sheets
    box.setCurrentIndex(at)
    box.activated.emit(at)
    book.settle()


def sheets(made: Wizard) -> list[str]:
    box = made.pages.sheet.sheets
    return [str(box.itemData(at)).rpartition("!")[2] for at in range(box.count())]


def said(made: Wizard) -> tuple[str, ...]:
    case = made.dialog._case
    return case.said.blocks if case is not None else ()


def families(made: Wizard) -> tuple[str, ...]:
    case = made.dialog._case
    return case.said.families if case is not None else ()


def test_blocks_are_proposed_as_parts_and_may_be_one_list(wizard: Open, book: Book, butts: Path) -> None:
    made = wizard(butts, takes_proposal=False)
    page = made.pages.sheet
    assert made.dialog.step is Step.SHEET
    take(made, book, 0)
    assert (page.shape.currentText(), said(made)) == ("A sheet in parts", ("D",))
    assert sheets(made) == ["A:C", "D:F", "Families"]
    take(made, book, 1)
    assert page.rows.headerData(1, Qt.Orientation.Horizontal) == "D"
    choose(book, page.shape, "beside")
    assert made.said("importDialog.layout") == "Blocks begin at D."
    mark(made, book, 2, "C", column=5)
    assert "call one column" in made.pages.trouble()
    assert said(made) == ("D",)
    made.go_on()
    keys = made.pages.columns.keys
    for box, column in ((keys.own, "section"), (keys.above, "butt")):
        choose(book, box, column)
    book.qtbot.keyClick(keys.make, Qt.Key.Key_Space)
    book.settle()
    made.into("Apollo")
    made.show_all()
    assert (made.dialog.step, len(made.rows())) == (Step.VERDICTS, 10)
    assert {verdict for verdict, _ in made.rows()} == {"New"}


def test_a_block_begins_at_a_marked_row_and_a_sheet_is_whole_again(wizard: Open, book: Book, butts: Path) -> None:
    made = wizard(butts, takes_proposal=False)
    page = made.pages.sheet
    take(made, book, 0)
    choose(book, page.shape, "list")
    assert (said(made), sheets(made)) == ((), ["Sheet", "Families"])
    mark(made, book, 4, "B")
    assert (said(made), sheets(made)) == (("4",), ["1:3", "4:5", "Families"])
    assert made.said("importDialog.layout") == "Blocks begin at 4."
    take(made, book, 1)
    assert (said(made), page.rows.number(0)) == (("4",), 4)
    mark(made, book, 4, "H")
    assert page.rows.index(0, 0).data() == "Header"
    page.marks[""].click()
    book.settle()
    assert said(made) == ("4",)
    mark(made, book, 4, "C", column=4)
    assert sheets(made) == ["A1:C3", "D1:F3", "A4:C5", "D4:F5", "Families"]
    take(made, book, 2)
    mark(made, book, 4, "B")
    assert (said(made), sheets(made)) == (("D",), ["A:C", "D:F", "Families"])
    choose(book, page.shape, "list")
    assert (sheets(made), page.rows.number(0)) == (["Sheet", "Families"], 1)


def test_a_table_above_another_is_a_part_and_as_one_list_its_rows_are_asked_about(
    wizard: Open, book: Book
) -> None:
    above = "ID|Weight (g)\n10017|5\n10018|6\n\n"
    made = wizard(text=above + "Sample|Mission|Weight (g)|Remarks\n15016|Apollo 15|924|x", takes_proposal=False)
    assert (sheets(made), said(made)) == (["1:4", "5:6"], ("5",))
    page = made.pages.sheet
    while made.dialog.step is not Step.SHEET:
        made.dialog.go_back()
    assert page.rows.number(0) == 1
    choose(book, page.shape, "list")
    made.go_on()
    assert made.asked("outside").question.choices == ("leave",)
    assert made.pages.columns.show_missing()
    choose(book, made.asked("outside").editor, "leave")
    made.into("Apollo")
    made.show_all()
    assert made.rows() == [("New", "15016")]


def test_rows_that_look_alike_begin_blocks_together(wizard: Open, book: Book) -> None:
    tables = "".join(f"Table {n}||\nSample|Mass (g)|Remarks\n1001{n},1|1|x\n" for n in range(1, 4))
    made = wizard(text=tables.rstrip(), takes_proposal=False)
    page = made.pages.sheet
    while made.dialog.step is not Step.SHEET:
        made.dialog.go_back()
    choose(book, page.shape, "list")
    mark(made, book, 1, "B")
    assert (said(made), sheets(made)) == (("A=Table #*",), ["1:3", "4:6", "7:9"])
    mark(made, book, 1, "B")
    assert said(made) == ()


def test_one_row_shows_all_that_change_the_family_and_one_may_be_left_out(
    wizard: Open, book: Book, butts: Path
) -> None:
    made = wizard(butts, takes_proposal=False)
    page = made.pages.sheet
    take(made, book, page.sheets.findData("Families"))
    mark(made, book, 2, "F")
    assert families(made) == ("A=#,#*",)
    assert "80 rows name the parent" in made.said("importDialog.layout")
    assert [page.rows.index(page.rows.at(row), 0).data() for row in (2, 3, 4)] == ["Family", "", "Family"]
    assert page.rows.at(119) > 60
    assert "rows that look alike are marked together" in made.said("importDialog.layout")
    mark(made, book, 4, "F")
    assert "79 rows name the parent" in made.said("importDialog.layout")
    assert "Row 4 no longer names the parent" in made.said("importDialog.layout")
    mark(made, book, 3, "F")
    assert "80 rows name the parent" in made.said("importDialog.layout")
    assert "no longer" not in made.said("importDialog.layout")
    assert [page.rows.index(page.rows.at(row), 0).data() for row in (2, 3)] == ["Family", "Family, and a piece"]
    mark(made, book, 3, "F")
    page.marks["F"].click()
    book.settle()
    assert "80 rows name the parent" in made.said("importDialog.layout")
    mark(made, book, 4, "F")
    assert families(made) == ("3", "A=#,#*")
    mark(made, book, 3, "F")
    assert families(made) == ("A=#,#*",)


def test_a_list_on_its_side_is_turned_and_turned_back(wizard: Open, book: Book) -> None:
    made = wizard(text="Sample|15016|15555\nMass (g)|924|9613.7", takes_proposal=False)
    made.dialog.go_back()
    page = made.pages.sheet
    choose(book, page.shape, "turned")
    assert (page.shape.currentText(), made.said("importDialog.layout")) == (
        "A list on its side",
        "",
    )
    made.go_on()
    assert made.pages.columns.rows.rowCount() == 2
    made.dialog.go_back()
    choose(book, page.shape, "list")
    assert page.rows.index(0, 2).data() == "15016"


def test_families_that_no_row_of_a_part_is_like_are_told(wizard: Open, book: Book) -> None:
    text = "Sample|Mass (g)|Remarks\n10017,12 Butt||\n10017,60|1|x\nSample|Mass (g)|Remarks\n10018,1|1|y"
    made = wizard(text=text, takes_proposal=False)
    page = made.pages.sheet
    while made.dialog.step is not Step.SHEET:
        made.dialog.go_back()
    choose(book, page.shape, "list")
    mark(made, book, 2, "F")
    assert "names the parent" in made.said("importDialog.layout")
    mark(made, book, 4, "B")
    take(made, book, 1)
    assert "No row changes the family by A=#,#*." in made.said("importDialog.layout")


def test_a_row_of_another_whole_is_refused_until_it_is_marked_as_a_family(wizard: Open, book: Book) -> None:
    made = wizard(text="Sample|Mass (g)|Words\n10046||\n,1|100|\n10047||in a drawer\n,2|7|", takes_proposal=False)

    def verdicts(row: int) -> dict[str, str]:
        while made.dialog.step is not Step.SHEET:
            made.dialog.go_back()
        mark(made, book, row, "F")
        made.go_on()
        book.qtbot.keyClick(made.pages.columns.keys.make, Qt.Key.Key_Space)
        book.settle()
        made.into("Apollo")
        made.show_all()
        return {number: verdict for verdict, number in made.rows()}

    assert verdicts(2) == {"10046,1": "New", "10046": "New", "10047": "Refused", ",2": "Refused"}
    assert verdicts(4) == dict.fromkeys(("10046,1", "10046", "10047", "10047,2"), "New")
