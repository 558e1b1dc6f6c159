"""What is seen of a part of an xlsx file while its bytes pass by, much quicker than its tags can be followed.

A sheet within a bound small enough need not be measured any closer: 150,000 rows of eight columns lie within
199,999 rows and column H.
"""

import codecs
import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Final

from lunarcurator.exchange.extent import Extent, column_number

_REFERENCE: Final = re.compile(rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"')
# A cell with the name of a namespace before it.
_NAMED: Final = re.compile(rb"<[^<>\s/:!?]+:c[\s/>]")
# Cells whose text has raised signs, or that end in an error; rows that are hidden, and cells that are merged.
_SIGNS: Final = (
    b"superscript",
    b't="e"',
    b"t='e'",
    b'hidden="1"',
    b'hidden="true"',
    b"hidden='",
    b"mergeCell",
    b"filterColumn",
)
# Programs that write workbooks without calculating leave a formula without its value.
_UNCALCULATED: Final = re.compile(rb"(?:<f[^<>]*/>|</f>)(?:<v\s*/>|<v></v>)?</c>")
_LONGEST_END: Final = 512


class _Bound:
    """Columns of up to so many letters and rows of up to so many figures.

    The longest of them begin with no later letter or figure than the one beside.
    """

    def __init__(self, columns: tuple[int, bytes] = (1, b"A"), rows: tuple[int, bytes] = (1, b"1")) -> None:
        self._columns, self._rows = columns, rows

    def widened(self, column: bytes, row: bytes) -> "_Bound":
        """Return the least bound that has this cell within it too."""
        columns, rows = (len(column), column[:1]), (len(row), row[:1])
        return _Bound(max(self._columns, columns), max(self._rows, rows))

    @cached_property
    def beyond(self) -> re.Pattern[bytes]:
        """What finds a cell that is not surely within the bound, or not written in the usual way."""
        return _beyond(self._columns, self._rows)

    @property
    def extent(self) -> Extent:
        """The last row and column within the bound."""
        (letters, first), (figures, figure) = self._columns, self._rows
        rows = int(figure + b"9" * (figures - 1))
        return Extent(rows, column_number(first.decode() + "Z" * (letters - 1)))


@lru_cache(maxsize=256)
def _beyond(columns: tuple[int, bytes], rows: tuple[int, bytes]) -> re.Pattern[bytes]:
    letters, letter = columns
    figures, figure = rows
    column = rb"[A-%b][A-Z]{%d}" % (letter, letters - 1)
    column += rb"|[A-Z]{1,%d}" % (letters - 1) if letters > 1 else b""
    row = rb"[1-%b][0-9]{%d}" % (figure, figures - 1)
    row += rb"|[1-9][0-9]{0,%d}" % (figures - 2) if figures > 1 else b""
    return re.compile(rb'<c(?:[>/\t\r\n]| (?!r="(?:%b)(?:%b)"))' % (column, row))


class Glance:
    """A part whose pieces, which end before a tag begins, have passed by.

    `extent` is a round one that all its cells lie within, None where one is written unusually; `says_more` tells
    whether anything in it says more than the values of cells.
    """

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.says_more = False
        bound: _Bound | None = _Bound()
        before = b""
        for piece in pieces:
            if bound is not None:
                bound = _widened(bound, piece) if before or _is_text(piece) else None
            self.says_more = self.says_more or _says_more(piece, before)
            before = piece[-_LONGEST_END:] or before
        self.extent = bound.extent if bound is not None else None
        self.says_more = self.says_more or bound is None


def _is_text(piece: bytes) -> bool:
    return not piece or (piece.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<") and b"\0" not in piece)


def _says_more(piece: bytes, before: bytes) -> bool:
    if any(sign in piece for sign in _SIGNS):
        return True
    return b"<f" in before + piece and bool(_UNCALCULATED.search(before + piece))


def _widened(bound: _Bound, piece: bytes) -> _Bound | None:
    """Return the bound with the cells of a piece within it, None where one of them is written unusually."""
    if b":c" in piece and _NAMED.search(piece):
        return None
    at = 0
    while found := bound.beyond.search(piece, at):
        at = found.start()
        cell = _REFERENCE.match(piece, at)
        if cell is None:
            return None
        bound = bound.widened(*cell.groups())
    return bound
