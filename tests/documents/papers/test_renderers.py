import io
import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from lunarcurator.documents.model import Column, ColumnKind
from lunarcurator.documents.papers.blocks import Entry, Fields, Paper, Table, Text
from lunarcurator.documents.papers.html_paper import render_html_paper
from lunarcurator.documents.papers.xlsx_paper import render_xlsx_paper
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from tests.documents.papers.facts import EVERYTHING
from tests.documents.papers.filled import ALL, filled


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return filled(tmp_path, ALL, EVERYTHING, "a4_landscape")


def page(paper: Paper) -> str:
    stream = io.BytesIO()
    render_html_paper(paper, stream)
    return stream.getvalue().decode("utf-8")


def book(paper: Paper) -> bytes:
    stream = io.BytesIO()
    render_xlsx_paper(paper, stream)
    return stream.getvalue()


def test_a_web_page_has_every_block_and_runs_nothing(paper: Paper) -> None:
    text = page(paper)
    assert "<script" not in text
    assert "default-src 'none'" in text
    assert "size: A4 landscape" in text
    assert "Back &lt;b&gt;" in text
    for said in ("Laboratory of a test", "Trial of 15555", "No. L-7", "Nothing at all.", "☑ whole", "☐ broken"):
        assert said in text
    assert text.count("data:image/png;base64,") == 1
    assert text.count('class="write"') == 2
    assert text.count('<tr class="blank">') == 2
    assert 'counter(page) " of " counter(pages)' in text
    assert re.search(r"<footer>a\.lunar S 7 D 2026-11-24 head (ab){32} · Printed 2026-11-24 12:00</footer>", text)


def test_a_workbook_has_real_figures_and_texts_that_stay_texts(paper: Paper) -> None:
    sheet = load_workbook(io.BytesIO(book(paper))).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    first = next(row for row in rows if row[0] == "=1+1")
    assert first[:3] == ["=1+1", 1.5, 1]
    assert isinstance(first[3], datetime)
    assert first[3].date() == date(1972, 3, 10)
    assert next(row for row in rows if row[0] == "15555,2")[3] == "1972-03"
    assert next(row for row in rows if row[0] == "15555,3")[1] == "not weighed"
    assert next(row for row in rows if row[0] == "Sum")[:3] == ["Sum", "\u2265 3.500, 1 unknown", 3]
    told = [cell for row in rows for cell in row if cell]
    assert "Printed" not in " ".join(map(str, told))
    assert any("head " + "ab" * 32 in str(cell) for cell in told)
    formats = {cell.number_format for row in sheet.iter_rows() for cell in row if cell.value == 1.5}
    assert formats == {"0.000"}
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.oddFooter.center.text == "Page &P of &N"
    assert len(sheet.row_breaks.brk) == 2


def test_a_workbook_opens_with_another_program(paper: Paper) -> None:
    read = CalamineWorkbook.from_filelike(io.BytesIO(book(paper))).get_sheet_by_index(0).to_python()
    assert read[1][0] == "Trial of 15555"
    assert any(row[0] == "=1+1" for row in read)


def test_the_same_paper_gives_the_same_page(paper: Paper) -> None:
    assert page(paper) == page(paper)


@pytest.mark.parametrize(("depth", "shown_as"), [(0, "0"), (500, "0.5"), (12_000, "12")])
def test_a_length_is_a_figure_in_millimetres(paper: Paper, depth: int, shown_as: str) -> None:
    column = Column("top", "Top (mm)", ColumnKind.LENGTH)
    depths = replace(paper, blocks=(Table((column,), ((depth,), (None,))),))
    assert f'<td class="figure">{shown_as}</td>' in page(depths)
    sheet = load_workbook(io.BytesIO(book(depths))).active
    assert sheet is not None
    found = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int | float)]
    assert found == [depth / 1000]


def test_nothing_of_a_workbook_is_cut_on_paper(paper: Paper) -> None:
    long = ("A sentence of a loan agreement that goes on over the whole width of a page and further. " * 4).strip()
    fields = Fields((Entry("Place", "Site \u203a Building \u203a Clean room \u203a Cabinet 1"),))
    texts = (Column(f"c{at}", "C", width=16) for at in range(5))
    table = Table((Column("pass", "Pass", ColumnKind.INTEGER, width=6), *texts), ((1, *"abcde"),))
    sheet = load_workbook(io.BytesIO(book(replace(paper, blocks=(Text(long), fields, table))))).worksheets[0]
    at = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert f"B{at['Place'].row}:F{at['Place'].row}" in {str(each) for each in sheet.merged_cells.ranges}
    assert sheet.column_dimensions["A"].width >= 20, "a label is wider than a column of numbers"
    assert sheet.row_dimensions[at[long].row].height >= 16 * 4
    assert (at[1].alignment.horizontal, at[1].alignment.indent) == ("right", 1)
