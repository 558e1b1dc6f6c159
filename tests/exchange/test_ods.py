"""Of an ods file its values are read, where they are what its cells show; what else it says is refused."""

import zipfile
from datetime import date
from pathlib import Path

import pytest
from lunarcurator.exchange.cells import Cell, ErrorCell
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.reading import read_book

from tests.exchange.making import ods

STYLES = (
    '<style:style style:name="struck"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="up"><style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="bold"><style:text-properties style:text-line-through-style="none"/></style:style>'
)


def made(path: Path, *cells: str, row: str = "", before: str = "") -> Path:
    table = f"<table:table-row{row}>{''.join(cells)}</table:table-row>"
    return ods(path, f'{STYLES}<table:table table:name="S">{before}{table}</table:table>')


def text(words: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{more}>{words}</table:table-cell>'


def value(kind: str, kept: str, shown: str) -> str:
    name = "date-value" if kind == "date" else "value"
    paragraph = f"<text:p>{shown}</text:p>" if shown else ""
    return f'<table:table-cell office:value-type="{kind}" office:{name}="{kept}">{paragraph}</table:table-cell>'


def read(path: Path) -> tuple[Cell, ...]:
    (row,) = read_book(path).sheets[0].rows()
    return row.cells


@pytest.mark.parametrize(
    ("kept", "shown", "said"),
    [
        ("5", "5", "5"),
        ("5", "", "5"),
        ("5.25", "5,3", "5.25"),
        ("-5.25", "−5.25", "-5.25"),
        ("0.3", "0.30", "0.3"),
        ("0.3", ".3", "0.3 [.3]"),
        ("10017", "10 017", "10017"),
        ("10017", "10,017.00", "10017"),
        ("10017", "10.017,00", "10017"),
        ("5000", "5.0E+03", "5000"),
        ("5", "5.0 mg", "5 [5.0 mg]"),
        ("5", "5 €", "5 [5 €]"),
        ("5000", "5", "5000 [5]"),
        ("-5", "5", "-5 [5]"),
        ("0.5", "1/2", "0.5 [1/2]"),
        ("17", "00017", "17 [00017]"),
        ("1", "TRUE", "1 [TRUE]"),
        ("10017", "10-017", "10017 [10-017]"),
        ("10017", "1.0.0.17", "10017 [1.0.0.17]"),
        ("1000000", "1.000.000", "1000000"),
    ],
)
@pytest.mark.parametrize("kind", ["float", "currency"])
def test_a_figure_that_is_shown_otherwise_than_it_is_kept_is_an_error(
    tmp_path: Path, kind: str, kept: str, shown: str, said: str
) -> None:
    (cell,) = read(made(tmp_path / "a.ods", value(kind, kept, shown)))
    assert str(cell) == said
    assert isinstance(cell, ErrorCell) == ("[" in said)


@pytest.mark.parametrize(
    ("shown", "is_whole"),
    [
        ("1952-01-01", True),
        ("1 January 1952", True),
        ("1. янв. 52", True),
        ("1952年1月1日", True),
        ("", True),
        ("1952", False),
        ("01/1952", False),
        ("Jan 52", False),
        ("1952年1月", False),
        ("January", False),
    ],
)
def test_a_date_of_which_a_part_is_shown_is_an_error(tmp_path: Path, shown: str, is_whole: bool) -> None:
    (cell,) = read(made(tmp_path / "a.ods", value("date", "1952-01-01", shown)))
    assert cell == (date(1952, 1, 1) if is_whole else ErrorCell(f"1952-01-01 [{shown}]"))


def test_percentages_and_errors_are_read_as_they_are_shown(tmp_path: Path) -> None:
    error = (
        '<table:table-cell office:value-type="{}" calcext:value-type="error"{}><text:p>#N/A</text:p>'
        "</table:table-cell>"
    )
    cells = (
        value("percentage", "0.95", "95 %"),
        error.format("string", ' office:string-value=""'),
        error.format("float", ' office:value="0"'),
        value("float", "7", "7"),
    )
    percent, text_error, figure_error, seven = read(made(tmp_path / "a.ods", *cells))
    assert (percent, text_error, seven) == ("95%", ErrorCell("#N/A"), 7)
    assert isinstance(figure_error, ErrorCell)


def test_what_repeats_a_figure_is_read_as_often(tmp_path: Path) -> None:
    cell = value("float", "5", "5 mg").replace(
        " office:value=", ' table:number-columns-repeated="2" office:value='
    )
    path = made(tmp_path / "a.ods", cell, row=' table:number-rows-repeated="2"')
    assert [row.cells for row in read_book(path).sheets[0].rows()] == [(ErrorCell("5 [5 mg]"),) * 2] * 2


def test_a_figure_with_words_that_repeats_without_end_is_refused(tmp_path: Path) -> None:
    cell = value("float", "5", "5 mg").replace(
        " office:value=", ' table:number-columns-repeated="4000" office:value='
    )
    with pytest.raises(SheetError) as refused:
        read_book(made(tmp_path / "a.ods", cell, row=' table:number-rows-repeated="4000"'))
    assert refused.value.key == "sheet.broken"


NOTE = "<office:annotation><text:p>17</text:p></office:annotation>"


@pytest.mark.parametrize(
    ("cell", "row", "before"),
    [
        (text(f"{NOTE}<text:p>5</text:p>"), "", ""),
        ("<table:covered-table-cell/>" + text("<text:p>5</text:p>"), "", ""),
        (text("<text:p>5</text:p>", ' table:style-name="struck"'), "", ""),
        (text('<text:p>924<text:span text:style-name="up">1</text:span></text:p>'), "", ""),
        (text("<text:p>5</text:p>"), ' table:visibility="filter"', ""),
        (text("<text:p>5</text:p>"), "", '<table:table-column table:visibility="collapse"/>'),
    ],
)
def test_the_marks_of_a_sheet_that_has_any_are_refused_and_its_values_read(
    tmp_path: Path, cell: str, row: str, before: str
) -> None:
    path = made(tmp_path / "a.ods", cell, row=row, before=before)
    (sheet,) = read_book(path).sheets
    with pytest.raises(SheetError) as refused:
        sheet.marks()
    assert (refused.value.key, dict(refused.value.facts)) == ("sheet.marks_unread", {"file": "a.ods"})
    assert read(path)


def test_a_comment_is_not_what_a_figure_shows(tmp_path: Path) -> None:
    cell = value("float", "5", "5").replace("<text:p>", f"{NOTE}<text:p>")
    assert read(made(tmp_path / "a.ods", cell)) == (5,)


def test_bold_words_and_unmarked_sheets_beside_marked_ones_are_read(tmp_path: Path) -> None:
    bold = text('<text:p>a<text:span text:style-name="bold">b</text:span></text:p>')
    (sheet,) = read_book(made(tmp_path / "a.ods", bold)).sheets
    assert sheet.marks().merged == []
    table = '<table:table table:name="{}"><table:table-row>{}</table:table-row></table:table>'
    marked = text(f"{NOTE}<text:p>5</text:p>")
    path = ods(tmp_path / "b.ods", table.format("A", marked) + table.format("B", text("<text:p>5</text:p>")))
    assert read_book(path).sheets[1].marks().comments == {}


@pytest.mark.parametrize("part", ["content.xml", "styles.xml"])
def test_an_ods_file_out_of_shape_is_refused(tmp_path: Path, part: str) -> None:
    broken = value("float", "many", "5") if part == "content.xml" else ""
    path = made(tmp_path / "a.ods", broken, before='<table:table-row table:number-rows-repeated="many"/>')
    if part == "styles.xml":
        path = made(tmp_path / "a.ods")
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(part, "<!DOCTYPE x><styles/>")
    with pytest.raises(SheetError) as refused:
        read_book(path)
    assert refused.value.key == ("sheet.broken" if part == "content.xml" else "sheet.has_doctype")
