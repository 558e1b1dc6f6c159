"""Reads the marks of an ods sheet from its content, tag by tag and in bounded memory."""

from pathlib import Path
from types import MappingProxyType
from typing import Final

from lunarcurator.exchange.archive import Archive
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.limits import Limits
from lunarcurator.exchange.marks import Block, SheetMarks
from lunarcurator.exchange.markup import follow_tags
from lunarcurator.exchange.ods_formats import OdsFormats
from lunarcurator.exchange.shown_formats import How, Shown

_MOST_REPEATED: Final = 10_000
_HIDDEN: Final = frozenset({"collapse", "filter"})
_CELLS: Final = frozenset({"table:table-cell", "table:covered-table-cell"})
# Kinds of values that may be shown other than they are kept.
_SHOWN: Final = frozenset({"percentage", "date", "float", "currency"})
_PAPER: Final = frozenset({"", "transparent", "#ffffff"})


def read_ods_marks(path: Path, sheet: str, limits: Limits) -> SheetMarks:
    """Read the marks of the sheet of that name; raises SheetError where the content is broken."""
    archive = Archive(path.name, path.read_bytes(), limits)
    walk = _Content(sheet, _formats(archive))
    try:
        follow_tags(archive.chunks("content.xml"), walk.start, walk.end, walk.text)
    except ValueError as error:
        raise SheetError("sheet.broken", file=path.name) from error
    return SheetMarks(
        hidden_rows=frozenset(walk.hidden_rows),
        hidden_columns=frozenset(walk.hidden_columns),
        filtered=walk.filtered,
        merged=tuple(walk.merged),
        colours=MappingProxyType({key: tuple(rows) for key, rows in walk.colours.items()}),
        struck=MappingProxyType({key: tuple(rows) for key, rows in walk.struck.items()}),
        comments=MappingProxyType(walk.comments),
        shown=MappingProxyType({key: tuple(rows) for key, rows in walk.shown.items()}),
    )


def _formats(archive: Archive) -> OdsFormats:
    """Return the formats of the part of styles; none where there is no such part, or none that can be read."""
    formats = OdsFormats()
    if styles := archive.read("styles.xml"):
        try:
            follow_tags([styles], formats.start, formats.end, formats.text)
        except ValueError:
            return OdsFormats()
    return formats


class _Content:
    """Follows the tags of an ods content: the styles first, then the rows of one sheet."""

    def __init__(self, sheet: str, formats: OdsFormats) -> None:
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.filtered = False
        self.merged: list[Block] = []
        self.colours: dict[tuple[int, str], list[int]] = {}
        self.struck: dict[int, list[int]] = {}
        self.comments: dict[tuple[int, int], str] = {}
        self.shown: dict[tuple[int, How], list[int]] = {}
        self._formats = formats
        self._sheet, self._within = sheet, False
        self._style = ""
        self._colour_of: dict[str, str] = {}
        self._struck: set[str] = set()
        self._row = self._rows = self._column = self._columns = self._declared = 0
        self._words: list[str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take note of a style, the sheet, a row, a cell or a comment."""
        if not self._within:
            self._formats.start(tag, attributes)
        if tag == "style:style":
            self._style = attributes.get("style:name", "")
        elif tag == "style:table-cell-properties":
            colour = attributes.get("fo:background-color", "").lower()
            if colour not in _PAPER:
                self._colour_of[self._style] = colour.removeprefix("#").upper()
        elif tag == "style:text-properties" and attributes.get("style:text-line-through-style", "none") != "none":
            self._struck.add(self._style)
        elif tag == "table:table":
            self._within = attributes.get("table:name") == self._sheet
            self._row = self._rows = self._declared = 0
            self._formats.begin_table()
        elif self._within:
            self._in_sheet(tag, attributes)

    def text(self, words: str) -> None:
        """Gather the words of a comment, or of a format."""
        if not self._within:
            self._formats.text(words)
        if self._words is not None:
            self._words.append(words)

    def end(self, tag: str) -> None:
        """Keep a comment that is complete."""
        if not self._within:
            self._formats.end(tag)
        if tag == "office:annotation" and self._words is not None:
            if told := " ".join(" ".join(self._words).split()):
                self.comments[self._row + 1, self._column + 1] = told
            self._words = None

    def _in_sheet(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:table-row":
            self._row += self._rows
            self._rows = int(attributes.get("table:number-rows-repeated", "1"))
            self._column = self._columns = 0
            visibility = attributes.get("table:visibility", "")
            if visibility in _HIDDEN:
                self.filtered = self.filtered or visibility == "filter"
                self.hidden_rows |= set(self._here())
        elif tag == "table:table-column":
            times = int(attributes.get("table:number-columns-repeated", "1"))
            if attributes.get("table:visibility", "") in _HIDDEN:
                first = self._declared + 1
                self.hidden_columns |= set(range(first, first + min(times, _MOST_REPEATED)))
            last = self._declared + times
            self._formats.take_columns(
                self._declared + 1, last, attributes.get("table:default-cell-style-name", "")
            )
            self._declared = last
        elif tag in _CELLS:
            self._column += self._columns
            self._columns = int(attributes.get("table:number-columns-repeated", "1"))
            self._cell(attributes)
        elif tag == "office:annotation":
            self._words = []

    def _cell(self, attributes: dict[str, str]) -> None:
        column = self._column + 1
        down = int(attributes.get("table:number-rows-spanned", "1"))
        right = int(attributes.get("table:number-columns-spanned", "1"))
        if down > 1 or right > 1:
            self.merged.append(Block(self._row + 1, column, self._row + down, column + right - 1))
        style = attributes.get("table:style-name", "")
        kind = attributes.get("office:value-type")
        if kind in _SHOWN:
            for at in range(column, column + min(self._columns, _MOST_REPEATED)):
                how = Shown.PERCENT if kind == "percentage" else self._formats.shown(style, at)
                if how is not None:
                    self.shown.setdefault((at, how), []).extend(self._here())
        if self._columns > 1:
            return
        if colour := self._colour_of.get(style):
            self.colours.setdefault((column, colour), []).extend(self._here())
        if style in self._struck:
            self.struck.setdefault(column, []).extend(self._here())

    def _here(self) -> range:
        return range(self._row + 1, self._row + min(self._rows, _MOST_REPEATED) + 1)
