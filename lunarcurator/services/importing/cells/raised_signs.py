"""Raised signs behind a figure or a number, such as the mark of a footnote."""

import re
from typing import Final

from lunarcurator.exchange.cells import Cell

_SIGNS: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
_RAISED: Final = re.compile(rf"(?<=\S)\s*[{_SIGNS}]+(?:[ ,]+[{_SIGNS}]+)*\s*$")
# A figure times a power of ten says its raised signs as part of it.
_POWER: Final = re.compile(rf"10[{_SIGNS}]+\s*$")
_FIGURES: Final = frozenset(_SIGNS[:10])


def has_raised_figures(text: str) -> bool:
    """Tell whether figures stand raised anywhere in a text."""
    return not _FIGURES.isdisjoint(text)


def carries_mark(cell: Cell) -> bool:
    """Tell whether a text ends in raised signs that may be the mark of a footnote."""
    if not isinstance(cell, str) or cell.isascii():
        return False
    return bool(_RAISED.search(cell)) and not _POWER.search(cell)


def without_mark(cell: Cell) -> Cell:
    """Return a cell without the mark of a footnote at its end."""
    return _RAISED.sub("", cell) if isinstance(cell, str) and carries_mark(cell) else cell


def marked_as_is(cell: Cell) -> Cell:
    """Return a cell as it stands if it carries a mark, else nothing."""
    return cell if carries_mark(cell) else None
