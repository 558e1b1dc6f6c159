"""Writes a document as an Excel workbook, row by row and in bounded memory."""

import io
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import islice
from typing import IO, Any, BinaryIO, Final

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import Outline, PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from lunarcurator.documents.model import Document, Sheet, Value
from lunarcurator.documents.print_widths import A4, fitted
from lunarcurator.documents.rendering import Progress, Stop, Watch, never, unseen
from lunarcurator.documents.sheet_names import SheetNames
from lunarcurator.documents.xlsx_parts import splice_rows
from lunarcurator.documents.xlsx_rows import DEEPEST, RowWriter
from lunarcurator.documents.xlsx_styles import Styles

HEADER_ROW: Final = 3
"""Where the header of a table stands; the title is in the first row. Below a preface it is the second row."""

MOST_ROWS: Final = 1_048_576
"""How many rows a sheet of Excel has; a longer table goes on in a further sheet."""

_MARGIN: Final = 0.4
"""The margin of a page in inches, at the left and the right; above and below there is more."""
_ABOUT_WIDTHS: Final = (28, 90)
"""Widths in characters of the two columns of the first sheet."""


def render_xlsx(
    document: Document, stream: BinaryIO, *, progress: Progress = unseen, should_stop: Stop = never
) -> None:
    """Write the workbook to a seekable stream; raises RenderStopped when called off, nothing written then.

    The first sheet says what the document is. Tables have their header in row 3, frozen, with a filter.
    """
    watch = Watch(progress, should_stop)
    with ExitStack() as waiting:
        making = _Making(document, waiting)
        for sheet in document.sheets:
            making.add(sheet, watch.rows(sheet.rows))
        making.finish(stream)


@dataclass(frozen=True, slots=True)
class _Part:
    """One sheet of the workbook to be: its pages across, where its rows wait, and how many they are."""

    sheet: Sheet
    across: int
    kept: IO[bytes]
    rows: int


class _Making:
    """A workbook in the making: openpyxl makes everything but the rows, which wait in files of their own."""

    def __init__(self, document: Document, waiting: ExitStack) -> None:
        self._document, self._waiting = document, waiting
        self._workbook = Workbook(write_only=True)
        self._workbook.properties.creator = self._workbook.properties.lastModifiedBy = "Lunar Curator"
        self._workbook.properties.title = document.title
        self._styles = Styles(self._workbook, document.wording.cut)
        self._parts: list[_Part] = []

    def add(self, sheet: Sheet, rows: Iterator[tuple[Value, ...]]) -> None:
        """Add a sheet of the document, as several sheets if its rows need them."""
        room = MOST_ROWS - _header_row(sheet) - 1
        columns, across = fitted(sheet.columns)
        fit = replace(sheet, columns=columns)
        while self._write_rows(fit, across, rows, room) == room:
            pass

    def finish(self, stream: BinaryIO) -> None:
        """Write everything; what the document says of itself may depend on its rows, and so comes last."""
        names = SheetNames()
        # A program that reads a sheet with a preface reads the first of the workbook.
        about_last = bool(self._parts[0].sheet.preface)
        if not about_last:
            self._write_about(names.take(self._document.wording.about))
        for part in self._parts:
            self._write_frame(names.take(part.sheet.name), part)
        if about_last:
            self._write_about(names.take(self._document.wording.about))
        made = io.BytesIO()
        self._workbook.save(made)
        first = 1 if about_last else 2
        rows = {f"xl/worksheets/sheet{at}.xml": part.kept for at, part in enumerate(self._parts, start=first)}
        splice_rows(made, rows, stream)

    def _write_rows(self, sheet: Sheet, across: int, rows: Iterator[tuple[Value, ...]], room: int) -> int:
        kept = self._waiting.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
        cut = self._document.wording.cut
        writer = RowWriter(sheet.columns, self._styles.number_of, cut, outlined=sheet.outlined)
        written, header = 0, _header_row(sheet)
        for row in islice(rows, room):
            written += 1
            kept.write(writer.row(header + written, row).encode())
        totals = tuple(sheet.totals) if written < room else ()
        if totals:
            kept.write(writer.row(header + written + 1, totals, bold=True).encode())
        self._parts.append(_Part(sheet, across, kept, written))
        return written

    def _write_frame(self, name: str, part: _Part) -> None:
        """Make the sheet around the rows: what stands before them, and what after."""
        columns, header = part.sheet.columns, _header_row(part.sheet)
        worksheet = self._worksheet(name, [column.width for column in columns])
        if part.across > 1:
            worksheet.page_setup.fitToWidth = part.across
            worksheet.print_title_cols = "A:A"
        _dress(worksheet, len(columns), header, header + part.rows)
        if part.sheet.outlined:
            # What stands below a row folds into it, not into the row that follows.
            worksheet.sheet_properties.outlinePr = Outline(summaryBelow=False)
            worksheet.sheet_format.outlineLevelRow = DEEPEST
        if part.sheet.preface:
            worksheet.append([self._styles.text(each) for each in part.sheet.preface])
        else:
            self._title(worksheet)
        worksheet.append([self._styles.header(column) for column in columns])

    def _write_about(self, name: str) -> None:
        worksheet = self._worksheet(name, _ABOUT_WIDTHS)
        self._title(worksheet)
        for line in self._document.about:
            worksheet.append([self._styles.text(line.label, bold=True), self._styles.text(line.value)])

    def _worksheet(self, name: str, widths: Sequence[int]) -> Worksheet:
        worksheet: Worksheet = self._workbook.create_sheet(name)
        for at, width in enumerate(widths, start=1):
            worksheet.column_dimensions[get_column_letter(at)].width = width
        _print_setup(worksheet, self._document)
        return worksheet

    def _title(self, worksheet: Worksheet) -> None:
        worksheet.append([self._styles.text(self._document.title, bold=True, size=14)])
        worksheet.append([])


def _header_row(sheet: Sheet) -> int:
    return 2 if sheet.preface else HEADER_ROW


def _dress(worksheet: Worksheet, columns: int, header: int, last_row: int) -> None:
    """Give a table its frozen header and first column, its filter, and bands."""
    last_column = get_column_letter(columns)
    worksheet.freeze_panes = f"B{header + 1}"
    worksheet.auto_filter.ref = f"A{header}:{last_column}{last_row}"
    worksheet.print_title_rows = f"{header}:{header}"
    if last_row > header:
        # A rule, not a colour for each cell: the bands stay even after somebody sorts.
        style = DifferentialStyle(fill=PatternFill(bgColor="F4F5F7"))
        bands = Rule(type="expression", dxf=style, formula=["MOD(ROW(),2)=1"])
        worksheet.conditional_formatting.add(f"A{header + 1}:{last_column}{last_row}", bands)


def _print_setup(worksheet: Worksheet, document: Document) -> None:
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    setup = worksheet.page_setup
    setup.orientation, setup.paperSize = "landscape", A4
    setup.fitToWidth, setup.fitToHeight = 1, 0
    worksheet.page_margins = PageMargins(left=_MARGIN, right=_MARGIN, top=0.5, bottom=0.7, header=0.3, footer=0.3)
    footer: Any = worksheet.oddFooter
    # An ampersand begins a code in the foot of a page; doubled it is one.
    footer.left.text = document.title.replace("&", "&&")
    footer.center.text = document.wording.page
    footer.right.text = "&D &T"
