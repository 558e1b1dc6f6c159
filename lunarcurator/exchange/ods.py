"""Looks through an ods file before any reader is let near it, and tells the facts of its sheets."""

import re
from decimal import Decimal, InvalidOperation
from itertools import product
from typing import Final

from lunarcurator.exchange.archive import Archive, PartWatch
from lunarcurator.exchange.cells import Cell, ErrorCell, plain_digits
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.facts import Facts
from lunarcurator.exchange.markup import follow_tags
from lunarcurator.exchange.used_range import check_used_ranges

_MOST_SAID: Final = 2_000_000
_COVERED: Final = "table:covered-table-cell"
_CELLS: Final = frozenset({"table:table-cell", _COVERED})
# Comments, and what merged cells cover.
_MARKS: Final = frozenset({"office:annotation", _COVERED})
_HIDDEN: Final = frozenset({"collapse", "filter"})
# Noughts before a figure may be those of a number.
_FIGURE: Final = re.compile(
    r"-?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:[.,]\d{3})+)(?:[.,]\d+)?(?:E[-+]?\d+)?", re.IGNORECASE
)
_PARTING: Final = re.compile(r"[\s'’]")
# A month is said in a figure, or in a word; 年 and 月 stand behind figures.
_OF_A_DAY: Final = re.compile(r"\d+|[^\W\d_]{3,}")
_PARTS_OF_A_DAY: Final = 3


class OdsFile:
    """An ods file whose every part was looked at; raises SheetError for one that would harm when read."""

    def __init__(self, archive: Archive, parts: tuple[str, ...]) -> None:
        name, self.content = archive.name, archive.content
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise SheetError("sheet.password", file=name)
        watch, walk = PartWatch(archive), _Walk(name)
        try:
            for part in parts:
                if part == "content.xml":
                    follow_tags(watch.watched(part), walk.start, walk.end, walk.text)
                elif part.lower().endswith((".xml", ".rdf")):
                    for _ in watch.watched(part):
                        pass
        except (ValueError, InvalidOperation) as error:
            raise SheetError("sheet.broken", file=name) from error
        self._sheets = walk.sheets
        # All tables of an ods file are in memory at once.
        check_used_ranges([facts.used_range for _, facts in walk.sheets], name, archive.limits)

    def facts(self, sheet: str) -> Facts:
        """Return the facts of a sheet."""
        return next((facts for name, facts in self._sheets if name == sheet), Facts())


class _Walk:
    """Follows the tags of an ods content: styles, then the cells of all sheets, where one may stand for many.

    What a cell shows stands beside what it keeps, whatever its format is. What else a sheet says besides its
    values is not read: a list that says so is refused.
    """

    def __init__(self, file: str) -> None:
        self.sheets: list[tuple[str, Facts]] = []
        self._file, self._facts = file, Facts()
        self._style = ""
        self._marked: set[str] = set()
        self._row = self._rows = self._column = self._columns = 0
        self._cell: dict[str, str] = {}
        self._words: list[str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take note of a style, a sheet, a row, a cell, or a part of what it says."""
        if tag == "table:table":
            self._facts = Facts()
            self.sheets.append((attributes.get("table:name", ""), self._facts))
            self._row = self._rows = 0
        elif tag.startswith("style:"):
            self._start_style(tag, attributes)
        elif tag == "table:table-row":
            self._row += self._rows
            self._rows = _times(attributes, "table:number-rows-repeated")
            self._column = self._columns = 0
        elif tag in _CELLS:
            self._cell, self._words = attributes, None
            self._column += self._columns
            self._columns = _times(attributes, "table:number-columns-repeated")
        elif tag == "text:p":
            self._words = self._words or []
        if self._says_more(tag, attributes):
            self._facts.unread = self._file

    def text(self, words: str) -> None:
        """Gather what a cell shows."""
        if self._words is not None:
            self._words.append(words)

    def end(self, tag: str) -> None:
        """Keep a cell that is complete, without its comment."""
        if tag == "office:annotation":
            self._words = None
        elif tag in _CELLS:
            self._end_cell()

    def _end_cell(self) -> None:
        kind = self._cell.get("office:value-type", "")
        if self._rows and (kind or self._words is not None or "table:formula" in self._cell):
            self._facts.used_range.take(self._row + self._rows, self._column + self._columns)
        said = _said(kind, self._cell, "".join(self._words or ()).strip())
        if said is not None:
            cells = self._facts.cells
            if len(cells) + self._rows * self._columns > _MOST_SAID:
                raise ValueError("more cells that are shown otherwise than any sheet has")
            rows = range(self._row + 1, self._row + 1 + self._rows)
            columns = range(self._column + 1, self._column + 1 + self._columns)
            cells |= dict.fromkeys(product(rows, columns), said)

    def _start_style(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "style:style":
            self._style = attributes.get("style:name", "")
        is_struck = attributes.get("style:text-line-through-style", "none") != "none"
        if is_struck or attributes.get("style:text-position", "").startswith("super"):
            self._marked.add(self._style)

    def _says_more(self, tag: str, attributes: dict[str, str]) -> bool:
        """Tell whether a tag says what is not read: hidden or merged cells, comments, strokes, raised signs."""
        return (
            tag in _MARKS
            or attributes.get("table:visibility") in _HIDDEN
            or attributes.get("table:style-name") in self._marked
            or attributes.get("text:style-name") in self._marked
        )


def _times(attributes: dict[str, str], name: str) -> int:
    return max(1, int(attributes.get(name, "1")))


def _said(kind: str, cell: dict[str, str], text: str) -> Cell:
    """Return what a cell of a kind of values says that shows this text, None where its value says it all.

    Of a value that is shown as another, or with words, it is an error that shows both.
    """
    if kind == "percentage":
        return f"{plain_digits(Decimal(cell.get('office:value', '0')) * 100)}%"
    if cell.get("calcext:value-type") == "error":
        return ErrorCell(text)
    value, day = cell.get("office:value", ""), cell.get("office:date-value", "")
    odd = bool(text) and bool(
        (kind in ("float", "currency") and not _is_shown(Decimal(value), text))
        or (kind == "date" and len(_OF_A_DAY.findall(text)) < _PARTS_OF_A_DAY)
    )
    return ErrorCell(f"{value}{day} [{text}]") if odd else None


def _is_shown(value: Decimal, text: str) -> bool:
    """Tell whether a text is a figure, and as many digits as it has of the value."""
    plain = _PARTING.sub("", text.replace("−", "-"))
    # With a point, and with a comma, before its fraction.
    readings = (plain.replace(",", ""), plain.replace(".", "").replace(",", "."))
    return bool(_FIGURE.fullmatch(plain)) and any(
        abs(shown - value) * 2 <= Decimal(1).scaleb(int(shown.as_tuple().exponent))
        for shown in (Decimal(each) for each in readings if each.count(".") < 2)
    )
