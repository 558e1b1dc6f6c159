import datetime
from pathlib import Path

import pytest
from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import ErrorCell, NumberCell
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.limits import Limits
from lunarcurator.exchange.reading import read_book
from openpyxl import Workbook

from tests.exchange.making import (
    MAIN,
    RELATION,
    error_record,
    number_record,
    ods,
    ods_gap,
    ods_row,
    ods_text,
    record,
    xls,
    xlsx,
)

# Records a reader passes over: 15 MB of them, more than the first table of sectors can tell of.
FILLING = record(0x1FFF, b"\0" * 8000) * 1900


def made(path: Path, *rows: list[object]) -> Path:
    workbook = Workbook()
    for row in rows:
        workbook.worksheets[0].append(row)
    workbook.save(path)
    return path


def only(path: Path) -> list[Row]:
    (sheet,) = read_book(path).sheets
    return list(sheet.rows())


def test_cells_are_what_they_were_written_as(tmp_path: Path) -> None:
    moment = datetime.datetime.fromisoformat("1974-01-30T12:05")
    path = made(
        tmp_path / "a.xlsx",
        ["15405,91", 10001, 1.62, True, datetime.date(1974, 1, 30), moment, None, "田 伟", " x "],
    )
    assert only(path) == [
        Row(
            1,
            (
                "15405,91",
                10001,
                NumberCell("1.62"),
                True,
                datetime.date(1974, 1, 30),
                moment,
                None,
                "田 伟",
                " x ",
            ),
        )
    ]


def test_numbers_are_read_as_a_person_sees_them_and_never_as_floats(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "a.xlsx",
        '<row r="1"><c r="A1"><v>0.30000000000000004</v></c><c r="B1"><v>1E-5</v></c>'
        '<c r="C1"><v>15405.1</v></c><c r="D1"><v>-0.5</v></c><c r="E1"><v>1e22</v></c>'
        '<c r="F1"><v>7</v></c></row>',
    )
    ((_, cells),) = only(path)
    assert [str(cell) for cell in cells] == ["0.3", "0.00001", "15405.1", "-0.5", "1" + "0" * 22, "7"]
    assert cells[0] == NumberCell("0.3")
    assert not any(isinstance(cell, float) for cell in cells)


def test_times_and_spans_are_read_as_text(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx", [datetime.time(12, 5), datetime.timedelta(hours=30, minutes=2)])
    assert only(path)[0].cells == ("12:05:00", "30:02:00")


def test_days_of_the_1904_calendar_are_the_days_that_were_meant(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    workbook = Workbook()
    workbook.epoch = datetime.datetime.fromisoformat("1904-01-01")
    workbook.worksheets[0].append([datetime.date(1974, 1, 30)])
    workbook.save(path)
    assert only(path)[0].cells == (datetime.date(1974, 1, 30),)


def test_rows_and_columns_keep_their_place_where_a_table_begins_further_in(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", '<row r="3"><c r="C3"><v>1</v></c><c r="D3"><v>2</v></c></row>')
    assert only(path)[2:] == [Row(3, (None, None, 1, 2))]
    assert [row.number for row in only(path)] == [1, 2, 3]


def test_a_formula_is_never_run_and_its_stored_value_counts(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "a.xlsx",
        '<row r="1"><c r="A1"><f>1+1</f><v>5</v></c><c r="B1"><f>HYPERLINK("http://x")</f></c></row>',
    )
    assert only(path)[0].cells[0] == 5


def test_a_formula_that_ended_in_an_error_is_no_empty_cell(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "a.xlsx",
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="C1" t="e"><v>#N/A</v></c></row>',
    )
    assert only(path)[0].cells == (1, ErrorCell("#DIV/0!"), ErrorCell("#N/A"))


def test_hidden_sheets_are_named_as_hidden(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.worksheets[0].append(["seen"])
    for name, state in (("lists", "hidden"), ("macros", "veryHidden")):
        sheet = workbook.create_sheet(name)
        sheet.sheet_state = state
    workbook.save(tmp_path / "a.xlsx")
    book = read_book(tmp_path / "a.xlsx")
    assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [
        ("Sheet", False),
        ("lists", True),
        ("macros", True),
    ]
    assert [sheet.name for sheet in book.visible] == ["Sheet"]
    assert list(book.sheets[1].rows()) == []


def test_a_workbook_with_macro_modules_of_excel_95_is_read(tmp_path: Path) -> None:
    workbook = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><sheets><sheet name="Module1" sheetId="2"'
        ' state="veryHidden" r:id=""/><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    path = xlsx(tmp_path / "a.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>', xl__workbook=workbook)
    assert [sheet.name for sheet in read_book(path).sheets] == ["S"]
    assert only(path) == [Row(1, (1,))]


def test_the_end_of_the_name_does_not_matter(tmp_path: Path) -> None:
    path = made(tmp_path / "a.csv", ["x"])
    assert read_book(path).kind == "xlsx"
    assert only(path) == [Row(1, ("x",))]


def test_xls_is_read_with_the_errors_of_its_formulas(tmp_path: Path) -> None:
    path = xls(tmp_path / "a.xls", number_record(0, 0, 1.5), error_record(1, 2, 42), number_record(3, 1, 10001))
    assert read_book(path).kind == "xls"
    assert only(path) == [
        Row(1, (NumberCell("1.5"), None, None)),
        Row(2, (None, None, ErrorCell("#N/A"))),
        Row(3, (None, None, None)),
        Row(4, (None, 10001, None)),
    ]
    assert only(xls(tmp_path / "b.xls", number_record(2, 1, 5)))[-1] == Row(3, (None, 5))


def test_a_tiny_and_a_huge_xls_are_read(tmp_path: Path) -> None:
    tiny = xls(tmp_path / "tiny.xls", number_record(0, 0, 7), small=True)
    assert only(tiny) == [Row(1, (7,))]
    huge = xls(tmp_path / "huge.xls", *(number_record(row, 0, row) for row in range(60_000)), extra=FILLING)
    assert huge.stat().st_size > 15_000_000
    assert sum(row.cells[0] for row in only(huge)) == sum(range(60_000))


def test_ods_is_read_with_what_it_repeats(tmp_path: Path) -> None:
    table = (
        '<table:table table:name="T">'
        + ods_row(ods_text("a"), ods_gap(1), ods_text("b", 2))
        + ods_row(ods_gap(1024), times=2)
        + ods_row(ods_text("x"), times=2)
        + ods_row(ods_gap(1024), times=1_048_000)
        + "</table:table>"
    )
    path = ods(tmp_path / "a.ods", table)
    assert read_book(path).kind == "ods"
    assert only(path) == [
        Row(1, ("a", None, "b", "b")),
        Row(2, (None,) * 4),
        Row(3, (None,) * 4),
        Row(4, ("x", None, None, None)),
        Row(5, ("x", None, None, None)),
    ]


def test_a_workbook_of_more_sheets_than_the_limit_is_refused(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.create_sheet()
    workbook.save(tmp_path / "a.xlsx")
    with pytest.raises(SheetError, match=r"sheet\.too_many_sheets"):
        read_book(tmp_path / "a.xlsx", limits=Limits(sheets=1))
