"""Rows that a quotation mark too many has made part of a cell."""

import csv
import re
from collections.abc import Sequence
from typing import Final

from lunarcurator.exchange.errors import SheetError

_FIGURES: Final = re.compile(r"\d+")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_SHORT: Final = 3


class Swallowed:
    """Looks through the cells of several lines of a text for lines that read like rows of their own."""

    def __init__(self, name: str, delimiter: str, quote: str) -> None:
        self._name, self._delimiter, self._quote = name, delimiter, quote
        self._width = 0
        self._before: list[str] = []

    def check(self, record: list[str], lines: Sequence[str], number: int, line: int) -> None:
        """Refuse the next record, of these `lines`, that ends in this line, if a cell of it holds further rows.

        Where each quotation mark stands as it should, the text of a cell may well begin a line with a figure and
        a comma: a row is filled. Raises SheetError.
        """
        if number == 1:
            self._width = len(record)
            return
        if len(lines) > 1 and self._holds_rows(record, surely=not self._is_well_formed(lines)):
            raise SheetError("sheet.quote_swallows", file=self._name, row=number, line=line)
        self._before = record

    def _holds_rows(self, record: list[str], *, surely: bool) -> bool:
        shapes = {_shape(each[0]) for each in (record, self._before) if each}
        # The last line of a cell may be the part of a row before its closing mark.
        lines = (text for cell in record for text in cell.splitlines()[1:])
        return any(self._is_row(text, shapes, surely=surely) for text in lines)

    def _is_row(self, text: str, shapes: set[str], *, surely: bool) -> bool:
        cells = next(csv.reader([text], delimiter=self._delimiter, quotechar=self._quote), []) or [""]
        shape = _shape(cells[0])
        alike = len(cells) == self._width > 1 and "9" in shape and shape in shapes
        return alike and (surely or (len(cells[0]) > _SHORT and all(cells)))

    def _is_well_formed(self, lines: Sequence[str]) -> bool:
        """Tell whether each mark that closes a cell is followed by the next cell or the end of the row."""
        try:
            return len([*csv.reader(lines, delimiter=self._delimiter, quotechar=self._quote, strict=True)]) == 1
        except csv.Error:
            return False


def _shape(text: str) -> str:
    """Return what a text looks like: 9 for figures, a for letters, other signs as they are."""
    return _LETTERS.sub("a", _FIGURES.sub("9", text.strip()))
