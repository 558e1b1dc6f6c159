"""Raised signs in the texts of an ods file, as `raised` finds them in an xlsx file."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.exchange.markup import follow_tags
from lunarcurator.exchange.raised import Texts, as_raised

SIGN: Final = b'text-position="super'
"""What the style of a raised sign says."""

_CELLS: Final = frozenset({"table:table-cell", "table:covered-table-cell"})
_MOST_REPEATED: Final = 1_000


def raised_in_ods(pieces: Iterable[bytes]) -> Mapping[str, Texts]:
    """Return by sheet and place (row, column) the texts with raised signs; raises ValueError for no content."""
    walk = _Content()
    follow_tags(pieces, walk.start, walk.end, walk.text)
    return MappingProxyType({sheet: MappingProxyType(cells) for sheet, cells in walk.sheets.items()})


class _Content:
    """Follows the tags of an ods content: the styles first, then the cells of all sheets."""

    def __init__(self) -> None:
        self.sheets: dict[str, dict[tuple[int, int], str]] = {}
        self._raised_styles: set[str] = set()
        self._style = self._sheet = ""
        self._row = self._rows = self._column = self._columns = 0
        self._lines: list[str] = []
        self._spans: list[bool] = []
        self._aside = 0
        self._within = self._any = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take note of a style, a sheet, a row, a cell or a part of its text."""
        if tag == "style:style":
            self._style = attributes.get("style:name", "")
        elif tag == "style:text-properties" and attributes.get("style:text-position", "").startswith("super"):
            self._raised_styles.add(self._style)
        elif tag == "table:table":
            self._sheet, self._row, self._rows = attributes.get("table:name", ""), 0, 0
        elif tag == "table:table-row":
            self._row += self._rows
            self._rows = int(attributes.get("table:number-rows-repeated", "1"))
            self._column = self._columns = 0
        elif tag in _CELLS:
            self._column += self._columns
            self._columns = int(attributes.get("table:number-columns-repeated", "1"))
            self._lines, self._any = [], False
        elif tag == "office:annotation":
            self._aside += 1
        elif not self._aside:
            self._in_text(tag, attributes)

    def _in_text(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "text:p":
            self._lines.append("")
            self._within = True
        elif tag == "text:span":
            self._spans.append(attributes.get("text:style-name") in self._raised_styles)
        elif self._within and tag == "text:s":
            self._lines[-1] += " " * int(attributes.get("text:c", "1"))

    def text(self, words: str) -> None:
        """Gather the words of a cell."""
        if self._within and not self._aside:
            raised = any(self._spans)
            self._lines[-1] += as_raised(words) if raised else words
            self._any = self._any or raised

    def end(self, tag: str) -> None:
        """Keep the text of a cell with raised signs."""
        if tag == "office:annotation":
            self._aside -= 1
        elif tag == "text:p" and not self._aside:
            self._within = False
        elif tag == "text:span" and not self._aside:
            self._spans.pop()
        elif tag in _CELLS and self._any:
            here = self.sheets.setdefault(self._sheet, {})
            for row in range(self._row + 1, self._row + 1 + min(self._rows, _MOST_REPEATED)):
                for column in range(self._column + 1, self._column + 1 + min(self._columns, _MOST_REPEATED)):
                    here[row, column] = "\n".join(self._lines)
            self._any = False
