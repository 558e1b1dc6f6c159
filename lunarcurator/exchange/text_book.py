"""Reads csv, tsv and other delimited text, of a file in bounded memory, or as it was pasted."""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from lunarcurator.exchange.book import Book, Row, Sheet
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.delimiter import QUOTE, check_form, declared_delimiter, delimiter_of
from lunarcurator.exchange.errors import SheetError, sheet_error_from
from lunarcurator.exchange.kept_rows import KeptRows
from lunarcurator.exchange.limits import Limits
from lunarcurator.exchange.swallowed import Swallowed
from lunarcurator.exchange.text_file import examine_text

CLIPBOARD: Final = "clipboard"
"""The name of a table that came from no file."""

# The bytes of a file up to which its rows may be kept: a cell of text can be as long as it likes.
_KEPT_UP_TO: Final = 64 * 1024 * 1024
# What our csv renderer puts before a text that a spreadsheet program would take for a formula.
_GUARDED: Final = re.compile(r"'+[=+\-@\t\r＝＋－＠]")


def read_text_book(
    path: Path, limits: Limits, encoding: str | None, delimiter: str | None, quote: str | None = None
) -> Book:
    """Open a delimited text file as a book of one sheet named after the file."""
    check_form(delimiter, quote)
    facts = examine_text(path, limits, encoding)
    declared = declared_delimiter(facts.head)
    head = facts.head.lstrip("\ufeff")
    chosen = delimiter or declared or delimiter_of(head, path.name)
    quoted = QUOTE if quote is None else quote
    form = _Form(chosen, quoted, skip_first=declared is not None)
    kept = KeptRows() if path.stat().st_size <= _KEPT_UP_TO else KeptRows(most_cells=0)
    rows = partial(_rows, path, facts.encoding, form, limits)
    sheet = Sheet(path.stem, hidden=False, source=partial(kept.of, path.stem, rows))
    return Book(path.name, facts.sha256, "csv", (sheet,), chosen, facts.encoding, quoted, kept.let_go)


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
    parted = delimiter or ("\t" if "\t" in text else delimiter_of(text, CLIPBOARD))
    form = _Form(parted, QUOTE if quote is None else quote)
    sheet = Sheet(CLIPBOARD, hidden=False, source=partial(_pasted_rows, text, form, bounds))
    digest = hashlib.sha256(content).hexdigest()
    return Book(CLIPBOARD, digest, "clipboard", (sheet,), parted, "utf-8", form.quote)


class _Form(NamedTuple):
    delimiter: str
    quote: str
    skip_first: bool = False


def reader_of(lines: Iterable[str], delimiter: str, quote: str) -> Iterator[list[str]]:
    """Return the records of lines; without a `quote` every sign stands for itself."""
    if not quote:
        return csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    return csv.reader(lines, delimiter=delimiter, quotechar=quote)


class _Lines:
    """The lines of a text; remembers those of a record, `latest`, how many there were, and that they ended."""

    def __init__(self, stream: Iterator[str]) -> None:
        self._stream, self.ended = stream, False
        self.latest: list[str] = []
        self.count = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._stream:
            self.latest.append(line)
            self.count += 1
            yield line
        self.ended = True


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


def _records(stream: Iterator[str], name: str, form: _Form, limits: Limits) -> Iterator[Row]:
    lines = _Lines(stream)
    swallowed = Swallowed(name, form.delimiter, form.quote)
    number = 0
    try:
        for number, record in enumerate(reader_of(lines, form.delimiter, form.quote), start=1):
            # A record that comes after the last line was still waiting for its closing quote.
            if lines.ended and form.quote:
                raise SheetError("sheet.quote_open", file=name, row=number)
            if len(record) > limits.columns or number > limits.rows:
                raise _too_large(record, number, name, limits)
            swallowed.check(record, lines.latest, number, lines.count)
            lines.latest.clear()
            if number > 1 or not form.skip_first:
                # Hardly a cell begins with the mark that is taken away.
                yield Row(number, tuple([_cell(text) if text[:1] == "'" else text or None for text in record]))
    except csv.Error:
        raise SheetError("sheet.cell_too_long", file=name, row=number + 1) from None


def _too_large(record: list[str], number: int, name: str, limits: Limits) -> SheetError:
    wide = len(record)
    if wide > limits.columns:
        return SheetError("sheet.too_many_columns", file=name, row=number, columns=wide, limit=limits.columns)
    return SheetError("sheet.too_many_rows", file=name, limit=limits.rows)


def _cell(marked: str) -> Cell:
    return marked[1:] if _GUARDED.match(marked) else marked
