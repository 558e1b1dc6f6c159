"""What kind of words a row of a sheet holds: figures, units, or what columns are called."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from lunarcurator.exchange.book import Row

_FIGURE: Final = re.compile(r"[~<>≈,]?\s*[-+−]?[\d\s.,:/\-]+%?")
_UNIT: Final = re.compile(
    r"[(\[]?(?:[<>]\s*[\d.]+\s*)?(?:cm|mm|m|km|um|µm|μm|microns?|mg|g|kg|µg|ug|grams?|ppm|ppb|ppt|%|wt\.? ?%|"
    r"(?:kg|g|mg|[uµμ]g|ng)/(?:kg|g|t|l|ml|cm3|cm³|m3|m³)|[uµμm]?s/cm|unity|"
    r"mol ?%|vol ?%|at ?%|per ?mil|‰|cm3|cm³|cc|ml|"
    r"°|deg|degrees?|°c|k|克|毫克|毫米|厘米|мкг|мг|г|кг)[)\]]?",
    re.IGNORECASE,
)
# How a column is written stands among its units: a number, a day with the day first.
_WRITTEN: Final = re.compile(
    r"[(\[]?(?:no\.|nos\.|nr\.|n°|№|d{1,2}[./\-]m{1,3}[./\-]y{1,4}|m{1,2}[./\-]d{1,2}[./\-]y{1,4}|"
    r"y{2,4}[./\-]m{1,2}[./\-]d{1,2})[)\]]?",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_NUMBER: Final = re.compile(r"\d+")


def told(row: Row, column: int) -> str:
    """Return what a row says in a column (from 1), white space folded."""
    cell = row.cells[column - 1] if column <= len(row.cells) else None
    return "" if cell is None else " ".join(str(cell).split())


def words_of(row: Row) -> list[str]:
    """Return what the cells of a row say, those that say nothing left out."""
    return [text for at in range(1, len(row.cells) + 1) if (text := told(row, at))]


def begins_with_record(rows: Sequence[Row], known: Callable[[str], bool]) -> bool:
    """Tell whether the first of all these rows is one too: it begins as A-11 where the others, if any, do as A-12.

    A row that names a column `known` is none.
    """
    first = [(words_of(row) or [""])[0] for row in rows]
    counted = any(sign.isdigit() for text in first[:1] for sign in text)
    return counted and len({*map(_shape, first)}) == 1 and not any(map(known, words_of(rows[0])))


def _shape(text: str) -> str:
    """Return a text with one letter for any word and one figure for any number."""
    return _NUMBER.sub("0", _WORD.sub("a", text))


def is_figure(text: str) -> bool:
    """Tell whether a text is a figure, as a record holds them and no header does."""
    return bool(_FIGURE.fullmatch(text))


def is_unit(text: str) -> bool:
    """Tell whether a text is a unit, in brackets or without."""
    return bool(_UNIT.fullmatch(text))


def is_way_of_writing(text: str) -> bool:
    """Tell whether a text only says how a column is written: `no.`, `d.m.y`."""
    return bool(_WRITTEN.fullmatch(text))


def are_units(words: Sequence[str]) -> bool:
    """Tell whether the words of a row say units, or how the columns are written, in half of its cells."""
    units, written = sum(map(is_unit, words)), sum(map(is_way_of_writing, words))
    enough = (units + written) * 2 >= len(words) if units else written == len(words) > 1
    return enough and not any(map(is_figure, words))
