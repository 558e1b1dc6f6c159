"""Reads workbooks through python-calamine, each looked through first."""

import ctypes
import hashlib
import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from lunarcurator.exchange.archive import Archive
from lunarcurator.exchange.book import Book, Row, Sheet
from lunarcurator.exchange.cells import Cell, read_cell
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.facts import Facts
from lunarcurator.exchange.kept_rows import KeptRows
from lunarcurator.exchange.limits import Limits
from lunarcurator.exchange.marks import SheetMarks
from lunarcurator.exchange.ods import OdsFile
from lunarcurator.exchange.package import ROOT
from lunarcurator.exchange.xlsx import XlsxFile

if TYPE_CHECKING:
    from lunarcurator.exchange.old_excel import OldFile

_ZIP_START: Final = b"PK"
_TEXTS: Final = 20_000
_BINARY: Final = "xl/workbook.bin"
_ODS_TYPE: Final = b"application/vnd.oasis.opendocument.spreadsheet"


def read_workbook(path: Path, limits: Limits) -> Book:
    """Open a workbook that was looked through first; raises SheetError for one broken, protected or harmful."""
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    kind, file = _looked_through(path.name, content, limits)
    opened = _Opened(file.content, path.name)
    with _plain_refusals(path.name):
        tables = [each for each in opened.workbook.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    if not tables:
        raise SheetError("sheet.no_sheets", file=path.name)
    if len(tables) > limits.sheets:
        raise SheetError("sheet.too_many_sheets", file=path.name, sheets=len(tables), limit=limits.sheets)
    kept = KeptRows(kept=opened.let_go_sheet)
    sheets = []
    for table in tables:
        facts = partial(file.facts, table.name)
        rows = partial(kept.of, table.name, partial(_rows, opened, table.name, facts))
        hidden = table.visible != SheetVisibleEnum.Visible
        sheets.append(Sheet(table.name, hidden, rows, partial(_marks, facts)))
    return Book(path.name, digest, kind, (*sheets,), let_go=partial(_let_go, opened, kept))


def _looked_through(name: str, content: bytes, limits: Limits) -> tuple[str, "XlsxFile | OdsFile | OldFile"]:
    """Return what a file is, and the same once all its parts were looked at."""
    if not content.startswith(_ZIP_START):
        # Seldom does anybody have such a file: no start of the window needs what looks through it.
        from lunarcurator.exchange.old_excel import OldFile

        return "xls", OldFile(name, content, limits)
    archive = Archive(name, content, limits)
    parts = archive.part_names()
    if ROOT in parts and _BINARY not in parts:
        return "xlsx", XlsxFile(archive, parts)
    if "content.xml" in parts and archive.read("mimetype").strip().startswith(_ODS_TYPE):
        return "ods", OdsFile(archive, parts)
    raise SheetError("sheet.is_binary_workbook" if _BINARY in parts else "sheet.is_archive", file=name)


def _marks(facts: Callable[[], Facts]) -> SheetMarks:
    return facts().marks()


def _let_go(opened: "_Opened", kept: KeptRows) -> None:
    opened.let_go()
    kept.let_go()


class _Opened:
    """A workbook with the sheet that is being read, since opening one takes seconds."""

    def __init__(self, content: bytes, file: str) -> None:
        self._content, self.file = content, file
        self._last: tuple[str, CalamineSheet] | None = None

    @cached_property
    def workbook(self) -> CalamineWorkbook:
        """The workbook with all texts of its sheets, opened anew where it was let go."""
        return CalamineWorkbook.from_filelike(io.BytesIO(self._content))

    def sheet(self, name: str) -> CalamineSheet:
        """Return a sheet of the workbook, the one before let go."""
        last = self._last
        if last is None or last[0] != name:
            self._last = None
            self._last = last = (name, self.workbook.get_sheet_by_name(name))
        return last[1]

    def let_go_sheet(self) -> None:
        """Keep no sheet."""
        self._last = None
        _give_back()

    def let_go(self) -> None:
        """Keep nothing but the bytes of the file."""
        self.__dict__.pop("workbook", None)
        self.let_go_sheet()


def _give_back() -> None:
    """Give memory back that was freed: the GNU library keeps the many small pieces of a sheet for this process."""
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)):
        trim(0)


def _rows(opened: _Opened, name: str, facts: Callable[[], Facts]) -> Iterator[Row]:
    with _plain_refusals(opened.file):
        yield from facts().told(_read(opened.sheet(name)))


def _read(sheet: CalamineSheet) -> Iterator[Row]:
    # Rows come from the first of the file, columns from the first that is filled.
    start = sheet.start
    margin: tuple[Cell, ...] = (None,) * (start[1] if start else 0)
    once: dict[str, str | None] = {"": None}
    for number, values in enumerate(sheet.iter_rows(), start=1):
        # Most cells are texts, and to ask for each by a call takes longer than the answer; a text that stands in
        # many cells is kept once.
        cells = margin + tuple(
            [once.setdefault(each, each) if type(each) is str else read_cell(each) for each in values]
        )
        if len(once) > _TEXTS:
            once = {"": None}
        yield Row(number, cells)


@contextmanager
def _plain_refusals(name: str) -> Iterator[None]:
    try:
        yield
    except PasswordError as error:
        raise SheetError("sheet.password", file=name) from error
    except (CalamineError, OverflowError) as error:
        # No span of time is as long as a figure can be.
        raise SheetError("sheet.broken", file=name) from error
    except BaseException as error:
        # The reader's own assertion, in another language; its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise SheetError("sheet.broken", file=name) from error
