"""Which character parts the columns of a text table."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Final

from lunarcurator.exchange.errors import SheetError

DELIMITERS: Final = (",", ";", "\t", "|")
QUOTE: Final = '"'
"""What quotes cells, unless a person says otherwise."""

_SAMPLE_CHARACTERS: Final = 256 * 1024
_SAMPLE_RECORDS: Final = 200
_LEAST_ALIGNED: Final = 3
# Spaces behind a delimiter are none of their own.
_RUN: Final = re.compile(r"(?<=[^\s,;|]) {2,}(?=[^\s,;|])")
_RULE: Final = re.compile(r"[\s\-=_+|:─━═]*")


def declared_delimiter(head: str) -> str | None:
    """Return the delimiter of a first line `sep=;`, as Excel reads it; None without such a line."""
    first = head.lstrip("\ufeff").partition("\n")[0].partition("\r")[0].strip('"')
    return first[4:5] if len(first) == 5 and first.casefold().startswith("sep=") else None


def delimiter_of(head: str, name: str) -> str:
    """Return what parts the columns of a text; raises `SheetError` where only runs of spaces do.

    Where a cell ends is then not certain, and nothing shall slip a column aside.
    """
    if _is_aligned(head):
        raise SheetError("sheet.is_aligned", file=name)
    return sniff_delimiter(head)


def _is_aligned(head: str) -> bool:
    """Tell whether the columns of a text stand one below the other, parted by nothing but spaces."""
    sample = head[:_SAMPLE_CHARACTERS]
    lines = [line for line in sample.splitlines()[:_SAMPLE_RECORDS] if not _RULE.fullmatch(line)]
    parts = [len(_RUN.findall(line)) + 1 for line in lines]
    several = Counter(each for each in parts if each > 1)
    if several.total() < _LEAST_ALIGNED or "\t" in sample:
        return False
    if max(_evenness(sample, each)[0] for each in DELIMITERS) >= 1:
        # Blanks within cells, if not all lines have them.
        return several.total() == len(lines)
    # Two words beside each other may be no more than a name with a blank too many.
    least = 0.9 if several.most_common(1)[0][0] == 2 else 0.5
    return several.total() >= least * len(lines)


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
    widths = list(islice(_widths(sample, delimiter), _SAMPLE_RECORDS))
    if not widths:
        return 0.0, 0
    width, records = Counter(widths).most_common(1)[0]
    if width < 2:
        return 0.0, 0
    # The first record counts as much as all others: a header names every column, and rarely holds the rest.
    share = records / len(widths) + (widths[0] == width)
    return round(share, 1), width


def _widths(sample: str, delimiter: str) -> Iterator[int]:
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        yield from (len(record) for record in reader if record)
    except csv.Error:
        return
