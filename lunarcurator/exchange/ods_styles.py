"""How the styles of an ods file show cells: their colours, strokes, raised signs and formats."""

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from lunarcurator.exchange.facts import Look
from lunarcurator.exchange.shown_formats import How, Shown, how_shown

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
# Kinds of values that a format may show other than they are kept.
_FORMATTED: Final = frozenset({"date", "float", "currency"})


@dataclass(slots=True)
class _Style:
    """A style: the one it is made from, its format by name, and what it shows itself."""

    above: str = ""
    form: str = ""
    coloured: bool = False
    struck: bool = False
    raised: bool = False


@dataclass
class OdsStyles:
    """The styles of a file as their tags pass by, and which columns of a table have one by default."""

    _codes: dict[str, str] = field(default_factory=dict)
    _styles: dict[str, _Style] = field(default_factory=dict)
    _style: _Style = field(default_factory=_Style)
    _named: str = ""
    _words: bool = False
    _columns: list[tuple[int, int, str]] = field(default_factory=list)
    _known: dict[str, How | None] = field(default_factory=dict)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take note of a style, of a format of dates or figures, or of a part of one."""
        if tag == "style:style":
            above = attributes.get("style:parent-style-name", "")
            self._style = _Style(above, attributes.get("style:data-style-name", ""))
            self._styles[attributes.get("style:name", "")] = self._style
        elif tag == "style:table-cell-properties":
            self._style.coloured = attributes.get("fo:background-color", "transparent") != "transparent"
        elif tag == "style:text-properties":
            self._style.struck = attributes.get("style:text-line-through-style", "none") != "none"
            self._style.raised = attributes.get("style:text-position", "").startswith("super")
        elif tag == "style:map" and self._named:
            held = attributes.get("style:condition", "").replace("value()", "")
            other = self._codes.get(attributes.get("style:apply-style-name", ""), "")
            self._codes[self._named] = f"[{held}]{other};{self._codes[self._named]}"
        elif tag.startswith("number:"):
            self._in_format(tag, attributes)

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
        self._columns.append((first, last, style))

    def is_raised(self, style: str) -> bool:
        """Tell whether a text of this style stands raised."""
        return style in self._styles and self._styles[style].raised

    def look(self, style: str, column: int, kind: str) -> Look:
        """Return how a cell of this style, or of that of its column, looks with a value of this kind."""
        own = self._styles.get(style, _Style())
        shown: How | None = Shown.PERCENT if kind == "percentage" else None
        if kind in _FORMATTED:
            columns = (each for first, last, each in self._columns if first <= column <= last)
            shown = self._how(style or next(columns, ""))
        return Look(own.coloured, own.struck, shown)

    def _in_format(self, tag: str, attributes: dict[str, str]) -> None:
        self._words = tag in _WORDS
        if tag.endswith("-style"):
            self._named = attributes.get("style:name", "") if tag in _GATHERED else ""
            self._codes[self._named] = ""
        elif self._named:
            self._codes[self._named] += _figures(attributes) if tag in _FIGURES else _LETTERS.get(tag, _MORE)

    def _how(self, style: str) -> How | None:
        if style not in self._known:
            at = self._styles.get(style, _Style())
            for _ in range(_FURTHEST_UP):
                at = at if at.form else self._styles.get(at.above, _Style())
            self._known[style] = how_shown(self._codes.get(at.form, ""))
        return self._known[style]


def _figures(attributes: dict[str, str]) -> str:
    """Return the code of the figures of a format: each comma behind them shows a thousandth."""
    thousandths = (len(attributes.get("number:display-factor", "1")) - 1) // 3
    least = max(int(attributes.get("number:min-integer-digits", "1")), 1)
    return f"{'0' * min(least, _MOST_DIGITS)}{',' * thousandths}"
