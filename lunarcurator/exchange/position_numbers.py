"""Whether what lies in the positions of boxes are numbers of samples, and surely no measures, days or counts."""

import re
from collections.abc import Sequence
from typing import Final

from lunarcurator.exchange.box_grid import IN_BRACKETS
from lunarcurator.exchange.row_words import is_figure, is_unit

# The samples of Apollo; bare, such a number may still be a reading.
_BARE: Final = re.compile(r"(?:1[0245]|[67]\d)\d{3}")
_SPLIT: Final = re.compile(rf"{_BARE.pattern},\s?\d{{1,4}}[A-Za-z]?")
# Those of Luna, 24077 as 21500 may be any count: bare they are numbers only beside such as 24077,3.
_BARE_OF_LUNA: Final = re.compile(r"2[124]\d{3}")
_SPLIT_OF_LUNA: Final = re.compile(rf"{_BARE_OF_LUNA.pattern}[,/-]\s?\d{{1,4}}")
_NAMED: Final = re.compile(r"[^\W\d_].*\d.*")
_POSITION: Final = re.compile(r"[A-Za-z]0?\d{1,2}")
_MONTH: Final = re.compile(
    r"(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez|янв|фев|мар|апр|май|мая|июн|июл|авг|сен|"
    r"окт|ноя|дек)[^\W\d_]*[\s.,'/-]*\d",
    re.IGNORECASE,
)
_BEHIND_FIGURE: Final = re.compile(r"\d\s*([^\d\s]+)$")


def numbers_in(texts: Sequence[str]) -> list[str]:
    """Return the texts that are surely numbers of samples, bare figures apart."""
    return [text for text in map(_number, texts) if _is_split(text) or _is_named(text)]


def are_numbers(texts: Sequence[str]) -> bool:
    """Tell whether nearly all texts are numbers of samples, and none is any other figure."""
    numbers = [*map(_number, texts)]
    luna = any(map(_SPLIT_OF_LUNA.fullmatch, numbers))
    bare = [text for text in numbers if _BARE.fullmatch(text) or (luna and _BARE_OF_LUNA.fullmatch(text))]
    sure = numbers_in(texts)
    named = [text for text in sure if _is_named(text)]
    if any(_is_value(text) for text in numbers if text not in sure and text not in bare):
        return False
    # What comes again and again is a reading or a word for something.
    apart = len({*bare}) == len(bare) and len({*named}) * 5 >= len(named) * 4
    return apart and (len(sure) + len(bare)) * 5 >= len(texts) * 4 > 0


def _number(text: str) -> str:
    """Return what a text says without the words in brackets behind it."""
    behind = IN_BRACKETS.fullmatch(text)
    return behind["number"] if behind else text


def _is_split(text: str) -> bool:
    return bool(_SPLIT.fullmatch(text) or _SPLIT_OF_LUNA.fullmatch(text))


def _is_named(text: str) -> bool:
    named = _NAMED.fullmatch(text) and not _POSITION.fullmatch(text) and not _MONTH.match(text)
    return bool(named) and not _is_measured(text)


def _is_value(text: str) -> bool:
    return is_figure(text) or _is_measured(text)


def _is_measured(text: str) -> bool:
    """Tell whether a text ends in a figure with its unit."""
    unit = _BEHIND_FIGURE.search(text)
    return unit is not None and is_unit(unit[1])
