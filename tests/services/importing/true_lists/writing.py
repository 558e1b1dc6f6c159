"""Writes a sheet as files of several kinds."""

import csv
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from tests.exchange.making import ods
from tests.services.importing.true_lists.grid import Grid, Said


def write_xlsx(grid: Grid, path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Sheet1"
    for (row, column), said in grid.cells.items():
        sheet.cell(row, column, said)
    for row, column in grid.coloured:
        sheet.cell(row, column).fill = PatternFill("solid", fgColor="FFFFFF00")
    for row in grid.struck:
        for column in range(1, grid.width + 1):
            sheet.cell(row, column).font = Font(strike=True)
    for row, column in grid.comments:
        sheet.cell(row, column).comment = Comment("looked at again", "A")
    if grid.read_me:
        other = book.create_sheet("Read me", 0)
        other.append(["This workbook lists the samples of the laboratory."])
        other.append(["Changed", "2021-03-04"])
    for row in grid.hidden_rows:
        sheet.row_dimensions[row].hidden = True
    for top, left, bottom, right in grid.merges:
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    book.save(path)
    return path


def write_csv(grid: Grid, path: Path, delimiter: str, encoding: str) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        for row in range(1, grid.height + 1):
            cells = [_text(grid, grid.cells.get((row, at))) for at in range(1, grid.width + 1)]
            writer.writerow(cells)
    return path


def _text(grid: Grid, said: Said) -> str:
    if isinstance(said, float):
        return repr(said).replace(".", ",") if grid.decimal_comma else repr(said)
    return said.isoformat() if isinstance(said, date) else "" if said is None else str(said)


def write_ods(grid: Grid, path: Path) -> Path:
    rows = []
    for row in range(1, grid.height + 1):
        cells = "".join(_ods_cell(grid.cells.get((row, at))) for at in range(1, grid.width + 1))
        rows.append(f"<table:table-row>{cells}</table:table-row>")
    return ods(path, f'<table:table table:name="Sheet1">{"".join(rows)}</table:table>')


def _ods_cell(said: Said) -> str:
    if said is None:
        return "<table:table-cell/>"
    if isinstance(said, date):
        value = f' office:value-type="date" office:date-value="{said.isoformat()[:10]}"'
    elif isinstance(said, str):
        value = ' office:value-type="string"'
    else:
        value = f' office:value-type="float" office:value={quoteattr(repr(said))}'
    return f"<table:table-cell{value}><text:p>{escape(str(said))}</text:p></table:table-cell>"
