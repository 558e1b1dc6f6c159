"""Which character parts the columns of a text table."""

import csv
import io
from collections import Counter
from itertools import islice
from typing import Final

from lunarcurator.exchange.errors import SheetError

DELIMITERS: Final = (",", ";", "\t", "|")
QUOTE: Final = '"'
"""What quotes cells, unless a person says otherwise."""

_SAMPLE_CHARACTERS: Final = 256 * 1024
_SAMPLE_RECORDS: Final = 200


def sniff_delimiter(head: str) -> str:
    """Choose among comma, semicolon, tab and bar what parts the first records most evenly.

    A comma if nothing parts them: the table then has one column.
    """
    sample = head[:_SAMPLE_CHARACTERS]
    return max(DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter))


def check_form(delimiter: str | None, quote: str | None) -> None:
    """Refuse a delimiter or a quote that can be none; raises `SheetError`."""
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '\r\n"'):
        raise SheetError("sheet.delimiter_bad", sign=delimiter)
    if quote is not None and (len(quote) > 1 or quote in ("\r", "\n", delimiter)):
        raise SheetError("sheet.quote_bad", sign=quote)


def _evenness(sample: str, delimiter: str) -> tuple[float, int]:
    """Return the share of records as wide as most are, and how wide that is."""
    records = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        widths = [len(record) for record in islice(filter(None, records), _SAMPLE_RECORDS)]
    except csv.Error:
        return 0.0, 0
    width, count = Counter(widths).most_common(1)[0] if widths else (0, 0)
    if width < 2:
        return 0.0, 0
    # The first record counts as much as all others: a header names every column, and rarely holds the rest.
    return round(count / len(widths) + (widths[0] == width), 1), width
