"""What kind of words a row of a sheet holds: figures, units, or what columns are called."""

import re
from collections.abc import Sequence
from typing import Final

from lunarcurator.exchange.book import Row

_FIGURE: Final = re.compile(r"[~<>≈,]?\s*[-+−]?[\d\s.,:/\-]+%?")
_UNIT: Final = re.compile(
    r"[(\[]?(?:[<>]\s*[\d.]+\s*)?(?:cm|mm|m|km|um|µm|μm|microns?|mg|g|kg|µg|ug|grams?|ppm|ppb|ppt|%|wt\.? ?%|"
    r"(?:kg|g|mg|[uµμ]g|ng)/(?:kg|g|t|l|ml|cm3|cm³|m3|m³)|[uµμm]?s/cm|unity|"
    r"mol ?%|vol ?%|at ?%|per ?mil|‰|cm3|cm³|cc|ml|"
    r"°|deg|degrees?|°c|k|克|毫克|毫米|厘米|мкг|мг|г|кг|t|т|tonnes?|公?吨)[)\]]?",
    re.IGNORECASE,
)
SIGNS: Final = "-–—/. "
"""What may stand in a cell that says nothing."""
_SETTING: Final = re.compile(r"[^:：]+(?::\s+|：\s*)\S.*")


def told(row: Row, column: int) -> str:
    """Return what a row says in a column (from 1), white space folded."""
    cell = row.cells[column - 1] if column <= len(row.cells) else None
    return "" if cell is None else " ".join(str(cell).split())


def words_of(row: Row) -> list[str]:
    """Return what the cells of a row say, those that say nothing left out."""
    return [text for at in range(1, len(row.cells) + 1) if (text := told(row, at))]


def is_measured(word: str) -> bool:
    """Tell whether a word is a figure with its unit."""
    return word[0] in "~<>≈0123456789" and is_unit(word.lstrip("~<>≈ .,0123456789"))


def is_figure(text: str) -> bool:
    """Tell whether a text is a figure, as a record holds them and no header does."""
    return bool(_FIGURE.fullmatch(text))


def is_setting(word: str) -> bool:
    """Tell whether a word names a value beside or behind it, and no column below: `Owner:`, `Owner: Lab`."""
    return word.endswith((":", "：")) or bool(_SETTING.fullmatch(word))


def is_unit(text: str) -> bool:
    """Tell whether a text is a unit, in brackets or without."""
    return bool(_UNIT.fullmatch(text))


def are_units(words: Sequence[str]) -> bool:
    """Tell whether the words of a row say units in half of its cells that say more than a sign, and no figure."""
    said = [word for word in words if word.strip(SIGNS)]
    units = sum(map(is_unit, said))
    return units > 0 and units * 2 >= len(said) and not any(map(is_figure, said))


def unit_told(row: Row, column: int) -> str:
    """Return what a row of units says in a column (from 1), without brackets around it."""
    return told(row, column).strip("()[]" + SIGNS)
