"""Tables whose columns stand one below the other, parted by nothing but spaces."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

ALIGNED: Final = "  "
"""What stands for "parted by two spaces or more" among delimiters."""

_LOOKED_AT: Final = 200
_LEAST_LINES: Final = 3
_PART: Final = re.compile(r"\S+(?: \S+)*")
_RULE: Final = re.compile(r"[\s\-=_+|:─━═]*[\-=_─━═]{3}[\s\-=_+|:─━═]*")
# The second place of a sign that is two wide.
_FILLER: Final = "\0"


class Columns(NamedTuple):
    """How lines are parted into `number` cells.

    `gaps` between columns are (first place, place behind it), counted from 0; without gaps each run of two spaces
    or more parts two cells. `wide` counts places as an eye does, to which a Chinese sign takes two.
    """

    number: int = 1
    gaps: tuple[tuple[int, int], ...] = ()
    wide: bool = False


def columns_of(text: str) -> tuple[Columns, float]:
    """Return how lines are parted, and how evenly: 0 where they are no table, up to 2 as delimiters are judged."""
    lines = [line.rstrip() for line in text.splitlines()[:_LOOKED_AT] if line.strip() and not is_rule(line)]
    several = [line for line in lines if len(_PART.findall(line)) > 1]
    if not several:
        return Columns(), 0.0
    often = Counter(len(_PART.findall(line)) for line in several).most_common(1)[0][0]
    columns = _columns(several, often)
    fitting = sum(len(parted(line, columns)) == columns.number for line in several)
    share = fitting / len(lines)
    # Two words beside each other may be no more than a name with a blank too many.
    least = 0.9 if columns.number == 2 else 0.5
    if share < least or len(several) < _LEAST_LINES or any("\t" in line for line in lines):
        return columns, 0.0
    return columns, round(share, 1) + (len(parted(several[0], columns)) == columns.number)


def parted(line: str, columns: Columns) -> list[str]:
    """Return the cells of a line, "" for an empty one; a line that only rules the table off has none.

    A line that cannot be parted for certain stays whole in its first cell, so that nothing slips a column aside.
    """
    line = line.rstrip()
    if not line or is_rule(line):
        return []
    parts = _PART.findall(line)
    cells = _cut(_spread(line, wide=columns.wide), columns.gaps) if columns.gaps and len(parts) > 1 else None
    if cells is not None and not any("  " in cell for cell in cells):
        return cells
    return parts if len(parts) == columns.number else [line.strip()]


def is_rule(line: str) -> bool:
    """Tell whether a line only draws a line below a header."""
    return bool(_RULE.fullmatch(line))


def _columns(lines: Sequence[str], often: int) -> Columns:
    """Return the columns in which all lines agree, else nine of ten, else those parted as most of them are."""
    usual = [line for line in lines if len(_PART.findall(line)) == often]
    for some, most in ((lines, 0), (lines, len(lines) // 10), (usual, 0)):
        for wide in (False, True):
            gaps = _gaps(some, most, wide=wide)
            if len(gaps) + 1 >= often:
                return Columns(len(gaps) + 1, gaps, wide)
    return Columns(often)


def _spread(line: str, *, wide: bool) -> str:
    if not wide or line.isascii():
        return line
    return "".join(sign + _FILLER if unicodedata.east_asian_width(sign) in "WF" else sign for sign in line)


def _cut(line: str, gaps: Sequence[tuple[int, int]]) -> list[str] | None:
    """Return the cells between the gaps; None where a word stands across one of them."""
    places = [0]
    for first, last in gaps:
        blank = line.find(" ", first, last) if first < len(line) else len(line)
        if blank < 0:
            return None
        places.append(blank)
    ends = [*places[1:], len(line)]
    return [line[start:end].replace(_FILLER, "").strip() for start, end in zip(places, ends, strict=True)]


def _gaps(lines: Sequence[str], most: int, *, wide: bool) -> tuple[tuple[int, int], ...]:
    """Return the places, two or more together, at which no more than `most` lines say anything."""
    spread = [_spread(line, wide=wide) for line in lines]
    filled = [0] * max(map(len, spread))
    for line in spread:
        for at, sign in enumerate(line):
            filled[at] += sign != " "
    return tuple(_blank_runs([count <= most for count in filled]))


def _blank_runs(blank: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start = -1
    for at in range(blank.index(False), len(blank)):
        if blank[at]:
            start = at if start < 0 else start
        elif start >= 0:
            if at - start > 1:
                yield start, at
            start = -1
