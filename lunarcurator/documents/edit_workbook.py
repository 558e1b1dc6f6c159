"""A workbook that goes out to be edited: locked keys, choices to pick from, a stamp by which it is known again."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import BinaryIO, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from lunarcurator.documents.edit_book import STAMP_MARK, EditBook, EditColumn, EditValue
from lunarcurator.documents.print_widths import A4, ACROSS
from lunarcurator.documents.rendering import Progress, Stop, Watch, never, unseen
from lunarcurator.documents.sheet_names import SheetNames
from lunarcurator.documents.xlsx_parts import write_workbook
from lunarcurator.documents.xlsx_text import excel_text

_CHOICES: Final = "Choices"
_STAMP: Final = "Stamp"
_LOCKED_FILL: Final = PatternFill("solid", fgColor="EEF0F2")
_HEAD_FILL: Final = PatternFill("solid", fgColor="D9E6F5")
_MOST_TITLE, _MOST_ERROR = 32, 225


def render_edit_book(
    book: EditBook, stream: BinaryIO, *, progress: Progress = unseen, should_stop: Stop = never
) -> None:
    """Write the workbook; raises RenderStopped when called off."""
    workbook = Workbook(write_only=True)
    workbook.properties.creator = workbook.properties.lastModifiedBy = "Lunar Curator"
    names = SheetNames()
    table: Worksheet = workbook.create_sheet(names.take(book.sheet))
    about: Worksheet = workbook.create_sheet(names.take(book.about))
    choices: Worksheet = workbook.create_sheet(names.take(_CHOICES))
    stamp: Worksheet = workbook.create_sheet(names.take(_STAMP))
    _dress(table, book)
    offered = [column for column in book.columns if column.choices]
    for column in offered:
        at = [each.key for each in book.columns].index(column.key) + 1
        table.data_validations.append(_validation(column, at, offered.index(column) + 1, choices.title, book))
    rows = 0
    for row in _cells(table, book, Watch(progress, should_stop)):
        table.append(row)
        rows += 1
    table.auto_filter.ref = f"A1:{get_column_letter(len(book.columns))}{max(rows, 2)}"
    _write_texts(about, book.explained, book.cut)
    _write_choices(choices, offered, book.cut)
    _write_texts(stamp, ((STAMP_MARK, book.stamp_format), *book.stamp), book.cut)
    choices.sheet_state = stamp.sheet_state = "hidden"
    write_workbook(workbook, stream)


def _dress(table: Worksheet, book: EditBook) -> None:
    for at, column in enumerate(book.columns, start=1):
        dimension = table.column_dimensions[get_column_letter(at)]
        dimension.width, dimension.hidden = column.width, column.hidden
    shown = next((at for at, column in enumerate(book.columns) if not column.hidden), 0)
    table.freeze_panes = f"{get_column_letter(shown + 2)}2"
    table.print_title_rows = "1:1"
    _print_setup(table, book)
    protection = table.protection
    protection.sheet = True
    # What is locked keeps rows known; everything else of a spreadsheet goes on working.
    for allowed in ("sort", "autoFilter", "formatCells", "formatColumns", "formatRows", "insertColumns"):
        setattr(protection, allowed, False)
    protection.deleteRows = protection.deleteColumns = False


def _print_setup(table: Worksheet, book: EditBook) -> None:
    """Print on pages across that can be read, and on as few of them as that takes."""
    table.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    setup, wide = table.page_setup, sum(column.width for column in book.columns if not column.hidden)
    setup.orientation, setup.paperSize, setup.fitToHeight = "landscape", A4, 0
    setup.fitToWidth = max(-(-wide // ACROSS), 1)


def _validation(column: EditColumn, at: int, place: int, sheet: str, book: EditBook) -> DataValidation:
    letter = get_column_letter(place)
    listed = f"{quote_sheetname(sheet)}!${letter}$1:${letter}${len(column.choices)}"
    made = DataValidation(type="list", formula1=listed, allow_blank=True)
    made.errorStyle = "stop" if column.closed else "warning"
    made.errorTitle, made.error = column.header[:_MOST_TITLE], book.choose[:_MOST_ERROR]
    made.showErrorMessage = True
    where = get_column_letter(at)
    made.add(f"{where}2:{where}1048576")
    return made


def _cells(table: Worksheet, book: EditBook, watch: Watch) -> Iterator[list[Cell]]:
    yield [_header(table, column) for column in book.columns]
    styled = _Styled(table)
    for row in watch.rows(book.rows):
        yield [
            styled.cell(value, column.editable, book.cut) for value, column in zip(row, book.columns, strict=True)
        ]


def _header(table: Worksheet, column: EditColumn) -> Cell:
    cell = WriteOnlyCell(table, column.header)
    cell.data_type = "s"
    cell.font = Font(name="Calibri", size=11, bold=True)
    cell.fill = _HEAD_FILL if column.editable else _LOCKED_FILL
    cell.alignment = Alignment(vertical="bottom", wrap_text=True)
    return cell


class _Styled:
    """Gives out cells; a style is made once for each number format, locked or open."""

    def __init__(self, table: Worksheet) -> None:
        self._table = table
        self._made: dict[tuple[str, bool, bool], Cell] = {}

    def cell(self, value: EditValue, editable: bool, cut: str) -> Cell:
        """Return a cell of a value; texts never become formulas."""
        cell = WriteOnlyCell(self._table)
        # The number of a style is all that distinguishes cells: copied, not made again for each.
        like = self._like(_format_of(value), editable, isinstance(value, str))
        cell._style = like._style  # type: ignore[attr-defined]  # noqa: SLF001 - there is no other way
        if isinstance(value, str):
            cell.value = excel_text(value, cut)
            cell.data_type = "s"
        else:
            cell.value = value
        return cell

    def _like(self, number_format: str, editable: bool, wraps: bool) -> Cell:
        key = (number_format, editable, wraps)
        if key not in self._made:
            made = WriteOnlyCell(self._table)
            made.number_format = number_format
            made.protection = Protection(locked=not editable)
            made.alignment = Alignment(vertical="top", wrap_text=wraps or None)
            if not editable:
                made.fill = _LOCKED_FILL
            self._made[key] = made
        return self._made[key]


def _format_of(value: EditValue) -> str:
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        return f"0.{'0' * decimals}" if decimals else "0"
    if isinstance(value, date):
        return "yyyy-mm-dd"
    return "0" if isinstance(value, int) else "@"


def _write_texts(sheet: Worksheet, lines: Iterable[tuple[str, str]], cut: str) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 30, 100
    for line in lines:
        sheet.append([_text(sheet, text, cut) for text in line])


def _write_choices(sheet: Worksheet, columns: Sequence[EditColumn], cut: str) -> None:
    longest = max((len(column.choices) for column in columns), default=0)
    for at in range(longest):
        texts = [column.choices[at] if at < len(column.choices) else None for column in columns]
        sheet.append([None if text is None else _text(sheet, text, cut) for text in texts])


def _text(sheet: Worksheet, text: str, cut: str) -> Cell:
    cell = WriteOnlyCell(sheet)
    cell.number_format = "@"
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.value = excel_text(text, cut)
    cell.data_type = "s"
    return cell
