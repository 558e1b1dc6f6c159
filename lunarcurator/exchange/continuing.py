"""Columns in which a value seems to be written once and to hold for the rows below it, as people write groups."""

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Final

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.marks import Block
from lunarcurator.exchange.row_words import told

_MOST_FILLED: Final = 6
# One value above blanks may be all there is to say; two that each stand above blanks are a pattern.
_LEAST_REPEATED: Final = 2
# In one row of so many at least a blank continues the row above.
_LEAST_BLANK_LEADING: Final = 10
_LEAST_BLANK: Final = 5


def leading_columns(records: Sequence[Row], span: tuple[int, int], merged: tuple[Block, ...]) -> tuple[int, ...]:
    """Return the leading columns (within a block) whose blanks seem to continue the row above."""
    spread = _spread(merged)
    found: list[int] = []
    first, last = span
    for at in range(first, min(last, first + _MOST_FILLED)):
        here = [told(row, at) for row in records]
        beside = [any(told(row, right) for right in range(at + 1, last + 1)) for row in records]
        blanks = sum(not text and filled for text, filled in zip(here, beside, strict=True))
        if at in spread:
            continue
        if len({*here} - {""}) < _LEAST_REPEATED or not here[0] or _LEAST_BLANK_LEADING * blanks < len(here):
            break
        found.append(at - first + 1)
    return tuple(found)


def continuing_inside(
    records: Sequence[Row], span: tuple[int, int], leading: Collection[int], merged: tuple[Block, ...]
) -> tuple[int, ...]:
    """Return the columns behind others (within a block) whose blanks may continue the row above.

    In such a column the first row says something, and no row says what stands last above it, unless an empty row
    or one of words parts them: where two rows below each other say the same, a blank says nothing.
    """
    first, last = span
    # What stands alone in a row of several columns is no record: a note, or the number of a page.
    least = 2 if last - first > 1 else 1
    rows = [row for row in records if _filled(row, span) >= least]
    apart = [not at or row.number > rows[at - 1].number + 1 for at, row in enumerate(rows)]
    left = [at for at in range(first, last + 1) if at - first + 1 not in leading and at not in _spread(merged)]
    return tuple(at - first + 1 for at in left if _are_runs([told(row, at) for row in rows], apart))


def _filled(row: Row, span: tuple[int, int]) -> int:
    """Return how many columns of a block say anything in a row."""
    return sum(bool(told(row, at)) for at in range(span[0], span[1] + 1))


def _are_runs(texts: Sequence[str], apart: Sequence[bool]) -> bool:
    blanks = texts.count("")
    if not texts or not texts[0] or blanks < _LEAST_REPEATED or blanks * _LEAST_BLANK < len(texts):
        return False
    said = [(text, anew) for text, anew in zip(texts, apart, strict=True) if text]
    return all(text != below or anew for (text, _), (below, anew) in pairwise(said))


def _spread(merged: tuple[Block, ...]) -> frozenset[int]:
    return frozenset(block.left for block in merged if block.bottom > block.top)
