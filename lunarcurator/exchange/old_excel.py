"""Reads xls files through xlrd."""

import io
import re
from collections.abc import Container, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from itertools import chain
from typing import Final, Literal

import xlrd
from xlrd.sheet import Sheet as XlsSheet

from lunarcurator.exchange.book import Book, Row, Sheet
from lunarcurator.exchange.cells import Cell, ErrorCell, read_cell
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.extent import check_extents
from lunarcurator.exchange.facts import Facts, Look
from lunarcurator.exchange.kept_rows import KeptRows
from lunarcurator.exchange.limits import Limits
from lunarcurator.exchange.shown_formats import BUILT_IN, how_shown

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
        sheets = [_OldSheet(workbook, each, name) for each in workbook.sheets()]
    if not sheets:
        raise SheetError("sheet.no_sheets", file=name)
    if len(sheets) > limits.sheets:
        raise SheetError("sheet.too_many_sheets", file=name, sheets=len(sheets), limit=limits.sheets)
    check_extents([each.facts.extent for each in sheets], name, limits)
    kept = KeptRows()
    offered = (
        Sheet(each.name, hidden=each.hidden, source=partial(kept.of, each.name, each.rows), marks=each.facts.marks)
        for each in sheets
    )
    return Book(name, sha256, "xls", (*offered,), let_go=kept.let_go)


class _OldSheet:
    """A sheet of an old workbook, with its facts."""

    def __init__(self, workbook: xlrd.Book, sheet: XlsSheet, file: str) -> None:
        self.name, self.hidden = sheet.name, sheet.visibility != 0
        self._workbook, self._sheet, self._file = workbook, sheet, file
        self.facts = Facts()
        marked, looks = _marked_fonts(workbook), _looks(workbook)
        says_more = _says_more(sheet, marked)
        for row in range(sheet.nrows):
            if reach := self._reach(row):
                self.facts.extent.take(row + 1, reach)
            for at, kind in enumerate(sheet.row_types(row)) if looks or marked else ():
                # A cell that is not there has the style of its row or column.
                if kind == xlrd.XL_CELL_EMPTY:
                    continue
                style = sheet.cell_xf_index(row, at)
                says_more = says_more or workbook.xf_list[style].font_index in marked
                if look := looks.get(style):
                    self.facts.look(row + 1, at + 1, look)
        self.facts.unread = file if says_more else ""

    def rows(self) -> Iterator[Row]:
        """Read the rows of the sheet, each as far as it holds anything."""
        return self.facts.told(self._rows())

    def _rows(self) -> Iterator[Row]:
        sheet = self._sheet
        with _plain_refusals(self._file):
            for row in range(self.facts.extent.rows):
                reach = self._reach(row)
                told = zip(sheet.row_types(row, 0, reach), sheet.row_values(row, 0, reach), strict=True)
                # Nearly all cells are texts and plain figures.
                cells = [
                    read_cell(value) if kind in _PLAIN else self._cell(row, at)
                    for at, (kind, value) in enumerate(told)
                ]
                yield Row(row + 1, (*cells,))

    def _reach(self, row: int) -> int:
        """Return how far a row is filled; cells that are only coloured are not."""
        return len(bytes(self._sheet.row_types(row)).rstrip(_EMPTY))

    def _cell(self, row: int, at: int) -> Cell:
        """Return the cell at a row and column, both from 0, that is no text and no plain figure."""
        kind, value = self._sheet.cell_type(row, at), self._sheet.cell_value(row, at)
        if kind == xlrd.XL_CELL_ERROR:
            return ErrorCell(xlrd.error_text_from_code.get(int(value), "#N/A"))
        if kind == xlrd.XL_CELL_BOOLEAN:
            return bool(value)
        if kind == xlrd.XL_CELL_DATE:
            style = self._workbook.xf_list[self._sheet.cell_xf_index(row, at)]
            # A format that a program knows by its number alone is not spelt.
            form = self._workbook.format_map[style.format_key].format_str or ""
            return _moment(float(value), self._workbook.datemode, form)
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


def _marked_fonts(workbook: xlrd.Book) -> set[int]:
    """Return the fonts that strike through what they write, or raise it."""
    fonts = enumerate(workbook.font_list)
    return {at for at, font in fonts if font.struck_out or font.escapement == _SUPERSCRIPT}


def _says_more(sheet: XlsSheet, marked: Container[int]) -> bool:
    """Tell whether anything is hidden, merged or commented upon, or a part of a text struck through or raised.

    A filter is told as rows that are hidden.
    """
    runs = chain.from_iterable(sheet.rich_text_runlist_map.values())
    return bool(
        sheet.merged_cells
        or sheet.cell_note_map
        or any(row.hidden for row in sheet.rowinfo_map.values())
        or any(column.hidden for column in sheet.colinfo_map.values())
        or any(font in marked for _, font in runs)
    )


def _looks(workbook: xlrd.Book) -> dict[int, Look]:
    """Return by its number how each style shows figures and days otherwise than they are kept."""
    # A format that is spelt out is what is spelt, whatever its number stands for elsewhere.
    spelt = {each.format_key: how_shown(each.format_str) for each in workbook.format_list}
    formats = {**BUILT_IN, **spelt}
    shown = ((at, formats.get(style.format_key)) for at, style in enumerate(workbook.xf_list))
    return {at: Look(shown=how) for at, how in shown if how}


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
