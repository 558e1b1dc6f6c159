"""Reads xls files through xlrd."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from itertools import pairwise
from typing import Final, Literal

import xlrd
from xlrd.sheet import Sheet as XlsSheet

from lunarcurator.exchange.book import Book, Row, Sheet
from lunarcurator.exchange.cells import Cell, ErrorCell, read_cell
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.extent import Extent
from lunarcurator.exchange.kept_rows import KeptRows
from lunarcurator.exchange.limits import Limits
from lunarcurator.exchange.marks import SheetMarks
from lunarcurator.exchange.measured import check_extents
from lunarcurator.exchange.old_excel_marks import marks_of
from lunarcurator.exchange.raised import as_raised

_NO_WORKBOOK, _ENCRYPTED = "Can't find workbook", "encrypted"
# What a container of an xlsx file with a password has instead of a workbook.
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_SUPERSCRIPT: Final = 1
_PLAIN: Final = (xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER)
_EMPTY: Final = bytes((xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK))
_SPAN: Final = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)


def read_old_workbook(name: str, content: bytes, sha256: str, limits: Limits) -> Book:
    """Open an xls file whole; raises SheetError for what is broken, protected, too large or no workbook."""
    with _plain_refusals(name, content):
        workbook = xlrd.open_workbook(
            # Its remarks on odd files go nowhere: behind a window stands nobody who reads them.
            logfile=io.StringIO(),
            file_contents=content,
            formatting_info=True,
            # One cell in the last corner would else be a sheet full of empty ones.
            ragged_rows=True,
        )
        sheets = workbook.sheets()
    if not sheets:
        raise SheetError("sheet.no_sheets", file=name)
    if len(sheets) > limits.sheets:
        raise SheetError("sheet.too_many_sheets", file=name, sheets=len(sheets), limit=limits.sheets)
    check_extents([_extent(each) for each in sheets], name, limits)
    kept = KeptRows()
    return Book(
        name,
        sha256,
        "xls",
        tuple(
            Sheet(
                each.name,
                hidden=each.visibility != 0,
                source=partial(kept.of, each.name, partial(_rows, workbook, each, name)),
                marks=partial(_marks, workbook, each, name),
            )
            for each in sheets
        ),
        let_go=kept.let_go,
    )


def _marks(workbook: xlrd.Book, sheet: XlsSheet, name: str) -> SheetMarks:
    with _plain_refusals(name):
        return marks_of(workbook, sheet)


def _rows(workbook: xlrd.Book, sheet: XlsSheet, name: str) -> Iterator[Row]:
    """Read the rows of a sheet, each as far as it holds anything."""
    with _plain_refusals(name):
        raised = _raised_texts(workbook, sheet)
        for row in range(_extent(sheet).rows):
            reach = _reach(sheet, row)
            told = zip(sheet.row_types(row, 0, reach), sheet.row_values(row, 0, reach), strict=True)
            # Nearly all cells are texts and plain figures.
            cells = [
                read_cell(value) if kind in _PLAIN else _cell(workbook, sheet, row, at)
                for at, (kind, value) in enumerate(told)
            ]
            for at in raised.get(row, ()):
                cells[at] = raised[row][at]
            yield Row(row + 1, tuple(cells))


def _extent(sheet: XlsSheet) -> Extent:
    """Return how far a sheet is filled; cells that are only coloured are not."""
    extent = Extent()
    for row in range(sheet.nrows):
        if reach := _reach(sheet, row):
            extent.take(row + 1, reach)
    return extent


def _reach(sheet: XlsSheet, row: int) -> int:
    return len(bytes(sheet.row_types(row)).rstrip(_EMPTY))


def _cell(workbook: xlrd.Book, sheet: XlsSheet, row: int, at: int) -> Cell:
    """Return the cell at a row and column, both from 0, that is no text and no plain figure."""
    kind, value = sheet.cell_type(row, at), sheet.cell_value(row, at)
    if kind == xlrd.XL_CELL_ERROR:
        return ErrorCell(xlrd.error_text_from_code.get(int(value), "#N/A"))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_DATE:
        style = workbook.xf_list[sheet.cell_xf_index(row, at)]
        return _moment(float(value), workbook.datemode, workbook.format_map[style.format_key].format_str)
    return None


def _moment(value: float, datemode: Literal[0, 1], form: str) -> Cell:
    """Return the day, the time of day or the span of hours a number is shown as; the number where it is none."""
    try:
        if _SPAN.search(form):
            return read_cell(timedelta(days=value))
        moment = xlrd.xldate_as_datetime(value, datemode)
    except (OverflowError, ValueError):
        return read_cell(value)
    return read_cell(moment.time() if value < 1 else moment)


def _raised_texts(workbook: xlrd.Book, sheet: XlsSheet) -> dict[int, dict[int, str]]:
    """Return by row and column, both from 0, the texts with raised signs, these as signs of their own."""
    raised = {at for at, font in enumerate(workbook.font_list) if font.escapement == _SUPERSCRIPT}
    found: dict[int, dict[int, str]] = {}
    for (row, at), runs in sheet.rich_text_runlist_map.items() if raised else ():
        if any(font in raised for _, font in runs):
            text = str(sheet.cell_value(row, at))
            parts = pairwise([(0, -1), *runs, (len(text), -1)])
            said = ((text[begin:end], font in raised) for (begin, font), (end, _) in parts)
            found.setdefault(row, {})[at] = "".join(as_raised(part) if up else part for part, up in said)
    return found


@contextmanager
def _plain_refusals(name: str, content: bytes = b"") -> Iterator[None]:
    try:
        yield
    except SheetError:
        raise
    except Exception as error:
        # A damaged file lets xlrd stumble anywhere, over an index as well as over its own assertions.
        if _NO_WORKBOOK in str(error):
            raise SheetError("sheet.password" if _LOCKED in content else "sheet.not_a_table", file=name) from error
        raise SheetError("sheet.password" if _ENCRYPTED in str(error) else "sheet.broken", file=name) from error
