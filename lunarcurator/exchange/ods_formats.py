"""The formats that the styles of an ods file give to dates and figures, gathered tag by tag."""

from types import MappingProxyType
from typing import Final

from lunarcurator.exchange.shown_formats import How, how_shown

# Each part of a format by its letter in the codes of other workbooks; what is no year and no month shows more.
_LETTERS: Final = MappingProxyType(
    {"number:year": "y", "number:month": "m", **dict.fromkeys(("number:text", "number:currency-symbol"), "")}
)
_FIGURES: Final = frozenset({"number:number", "number:scientific-number", "number:fraction"})
_MORE: Final = "d"
_GATHERED: Final = frozenset({"number:date-style", "number:number-style", "number:currency-style"})
_WORDS: Final = frozenset({"number:text", "number:currency-symbol"})
_FURTHEST_UP: Final = 20
_MOST_DIGITS: Final = 20


class OdsFormats:
    """How cell styles show dates and figures otherwise than they are kept, and which columns have such a style."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._format_of: dict[str, str] = {}
        self._above: dict[str, str] = {}
        self._named, self._words = "", False
        self._columns: list[tuple[int, int, How]] = []
        self._known: dict[str, How | None] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take note of the style of a cell, of a format of dates or figures, or of a part of one."""
        if tag == "style:style":
            name = attributes.get("style:name", "")
            self._above[name] = attributes.get("style:parent-style-name", "")
            self._format_of[name] = attributes.get("style:data-style-name", "")
        elif tag == "style:map" and self._named:
            held = attributes.get("style:condition", "").replace("value()", "")
            other = self._codes.get(attributes.get("style:apply-style-name", ""), "")
            self._codes[self._named] = f"[{held}]{other};{self._codes[self._named]}"
        elif tag.startswith("number:"):
            self._words = tag in _WORDS
            if tag.endswith("-style"):
                self._named = attributes.get("style:name", "") if tag in _GATHERED else ""
                self._codes[self._named] = ""
            elif self._named:
                self._codes[self._named] += _figures(attributes) if tag in _FIGURES else _LETTERS.get(tag, _MORE)

    def text(self, words: str) -> None:
        """Gather the words that a format writes."""
        if self._words and self._named:
            self._codes[self._named] += f'"{words}"'

    def end(self, _: str) -> None:
        """Leave the words of a format."""
        self._words = False

    def begin_table(self) -> None:
        """Forget the columns of the table before."""
        self._columns.clear()

    def take_columns(self, first: int, last: int, style: str) -> None:
        """Take note of the style that cells of these columns have where they name none."""
        if how := self._how(style):
            self._columns.append((first, last, how))

    def shown(self, style: str, column: int) -> How | None:
        """Return how a date or figure in a cell of this style, or of none, is shown."""
        if style:
            return self._how(style)
        return next((how for first, last, how in self._columns if first <= column <= last), None)

    def _how(self, style: str) -> How | None:
        if style not in self._known:
            at = style
            for _ in range(_FURTHEST_UP):
                if self._format_of.get(at, "") or not at:
                    break
                at = self._above.get(at, "")
            self._known[style] = how_shown(self._codes.get(self._format_of.get(at, ""), ""))
        return self._known[style]


def _figures(attributes: dict[str, str]) -> str:
    """Return the code of the figures of a format: each comma behind them shows a thousandth."""
    thousandths = (len(attributes.get("number:display-factor", "1")) - 1) // 3
    least = max(int(attributes.get("number:min-integer-digits", "1")), 1)
    return f"{'0' * min(least, _MOST_DIGITS)}{',' * thousandths}"
