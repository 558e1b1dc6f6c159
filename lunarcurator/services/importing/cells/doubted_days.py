"""Days that a list only guesses at, as *c. 1990* or *1990?*: no field can say so, the words can."""

import re
import unicodedata
from typing import Final

from lunarcurator.domain.days import DayTextError, is_about, parse_day
from lunarcurator.exchange.cells import Cell
from lunarcurator.services.importing.cells.values import plain

# What people write besides the words that `parse_day` takes.
_BEFORE: Final = re.compile(
    r"^(?:~|≈|±|\?|um|etwa|ungefähr|gegen|zirka|vers|environ|env\.?|hacia|verso|около|ок\.?|примерно|大概|约|約)\s*(?=\d)"
)
_AFTER: Final = re.compile(
    r"(?<=[\w.])\s*(?:[([]\s*)?(?:\?+|左右|前后|頃|ごろ|ca\.?|circa|approx\.?|about)\s*[)\]]?$"
)


def is_doubted(cell: Cell) -> bool:
    """Tell whether a cell says a day with a word of doubt before or behind it, and so less than the day alone."""
    if not isinstance(cell, str):
        return False
    text = unicodedata.normalize("NFKC", plain(cell)).casefold()
    bare = _BEFORE.sub("", _AFTER.sub("", text))
    if bare == text and not is_about(text):
        return False
    try:
        return bool(parse_day(bare))
    except DayTextError:
        return False
