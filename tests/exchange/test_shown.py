"""Figures shown in percent, and dates shown by their year or month alone, are read as they are shown."""

import re
import struct
from datetime import date, datetime, time
from pathlib import Path
from zipfile import ZipFile

import pytest
from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.layout import Layout, lay_out
from lunarcurator.exchange.reading import read_book
from lunarcurator.exchange.shown import as_shown
from lunarcurator.exchange.shown_formats import How, Shown, how_shown, shown_in_east
from lunarcurator.exchange.written import Written
from openpyxl import Workbook
from openpyxl.styles import Font

from tests.exchange.making import ods, record, xls, zipped

FONT, FORMAT, STYLE = 0x0031, 0x041E, 0x00E0
PERCENT, YEAR, MONTH = Shown.PERCENT, Shown.YEAR, Shown.MONTH


@pytest.mark.parametrize(
    ("code", "how"),
    [
        ("0%", PERCENT),
        ("0.0 %;-0.0 %", PERCENT),
        ('0.0" %"', Written('0.0" %"')),
        ("0.0\\%", Written("0.0\\%")),
        ("0", None),
        ("General", None),
        ("0.00E+00", None),
        ("yyyy", YEAR),
        ("YY;@", YEAR),
        ('yyyy"年"', YEAR),
        ("yyyy年", YEAR),
        ("[$-409]mmm\\-yy;@", MONTH),
        ("mmmm\\ yyyy", MONTH),
        ('yyyy"年"m"月";@', MONTH),
        ("_-yyyy/mm* ", MONTH),
        ("yyyy-mm-dd", None),
        ("mmmm", None),
        ("[h]:mm", None),
        ("mm:ss", None),
        ("yyyy hh", None),
    ],
)
def test_a_format_says_how_it_shows_what_is_not_shown_as_it_stands(code: str, how: How | None) -> None:
    assert how_shown(code) == how


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
    # A sign that is only written behind the figure multiplies nothing.
    assert marks.shown == {(2, PERCENT): (1, 2, 3, 5), (2, Written('0" %"')): (4,)}
    table = lay_out(read, Layout(header_rows=(1,), width=2), shown=marks.shown)
    assert table.columns == ("ID", "Pristinity")
    assert [row.cells[1] for row in table.rows()] == ["95%", "100%", "50 %", "new"]


def test_a_row_that_is_too_short_is_left_as_it_is() -> None:
    sheet = Sheet("S", hidden=False, source=lambda: iter([Row(1, ("x",)), Row(2, ("x", 1))]))
    assert [row.cells for row in as_shown(sheet, {(2, PERCENT): (1, 2)}).rows()] == [("x",), ("x", "100%")]


def test_an_ods_sheet_says_which_cells_are_percentages(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="{}" office:value="0.5"{}><text:p>50%</text:p></table:table-cell>'
    twice = ' table:number-columns-repeated="2"'
    row = f"<table:table-row>{cell.format('float', '')}{cell.format('percentage', twice)}</table:table-row>"
    marks = (
        read_book(ods(tmp_path / "a.ods", f'<table:table table:name="S">{row}</table:table>')).sheets[0].marks()
    )
    assert marks.shown == {(2, PERCENT): (1,), (3, PERCENT): (1,)}


def test_an_xls_sheet_says_which_cells_it_shows_in_percent(tmp_path: Path) -> None:
    def style(form: int) -> bytes:
        return record(STYLE, struct.pack("<HHHBBHIIH", 0, form, 1, 0, 0, 0, 0, 0, 64 | 65 << 7))

    forms = record(FORMAT, struct.pack("<HHB", 164, 4, 0) + b"0.0%") + record(FORMAT, b"\xa5\0\x01\0\x000")
    styles = forms + style(0) + style(9) + style(164) + style(165)
    cells = [record(0x0203, struct.pack("<HHHd", at, 1, at, 0.5)) for at in range(4)]
    marks = read_book(xls(tmp_path / "a.xls", *cells, extra=styles)).sheets[0].marks()
    assert marks.shown == {(2, PERCENT): (2, 3)}


def test_a_date_says_the_year_or_month_it_is_shown_by_unless_somebody_did_say_a_day(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    half_past_nine = datetime.combine(date(1952, 1, 1), time(9, 30))
    days = (date(1952, 1, 1), date(1952, 3, 1), date(1952, 3, 17), half_past_nine, 1952, "about 1952")
    for day in days:
        sheet.append((day, day, day))
        for column, code in (("A", "yyyy"), ("B", "mmm-yy"), ("C", "yyyy-mm-dd")):
            sheet[f"{column}{sheet.max_row}"].number_format = code
    book.save(tmp_path / "a.xlsx")
    read = read_book(tmp_path / "a.xlsx").sheets[0]
    shown = read.marks().shown
    assert shown == {(1, YEAR): (1, 2, 3, 4, 5, 6), (2, MONTH): (1, 2, 3, 4, 5, 6)}
    rows = [tuple(map(str, row.cells)) for row in as_shown(read, shown).rows()]
    assert rows == [
        ("1952", "1952-01", "1952-01-01"),
        ("1952-03-01", "1952-03", "1952-03-01"),
        ("1952-03-17", "1952-03-17", "1952-03-17"),
        ("1952-01-01 09:30:00", "1952-01-01 09:30:00", "1952-01-01 09:30:00"),
        ("1905-05-05", "1905-05-05", "1905-05-05"),
        ("about 1952", "about 1952", "about 1952"),
    ]


DAY_CELL = (
    '<table:table-cell{} office:value-type="date" office:date-value="1952-01-01"><text:p>x</text:p>'
    "</table:table-cell>"
)


def test_an_ods_sheet_says_by_its_styles_and_those_of_its_columns_how_dates_are_shown(tmp_path: Path) -> None:
    content = (
        "<office:document-content><office:automatic-styles>"
        '<number:date-style style:name="N1"><number:year/><number:text>年</number:text></number:date-style>'
        '<number:date-style style:name="N2"><number:month/><number:year/></number:date-style>'
        '<number:date-style style:name="N3"><number:year/><number:day/></number:date-style>'
        '<number:number-style style:name="N4"><number:number/></number:number-style>'
        '<style:style style:name="ce1" style:data-style-name="N1"/>'
        '<style:style style:name="ce2" style:data-style-name="N2"/>'
        '<style:style style:name="ce3" style:data-style-name="N3"/>'
        '<style:style style:name="ce4" style:parent-style-name="Year"/>'
        '<style:style style:name="ring" style:parent-style-name="ring"/>'
        "</office:automatic-styles><office:body><office:spreadsheet>"
        '<table:table table:name="Other"><table:table-column table:default-cell-style-name="ce2"/></table:table>'
        '<table:table table:name="S"><table:table-column table:default-cell-style-name="Default"/>'
        '<table:table-column table:number-columns-repeated="2" table:default-cell-style-name="ce1"/>'
        "<table:table-row>"
        + DAY_CELL.format("")
        + DAY_CELL.format(' table:number-columns-repeated="2"')
        + "".join(DAY_CELL.format(f' table:style-name="{name}"') for name in ("ce2", "ce3", "ce4", "ring", "none"))
        + "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    styles = (
        '<office:document-styles><number:date-style style:name="N9"><number:year/></number:date-style>'
        '<style:style style:name="Year" style:data-style-name="N9"/></office:document-styles>'
    )
    parts: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": "<manifest/>",
        "content.xml": content,
        "styles.xml": styles,
    }
    read = read_book(zipped(tmp_path / "a.ods", parts)).sheets[0]
    marks = {each.name: each.marks() for each in read_book(tmp_path / "a.ods").sheets}
    assert marks["S"].shown == {(2, YEAR): (1,), (3, YEAR): (1,), (4, MONTH): (1,), (6, YEAR): (1,)}
    assert marks["Other"].shown == {}
    assert read.name == "Other"


def eastern(path: Path, charset: int | None, forms: tuple[int, ...], spelt: str = "") -> Path:
    """Write dates of a first of March with formats that the program knows by their numbers alone."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([44256] * len(forms))
    for cell, form in zip(sheet[1], forms, strict=True):
        cell.number_format, cell.font = f"0.{'0' * form}", Font(charset=charset)
    book.save(path)
    with ZipFile(path) as made:
        parts: dict[str, str | bytes] = {name: made.read(name) for name in made.namelist()}
    styles = str(parts["xl/styles.xml"], "utf-8")  # type: ignore[arg-type]
    for at, form in enumerate(forms):
        styles = styles.replace(f'numFmtId="{164 + at}"', f'numFmtId="{form}"')
    parts["xl/styles.xml"] = re.sub("<numFmts.*</numFmts>", spelt, styles)
    return zipped(path, parts)


@pytest.mark.parametrize(
    ("charset", "months"),
    [(134, {27, 36, 50, 52, 57}), (128, {34, 52, 55}), (129, set()), (136, set()), (0, set()), (None, set())],
)
def test_formats_of_east_asia_are_those_of_the_language_that_the_fonts_name(
    charset: int | None, months: set[int], tmp_path: Path
) -> None:
    forms = (*range(27, 37), *range(50, 59))
    shown = read_book(eastern(tmp_path / "a.xlsx", charset, forms)).sheets[0].marks().shown
    assert {forms[at - 1] for at, how in shown if how is MONTH} == months == {forms[at - 1] for at, _ in shown}


def test_fonts_of_several_languages_tell_none_and_a_format_that_is_spelt_out_is_what_is_spelt(
    tmp_path: Path,
) -> None:
    assert shown_in_east({0, 134, 128}) == {}
    spelt = '<numFmts count="1"><numFmt numFmtId="57" formatCode="yyyy/m/d"/></numFmts>'
    read = read_book(eastern(tmp_path / "a.xlsx", 134, (57, 27), spelt)).sheets[0]
    assert read.marks().shown == {(2, MONTH): (1,)}


def test_an_xls_font_names_its_language_too(tmp_path: Path) -> None:
    font = record(FONT, struct.pack("<HHHHHBBBBBB", 220, 0, 0, 400, 0, 0, 0, 134, 0, 0, 0))
    styles = b"".join(
        record(STYLE, struct.pack("<HHHBBHIIH", 0, form, 1, 0, 0, 0, 0, 0, 0)) for form in (57, 58, 36)
    )
    cells = [record(0x0203, struct.pack("<HHHd", 0, at, at, 44256)) for at in range(3)]
    read = read_book(xls(tmp_path / "a.xls", *cells, extra=font + styles)).sheets[0]
    assert read.marks().shown == {(1, MONTH): (1,), (3, MONTH): (1,)}
    spelt = record(FORMAT, struct.pack("<HHB", 57, 8, 0) + b"yyyy/m/d")
    read = read_book(xls(tmp_path / "a.xls", *cells, extra=font + spelt + styles)).sheets[0]
    assert read.marks().shown == {(3, MONTH): (1,)}
