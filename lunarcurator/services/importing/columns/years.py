"""Columns that say years or days, by what they are taken for or by their header."""

import re
from collections.abc import Sequence
from typing import Final

from lunarcurator.domain.errors import Refusal
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.cells.repairs import day_text, year_text
from lunarcurator.services.importing.cells.values import day_value
from lunarcurator.services.importing.columns.mapping import OTHER

_TARGETS: Final = frozenset({"day", "pristinity_day", "due", "returned", "collected", "remarks"})
_WORDS: Final = re.compile(
    r"year|date|\bday|jahr|datum|ann[ée]e|fecha|年|日期|год|дата|when|found|fell|\bfall\b|collected|received|acquired",
    re.IGNORECASE,
)


def says_years(header: str, target: str) -> bool:
    """Tell whether the column under a header, taken for this, may say years."""
    return target in _TARGETS or (target == OTHER and bool(_WORDS.search(header)))


def mostly_days(texts: Sequence[str]) -> bool:
    """Tell whether most of these texts say a day, a month or a year."""
    return sum(map(_is_day, texts)) * 2 > len(texts)


def _is_day(text: str) -> bool:
    try:
        return bool(day_value(day_text(year_text(text), Choice.DAY_FIRST)))
    except Refusal:
        return False
