"""Looks through an xls file with xlrd, and tells the facts of its sheets."""

import io
from collections.abc import Container, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Final

import xlrd
from xlrd.sheet import Sheet as XlsSheet

from lunarcurator.exchange.cells import ErrorCell
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.facts import Facts, Look
from lunarcurator.exchange.limits import Limits
from lunarcurator.exchange.shown_formats import BUILT_IN, how_shown
from lunarcurator.exchange.used_range import check_used_ranges

_NO_WORKBOOK, _ENCRYPTED = "Can't find workbook", "encrypted"
# What a container of an xlsx file with a password has instead of a workbook.
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_SUPERSCRIPT: Final = 1
_EMPTY: Final = bytes((xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK))


class OldFile:
    """An xls file that was looked through; raises SheetError for one broken, protected or too large."""

    def __init__(self, name: str, content: bytes, limits: Limits) -> None:
        self.content = content
        with _plain_refusals(name, content):
            workbook = xlrd.open_workbook(
                # Its remarks on odd files go nowhere: behind a window stands nobody who reads them.
                logfile=io.StringIO(),
                file_contents=content,
                formatting_info=True,
                # One cell in the last corner would else be a sheet full of empty ones.
                ragged_rows=True,
            )
            self._sheets = {each.name: _facts(workbook, each, name) for each in workbook.sheets()}
        check_used_ranges([facts.used_range for facts in self._sheets.values()], name, limits)

    def facts(self, sheet: str) -> Facts:
        """Return the facts of a sheet."""
        return self._sheets[sheet]


def _facts(workbook: xlrd.Book, sheet: XlsSheet, file: str) -> Facts:
    facts, marked, looks = Facts(), _marked_fonts(workbook), _looks(workbook)
    styles = {at for at, style in enumerate(workbook.xf_list) if style.font_index in marked}
    says_more = _says_more(sheet, marked)
    for row in range(sheet.nrows):
        kinds = sheet.row_types(row)
        # Cells that are only coloured are not filled.
        if reach := len(bytes(kinds).rstrip(_EMPTY)):
            facts.used_range.take(row + 1, reach)
        for at, kind in enumerate(kinds):
            # A cell that is not there has the style of its row or column.
            if kind == xlrd.XL_CELL_EMPTY:
                continue
            style = sheet.cell_xf_index(row, at)
            says_more = says_more or style in styles
            if look := looks.get(style):
                facts.look(row + 1, at + 1, look)
            if kind == xlrd.XL_CELL_ERROR:
                text = xlrd.error_text_from_code.get(int(sheet.cell_value(row, at)), "#N/A")
                facts.cells[row + 1, at + 1] = ErrorCell(text)
    facts.unread = file if says_more else ""
    return facts


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
