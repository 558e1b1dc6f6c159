"""Reads what was copied in a spreadsheet program and pasted as text."""

import csv
import hashlib
import io
from collections.abc import Iterator
from functools import partial
from typing import Final

from lunarcurator.exchange.book import Book, Row, Sheet
from lunarcurator.exchange.delimiter import check_form, delimiter_of
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.limits import Limits
from lunarcurator.exchange.text_book import reader_of

CLIPBOARD: Final = "clipboard"
"""The name of a table that came from no file."""


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
    quoted = '"' if quote is None else quote
    sheet = Sheet(CLIPBOARD, hidden=False, source=partial(_rows, text, parted, quoted, bounds))
    return Book(
        CLIPBOARD,
        hashlib.sha256(content).hexdigest(),
        "clipboard",
        (sheet,),
        delimiter=parted,
        encoding="utf-8",
        quote=quoted,
    )


def _rows(text: str, delimiter: str, quote: str, limits: Limits) -> Iterator[Row]:
    reader = reader_of(io.StringIO(text, newline=""), delimiter, quote)
    number = 0
    try:
        for number, record in enumerate(reader, start=1):
            if len(record) > limits.columns:
                raise SheetError(
                    "sheet.too_many_columns",
                    file=CLIPBOARD,
                    row=number,
                    columns=len(record),
                    limit=limits.columns,
                )
            if number > limits.rows:
                raise SheetError("sheet.too_many_rows", file=CLIPBOARD, limit=limits.rows)
            yield Row(number, tuple(cell or None for cell in record))
    except csv.Error:
        raise SheetError("sheet.cell_too_long", file=CLIPBOARD, row=number + 1) from None
