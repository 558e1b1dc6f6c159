"""The workbook in which a borrower answers an inventory: locked identifiers, choices, and room to sign."""

from typing import Any, BinaryIO, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from lunarcurator.documents.inventory_table import ANSWER_AT, HEADER, LINE, SIGNING, InventoryBook, InventoryRow
from lunarcurator.documents.sheet_names import SheetNames
from lunarcurator.documents.xlsx_parts import write_workbook
from lunarcurator.documents.xlsx_text import excel_text

_HEAD: Final = PatternFill("solid", fgColor="E4E7EB")
_FILL: Final = PatternFill("solid", fgColor="FFF8E1")
_THIN: Final = Side("thin", color="9AA1A9")
_WIDTHS: Final = (4, 18, 18, 20, 13, 13, 13, 18, 15, 40)
_OPEN: Final = Protection(locked=False)
_PAPER_A4: Final = "9"


def write_inventory_book(book: InventoryBook, stream: BinaryIO) -> None:
    """Write the workbook; what the borrower fills in is open, all else is locked without a password."""
    workbook = Workbook()
    workbook.properties.creator = workbook.properties.lastModifiedBy = "Lunar Curator"
    workbook.properties.title = book.title
    sheet: Any = workbook.active
    sheet.title = SheetNames().take(book.sheet)
    _Writing(book, sheet).write()
    write_workbook(workbook, stream)


class _Writing:
    """One sheet being written downwards."""

    def __init__(self, book: InventoryBook, sheet: Any) -> None:
        self._book, self._sheet = book, sheet
        self._row = 1

    def write(self) -> None:
        book = self._book
        self._put(1, book.mark)
        self._put(2, book.title, bold=True, size=14)
        for label, told in book.heading:
            self._next()
            self._put(2, label, bold=True)
            self._put(3, told)
        self._next()
        self._put(2, book.explained)
        for at, label in enumerate(book.signing):
            self._next()
            self._put(1, f"{SIGNING}{at}")
            self._put(2, label, bold=True)
            self._open(self._put(3, ""))
        self._next(2)
        self._table()
        self._protect()
        self._set_up_page()

    def _table(self) -> None:
        first = self._row
        self._put(1, HEADER)
        for column, header in enumerate(self._book.headers, start=2):
            cell = self._put(column, header, bold=True)
            cell.fill, cell.border = _HEAD, Border(bottom=_THIN)
            cell.alignment = Alignment(wrap_text=True, vertical="bottom")
        for row in self._book.rows:
            self._next()
            self._line(row)
        self._offer(first + 1, max(self._row, first + 1))
        self._sheet.freeze_panes = self._sheet.cell(first + 1, 4)
        self._sheet.print_title_rows = f"{first}:{first}"

    def _line(self, row: InventoryRow) -> None:
        self._put(1, LINE + row.key)
        for column, told in enumerate((row.code, row.number, row.form, row.issued, row.due), start=2):
            self._put(column, told)
        held = self._put(7, row.unknown)
        if row.held_mg is not None:
            # As exact as it is known, and no more: a nought too many would be a digit nobody read.
            held.value, held.number_format = row.held_mg, f"0.{'0' * row.held_to}".rstrip(".")
            held.data_type = "n"
        for column in (8, 9, 10):
            self._open(self._sheet.cell(self._row, column))

    def _offer(self, first: int, last: int) -> None:
        choices = ",".join(each.replace(",", " ") for each in self._book.choices)
        offered = DataValidation(type="list", formula1=f'"{choices}"', allow_blank=True)
        self._sheet.add_data_validation(offered)
        letter = get_column_letter(ANSWER_AT + 1)
        offered.add(f"{letter}{first}:{letter}{last}")

    def _protect(self) -> None:
        told = self._sheet.protection
        told.sheet = True
        told.formatColumns = told.formatRows = told.sort = told.autoFilter = told.insertRows = False
        for column, width in enumerate(_WIDTHS, start=1):
            self._sheet.column_dimensions[get_column_letter(column)].width = width
        self._sheet.column_dimensions["A"].hidden = True

    def _set_up_page(self) -> None:
        page = self._sheet.page_setup
        page.orientation, page.paperSize, page.fitToWidth, page.fitToHeight = "landscape", _PAPER_A4, 1, 0
        self._sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        self._sheet.oddFooter.center.text = "&P / &N"

    def _put(self, column: int, text: str, *, bold: bool = False, size: int = 11) -> Any:
        cell = self._sheet.cell(self._row, column)
        cell.value = excel_text(text, self._book.cut) or None
        if cell.value is not None:
            # openpyxl takes "=2+3" for a formula and "#N/A" for an error.
            cell.data_type = "s"
        if bold:
            cell.font = Font(name="Calibri", size=size, bold=True)
        return cell

    def _open(self, cell: Any) -> None:
        cell.protection, cell.fill = _OPEN, _FILL
        cell.border = Border(bottom=_THIN)

    def _next(self, by: int = 1) -> None:
        self._row += by
