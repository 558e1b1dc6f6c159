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
    r"°|deg|degrees?|°c|k|克|毫克|毫米|厘米|мкг|мг|г|кг|t|т|tonnes?|公?吨)[)\]]?",
    re.IGNORECASE,
)
# How a column is written stands among its units: a number, a day with the day first.
_WRITTEN: Final = re.compile(
    r"[(\[]?(?:no\.|nos\.|nr\.|n°|№|d{1,2}[./\-]m{1,3}[./\-]y{1,4}|m{1,2}[./\-]d{1,2}[./\-]y{1,4}|"
    r"y{2,4}[./\-]m{1,2}[./\-]d{1,2})[)\]]?",
    re.IGNORECASE,
)
_SETTING: Final = re.compile(r"[^:：]+(?::\s+|：\s*)\S.*")
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
    """Tell whether the first of all these rows is one too: it begins as A-11 where the others do as A-12.

    In every other column it must say what the rows below do, too: figures where they do. A row that names a column
    `known`, or counts its columns as S1, S2, S3, is none. One row alone of several cells is one only by a measure.
    """
    texts = [words_of(row) for row in rows]
    first = texts[0] if texts else []
    if not first or not _holds_digit(first[0]) or any(map(known, first)) or _counts(first):
        return False
    if len(rows) == 1:
        return len(first) == 1 or any(map(is_measured, first))
    widest = max(len(row.cells) for row in rows)
    return _begin_alike(texts) and all(_fits(rows, at) for at in range(1, widest + 1))


def _begin_alike(texts: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first of some rows begins like all others.

    Where all others begin with one and the same word, and the first with another, that is what they are called.
    """
    leading = [(words or [""])[0] for words in texts]
    begins = {*map(_letters, leading[1:])}
    return len({*map(_shape, leading)}) == 1 and (len(begins) > 1 or _letters(leading[0]) in begins)


def _fits(rows: Sequence[Row], column: int) -> bool:
    """Tell whether the first row says figures in a column where all rows below do, and none where none does."""
    first, *others = [told(row, column) for row in rows]
    below = [text for text in others if text]
    if not first or not below:
        return True
    if all(text[0].isdigit() for text in below):
        return first[0].isdigit()
    figures = [*map(_holds_digit, below)]
    return any(figures) if _holds_digit(first) else not all(figures)


def _counts(words: Sequence[str]) -> bool:
    """Tell whether words only count up, as S1, S2, S3 do: so columns are called."""
    return len(words) > 1 and [*words] == [f"{_letters(words[0])}{at}" for at in range(1, len(words) + 1)]


def is_measured(word: str) -> bool:
    """Tell whether a word is a figure with its unit."""
    return word[0] in "~<>≈0123456789" and is_unit(word.lstrip("~<>≈ .,0123456789"))


def _holds_digit(text: str) -> bool:
    return any(sign.isdigit() for sign in text)


def _letters(text: str) -> str:
    """Return the word a text begins with, as far as its first figure."""
    return _NUMBER.split(text, maxsplit=1)[0]


def _shape(text: str) -> str:
    """Return a text with one letter for any word and one figure for any number."""
    return _NUMBER.sub("0", _WORD.sub("a", text))


def is_figure(text: str) -> bool:
    """Tell whether a text is a figure, as a record holds them and no header does."""
    return bool(_FIGURE.fullmatch(text))


def is_setting(word: str) -> bool:
    """Tell whether a word names a value beside or behind it, and no column below: `Owner:`, `Owner: Lab`."""
    return word.endswith((":", "：")) or bool(_SETTING.fullmatch(word))


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
