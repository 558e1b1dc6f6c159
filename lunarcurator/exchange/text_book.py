"""Reads csv, tsv and other delimited text, in bounded memory."""

import csv
import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from lunarcurator.exchange.book import Book, Row, Sheet
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.delimiter import check_form, declared_delimiter, delimiter_of, sniff_quote
from lunarcurator.exchange.errors import SheetError, sheet_error_from
from lunarcurator.exchange.kept_rows import KeptRows
from lunarcurator.exchange.limits import Limits
from lunarcurator.exchange.swallowed import Swallowed
from lunarcurator.exchange.text_file import examine_text

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
    quoted = sniff_quote(head, chosen) if quote is None else quote
    form = _Form(chosen, quoted, skip_first=declared is not None)
    kept = KeptRows() if path.stat().st_size <= _KEPT_UP_TO else KeptRows(most_cells=0)
    rows = partial(_rows, path, facts.encoding, form, limits)
    sheet = Sheet(path.stem, hidden=False, source=partial(kept.of, path.stem, rows))
    return Book(path.name, facts.sha256, "csv", (sheet,), chosen, facts.encoding, quoted, kept.let_go)


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
    """The lines of a text file; remembers those of a record, `latest`, and that they came to their end."""

    def __init__(self, stream: Iterator[str]) -> None:
        self._stream, self.ended = stream, False
        self.latest: list[str] = []

    def __iter__(self) -> Iterator[str]:
        for line in self._stream:
            self.latest.append(line)
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


def _records(stream: Iterator[str], name: str, form: _Form, limits: Limits) -> Iterator[Row]:
    lines = _Lines(stream)
    reader = reader_of(lines, form.delimiter, form.quote)
    spanning = _Spanning(name, form, reader, lines)
    number = 0
    try:
        for number, record in enumerate(reader, start=1):
            # A record that comes after the last line was still waiting for its closing quote.
            if lines.ended and form.quote:
                raise SheetError("sheet.quote_open", file=name, row=number)
            if len(record) > limits.columns or number > limits.rows:
                raise _too_large(record, number, name, limits)
            spanning.take(record, number)
            if number > 1 or not form.skip_first:
                # Hardly a cell begins with the mark that is taken away.
                yield Row(number, tuple([_cell(text) if text[:1] == "'" else text or None for text in record]))
    except csv.Error:
        raise SheetError("sheet.cell_too_long", file=name, row=number + 1) from None


class _Spanning:
    """Looks at the records of more than one line; of all others it only sees that they are none."""

    def __init__(self, name: str, form: _Form, reader: Iterator[list[str]], lines: _Lines) -> None:
        self._swallowed = Swallowed(name, form.delimiter, form.quote)
        # Without quotes every record is a line.
        self._reader = reader if form.quote else None
        self._lines, self._line = lines, 0
        self._before: list[str] = []

    def take(self, record: list[str], number: int) -> None:
        """Take the next record; raises SheetError where rows stand in one of its cells."""
        if self._reader is None:
            self._lines.latest.clear()
            return
        line: int = self._reader.line_num  # type: ignore[attr-defined]
        if number == 1:
            self._swallowed.begin(record)
        else:
            if line != self._line + 1:
                self._swallowed.check(record, self._before, self._lines.latest, number, line)
            self._before = record
        self._line = line
        self._lines.latest.clear()


def _too_large(record: list[str], number: int, name: str, limits: Limits) -> SheetError:
    wide = len(record)
    if wide > limits.columns:
        return SheetError("sheet.too_many_columns", file=name, row=number, columns=wide, limit=limits.columns)
    return SheetError("sheet.too_many_rows", file=name, limit=limits.rows)


def _cell(marked: str) -> Cell:
    return marked[1:] if _GUARDED.match(marked) else marked
