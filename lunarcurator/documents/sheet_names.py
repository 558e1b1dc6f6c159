"""Names for the sheets of a workbook that Excel takes without repair."""

import re
from collections.abc import Iterator
from itertools import count
from typing import Final

_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST: Final = 31
# Excel keeps this name for its own sheet of changes.
_RESERVED: Final = "history"


class SheetNames:
    """Gives out sheet names: at most 31 characters, without the signs Excel forbids, each only once."""

    def __init__(self) -> None:
        self._taken = {_RESERVED}

    def take(self, wanted: str) -> str:
        """Return the wanted name, changed as little as Excel demands."""
        plain = _FORBIDDEN.sub(" ", wanted).strip().strip("'") or "1"
        for name in _variants(plain):
            if name.casefold() not in self._taken:
                self._taken.add(name.casefold())
                return name
        raise AssertionError("the variants of a name never end")


def _variants(plain: str) -> Iterator[str]:
    yield plain[:_LONGEST].rstrip("' ")
    for number in count(2):
        yield f"{plain[: _LONGEST - len(str(number)) - 1]} {number}"
