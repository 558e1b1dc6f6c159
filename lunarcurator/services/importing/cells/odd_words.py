"""Words of a file that say nothing of a piece: an error in place of a value, a stray ditto, a mark for unknown."""

import re
from functools import lru_cache
from typing import Final

from lunarcurator.exchange.dittos import is_ditto
from lunarcurator.services.importing.cells.values import CellRefused, says_nothing

_ERROR: Final = re.compile(
    r"#(?:N/A|NAME\?|REF!|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!|#{2,})"
)
_SWITCHES: Final = frozenset({"true", "false"})
# Asked of every text of a long list, of which few are different.
_REMEMBERED: Final = 4_096


@lru_cache(maxsize=_REMEMBERED)
def names_nothing(text: str) -> bool:
    """Tell whether a text is a mark for unknown, or a yes or no that a program wrote."""
    return says_nothing(text) or text.casefold() in _SWITCHES


def refuse_odd(text: str, column: str) -> None:
    """Raise `CellRefused` for an error and for a ditto above which nothing stands."""
    if _is_odd(text):
        raise CellRefused("import.ditto" if is_ditto(text) else "import.cell_error", text=text, column=column)


@lru_cache(maxsize=_REMEMBERED)
def _is_odd(text: str) -> bool:
    return (text[:1] == "#" and bool(_ERROR.fullmatch(text))) or (is_ditto(text) and not says_nothing(text))
