import datetime as dt
from pathlib import Path

import pytest
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.marks import Block, SheetMarks
from lunarcurator.exchange.reading import read_book
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from tests.exchange.making import xlsx


def kept(path: Path, book: Workbook) -> Path:
    book.save(path)
    return path


def filled(book: Workbook) -> Worksheet:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in (("ID", "Place"), ("10017", "Vault"), ("10018", "Vault"), ("10019", "Case"), ("10020", None)):
        sheet.append(row)
    return sheet


def test_colours_strokes_and_comments_are_read_with_their_places(tmp_path: Path) -> None:
    book = Workbook()
    sheet = filled(book)
    sheet["B2"].fill = sheet["B4"].fill = PatternFill("solid", fgColor="FFFFFF00")
    sheet["A4"].font = Font(strike=True)
    sheet["A2"].comment = Comment("weighed\nagain", "A. Curator")
    marks = read_book(kept(tmp_path / "a.xlsx", book)).sheets[0].marks()
    assert (marks.coloured, marks.struck) == (4, {(4, 1)})
    assert marks.comments == {(2, 1): "weighed again"}
    assert marks != SheetMarks()


def test_hidden_rows_and_columns_and_merged_cells_are_read(tmp_path: Path) -> None:
    book = Workbook()
    sheet = filled(book)
    sheet.row_dimensions[3].hidden = sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.merge_cells("B4:B5")
    marks = read_book(kept(tmp_path / "a.xlsx", book)).sheets[0].marks()
    assert (marks.hidden_rows, marks.hidden_columns) == ({3, 4}, {2})
    assert marks.merged == [Block(4, 2, 5, 2)]


def test_a_plain_sheet_has_no_marks_and_a_csv_file_cannot_have_any(tmp_path: Path) -> None:
    assert read_book(xlsx(tmp_path / "a.xlsx", "<row><c><v>1</v></c></row>")).sheets[0].marks() == SheetMarks()
    (tmp_path / "a.csv").write_text("a,b\n1,2\n")
    assert read_book(tmp_path / "a.csv").sheets[0].marks() == SheetMarks()


def test_marks_of_a_sheet_out_of_shape_are_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", '<row r="x" hidden="1"><c r="A1"><v>1</v></c></row>')
    with pytest.raises(SheetError) as refused:
        read_book(path).sheets[0].marks()
    assert refused.value.key == "sheet.broken"


def test_dates_count_from_1904_where_the_workbook_says_so(tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(["Day"])
    sheet.append([dt.date(1972, 12, 19)])
    rows = [row.cells for row in read_book(kept(tmp_path / "a.xlsx", book)).sheets[0].rows()]
    assert rows == [("Day",), (dt.date(1972, 12, 19),)]
