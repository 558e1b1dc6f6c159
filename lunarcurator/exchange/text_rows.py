"""Rows of words between the records of a sheet: what the records come to, a title."""

import re
from typing import Final, NamedTuple

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.row_words import is_measured, is_setting

TOTAL: Final = "total"
"""A row that begins or ends with a word for a sum, or for a mean."""
TITLE: Final = "title"
"""A row of one cell of words, as a title of the rows below it or a note."""
REMARK: Final = "remark"
"""A row of one cell of words that begin with a number: a note, or a number that somebody mistyped."""

SIGNED: Final = "signed"
"""A row whose first words name what stands beside, as those for signatures below a table do."""

WORDS: Final = "words"
"""A row of several cells of words and none with a figure, as a note or the header of another table."""

_SUM: Final = (
    r"(?:(?:sub|grand|sous|zwischen|gesamt|end|teil)?[- ]?(?:totals?|totale|sum|summe|somme|suma|summa)|gesamt|"
    r"mean|average|mittelwert|moyenne|среднее|"
    r"(?:teil)?ergebnis|mezisoučet|delsumma|подытог|итого?|всего)(?!\w)|[合总共小總総][计計]|汇总|集計|平均"
)
_SUMS: Final = re.compile(rf"(?<![^\W\d_])(?:{_SUM})", re.IGNORECASE)
# Programs put what the rows have in common before the word: "15555 Total".
_LIKELY: Final = re.compile(rf"\W*(?:{_SUM}).*|.*\s(?:{_SUM})\W*", re.IGNORECASE)
_AROUND: Final = " :：=,;*"
_SIGN: Final = re.compile("[\u3400-\u9fff]")


def beside_sum(text: str) -> str:
    """Return what a text says beside words for a sum, without the signs around it."""
    return _SUMS.sub(" ", text).strip(_AROUND)


def names_sum(text: str) -> bool:
    """Tell whether a word for a sum, or for a mean, stands anywhere in a text."""
    return bool(_SUMS.search(text))


class TextRow(NamedTuple):
    """A row that seems to be no record, and why: `TOTAL`, `TITLE`, `REMARK`, `SIGNED` or `WORDS`."""

    row: Row
    why: str


def text_row(row: Row, leading: str) -> str:
    """Return why a row that begins with these words seems to be no record, empty where it may well be one."""
    filled = [cell for cell in row.cells if cell is not None]
    if _LIKELY.fullmatch(leading):
        return TOTAL
    if len(filled) == 1:
        words = leading.strip()
        return TITLE if _is_title(words) else REMARK if " " in words and any(map(str.isalpha, words)) else ""
    if is_setting(leading.strip()):
        return SIGNED
    # Letters with a figure, as A 1, are a name of a piece.
    named = _is_title(leading.strip()) and _letters(leading) > 1
    return WORDS if named and all(map(_is_words, filled)) else ""


def _is_words(cell: Cell) -> bool:
    return isinstance(cell, str) and any(map(str.isalpha, cell)) and _letters(cell) >= 0 and not is_measured(cell)


def _letters(text: str) -> int:
    """Return how many more letters than digits a text has."""
    return sum(map(str.isalpha, text)) - sum(map(str.isdigit, text))


def _is_title(leading: str) -> bool:
    """Tell whether words are no number that somebody mistyped; a Chinese word needs no blank before a figure."""
    if len(leading) < 2 or leading.startswith("("):
        return any(map(str.isalpha, leading[1:]))
    first = leading.split()[0]
    return not any(map(str.isdigit, first)) or bool(_SIGN.search(first))
