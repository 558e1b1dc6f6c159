"""The few styles a workbook of ours needs, each registered when it is first asked for."""

from typing import Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from lunarcurator.documents.model import Column
from lunarcurator.documents.xlsx_rows import DAY, GENERAL, MOMENT, TEXT
from lunarcurator.documents.xlsx_text import excel_text

# The font of openpyxl's plain cells, which a bold one would lose.
_FONT: Final = "Calibri"
_FIGURE: Final = Alignment(horizontal="right", vertical="top", indent=1)
"""With air, so that a figure does not run into the word of the next column."""


class Styles:
    """Gives out the numbers of styles of one workbook, and single styled cells for its titles and headers."""

    def __init__(self, workbook: Workbook, cut: str) -> None:
        self._worksheet: Worksheet = workbook.create_sheet()
        workbook.remove(self._worksheet)
        self._cut = cut
        self._numbers: dict[tuple[str, bool, bool, bool], int] = {}

    def number_of(self, number_format: str, bold: bool, quoted: bool, wrapped: bool) -> int:
        """Return the style of cells with this number format; `quoted` keeps formula-like text a text.

        Text that is `wrapped` goes on in further lines, and its row grows with them when it is opened.
        """
        key = (number_format, bold, quoted, wrapped)
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = self._make(number_format, bold, quoted, wrapped)
        return found

    def _make(self, number_format: str, bold: bool, quoted: bool, wrapped: bool) -> int:
        cell = WriteOnlyCell(self._worksheet)
        cell.number_format = number_format
        if bold:
            cell.font = Font(name=_FONT, size=11, bold=True)
            cell.border = Border(top=Side("thin", color="9AA1A9"))
        if quoted:
            cell.quotePrefix = True
        if number_format in (DAY, MOMENT):
            # A day is read like a word, and stands below its header.
            cell.alignment = Alignment(horizontal="left", vertical="top")
        elif number_format not in (TEXT, GENERAL):
            cell.alignment = _FIGURE
        else:
            cell.alignment = Alignment(vertical="top", wrap_text=wrapped or None)
        return int(cell.style_id)

    def text(self, value: str, *, bold: bool = False, size: int = 11) -> Cell:
        """Return a cell of text outside the table."""
        cell = WriteOnlyCell(self._worksheet)
        cell.number_format = TEXT
        if bold:
            cell.font = Font(name=_FONT, size=size, bold=True)
        cell.alignment = Alignment(vertical="top", wrap_text=not bold)
        cell.value = excel_text(value, self._cut)
        # openpyxl takes "=2+3" for a formula and "#N/A" for an error.
        cell.data_type = "s"
        return cell

    def header(self, column: Column) -> Cell:
        """Return the header cell of a column."""
        cell = self.text(column.header, bold=True)
        cell.fill = PatternFill("solid", fgColor="E4E7EB")
        cell.border = Border(bottom=Side("thin", color="9AA1A9"))
        side, air = ("right", 1) if column.is_figure else ("left", 0)
        cell.alignment = Alignment(horizontal=side, vertical="bottom", wrap_text=True, indent=air)
        return cell
