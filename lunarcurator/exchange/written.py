"""Formats that write words beside the figure of a cell, as 5.0 mg for the 5 it keeps."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from lunarcurator.exchange.cells import Cell, ErrorCell, plain_digits

# Each is for figures of one kind, such as those below nought, or for texts.
_SECTION: Final = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;])+')
# Words in quotes or behind a sign, gaps, the sign of a currency, conditions and colours, figures, a power of ten.
_PARTS: Final = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*](?:.)|\[\$(?P<currency>[^\]\-]*)[^\]]*\]|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<figures>General|[0#?][0#?.,]*|\.[0#?]+)|E[+\-]0+|(?P<alone>.)",
    re.IGNORECASE,
)
# A thousandth of what is kept is shown.
_SCALED: Final = re.compile(r",(?:\.|$)")
# Signs that only tell negative figures apart, or part those of a fraction.
_PLAIN: Final = "-+() /"
_TEXT: Final = "@"


class Written(NamedTuple):
    """A format that writes words `before` and `behind` figures, which have `least` digits before the point.

    One that shows other figures than are kept, or words that depend on them, is `odd`: its code.
    """

    before: str = ""
    behind: str = ""
    least: int = 0
    odd: str = ""

    def of(self, value: Decimal) -> Cell:
        """Return a figure as the format writes it, with all its digits: `5 mg` for 5 by `0.0" mg"`.

        Of an odd format that is an error that shows both.
        """
        digits = plain_digits(value)
        if self.odd:
            return ErrorCell(f"{digits} [{self.odd}]")
        padded = digits if "." in digits else digits.zfill(self.least)
        return f"{self.before}{padded}{self.behind}".strip()


@lru_cache
def written(code: str) -> Written | None:
    """Return the format of a code that shows more than the figure, None for any other."""
    found = {each for each in map(_written, _SECTION.findall(code)) if each is not None}
    if found <= {Written()} or not any(part["figures"] for part in _PARTS.finditer(code)):
        return None
    return found.pop() if len(found) == 1 else Written(odd=code)


def _written(section: str) -> Written | None:
    """Return what one section of a format writes beside its figures, None for one of texts."""
    words, figures = [""], list[str]()
    for part in _PARTS.finditer(section):
        if part["figures"]:
            figures.append(part["figures"])
            words.append("")
        elif part["bracket"] is None:
            words[-1] += next(filter(None, (part["quoted"], part["escaped"], part["currency"], part["alone"])), "")
        elif part["bracket"][:1] in ("<", ">", "="):
            return Written(odd=section)
    if _TEXT in "".join(words):
        return None
    if _is_odd(words, figures):
        return Written(odd=section)
    before, behind = (words[0], words[-1]) if figures else ("", "")
    whole = "".join(figures[:1]).partition(".")[0]
    padded = whole.count("0") if whole.startswith("00") else 0
    return Written(before.strip(_PLAIN), behind.rstrip(_PLAIN), padded)


def _is_odd(words: Sequence[str], figures: Sequence[str]) -> bool:
    """Tell whether words stand between figures or for them, or other figures are shown than are kept."""
    apart = words[1:-1] if figures else words
    parted = any(each.strip(_PLAIN) for each in apart) or any(each.startswith("0") for each in figures[1:])
    return parted or any(map(_SCALED.search, figures))
