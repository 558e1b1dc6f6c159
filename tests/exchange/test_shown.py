"""Figures shown in percent, and dates shown by their year or month alone, are read as they are shown."""

import re
import struct
from datetime import date, datetime, time
from pathlib import Path
from zipfile import ZipFile

import pytest
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.reading import read_book
from lunarcurator.exchange.shown_formats import How, Shown, Written, how_shown
from openpyxl import Workbook

from tests.exchange.making import record, xls, zipped

FONT, FORMAT, STYLE = 0x0031, 0x041E, 0x00E0
PERCENT, YEAR, MONTH = Shown.PERCENT, Shown.YEAR, Shown.MONTH


def cells(path: Path, sheet: int = 0) -> list[tuple[Cell, ...]]:
    return [row.cells for row in read_book(path).sheets[sheet].rows()]


def texts(path: Path, sheet: int = 0) -> list[tuple[str, ...]]:
    return [tuple(map(str, row)) for row in cells(path, sheet)]


@pytest.mark.parametrize(
    ("code", "how"),
    [
        ("0%", PERCENT),
        ("0.0 %;-0.0 %", PERCENT),
        ('0.0" %"', Written(behind=" %")),
        ("0.0\\%", Written(behind="%")),
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
    # A sign that is only written behind the figure multiplies nothing.
    told = [row[1] for row in cells(tmp_path / "a.xlsx")]
    assert told == ["Pristinity", "95%", "100%", "50 %", "new"]


def test_an_xls_sheet_says_which_cells_it_shows_in_percent(tmp_path: Path) -> None:
    def style(form: int) -> bytes:
        return record(STYLE, struct.pack("<HHHBBHIIH", 0, form, 1, 0, 0, 0, 0, 0, 64 | 65 << 7))

    forms = record(FORMAT, struct.pack("<HHB", 164, 4, 0) + b"0.0%") + record(FORMAT, b"\xa5\0\x01\0\x000")
    styles = forms + style(0) + style(9) + style(164) + style(165)
    figures = [record(0x0203, struct.pack("<HHHd", at, 1, at, 0.5)) for at in range(4)]
    told = texts(xls(tmp_path / "a.xls", *figures, extra=styles))
    assert [row[1] for row in told] == ["0.5", "50%", "50%", "0.5"]


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
    assert texts(tmp_path / "a.xlsx") == [
        ("1952", "1952-01", "1952-01-01"),
        ("1952-03-01", "1952-03", "1952-03-01"),
        ("1952-03-17", "1952-03-17", "1952-03-17"),
        ("1952-01-01 09:30:00", "1952-01-01 09:30:00", "1952-01-01 09:30:00"),
        ("1905-05-05", "1905-05-05", "1905-05-05"),
        ("about 1952", "about 1952", "about 1952"),
    ]


def eastern(path: Path, forms: tuple[int, ...], spelt: str = "") -> Path:
    """Write dates of a first of March with formats that the program knows by their numbers alone."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([44256] * len(forms))
    for cell, form in zip(sheet[1], forms, strict=True):
        cell.number_format = f"0.{'0' * form}"
    book.save(path)
    with ZipFile(path) as made:
        parts: dict[str, str | bytes] = {name: made.read(name) for name in made.namelist()}
    styles = str(parts["xl/styles.xml"], "utf-8")  # type: ignore[arg-type]
    for at, form in enumerate(forms):
        styles = styles.replace(f'numFmtId="{164 + at}"', f'numFmtId="{form}"')
    parts["xl/styles.xml"] = re.sub("<numFmts.*</numFmts>", spelt, styles)
    return zipped(path, parts)


def test_formats_that_show_a_month_in_one_language_of_east_asia_say_no_day(tmp_path: Path) -> None:
    forms = (*range(27, 37), *range(50, 59))
    ((*told,),) = texts(eastern(tmp_path / "a.xlsx", forms))
    months = {form for form, text in zip(forms, told, strict=True) if text == "2021-03"}
    assert months == {27, 34, 36, 50, 52, 55, 57}
    spelt = '<numFmts count="1"><numFmt numFmtId="57" formatCode="yyyy/m/d"/></numFmts>'
    ((spelt_out, by_number),) = texts(eastern(tmp_path / "a.xlsx", (57, 27), spelt))
    assert (spelt_out, by_number) == ("2021-03-01", "2021-03")


def test_an_xls_sheet_knows_them_too(tmp_path: Path) -> None:
    font = record(FONT, struct.pack("<HHHHHBBBBBB", 220, 0, 0, 400, 0, 0, 0, 134, 0, 0, 0))
    styles = b"".join(
        record(STYLE, struct.pack("<HHHBBHIIH", 0, form, 1, 0, 0, 0, 0, 0, 0)) for form in (57, 58, 36)
    )
    figures = [record(0x0203, struct.pack("<HHHd", 0, at, at, 44256)) for at in range(3)]
    ((first, _, third),) = texts(xls(tmp_path / "a.xls", *figures, extra=font + styles))
    assert (first, third) == ("2021-03", "2021-03")
    spelt = record(FORMAT, struct.pack("<HHB", 57, 8, 0) + b"yyyy/m/d")
    ((first, _, third),) = texts(xls(tmp_path / "a.xls", *figures, extra=font + spelt + styles))
    assert (first, third) == ("2021-03-01", "2021-03")
