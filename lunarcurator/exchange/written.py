"""Formats that write words beside the figure of a cell, or show it in thousands: 5.0 mg for the 5 it keeps."""

import re
from decimal import Decimal
from functools import lru_cache
from operator import eq, ge, gt, le, lt, ne
from types import MappingProxyType
from typing import Final, NamedTuple

from lunarcurator.exchange.cells import plain_digits

# Words in quotes or behind a sign, gaps, the sign of a currency, conditions and colours, figures, a power of ten.
_PARTS: Final = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*](?:.)|\[\$(?P<currency>[^\]\-]*)[^\]]*\]|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<figures>General|[0#?][0#?.,]*|\.[0#?]+)|E[+\-]0+|(?P<end>;)|(?P<alone>.)",
    re.IGNORECASE,
)
_CONDITION: Final = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_HOLDS: Final = MappingProxyType({"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "<>": ne})
# Signs that only tell negative figures apart, or part those of a fraction.
_PLAIN: Final = frozenset("-+() /")
_TEXT: Final = "@"


class _Section(NamedTuple):
    """How figures are written that meet a condition: words stand before, between and behind runs of figures."""

    condition: tuple[str, str] | None
    words: tuple[str, ...]
    figures: tuple[str, ...]

    @property
    def scale(self) -> int:
        """How many times a figure is shown as a thousandth of what is kept."""
        parts = "".join(self.figures[-1:]).split(".")
        return sum(len(each) - len(each.rstrip(",")) for each in parts)

    @property
    def says_more(self) -> bool:
        """Whether this shows anything that the figure itself does not say."""
        padded = any(each.startswith("00") for each in self.figures)
        return bool({*"".join(self.words)} - _PLAIN or self.scale or padded)

    def of(self, value: Decimal) -> str:
        """Return a figure as it is written here, with all its digits."""
        left = plain_digits(value.scaleb(-3 * self.scale))
        text = self.words[-1]
        if not self.figures:
            return text
        for figures, words in zip(self.figures[:0:-1], self.words[-2:0:-1], strict=True):
            # Only of a whole figure the last signs stand apart from the first.
            at = max(len(left) - len(figures.replace(",", "")), 0) if "." not in left else len(left)
            text = f"{words.strip()}{left[at:].zfill(figures.count('0'))}{text}" if left[at:] else text
            left = left[:at]
        least = self.figures[0].partition(".")[0].count("0") if "." not in left else 0
        return f"{self.words[0]}{left.zfill(least)}{text}"


class Written(NamedTuple):
    """A format of figures that writes words beside them, or shows them in thousands; `code` spells it."""

    code: str

    def of(self, value: Decimal) -> str:
        """Return a figure as the format writes it, with all its digits: `5 mg` for 5 by `0.0" mg"`."""
        sections = _sections(self.code)
        for each in sections:
            if each.condition and _HOLDS[each.condition[0]](value, Decimal(each.condition[1])):
                return each.of(value).strip()
        rest = [each for each in sections if not each.condition]
        if not rest:
            return plain_digits(value)
        if len(rest) < len(sections):
            return rest[-1].of(value).strip()
        if value < 0:
            return rest[1].of(-value).strip() if rest[1:] else f"-{rest[0].of(-value).strip()}"
        return rest[2 if rest[2:] and not value else 0].of(value).strip()


def written(code: str) -> Written | None:
    """Return the format of a code that shows more than the figure, None for any other."""
    sections = _sections(code)
    figures = any(each.figures for each in sections)
    return Written(code) if figures and any(each.says_more for each in sections) else None


@lru_cache
def _sections(code: str) -> tuple[_Section, ...]:
    """Return the sections of a format that figures have, parted by semicolons; one of them may be for texts."""
    sections: list[_Section] = []
    condition: tuple[str, str] | None = None
    words, figures = [""], list[str]()
    for part in _PARTS.finditer(f"{code};"):
        if part["end"]:
            sections.append(_Section(condition, (*words,), (*figures,)))
            condition, words, figures = None, [""], []
        elif part["figures"]:
            figures.append("0" if part["figures"][0] in "Gg" else part["figures"])
            words.append("")
        elif found := _CONDITION.fullmatch(part["bracket"] or ""):
            condition = (found[1], found[2])
        else:
            words[-1] += next(filter(None, (part["quoted"], part["escaped"], part["currency"], part["alone"])), "")
    return tuple(each for each in sections if _TEXT not in "".join(each.words))
