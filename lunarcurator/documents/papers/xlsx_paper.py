"""Writes a paper as a workbook: one sheet for what is read, and every table with real figures in its columns."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from lunarcurator.documents.model import Column, ColumnKind, MassFigure, Value
from lunarcurator.documents.papers import blocks
from lunarcurator.documents.papers.blocks import Paper
from lunarcurator.documents.papers.html_paper import foot_line
from lunarcurator.documents.plain_text import plain, whole
from lunarcurator.documents.print_widths import units
from lunarcurator.documents.sheet_names import SheetNames
from lunarcurator.documents.xlsx_parts import write_workbook
from lunarcurator.documents.xlsx_text import excel_text
from lunarcurator.domain.days import to_date

_A4, _LETTER = "9", "1"
_FIRST_DAY: Final = date(1900, 3, 1)
_EXACT_WHOLE: Final = 2**53
_THIN: Final = Side("thin", color="777777")
_WIDTH: Final = 24
_NARROW: Final = 6
_LABEL: Final = 20
_FIGURE: Final = Alignment(horizontal="right", vertical="top", indent=1)
_FILLED: Final = 0.85
"""Columns of the sheet; running text is merged over all of them."""


def render_xlsx_paper(paper: Paper, stream: BinaryIO) -> None:
    """Write the paper as a workbook; a long table stands on the same sheet, its figures are real numbers."""
    workbook = Workbook()
    worksheet: Any = workbook.active
    worksheet.title = SheetNames().take(paper.title)
    workbook.properties.creator = workbook.properties.lastModifiedBy = "Lunar Curator"
    workbook.properties.title = paper.title
    _Sheet(paper, worksheet).write()
    _print_setup(paper, worksheet)
    write_workbook(workbook, stream)


class _Sheet:
    """One sheet being written downwards, row by row."""

    def __init__(self, paper: Paper, worksheet: Worksheet) -> None:
        self._paper, self._worksheet = paper, worksheet
        tables = [len(block.columns) for block in paper.blocks if isinstance(block, blocks.Table)]
        self._across = max([*tables, 4])
        self._row = 0
        self._widths: dict[int, int] = {}
        self._tall: list[tuple[int, tuple[int, int], str, int]] = []

    def write(self) -> None:
        """Write the title, every block, and the foot."""
        paper = self._paper
        if paper.organisation:
            self._merged(paper.organisation)
        self._merged(paper.title, bold=True, size=16)
        if paper.record:
            self._merged(f"{paper.words.record} {paper.record}", bold=True)
        for block in paper.blocks:
            self._row += 1
            self._block(block)
        self._row += 1
        # The clock is left to the foot of the printed page: the same paper gives the same cells.
        self._merged(foot_line(blocks.Foot(*_without_clock(paper)), paper.words), size=9)
        for at in range(1, self._across + 1):
            letter = get_column_letter(at)
            self._worksheet.column_dimensions[letter].width = self._widths.get(at, _WIDTH)
        for row, columns, text, size in self._tall:
            self._grow(row, columns, text, size)

    def _grow(self, row: int, columns: tuple[int, int], text: str, size: int) -> None:
        """Give a row the height of a text over its columns: cells that are merged never grow by themselves."""
        first, last = columns
        wide = sum(self._widths.get(at, _WIDTH) for at in range(first, last + 1))
        # A line ends with a word, so that some of it stays empty.
        a_line = max(int(wide * 11 / size * _FILLED), 1)
        lines = sum(max(1, -(-units(each) // a_line)) for each in text.split("\n"))
        dimension = self._worksheet.row_dimensions[row]
        dimension.height = max(dimension.height or 0, (size + 5) * lines)

    def _block(self, block: blocks.Block) -> None:
        match block:
            case blocks.Heading():
                self._merged(block.text, bold=True, size=13)
            case blocks.Fields():
                for each in block.entries:
                    self._pair(each.label, each.text, written=each.line and not each.text)
            case blocks.Table():
                self._table(block)
            case blocks.Text():
                for text in filter(None, block.text.split("\n")):
                    self._merged(text, size=9 if block.small else 11)
            case blocks.PageBreak():
                self._worksheet.row_breaks.append(Break(id=self._row))
            case _:
                for label, text, written in _told(block, self._paper):
                    self._pair(label, text, written=written)

    def _cell(self, column: int, value: object) -> Any:
        cell: Any = self._worksheet.cell(self._row, column)
        if isinstance(value, str):
            cell.value = excel_text(value, self._paper.words.cut)
            # openpyxl takes "=2+3" for a formula.
            cell.data_type = "s"
            cell.number_format = "@" if len(value) <= 255 else "General"
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            return cell
        cell.value = value
        # A day is read like a word; a figure stands right, with air before the word of the next column.
        is_day = isinstance(value, date)
        cell.alignment = Alignment(horizontal="left", vertical="top") if is_day else _FIGURE
        return cell

    def _merged(self, text: str, *, bold: bool = False, size: int = 11) -> None:
        self._row += 1
        self._cell(1, text).font = Font(name="Calibri", size=size, bold=bold)
        self._worksheet.merge_cells(
            start_row=self._row, end_row=self._row, start_column=1, end_column=self._across
        )
        self._tall.append((self._row, (1, self._across), text, size))

    def _pair(self, label: str, text: str, *, written: bool) -> None:
        self._row += 1
        self._cell(1, label).font = Font(name="Calibri", size=11, color="444444")
        self._cell(2, text)
        # A label of a narrow column of numbers would break after each letter.
        self._widths[1] = max(self._widths.get(1, 0), _LABEL)
        if written:
            self._worksheet.row_dimensions[self._row].height = 24
            for at in range(2, self._across + 1):
                self._worksheet.cell(self._row, at).border = Border(bottom=_THIN)
        self._worksheet.merge_cells(
            start_row=self._row, end_row=self._row, start_column=2, end_column=self._across
        )
        self._tall += (self._row, (2, self._across), text, 11), (self._row, (1, 1), label, 11)

    def _table(self, block: blocks.Table) -> None:
        if not block.rows and not block.blank and block.empty:
            self._merged(block.empty)
            return
        self._row += 1
        for at, column in enumerate(block.columns, start=1):
            cell = self._cell(at, column.header)
            cell.font, cell.border = Font(name="Calibri", size=11, bold=True), Border(bottom=_THIN)
            if column.is_figure:
                cell.alignment = Alignment(horizontal="right", vertical="top", wrap_text=True, indent=1)
            self._widths[at] = max(self._widths.get(at, 0), column.width, len(column.header) + 2, _NARROW)
        for row in (*block.rows, *((None,) * len(block.columns),) * block.blank):
            self._values(block.columns, row, ruled=block.ruled)
        if block.totals:
            self._values(block.columns, block.totals, bold=True)

    def _values(
        self, columns: tuple[Column, ...], row: tuple[Value, ...], *, bold: bool = False, ruled: bool = False
    ) -> None:
        self._row += 1
        for at, (column, value) in enumerate(zip(columns, row, strict=True), start=1):
            figure, number_format = _figure(value, column)
            cell = self._cell(at, figure)
            if number_format:
                cell.number_format = number_format
            if bold:
                cell.font, cell.border = Font(name="Calibri", size=11, bold=True), Border(top=_THIN)
            if ruled:
                cell.border = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def _exact(value: Value, column: Column) -> tuple[object, str]:
    """Return a mass or a length as a number with its digits; a bound is text, for nobody may reckon with it."""
    mass = value if isinstance(value, MassFigure) else None
    if mass is not None and mass.bound is not None:
        return plain(value, column), ""
    digits = plain(mass._replace(about=False) if mass is not None else value, column)
    decimals = len(digits.partition(".")[2])
    shape = f"0.{'0' * decimals}" if decimals else "0"
    return Decimal(digits), f'"~"{shape}' if mass is not None and mass.about else shape


def _figure(value: Value, column: Column) -> tuple[object, str]:
    """Return what stands in a cell and its number format, "" for text."""
    if value is None or isinstance(value, str | datetime):
        return value, ""
    if column.kind in (ColumnKind.MASS, ColumnKind.LENGTH):
        return _exact(value, column)
    if column.kind is ColumnKind.DAY:
        day = to_date(whole(value))
        return (day, "yyyy-mm-dd") if day is not None and day >= _FIRST_DAY else (plain(value, column), "")
    if column.kind in (ColumnKind.INTEGER, ColumnKind.YEAR) and abs(whole(value)) <= _EXACT_WHOLE:
        return value, "0"
    return plain(value, column), ""


def _told(block: blocks.Block, paper: Paper) -> Iterator[tuple[str, str, bool]]:
    """Yield label, text and whether it is written on, of the blocks that have no figures."""
    words = paper.words
    if isinstance(block, blocks.Signatures):
        for line in block.lines:
            told = (line.name, line.day)
            yield line.role, " · ".join(filter(None, told)), not any(told)
    elif isinstance(block, blocks.Checks):
        if block.label:
            yield block.label, "", False
        yield from ((each.label, "☑" if each.ticked else "☐", False) for each in block.boxes)
    elif isinstance(block, blocks.Lines):
        yield from ((block.label if not at else "", "", True) for at in range(block.count))
    elif isinstance(block, blocks.Code):
        yield block.caption, block.text, False
    elif isinstance(block, blocks.Picture):
        yield block.caption, f"{block.file} · {words.checksum} {block.sha256}", False


def _without_clock(paper: Paper) -> tuple[str, int, str, str, str]:
    foot = paper.foot
    return foot.store, foot.sequence, foot.day, foot.digest, ""


def _print_setup(paper: Paper, worksheet: Worksheet) -> None:
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    setup = worksheet.page_setup
    setup.orientation = "landscape" if "landscape" in paper.page else "portrait"
    setup.paperSize = _LETTER if paper.page.startswith("letter") else _A4
    setup.fitToWidth, setup.fitToHeight = 1, 0
    footer: Any = worksheet.oddFooter
    footer.left.text = f"{paper.title} {paper.record}".strip().replace("&", "&&")
    footer.center.text = paper.words.page.replace("&", "&&").format(page="&P", pages="&N")
    footer.right.text = "&D &T"
