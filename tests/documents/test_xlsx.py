import datetime
import io
import shutil
import subprocess
import tempfile
import tracemalloc
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunarcurator.documents import xlsx_renderer
from lunarcurator.documents.model import AboutLine, Column, ColumnKind, Document, MassFigure, Sheet
from lunarcurator.documents.rendering import RenderStopped
from lunarcurator.documents.xlsx_renderer import HEADER_ROW, render_xlsx
from lunarcurator.exchange.reading import read_book

from tests.documents.making import ABOUT, WORDS, document, opened, read_by_calamine, rendered, written
from tests.plain_tables import find_table

NUMBER = Column("number", "Number", width=18)
MASS = Column("mass", "Mass now", ColumnKind.MASS, "g")
COUNT = Column("count", "Pieces", ColumnKind.INTEGER)
DAY = Column("day", "Weighed on", ColumnKind.DAY)
PERCENT = Column("pristinity", "Pristinity", ColumnKind.PERCENT)
MOMENT = Column("moment", "Recorded", ColumnKind.MOMENT)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def cell(content: bytes, at: str):  # type: ignore[no-untyped-def]
    return opened(content).worksheets[1][at]


def one(column: Column, value: object) -> bytes:
    return rendered(document((column,), [(value,)]), ".xlsx")  # type: ignore[list-item]


def parsed(xml: bytes) -> ET.Element:
    return ET.fromstring(xml)  # noqa: S314 - our own file


def test_two_independent_readers_see_the_same_cells() -> None:
    columns = (NUMBER, MASS, COUNT, DAY, PERCENT, MOMENT)
    moment = datetime.datetime.fromisoformat("2026-11-24T15:26:57")
    rows = [
        ("15405,91", MassFigure(402_750_000, 1000), 3, 19740130, 88_360, moment),
        ("15405", None, None, 19740100, None, None),
    ]
    content = rendered(document(columns, rows), ".xlsx")
    calamine = read_by_calamine(content)
    assert calamine[0][0] == "A list"
    assert calamine[2] == ["Number", "Mass now (g)", "Pieces", "Weighed on", "Pristinity (%)", "Recorded"]
    assert calamine[3] == ["15405,91", 402.75, 3.0, datetime.date(1974, 1, 30), 88.36, moment]
    assert calamine[4] == ["15405", "", "", "1974-01", "", ""]
    sheet = opened(content).worksheets[1]
    found = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    midnight = datetime.datetime.fromisoformat("1974-01-30T00:00")
    assert found == [
        ["15405,91", 402.75, 3, midnight, 88.36, moment],
        ["15405", None, None, "1974-01", None, None],
    ]


@pytest.mark.parametrize(
    "text", ["15405,91", "10002,22", "0015", "1/2", "12e3", "1:10", "=2+3", "+1", "-", "-5", "@x", "#N/A", "TRUE"]
)
def test_text_stays_text(text: str) -> None:
    found = cell(one(NUMBER, text), "A4")
    assert (found.value, found.data_type, found.number_format) == (text, "s", "@")
    assert found.quotePrefix == text.startswith(("=", "+", "-", "@"))
    assert read_by_calamine(one(NUMBER, text))[3] == [text]


@pytest.mark.parametrize(
    ("figure", "value", "number_format"),
    [
        (MassFigure(5_629_000_000, 1_000_000), 5629, "0"),
        (MassFigure(300_000, 10_000), 0.3, "0.00"),
        (MassFigure(402_750_000, 1000), 402.75, "0.000"),
        (MassFigure(1, 1), 0.000001, "0.000000"),
        (MassFigure(375_035_990_000, 10_000), 375035.99, "0.00"),
        (MassFigure(5_629_500_000, 1_000_000), 5629.5, "0.0"),
        (MassFigure(0, 1000), 0, "0.000"),
        (MassFigure(-19_380, 1), -0.01938, "0.000000"),
        (1_500_000, 1.5, "0.0"),
    ],
)
def test_a_mass_is_a_real_number_with_the_decimals_it_was_weighed_to(
    figure: MassFigure | int, value: float, number_format: str
) -> None:
    found = cell(one(MASS, figure), "A4")
    assert (found.value, found.data_type, found.number_format) == (value, "n", number_format)


def test_a_mass_is_shown_in_the_unit_of_its_column() -> None:
    content = one(Column("mass", "Mass", ColumnKind.MASS, "mg"), MassFigure(16_600, 100))
    assert cell(content, "A3").value == "Mass (mg)"
    assert (cell(content, "A4").value, cell(content, "A4").number_format) == (16.6, "0.0")


def test_the_resolution_of_a_column_holds_where_a_mass_has_none() -> None:
    column = Column("received", "Received", ColumnKind.MASS, "g", resolution_ug=1)
    assert cell(one(column, 1_000_000), "A4").number_format == "0.000000"
    assert cell(one(column, MassFigure(1_000_000, 1000)), "A4").number_format == "0.000"


@given(st.integers(-(10**15), 10**15))
def test_every_mass_comes_back_to_the_microgram(ug: int) -> None:
    ((value,),) = read_by_calamine(one(MASS, ug))[3:]
    assert round(float(str(value)) * 1_000_000) == ug


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (19740130, datetime.datetime.fromisoformat("1974-01-30T00:00")),
        (19000301, datetime.datetime.fromisoformat("1900-03-01T00:00")),
        (19000228, "1900-02-28"),
        (18700000, "1870"),
        (19740000, "1974"),
        (0, None),
    ],
)
def test_a_day_is_a_real_day_where_it_is_precise(day: int, value: object) -> None:
    found = cell(one(DAY, day), "A4")
    assert found.value == value
    assert found.number_format == ("yyyy-mm-dd" if isinstance(value, datetime.datetime) else found.number_format)


def test_a_count_too_large_for_excel_keeps_its_digits_as_text() -> None:
    assert cell(one(COUNT, 2**53), "A4").value == 2**53
    assert cell(one(COUNT, 2**53 + 1), "A4").value == str(2**53 + 1)


def test_a_float_has_no_place_in_a_document() -> None:
    with pytest.raises(TypeError):
        one(MASS, 1.5)
    with pytest.raises(TypeError):
        one(COUNT, True)


UNWRITABLE = "".join(map(chr, {*range(32), 0xFFFE, 0xFFFF} - {9, 10}))
SIGNS = st.characters(exclude_categories=["Cs"], exclude_characters=UNWRITABLE)


@given(st.text(SIGNS, min_size=1, max_size=60))
def test_every_text_comes_back_as_it_went_out(text: str) -> None:
    assert read_by_calamine(one(NUMBER, text))[3] == [text]


def test_signs_that_xml_cannot_hold_are_made_visible() -> None:
    assert read_by_calamine(one(NUMBER, "a\x00b\x1bc\r\nd\ud800e"))[3] == ["a␀b␛c\nd�e"]
    assert read_by_calamine(one(NUMBER, "_x0041_ <&>"))[3] == ["_x0041_ <&>"]


def test_a_long_text_is_not_shown_as_number_signs() -> None:
    assert cell(one(NUMBER, "x" * 255), "A4").number_format == "@"
    assert cell(one(NUMBER, "x" * 256), "A4").number_format == "General"
    assert cell(one(NUMBER, "=" * 256), "A4").quotePrefix


def test_a_text_too_long_for_a_cell_is_cut_with_a_mark() -> None:
    (text,) = read_by_calamine(one(NUMBER, "x" * 40_000))[3]
    assert len(str(text)) == 32_767
    assert str(text).endswith(f"x {WORDS.cut}")


def test_a_table_has_frozen_header_filter_bands_widths_and_print_setup() -> None:
    content = rendered(document((NUMBER, MASS), [(str(n), n) for n in range(5)], title="R & D"), ".xlsx")
    sheet = opened(content).worksheets[1]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B4", "A3:B8")
    assert sheet.column_dimensions["A"].width == 18
    (bands,) = sheet.conditional_formatting
    assert str(bands.sqref) == "A4:B8"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight, sheet.page_setup.paperSize) == (
        "landscape",
        0,
        9,
    )
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.oddFooter.left.text, sheet.oddFooter.center.text) == ("R && D", WORDS.page)
    header = sheet["B3"]
    assert (header.font.bold, header.alignment.horizontal, header.fill.fgColor.rgb) == (True, "right", "00E4E7EB")
    assert sheet["A3"].alignment.horizontal == "left"


def test_a_wide_table_is_printed_on_several_pages_with_its_first_column_on_each() -> None:
    remarks = (Column(f"c{n}", f"Remark {n}", width=40) for n in range(10))
    sheet = opened(rendered(document((NUMBER, *remarks), [("1", *"abcdefghij")]), ".xlsx")).worksheets[1]
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (2, 0)
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$3:$3", "$A:$A")


def test_a_text_longer_than_its_column_goes_on_in_further_lines_and_a_short_one_does_not() -> None:
    path = "Site \u203a Building \u203a Clean room \u203a Cabinet 1"
    rows = [("15405", path), ("田" * 9, "one\nmore"), ("15405,9", path), ("x", "Site")]
    book = opened(
        rendered(document((NUMBER, Column("place", "Place", width=20)), rows, totals=(path, "")), ".xlsx")
    )
    sheet = book.worksheets[1]
    wrapped = [[bool(sheet.cell(at, column).alignment.wrap_text) for column in (1, 2)] for at in range(4, 8)]
    assert wrapped == [[False, True], [True, True], [False, True], [False, False]]
    assert sheet["A8"].alignment.wrap_text
    assert {each.alignment.vertical for row in sheet["A4:B7"] for each in row} == {"top"}
    assert sheet.row_dimensions[4].height is None, "a fixed height would not grow with its lines"


def test_figures_stand_right_with_air_and_days_left_below_their_headers() -> None:
    sheet = opened(rendered(document((MASS, DAY), [(1_500_000, 19720310)]), ".xlsx")).worksheets[1]
    sides = [(sheet[at].alignment.horizontal, sheet[at].alignment.indent) for at in ("A3", "A4", "B3", "B4")]
    assert sides == [("right", 1), ("right", 1), ("left", 0), ("left", 0)]


def test_the_first_sheet_says_what_the_document_is() -> None:
    content = rendered(document((NUMBER,), [("1",)]), ".xlsx")
    workbook = opened(content)
    assert workbook.sheetnames == [WORDS.about, "List"]
    assert [[cell.value for cell in row] for row in workbook.worksheets[0].iter_rows(min_row=3)] == [
        ["Store", "apollo.lunar"],
        ["Journal head", "ab" * 32],
    ]
    assert workbook.properties.title == "A list"


def test_what_it_says_of_itself_may_depend_on_its_rows() -> None:
    seen: list[str] = []

    def rows():  # type: ignore[no-untyped-def]
        for number in ("1", "2", "3"):
            seen.append(number)
            yield (number,)

    def about():  # type: ignore[no-untyped-def]
        yield AboutLine("Pieces", str(len(seen)))

    made = Document("T", (Sheet("S", (NUMBER,), rows()),), about(), WORDS)
    assert opened(rendered(made, ".xlsx")).worksheets[0]["B3"].value == "3"


def test_totals_stand_below_the_table_and_outside_its_filter() -> None:
    made = document((NUMBER, COUNT), [("1", 1), ("2", 2)], totals=("Total", 3))
    sheet = opened(rendered(made, ".xlsx")).worksheets[1]
    assert [cell.value for cell in sheet[6]] == ["Total", 3]
    assert sheet["A6"].font.bold
    assert sheet.auto_filter.ref == "A3:B5"


def test_sheet_names_are_such_as_excel_takes() -> None:
    names = ["History", "a/b:c*[d]?", "x" * 40, "X" * 40, "'quoted'", "", "list", "List"]
    made = Document("T", tuple(Sheet(name, (NUMBER,), []) for name in names), ABOUT, WORDS)
    assert opened(rendered(made, ".xlsx")).sheetnames[1:] == [
        "History 2",
        "a b c  d",
        "x" * 31,
        "X" * 29 + " 2",
        "quoted",
        "1",
        "list",
        "List 2",
    ]


def test_a_list_longer_than_a_sheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_renderer, "MOST_ROWS", 14)
    rows = [(str(number),) for number in range(25)]
    workbook = opened(rendered(document((NUMBER,), rows, totals=("Total",)), ".xlsx"))
    assert workbook.sheetnames[1:] == ["List", "List 2", "List 3"]
    cells = [[row[0].value for row in sheet.iter_rows(min_row=4)] for sheet in workbook.worksheets[1:]]
    assert cells == [
        [str(number) for number in range(10)],
        [str(number) for number in range(10, 20)],
        [str(number) for number in range(20, 25)] + ["Total"],
    ]


def test_the_same_document_gives_the_same_cells() -> None:
    def parts() -> dict[str, bytes]:
        content = rendered(document((NUMBER, MASS), [("15405,91", MassFigure(1, 1))]), ".xlsx")
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist() if name.startswith("xl/")}

    assert parts() == parts()


def test_the_parts_are_sound_and_every_style_is_there() -> None:
    content = rendered(
        document((NUMBER, MASS, DAY), [("=x", MassFigure(1, 1), 19740130), ("a", 10, 0)], totals=("T", 11, None)),
        ".xlsx",
    )
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        trees = {name: parsed(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")}
    styles = len(trees["xl/styles.xml"].findall(f"{MAIN}cellXfs/{MAIN}xf"))
    sheet = trees["xl/worksheets/sheet2.xml"]
    assert all(int(found.get("s", "0")) < styles for found in sheet.iter(f"{MAIN}c"))
    numbers = [int(row.get("r", "0")) for row in sheet.iter(f"{MAIN}row")]
    assert numbers == [1, 2, 3, 4, 5, 6]
    # Excel repairs a file whose elements come in another order.
    order = [element.tag.removeprefix(MAIN) for element in sheet]
    expected = ["sheetPr", "sheetViews", "sheetFormatPr", "cols", "sheetData", "autoFilter"]
    expected += ["conditionalFormatting", "pageMargins", "pageSetup", "headerFooter"]
    assert order == expected


def test_our_own_workbook_is_read_back_with_its_header(tmp_path: Path) -> None:
    rows = [("15405,91", MassFigure(402_750_000, 1000), 19740130), ("=x", None, 19740100)]
    path = written(tmp_path / "a.xlsx", document((NUMBER, MASS, DAY), rows))
    table = find_table(read_book(path).sheets[1])
    assert (table.header_row, table.columns) == (HEADER_ROW, ("Number", "Mass now (g)", "Weighed on"))
    assert [[str(cell) for cell in row.cells] for row in table.rows()] == [
        ["15405,91", "402.75", "1974-01-30"],
        ["=x", "None", "1974-01"],
    ]


def test_calling_it_off_writes_nothing_and_leaves_no_file_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    told: list[int] = []
    stream = io.BytesIO()
    made = document((NUMBER,), ((str(number),) for number in range(10_000)))
    with pytest.raises(RenderStopped) as stopped:
        render_xlsx(made, stream, progress=told.append, should_stop=lambda: len(told) >= 4)
    assert (told, stopped.value.facts) == ([250, 500, 750, 1000], {"rows": 1000})
    assert stream.getvalue() == b""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_rows_are_not_kept_in_memory(tmp_path: Path) -> None:
    rows = ((str(number), number) for number in range(40_000))
    tracemalloc.start()
    with (tmp_path / "a.xlsx").open("wb") as stream:
        render_xlsx(document((NUMBER, MASS), rows), stream)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 * 1024 * 1024


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed on this machine")
def test_libreoffice_opens_it_and_sees_the_same_cells(tmp_path: Path) -> None:
    rows = [("15405,91", MassFigure(402_750_000, 1000), 19740130), ("=2+3", 5_000_000, 19740100)]
    path = written(tmp_path / "a.xlsx", document((NUMBER, MASS, DAY), rows))
    export = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,2"
    subprocess.run(
        ["soffice", "--headless", "--convert-to", export, "--outdir", str(tmp_path), str(path)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    (found,) = tmp_path.glob("*.csv")
    lines = found.read_text(encoding="utf-8").splitlines()
    assert lines[2:] == ["Number,Mass now (g),Weighed on", '"15405,91",402.750,1974-01-30', "=2+3,5,1974-01"]


def test_rows_of_an_outlined_sheet_can_be_folded_into_the_row_above_them() -> None:
    rows = [("Lab",), ("    Room",), ("        10017",), (None,), ("    " * 9 + "deep",)]
    plain = document((NUMBER,), rows)
    folded = replace(plain, sheets=(replace(plain.sheets[0], outlined=True),))
    content = rendered(folded, ".xlsx")
    sheet = opened(content).worksheets[1]
    assert [sheet.row_dimensions[at].outlineLevel for at in range(4, 9)] == [0, 1, 2, 0, 7]
    assert sheet.sheet_properties.outlinePr.summaryBelow is False
    assert sheet["A6"].value == "        10017"
    flat = opened(rendered(plain, ".xlsx")).worksheets[1]
    assert {flat.row_dimensions[at].outlineLevel for at in range(4, 9)} == {0}
