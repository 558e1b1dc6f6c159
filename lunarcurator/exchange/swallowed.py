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

    def begin(self, record: list[str]) -> None:
        """Take note of how wide the first record is."""
        self._width = len(record)

    def check(self, record: list[str], before: list[str], lines: Sequence[str], number: int, line: int) -> None:
        """Refuse a record of these `lines`, that ends in this line, if a cell of it holds further rows.

        `before` is the record before it, empty where that is the header. Where each quotation mark stands as it
        should, the text of a cell may well begin a line with a figure and a comma: a row is filled. Raises
        SheetError.
        """
        surely = not self._is_well_formed(lines)
        shapes = {_shape(each[0]) for each in (record, before) if each and each[0]}
        shapes = {shape for shape in shapes if "9" in shape}
        for cell in record:
            # The last line of a cell may be the part of a row before its closing mark.
            for text in cell.splitlines()[1:]:
                cells = next(csv.reader([text], delimiter=self._delimiter, quotechar=self._quote), [""])
                is_row = len(cells) == self._width > 1 and _shape(cells[0]) in shapes
                if is_row and (surely or (len(cells[0]) > _SHORT and all(cells))):
                    raise SheetError("sheet.quote_swallows", file=self._name, row=number, line=line)

    def _is_well_formed(self, lines: Sequence[str]) -> bool:
        """Tell whether each mark that closes a cell is followed by the next cell or the end of the row."""
        try:
            return len([*csv.reader(lines, delimiter=self._delimiter, quotechar=self._quote, strict=True)]) == 1
        except csv.Error:
            return False


def _shape(text: str) -> str:
    """Return what a text looks like: 9 for figures, a for letters, other signs as they are."""
    return _LETTERS.sub("a", _FIGURES.sub("9", text.strip()))
