"""Tidying what a person typed, pasted or scanned before a scheme reads it."""

import unicodedata
from datetime import date, time
from decimal import Decimal
from typing import Final

from lunarcurator.domain.numbering.values import NumberTextError
from lunarcurator.domain.words_folding import unquoted, without_width

# Far above any number; keeps the normalisation of a pasted page cheap.
_LONGEST_TEXT: Final = 500

# Signs people and input methods write for hyphen, comma and point; NFKC leaves these alone.
_SIGNS: Final = str.maketrans({**dict.fromkeys("‐‑‒–—―−", "-"), "、": ",", "。": "."})

_RAISED: Final = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")


def tidy(text: str, *, keep_signs: bool) -> str:
    """Return the text in NFKC form, trimmed, with white space folded to single spaces.

    Unless `keep_signs`, typographic hyphens and Chinese commas and points become ASCII ones, and quotes and a
    spreadsheet's text mark fall away. Raises `NumberTextError` for an empty, over-long or unprintable text,
    and for one with raised figures.
    """
    if len(text) > _LONGEST_TEXT:
        raise NumberTextError("number.too_long", text=text[:40], longest=_LONGEST_TEXT)
    # None of the characters that are folded is ASCII, and nearly every number is.
    folded = text if text.isascii() else _folded(text, keep_signs=keep_signs)
    folded = " ".join((folded if keep_signs else unquoted(folded)).split())
    if not folded:
        raise NumberTextError("number.empty")
    if not folded.isprintable():
        raise NumberTextError("number.unprintable", text=ascii(folded))
    return folded


def _folded(text: str, *, keep_signs: bool) -> str:
    # Folded, the mark of a footnote would become a figure of the number: 15058,1² would read as 15058,12.
    if not _RAISED.isdisjoint(text):
        raise NumberTextError("number.raised", text=text)
    folded = unicodedata.normalize("NFKC", without_width(text))
    return folded if keep_signs else folded.translate(_SIGNS)


def cell_text(value: object) -> str:
    """Return how a spreadsheet cell that is no text is written as a number text; a whole 10001.0 as "10001".

    Takes int, float and Decimal; raises `NumberTextError` for an empty cell, a date (a spreadsheet has
    eaten the number) and anything else.
    """
    if value is None:
        raise NumberTextError("number.empty")
    if isinstance(value, date | time):
        raise NumberTextError("number.cell_date", text=value.isoformat())
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool) and _countable(value):
        return str(value) if is_fraction(value) else str(int(value))
    raise NumberTextError("number.cell_kind", text=str(value))


def is_fraction(value: object) -> bool:
    """Tell whether a cell holds a numeric value with a fraction, whose closing zeros are lost."""
    return isinstance(value, float | Decimal) and _countable(value) and value != int(value)


def _countable(value: float | Decimal) -> bool:
    # The bound keeps a Decimal such as 1E+999999 from being written out; not-a-number fails it too.
    return Decimal(value).is_finite() and Decimal(value).copy_abs() < 10**18
