"""What a format writes beside the figure of a cell is read with it: 5.0 mg is no 5 of the unit in the header."""

from decimal import Decimal
from pathlib import Path

import pytest
from lunarcurator.exchange.cells import ErrorCell
from lunarcurator.exchange.reading import read_book
from lunarcurator.exchange.shown_formats import Written, as_shown, how_shown
from openpyxl import Workbook


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ('0.0" mg"', "5", "5 mg"),
        ('0.0" mg"', "5.25", "5.25 mg"),
        ("0.0\\ \\m\\g", "5", "5 mg"),
        ('General" mg"', "5", "5 mg"),
        ("0.0 mg", "5", "5 mg"),
        ("0[$ mg-409]", "5", "5 mg"),
        ('[Red]0.0" g"', "5", "5 g"),
        ('#\\ ##0" g"', "10017", "10017 g"),
        ('0.00E+00" g"', "5", "5 g"),
        ('0.0" g";-0.0" g"', "-5", "-5 g"),
        ('#,##0.00 "€";[Red]-#,##0.00 "€"', "5", "5 €"),
        ('0.0" °C"', "-5", "-5 °C"),
        ('0.0" g";@', "-5", "-5 g"),
        ("00000", "17", "00017"),
        ("00000", "0.25", "0.25"),
    ],
)
def test_a_format_writes_the_figure_with_all_its_digits_and_its_words(code: str, value: str, shown: str) -> None:
    how = how_shown(code)
    assert isinstance(how, Written)
    assert how.of(Decimal(value)) == shown


@pytest.mark.parametrize(
    "code",
    [
        "0.0,",
        '0.0,," kg"',
        "0,.0",
        '[<1]0.000" mg";0.0" g"',
        '0.0" mg";0.0',
        '0.0" g";-0.0" g";"n.d."',
        '00"-"000',
        '0" of "0',
        '0" x "#',
        '"<"0.0',
        '0" ?"',
        '0".5"',
        "0\\#",
    ],
)
def test_a_format_that_shows_another_figure_or_words_that_depend_on_it_makes_an_error(code: str) -> None:
    how = how_shown(code)
    assert isinstance(how, Written)
    assert how.of(Decimal("0.5")) == ErrorCell(f"0.5 [{code}]")


@pytest.mark.parametrize(
    "code",
    [
        "#,##0.00",
        "#,##0_);(#,##0)",
        "# ?/?",
        "# ?/8",
        "#\\ ##0",
        "dd/mm/yyyy",
        "0.0;;",
        "@",
        '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-',
    ],
)
def test_a_format_that_only_parts_figures_or_signs_says_no_more_than_they_do(code: str) -> None:
    assert how_shown(code) is None


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (";;;", "7 g [;;;]"),
        (";;", "7 g"),
        (";;;@", "7 g"),
        (";0;", "7 g"),
        ('""', "7 g"),
        ('"x"', "7 g"),
        ("-;-;-", "7 g"),
        ("[Red];;", "7 g"),
        ('"";"";"";', '7 g ["";"";"";]'),
    ],
)
def test_a_format_that_does_not_show_the_figure_makes_an_error_of_what_is_not_seen(code: str, text: str) -> None:
    how = how_shown(code)
    assert isinstance(how, Written)
    assert how.of(Decimal("3.25")) == ErrorCell(f"3.25 [{code}]")
    assert str(as_shown("7 g", how)) == text


def test_a_format_longer_than_any_program_takes_makes_an_error_at_once() -> None:
    how = how_shown("-" * 100_000 + "0/0/0")
    assert isinstance(how, Written)
    assert isinstance(how.of(Decimal(5)), ErrorCell)


def test_only_the_figures_of_a_sheet_are_written_with_the_words_of_their_format(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (("ID", "Weight (g)"), ("10017", 5), ("10018", 0.5), ("10019", "7 g"), ("10020", None), (17, 1)):
        sheet.append(row)
    for row in range(2, 6):
        sheet[f"B{row}"].number_format = '0.0" mg"'
    sheet["A6"].number_format, sheet["B6"].number_format = "00000", "00"
    book.save(tmp_path / "a.xlsx")
    read = read_book(tmp_path / "a.xlsx").sheets[0]
    rows = [row.cells for row in read.rows()]
    assert rows[1:] == [("10017", "5 mg"), ("10018", "0.5 mg"), ("10019", "7 g"), ("10020", None), ("00017", "01")]
