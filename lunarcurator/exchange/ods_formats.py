"""The formats that the styles of an ods file give to dates, gathered tag by tag."""

from types import MappingProxyType
from typing import Final

from lunarcurator.exchange.shown_formats import Shown, how_shown

# Each part of a format by its letter in the codes of other workbooks; what is no year and no month shows more.
_LETTERS: Final = MappingProxyType({"number:year": "y", "number:month": "m", "number:text": ""})
_MORE: Final = "d"
_FURTHEST_UP: Final = 20


class OdsFormats:
    """Which cell styles show of a date only its year, or year and month, and which columns have such a style."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._format_of: dict[str, str] = {}
        self._above: dict[str, str] = {}
        self._named = ""
        self._columns: list[tuple[int, int, Shown]] = []
        self._known: dict[str, Shown | None] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take note of the style of a cell, of a format of dates, or of a part of one."""
        if tag == "style:style":
            name = attributes.get("style:name", "")
            self._above[name] = attributes.get("style:parent-style-name", "")
            self._format_of[name] = attributes.get("style:data-style-name", "")
        elif tag.startswith("number:"):
            if tag.endswith("-style"):
                self._named = attributes.get("style:name", "") if tag == "number:date-style" else ""
                self._codes[self._named] = ""
            elif self._named:
                self._codes[self._named] += _LETTERS.get(tag, _MORE)

    def begin_table(self) -> None:
        """Forget the columns of the table before."""
        self._columns.clear()

    def take_columns(self, first: int, last: int, style: str) -> None:
        """Take note of the style that cells of these columns have where they name none."""
        if how := self._how(style):
            self._columns.append((first, last, how))

    def shown(self, style: str, column: int) -> Shown | None:
        """Return how a date in a cell of this style, or of none, is shown."""
        if style:
            return self._how(style)
        return next((how for first, last, how in self._columns if first <= column <= last), None)

    def _how(self, style: str) -> Shown | None:
        if style not in self._known:
            at = style
            for _ in range(_FURTHEST_UP):
                if self._format_of.get(at, "") or not at:
                    break
                at = self._above.get(at, "")
            self._known[style] = how_shown(self._codes.get(self._format_of.get(at, ""), ""))
        return self._known[style]
