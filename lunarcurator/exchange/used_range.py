"""How far the filled cells of a sheet reach, found before memory for them is asked for.

The reader of workbooks keeps the whole rectangle a sheet's filled cells span in memory: one cell in the first
row and one in the last corner of an otherwise empty sheet ask for half a terabyte, and end the program.
"""

from collections.abc import Collection
from dataclasses import dataclass

from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.limits import Limits


@dataclass(slots=True)
class UsedRange:
    """The last row and column (from 1) that hold something."""

    rows: int = 0
    columns: int = 0

    def take(self, row: int, column: int) -> None:
        """Widen the extent to a cell."""
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)


def column_number(letters: str) -> int:
    """Return the number of a column from its letters: A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """Return the letters of a column from its number, the inverse of `column_number`."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def check_used_ranges(used_ranges: Collection[UsedRange], name: str, limits: Limits) -> None:
    """Refuse sheets that together reach beyond the limits; raises SheetError with the figures."""
    rows = max((used_range.rows for used_range in used_ranges), default=0)
    columns = max((used_range.columns for used_range in used_ranges), default=0)
    if columns > limits.columns:
        raise SheetError("sheet.too_many_columns", file=name, row=0, columns=columns, limit=limits.columns)
    if rows > limits.rows:
        raise SheetError("sheet.too_many_rows", file=name, limit=limits.rows)
    if sum(used_range.rows * used_range.columns for used_range in used_ranges) > limits.cells:
        raise SheetError("sheet.too_many_cells", file=name, rows=rows, columns=columns, limit=limits.cells)
