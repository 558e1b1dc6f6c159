"""Figures that a spreadsheet program shows in percent are read as they are shown."""

import struct
from pathlib import Path

import pytest
from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.layout import Layout, lay_out
from lunarcurator.exchange.percents import is_percent_format, shown_in_percent
from lunarcurator.exchange.reading import read_book
from lunarcurator.exchange.xls_styles import FORMAT, STYLE, XlsStyles
from openpyxl import Workbook

from tests.exchange.making import ods, record, xls


@pytest.mark.parametrize(
    ("code", "shows"), [("0%", True), ("0.0 %;-0.0 %", True), ('0.0" %"', False), ("0.0\\%", False), ("0", False)]
)
def test_only_a_sign_that_is_not_written_as_it_is_multiplies(code: str, shows: bool) -> None:
    assert is_percent_format(code) is shows


def test_an_xlsx_sheet_says_which_cells_it_shows_in_percent(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (("ID", "Pristinity"), ("10017", 0.95), ("10018", 1), ("10019", 50), ("10020", "new")):
        sheet.append(row)
    sheet["B1"].number_format = sheet["B2"].number_format = "0%"
    sheet["B3"].number_format = sheet["B5"].number_format = "0.000%"
    sheet["B4"].number_format = '0" %"'
    book.save(tmp_path / "a.xlsx")
    read = read_book(tmp_path / "a.xlsx").sheets[0]
    marks = read.marks()
    assert marks.percents == {2: (1, 2, 3, 5)}
    table = lay_out(read, Layout(header_rows=(1,), width=2), percents=marks.percents)
    assert table.columns == ("ID", "Pristinity")
    assert [row.cells[1] for row in table.rows()] == ["95%", "100%", 50, "new"]


def test_a_row_that_is_too_short_is_left_as_it_is() -> None:
    sheet = Sheet("S", hidden=False, source=lambda: iter([Row(1, ("x",)), Row(2, ("x", 1))]))
    assert [row.cells for row in shown_in_percent(sheet, {2: (1, 2)}).rows()] == [("x",), ("x", "100%")]


def test_an_ods_sheet_says_which_cells_are_percentages(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="{}" office:value="0.5"{}><text:p>50%</text:p></table:table-cell>'
    twice = ' table:number-columns-repeated="2"'
    row = f"<table:table-row>{cell.format('float', '')}{cell.format('percentage', twice)}</table:table-row>"
    marks = (
        read_book(ods(tmp_path / "a.ods", f'<table:table table:name="S">{row}</table:table>')).sheets[0].marks()
    )
    assert marks.percents == {2: (1,), 3: (1,)}


def test_an_xls_sheet_says_which_cells_it_shows_in_percent(tmp_path: Path) -> None:
    def style(form: int) -> bytes:
        return record(STYLE, struct.pack("<HHHBBHIIH", 0, form, 1, 0, 0, 0, 0, 0, 64 | 65 << 7))

    forms = record(FORMAT, struct.pack("<HHB", 164, 4, 0) + b"0.0%") + record(FORMAT, b"\xa5\0\x01\0\x000")
    styles = forms + style(0) + style(9) + style(164) + style(165)
    cells = [record(0x0203, struct.pack("<HHHd", at, 1, at, 0.5)) for at in range(4)]
    marks = read_book(xls(tmp_path / "a.xls", *cells, extra=styles)).sheets[0].marks()
    assert marks.percents == {2: (2, 3)}
    assert XlsStyles().percents() == frozenset()
