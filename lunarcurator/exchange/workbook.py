"""Reads xlsx, xlsm and ods through python-calamine; xls is read elsewhere."""

import hashlib
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from lunarcurator.exchange.book import Book, Row, Sheet
from lunarcurator.exchange.cells import Cell, ErrorCell, read_cell
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.extent import Extent
from lunarcurator.exchange.kept_rows import KeptRows
from lunarcurator.exchange.limits import Limits
from lunarcurator.exchange.marks import ReadMarks
from lunarcurator.exchange.measured import MeasuredZip
from lunarcurator.exchange.ods_marks import read_ods_marks
from lunarcurator.exchange.raised import Texts
from lunarcurator.exchange.xlsx_marks import read_xlsx_marks

_ZIP_START: Final = b"PK"
_TEXTS: Final = 20_000


def read_workbook(path: Path, limits: Limits) -> Book:
    """Open a workbook that was measured first; raises SheetError for what is broken, protected or harmful."""
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if not content.startswith(_ZIP_START):
        # Seldom does anybody have such a file: no start of the window needs its reader.
        from lunarcurator.exchange.old_excel import read_old_workbook

        return read_old_workbook(path.name, content, digest, limits)
    measured = MeasuredZip(path.name, content, limits)
    with _plain_refusals(path.name):
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(measured.content))
    tables = [table for table in workbook.sheets_metadata if table.typ == SheetTypeEnum.WorkSheet]
    if not tables:
        raise SheetError("sheet.no_sheets", file=path.name)
    if len(tables) > limits.sheets:
        raise SheetError("sheet.too_many_sheets", file=path.name, sheets=len(tables), limit=limits.sheets)
    opened = _Opened(workbook)
    kept = KeptRows(kept=opened.let_go)
    sheets = tuple(
        replace(
            _sheet(opened, kept, table, path.name, _Written(measured.extents, measured.raised)),
            marks=_marks(measured.kind, path, table.name, limits),
        )
        for table in tables
    )
    return Book(path.name, digest, measured.kind, sheets, let_go=partial(_let_go, opened, kept))


def _let_go(opened: "_Opened", kept: KeptRows) -> None:
    opened.let_go()
    kept.let_go()


def _marks(kind: str, path: Path, sheet: str, limits: Limits) -> ReadMarks:
    return partial(read_xlsx_marks if kind == "xlsx" else read_ods_marks, path, sheet, limits)


class _Opened:
    """A workbook with the sheet that is being read, since opening one takes seconds."""

    def __init__(self, workbook: CalamineWorkbook) -> None:
        self._workbook = workbook
        self._last: tuple[str, CalamineSheet] | None = None

    def sheet(self, name: str) -> CalamineSheet:
        """Return a sheet of the workbook, the one before let go."""
        last = self._last
        if last is None or last[0] != name:
            self._last = None
            self._last = last = (name, self._workbook.get_sheet_by_name(name))
        return last[1]

    def let_go(self) -> None:
        """Keep no sheet."""
        self._last = None


class _Written(NamedTuple):
    """What the reader of workbooks hands over otherwise than it is written, by the names of the sheets."""

    extents: Mapping[str, Extent]
    raised: Mapping[str, Texts]

    def of(self, sheet: str) -> dict[tuple[int, int], Cell]:
        """Return the errors of formulas and the texts with raised signs of a sheet by their place."""
        errors = self.extents[sheet].errors if sheet in self.extents else {}
        return {**self.raised.get(sheet, {}), **{at: ErrorCell(text) for at, text in errors.items()}}


def _sheet(workbook: _Opened, kept: KeptRows, table: SheetMetadata, name: str, written: _Written) -> Sheet:
    hidden = table.visible != SheetVisibleEnum.Visible
    rows = partial(_rows, workbook, table.name, name, written.of(table.name))
    return Sheet(table.name, hidden, partial(kept.of, table.name, rows))


def _rows(workbook: _Opened, sheet_name: str, name: str, written: Mapping[tuple[int, int], Cell]) -> Iterator[Row]:
    with _plain_refusals(name):
        sheet = workbook.sheet(sheet_name)
        rows = sheet.iter_rows()
    # Rows come from the first of the file, columns from the first that is filled.
    start = sheet.start
    margin: tuple[Cell, ...] = (None,) * (start[1] if start else 0)
    written_in = _by_row(written)
    once: dict[str, str | None] = {"": None}
    for number, values in enumerate(rows, start=1):
        # Most cells are texts, and to ask for each by a call takes longer than the answer; a text that stands in
        # many cells is kept once.
        cells = margin + tuple(
            [once.setdefault(each, each) if type(each) is str else read_cell(each) for each in values]
        )
        if len(once) > _TEXTS:
            once = {"": None}
        if number in written_in:
            found = written_in[number]
            cells = tuple(found.get(column, cell) for column, cell in enumerate(cells, start=1))
        yield Row(number, cells)


def _by_row(cells: Mapping[tuple[int, int], Cell]) -> dict[int, dict[int, Cell]]:
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in cells.items():
        rows.setdefault(row, {})[column] = cell
    return rows


@contextmanager
def _plain_refusals(name: str) -> Iterator[None]:
    try:
        yield
    except PasswordError as error:
        raise SheetError("sheet.password", file=name) from error
    except CalamineError as error:
        raise SheetError("sheet.broken", file=name) from error
    except BaseException as error:
        # The reader's own assertion, in another language; its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise SheetError("sheet.broken", file=name) from error
