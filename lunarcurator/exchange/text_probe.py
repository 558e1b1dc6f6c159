"""Looks at a text file that cannot be read in the form it was taken for: its rows, and the bytes in the way."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

from lunarcurator.databases import header_of
from lunarcurator.exchange.book import Row
from lunarcurator.exchange.delimiter import QUOTE, sniff_delimiter
from lunarcurator.exchange.errors import SheetError, sheet_error_from
from lunarcurator.exchange.text_book import reader_of
from lunarcurator.exchange.text_faults import Fault
from lunarcurator.exchange.text_faults import faults as found_faults
from lunarcurator.exchange.text_file import encoding_of, without_mark

__all__ = ["FIRST", "MOST_FAULTS", "Fault", "TextProbe", "probe_text"]

FIRST: Final = 40
MOST_FAULTS: Final = 20
_LOOKED_AT: Final = 64 * 1024 * 1024
_SHOWN: Final = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class TextProbe:
    """How a file was looked at, its first rows and those with `faults`, bytes in the way spelt out in hex.

    Of many faults the first twenty are told, and `more` says that there are others.
    """

    encoding: str
    delimiter: str
    quote: str
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    more: bool


def probe_text(
    path: Path, encoding: str | None = None, delimiter: str | None = None, quote: str | None = None
) -> TextProbe:
    """Look at a text file, whatever stands in it; raises `SheetError` where it or its encoding is not there."""
    try:
        if header_of(path) is not None:
            raise SheetError("sheet.not_a_table", file=path.name)
        with path.open("rb") as stream:
            content = stream.read(_LOOKED_AT)
    except OSError as error:
        raise sheet_error_from(error, path) from error
    name = encoding or encoding_of(content[:4])
    try:
        exact, body = without_mark(name, content)
        faults = [*islice(found_faults(body, exact), MOST_FAULTS + 1)]
        text = body[:_SHOWN].decode(exact, "backslashreplace")
    except LookupError:
        raise SheetError("sheet.encoding_unknown", encoding=name) from None
    parted = delimiter or sniff_delimiter(text)
    quoted = QUOTE if quote is None else quote
    wanted = {fault.row for fault in faults[:MOST_FAULTS]}
    rows = tuple(_rows(text, partial(reader_of, delimiter=parted, quote=quoted), wanted))
    return TextProbe(name, parted, quoted, rows, tuple(faults[:MOST_FAULTS]), len(faults) > MOST_FAULTS)


def _rows(text: str, reader: Callable[[Iterator[str]], Iterator[list[str]]], wanted: set[int]) -> Iterator[Row]:
    last = max((FIRST, *wanted))
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if number > last:
            return
        if number <= FIRST or number in wanted:
            # Line by line: an open quotation mark may be just what is wrong.
            try:
                cells = next(reader(iter([line])), [])
            except csv.Error:
                cells = [line.rstrip("\r\n")]
            yield Row(number, tuple(cell or None for cell in cells))
