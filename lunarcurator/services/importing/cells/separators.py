"""A comma or a point before three digits, as in 1,234 and 1.234: it may part decimals or thousands."""

import re
from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.mass_figures import fold_characters
from lunarcurator.exchange.cells import Cell
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.cells.values import PartedCell

SIGNS: Final = MappingProxyType({Choice.COMMA: ",", Choice.POINT: "."})
"""The sign that parts decimals in each of two ways of writing figures; the other one parts thousands."""

_FIGURE: Final = re.compile(r"(?<![\d.,'])\d[\d.,']*(?![\d.,'])")
_TWO_WAYS: Final = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
# No point before other than three digits, or behind a zero or four of them, parts thousands.
_SURELY_POINT: Final = re.compile(r"\d+\.(?:\d{1,2}|\d{4,})|(?:0|\d{4,})\.\d{3}")
# Nor does a comma; points that come twice part thousands. 10017,37 is a split.
_BY_COMMA: Final = re.compile(
    r"[-+<>~]?\s*(?:\d{1,4},(?:\d{1,2}|\d{4,})|0,\d+|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,})\D*"
)


def two_ways(cell: Cell) -> str:
    """Return the one figure of a text if its sign can be read two ways, as that of 1,234; else nothing."""
    # Asked of each cell of every column of figures: hardly any holds such a text.
    if not isinstance(cell, str) or (cell.isascii() and _has_neither(cell)):
        return ""
    found = _FIGURE.findall(_folded(cell))
    return found[0] if len(found) == 1 and _TWO_WAYS.fullmatch(found[0]) else ""


def read_as(cell: Cell, decimals: Choice) -> Cell:
    """Return a cell whose figure can be read two ways as it is in one of them; any other as it stands.

    One in which the sign of decimals parts thousands, as in 1,234,567, contradicts what was said: it is an error.
    """
    if not (figure := two_ways(cell)):
        return PartedCell(cell) if isinstance(cell, str) and _parts_thousands(cell, SIGNS[decimals]) else cell
    whole, parted, rest = figure.partition(SIGNS[decimals])
    plainly = f"{whole}.{rest}" if parted else "".join(filter(str.isdigit, figure))
    return _folded(f"{cell}").replace(figure, plainly)


def decimal_point(cells: Iterable[Cell]) -> bool:
    """Tell whether any figure of these has a point that can only part decimals, as that of 336.9."""
    return any(_by_point(cell) for cell in cells if isinstance(cell, str))


def decimal_comma(cells: Iterable[Cell]) -> bool:
    """Tell whether any of these is a figure with a comma that can only part decimals, or points that cannot."""
    return any(_by_comma(cell) for cell in cells if isinstance(cell, str))


def disputed(cells: Iterable[Cell]) -> tuple[str, ...]:
    """Return two figures in which no one sign can part decimals, as 1,234,567 and 1,5; else none."""
    texts = [cell if cell.isascii() else _folded(cell) for cell in cells if isinstance(cell, str)]
    # Hardly any figure of a long list has two signs.
    parted = [text for text in texts if sum(map(text.count, ",.'")) > 1]
    for sign, parts_decimals in ((",", _by_comma), (".", _by_point)):
        found = next((text for text in parted if sign in text and _parts_thousands(text, sign)), "")
        if found and (against := next(filter(parts_decimals, texts), "")):
            return found, against
    return ()


def _by_point(text: str) -> bool:
    figures = _FIGURE.findall(_folded(text)) if "." in text else []
    return len(figures) == 1 and bool(_SURELY_POINT.fullmatch(figures[0]))


def _by_comma(text: str) -> bool:
    return not (text.isascii() and _has_neither(text)) and bool(_BY_COMMA.fullmatch(_folded(text.strip())))


def _parts_thousands(text: str, sign: str) -> bool:
    """Tell whether in the one figure of a text this sign parts thousands, or another sign parts decimals."""
    if text.isascii() and _has_neither(text):
        return False
    found = _FIGURE.findall(_folded(text))
    signs = re.findall(r"[.,']", found[0].rstrip(".,")) if len(found) == 1 else []
    if len(signs) < 2 or signs[-1] == "'":
        return False
    last = str(signs[-1])
    return (last == sign) == (signs.count(last) > 1)


def _has_neither(text: str) -> bool:
    return "," not in text and "." not in text


def _folded(text: str) -> str:
    return fold_characters(text)[0]
