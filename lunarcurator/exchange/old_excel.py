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
from lunarcurator.exchange.extent import check_extents
from lunarcurator.exchange.facts import PLAIN, Facts, Look
from lunarcurator.exchange.kept_rows import KeptRows
from lunarcurator.exchange.limits import Limits
from lunarcurator.exchange.marks import Block
from lunarcurator.exchange.raised import as_raised
from lunarcurator.exchange.shown_formats import BUILT_IN, how_shown

_NO_WORKBOOK, _ENCRYPTED = "Can't find workbook", "encrypted"
# What a container of an xlsx file with a password has instead of a workbook.
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_SUPERSCRIPT: Final = 1
_PLAIN: Final = (xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER)
_EMPTY: Final = bytes((xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK))
_SPAN: Final = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_NO_FILL: Final = frozenset({0, 17, 18})


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
        looks = _looks(workbook)
        for row in range(sheet.nrows):
            if reach := self._reach(row):
                self.facts.extent.take(row + 1, reach)
            for at, kind in enumerate(sheet.row_types(row)) if looks else ():
                # A cell that is not there has the style of its row or column.
                look = None if kind == xlrd.XL_CELL_EMPTY else looks.get(sheet.cell_xf_index(row, at))
                if look is not None:
                    self.facts.look(at + 1, look, (row + 1,))
        self._note()

    def rows(self) -> Iterator[Row]:
        """Read the rows of the sheet, each as far as it holds anything."""
        return self.facts.told(self._rows())

    def _note(self) -> None:
        """Take note of what is hidden, merged or commented upon; a filter is told as rows that are hidden."""
        sheet, facts = self._sheet, self.facts
        facts.hidden_rows = {row + 1 for row, told in sheet.rowinfo_map.items() if told.hidden}
        facts.hidden_columns = {at + 1 for at, told in sheet.colinfo_map.items() if told.hidden}
        facts.merged = [Block(top + 1, left + 1, low, right) for top, low, left, right in sheet.merged_cells]
        for (row, at), note in sheet.cell_note_map.items():
            facts.comment(row + 1, at + 1, note.text)
        self._note_raised()

    def _note_raised(self) -> None:
        """Take note of texts with raised signs, these as signs of their own."""
        raised = {at for at, font in enumerate(self._workbook.font_list) if font.escapement == _SUPERSCRIPT}
        for (row, at), runs in self._sheet.rich_text_runlist_map.items() if raised else ():
            if any(font in raised for _, font in runs):
                text = str(self._sheet.cell_value(row, at))
                parts = pairwise([(0, -1), *runs, (len(text), -1)])
                said = ((text[begin:end], font in raised) for (begin, font), (end, _) in parts)
                self.facts.cells[row + 1, at + 1] = "".join(as_raised(part) if up else part for part, up in said)

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


def _looks(workbook: xlrd.Book) -> dict[int, Look]:
    """Return by its number how each style looks that says anything."""
    struck = {at for at, font in enumerate(workbook.font_list) if font.struck_out}
    # A format that is spelt out is what is spelt, whatever its number stands for elsewhere.
    spelt = {each.format_key: how_shown(each.format_str) for each in workbook.format_list}
    formats = {**BUILT_IN, **spelt}
    looks: dict[int, Look] = {}
    for at, style in enumerate(workbook.xf_list):
        fill = style.background
        filled = fill is not None and fill.fill_pattern not in _NO_FILL
        if (look := Look(filled, style.font_index in struck, formats.get(style.format_key))) != PLAIN:
            looks[at] = look
    return looks


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
