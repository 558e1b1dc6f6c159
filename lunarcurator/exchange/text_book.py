"""Reads csv, tsv and other delimited text, of a file in bounded memory, or as it was pasted."""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from lunarcurator.exchange.book import Book, Row, Sheet
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.delimiter import QUOTE, check_form, sniff_delimiter
from lunarcurator.exchange.errors import SheetError, sheet_error_from
from lunarcurator.exchange.kept_rows import KeptRows
from lunarcurator.exchange.limits import Limits
from lunarcurator.exchange.text_file import examine_text

if TYPE_CHECKING:
    from _csv import Reader

CLIPBOARD: Final = "clipboard"
"""The name of a table that came from no file."""

# So many words of a pass are remembered: what stands in a column again and again takes the memory of one.
_REMEMBERED: Final = 4_096
# The bytes of a file up to which its rows may be kept: a cell of text can be as long as it likes.
_KEPT_UP_TO: Final = 64 * 1024 * 1024
# What our csv renderer puts before a text that a spreadsheet program would take for a formula.
_GUARDED: Final = re.compile(r"'+[=+\-@\t\r＝＋－＠]")
# What the library says of a mark that is never closed, and of one that closes within its cell.
_FAULTS: Final = (("unexpected end", "sheet.quote_open"), ("expected after", "sheet.quote_swallows"))


def read_text_book(
    path: Path, limits: Limits, encoding: str | None, delimiter: str | None, quote: str | None = None
) -> Book:
    """Open a delimited text file as a book of one sheet named after the file."""
    check_form(delimiter, quote)
    facts = examine_text(path, limits, encoding)
    form = _Form(delimiter or sniff_delimiter(facts.head), QUOTE if quote is None else quote)
    kept = KeptRows() if path.stat().st_size <= _KEPT_UP_TO else KeptRows(most_cells=0)
    rows = partial(_rows, path, facts.encoding, form, limits)
    sheet = Sheet(path.stem, hidden=False, source=partial(kept.of, path.stem, rows))
    return Book(
        name=path.name,
        sha256=facts.sha256,
        kind="csv",
        sheets=(sheet,),
        delimiter=form.delimiter,
        encoding=facts.encoding,
        quote=form.quote,
        let_go=kept.let_go,
    )


def read_pasted(
    text: str, limits: Limits | None = None, *, delimiter: str | None = None, quote: str | None = None
) -> Book:
    """Open pasted text as a book of one sheet: parted by tabs, else as its first rows show. Raises SheetError.

    `delimiter` and `quote` ("" for none) are a person's answer.
    """
    bounds = limits or Limits()
    check_form(delimiter, quote)
    content = text.encode("utf-8", "surrogatepass")
    if not text.strip():
        raise SheetError("sheet.empty_file", file=CLIPBOARD)
    if len(content) > bounds.workbook_bytes:
        raise SheetError("sheet.file_too_large", file=CLIPBOARD, bytes=len(content), limit=bounds.workbook_bytes)
    parted = delimiter or ("\t" if "\t" in text else sniff_delimiter(text))
    form = _Form(parted, QUOTE if quote is None else quote)
    sheet = Sheet(CLIPBOARD, hidden=False, source=partial(_pasted_rows, text, form, bounds))
    digest = hashlib.sha256(content).hexdigest()
    return Book(CLIPBOARD, digest, "clipboard", (sheet,), parted, "utf-8", form.quote)


class _Form(NamedTuple):
    delimiter: str
    quote: str


def _rows(path: Path, encoding: str, form: _Form, limits: Limits) -> Iterator[Row]:
    try:
        with path.open(encoding=encoding, newline="") as stream:
            yield from _records(stream, path.name, form, limits)
    except OSError as error:
        raise sheet_error_from(error, path) from error
    except UnicodeDecodeError:
        raise SheetError("sheet.changed_while_read", file=path.name) from None


def _pasted_rows(text: str, form: _Form, limits: Limits) -> Iterator[Row]:
    return _records(io.StringIO(text, newline=""), CLIPBOARD, form, limits)


def _records(lines: Iterable[str], name: str, form: _Form, limits: Limits) -> Iterator[Row]:
    """Yield the records of lines; raises SheetError where a quotation mark may have swallowed some."""
    reader, cell = _reader(lines, form), lru_cache(_REMEMBERED)(_cell)
    number = line = width = 0
    try:
        for number, record in enumerate(reader, start=1):
            width = max(width, len(record))
            _check_size(record, number, name, limits)
            if reader.line_num > line + 1 and _holds_rows(record, form.delimiter, width):
                raise SheetError("sheet.quote_swallows", file=name, row=number, line=reader.line_num)
            line = reader.line_num
            yield Row(number, (*map(cell, record),))
    except csv.Error as error:
        key = next((key for told, key in _FAULTS if told in str(error)), "sheet.cell_too_long")
        raise SheetError(key, file=name, row=number + 1, line=reader.line_num) from None


def _reader(lines: Iterable[str], form: _Form) -> "Reader":
    if not form.quote:
        return csv.reader(lines, delimiter=form.delimiter, quoting=csv.QUOTE_NONE)
    return csv.reader(lines, delimiter=form.delimiter, quotechar=form.quote, strict=True)


def _check_size(record: list[str], number: int, name: str, limits: Limits) -> None:
    wide = len(record)
    if wide > limits.columns:
        raise SheetError("sheet.too_many_columns", file=name, row=number, columns=wide, limit=limits.columns)
    if number > limits.rows:
        raise SheetError("sheet.too_many_rows", file=name, limit=limits.rows)


def _holds_rows(record: list[str], delimiter: str, width: int) -> bool:
    """Tell whether a further line of a cell reads like a row: filled, as wide as the table, and with a figure.

    In words a blank stands behind a comma.
    """
    rows = (line.split(delimiter) for cell in record for line in cell.splitlines()[1:])
    return any(len(row) == width > 1 and all(map(_is_filled, row)) and _has_digit(row[0]) for row in rows)


def _is_filled(text: str) -> bool:
    return text[:1].strip() != ""


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _cell(text: str) -> Cell:
    return text[1:] if text[:1] == "'" and _GUARDED.match(text) else text or None
