"""Columns of text on a terminal, on which a Chinese character takes two places."""

from collections.abc import Sequence
from typing import Final
from unicodedata import east_asian_width

_BETWEEN: Final = "  "


def width_of(text: str) -> int:
    """Return how many places a text takes on a terminal."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def filled(text: str, places: int) -> str:
    """Fill a text up to so many places of a terminal; a longer one stays whole."""
    return text + " " * max(0, places - width_of(text))


def in_columns(rows: Sequence[Sequence[str]], figures: Sequence[int] = ()) -> list[str]:
    """Return rows as lines in which each column is as wide as its longest text; `figures` stand to the right."""
    widest = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    return [_BETWEEN.join(_cells(row, widest, figures)).rstrip() for row in rows]


def _cells(row: Sequence[str], widest: Sequence[int], figures: Sequence[int]) -> list[str]:
    return [
        " " * (places - width_of(text)) + text if n in figures else filled(text, places)
        for n, (text, places) in enumerate(zip(row, widest, strict=True))
    ]
