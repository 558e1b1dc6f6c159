"""How far the filled cells of a zipped sheet reach, found before memory for them is asked for.

The reader of workbooks keeps the whole rectangle a sheet's filled cells span in memory: one cell in the first
row and one in the last corner of an otherwise empty sheet ask for half a terabyte, and end the program.
"""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from lunarcurator.exchange.markup import follow_tags

_FILLED: Final = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"(?:[^<>]*[^<>/])?>')
_EMPTY: Final = re.compile(rb'<c r="[A-Z]{1,3}[0-9]{1,7}"(?:\s+[\w:]+="[^"<>]*")*\s*/>')
# A cell written in any other way than the usual one, and one with the name of a namespace before it.
_UNUSUAL: Final = tuple(b"<c" + sign for sign in (b">", b"/", b"\t", b"\r", b"\n"))
_NAMED: Final = re.compile(rb"<[^<>\s/:!?]+:c[\s/>]")
_LETTERS: Final = bytes(range(65, 91))
_DIGITS: Final = b"0123456789"
_ERROR: Final = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^<>]*\bt="e"[^<>]*>(?:<f[^<>]*(?:/>|>[^<>]*</f>))?<v>([^<>]*)</v>'
)
# Programs that write workbooks without calculating leave a formula without its value; an empty text is one.
_UNCALCULATED: Final = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?![^<>]*\bt="str")[^<>]*>'
    rb"<f[^<>]*(?:/>|>([^<>]*)</f>)(?:<v\s*/>|<v></v>)?</c>"
)
# A formula has at most 8,192 characters; so much of a piece is looked at again with the next one.
_LONGEST_CELL: Final = 32 * 1024


@dataclass(slots=True)
class Extent:
    """The last row and column (from 1) that hold something, and the cells whose formula has no value."""

    rows: int = 0
    columns: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)

    def take(self, row: int, column: int) -> None:
        """Widen the extent to a cell."""
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)


def column_number(letters: str) -> int:
    """Return the number of a column from its letters: A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """Return the letters of a column from its number, the inverse of `column_number`."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Noted:
    """What is noted of a sheet piece by piece, however far it reaches: errors of formulas by their place."""

    def __init__(self) -> None:
        self.errors: dict[tuple[int, int], str] = {}
        self._before = b""
        self._started = False

    def take(self, piece: bytes) -> bool:
        """Note the errors of the next piece; False where it is no text, or has cells by another name."""
        if not self._started and piece:
            self._started = True
            if not piece.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<") or b"\0" in piece:
                return False
        if b":c" in piece and _NAMED.search(piece):
            return False
        self._note(self._before + piece)
        self._before = piece[-_LONGEST_CELL:]
        return True

    def _note(self, piece: bytes) -> None:
        if b't="e"' in piece:
            for letters, row, text in _ERROR.findall(piece):
                self.errors[int(row), column_number(letters.decode())] = text.decode("utf-8", "replace")
        if b"<f" in piece:
            for letters, row, text in _UNCALCULATED.findall(piece):
                self.errors[int(row), column_number(letters.decode())] = "=" + text.decode("utf-8", "replace")


def extent_by_pattern(pieces: Iterable[bytes]) -> Extent | None:
    """Measure a sheet written the way spreadsheet programs write it; None if any cell is written otherwise.

    Pieces end before a tag begins.
    """
    extent, noted = Extent(), Noted()
    extent.errors = noted.errors
    for piece in pieces:
        filled = _FILLED.findall(piece)
        if not noted.take(piece) or not _are_all(len(filled), piece):
            return None
        if filled:
            references = b" ".join(filled)
            rows = max(map(int, set(references.translate(None, _LETTERS).split())))
            columns = set(references.translate(None, _DIGITS).split())
            extent.take(rows, max(column_number(letters.decode()) for letters in columns))
    return extent


def _are_all(filled: int, piece: bytes) -> bool:
    """Say whether the filled cells found in a piece, and empty ones, are all the cells it has."""
    if any(sign in piece for sign in _UNUSUAL):
        return False
    cells = piece.count(b"<c ")
    return cells == filled or cells == filled + len(_EMPTY.findall(piece))


class _SheetWalk:
    """Follows the tags of an xlsx sheet one by one, as slowly and surely as a parser does."""

    def __init__(self) -> None:
        self.extent = Extent()
        self._row = self._column = 0
        self._filled = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take note of a row, a cell, or what makes the cell a filled one."""
        name = tag.rpartition(":")[2]
        if name == "row":
            self._row = int(attributes.get("r") or self._row + 1)
            self._column = 0
        elif name == "c":
            self._place(attributes.get("r", ""))
        elif name in ("v", "is", "f"):
            self.extent.take(self._row, self._column)

    def _place(self, reference: str) -> None:
        letters = reference.rstrip("0123456789").upper()
        self._column = column_number(letters) if letters else self._column + 1
        if letters:
            self._row = int(reference[len(letters) :])


class _ContentWalk:
    """Follows the tags of an ods file, where one cell or row may stand for a million."""

    def __init__(self) -> None:
        self.extents: list[Extent] = []
        self._row = self._rows = self._column = self._columns = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take note of a table, a row, a cell, or what makes the cell a filled one."""
        if tag == "table:table":
            self.extents.append(Extent())
            self._row = self._rows = 0
        elif tag == "table:table-row":
            self._row += self._rows
            self._rows = _times(attributes, "table:number-rows-repeated")
            self._column = self._columns = 0
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._column += self._columns
            self._columns = _times(attributes, "table:number-columns-repeated")
            if "office:value-type" in attributes or "table:formula" in attributes:
                self._fill()
        elif tag.startswith("text:"):
            self._fill()

    def _fill(self) -> None:
        if self.extents and self._rows and self._columns:
            self.extents[-1].take(self._row + self._rows, self._column + self._columns)


def _times(attributes: dict[str, str], name: str) -> int:
    return max(1, int(attributes.get(name, "1")))


def extent_by_parser(pieces: Iterable[bytes]) -> Extent:
    """Measure a sheet of an xlsx file of any writing; raises ValueError for what is no sheet at all."""
    walk = _SheetWalk()
    follow_tags(pieces, walk.start)
    return walk.extent


def extents_of_ods(pieces: Iterable[bytes]) -> list[Extent]:
    """Measure each table of an ods file's content; raises ValueError for what is no content at all."""
    walk = _ContentWalk()
    follow_tags(pieces, walk.start)
    return walk.extents
