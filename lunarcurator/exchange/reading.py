"""Opens any file that holds a table, by what it is and not by what it is called."""

from pathlib import Path
from typing import Final

from lunarcurator.databases import header_of
from lunarcurator.exchange.book import Book
from lunarcurator.exchange.errors import SheetError, sheet_error_from
from lunarcurator.exchange.limits import Limits
from lunarcurator.exchange.text_book import read_text_book
from lunarcurator.exchange.workbook import read_workbook

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_book(
    path: Path,
    *,
    limits: Limits | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    quote: str | None = None,
) -> Book:
    """Open a text table, xlsx, xlsm, xls or ods file; its rows are read when asked for.

    Formulas are never run: their last stored value counts. `encoding`, `delimiter` and `quote` ("" for none) are
    a person's answer where the file does not say; without them a byte order mark decides, else strict UTF-8.
    Raises SheetError.
    """
    bounds = limits or Limits()
    try:
        start = _start_of(path, bounds)
        if start.startswith((*_ZIP, _COMPOUND)):
            return read_workbook(path, bounds)
        return read_text_book(path, bounds, encoding, delimiter, quote)
    except OSError as error:
        raise sheet_error_from(error, path) from error


def _start_of(path: Path, limits: Limits) -> bytes:
    if path.is_dir():
        raise SheetError("file.is_folder", file=path.name)
    size = path.stat().st_size
    # A pipe or a device has no end to wait for.
    if not path.is_file():
        raise SheetError("file.not_a_file", file=path.name)
    if size == 0:
        raise SheetError("sheet.empty_file", file=path.name)
    if header_of(path) is not None:
        raise SheetError("sheet.not_a_table", file=path.name)
    with path.open("rb") as stream:
        start = stream.read(len(_COMPOUND))
    limit = limits.workbook_bytes if start.startswith((*_ZIP, _COMPOUND)) else limits.text_bytes
    if size > limit:
        raise SheetError("sheet.file_too_large", file=path.name, bytes=size, limit=limit)
    return start
