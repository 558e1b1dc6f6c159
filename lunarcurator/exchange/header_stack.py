"""Follows a header downwards: rows that name the parts of what stands above them in words nobody knows."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice, pairwise
from typing import Final

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.marks import Block
from lunarcurator.exchange.row_words import are_units, is_figure, told, words_of

_MOST_BELOW: Final = 2
_LONGEST: Final = 30
_MOST_WORDS: Final = 3
# A record whose figures nobody knows holds such words where a header names a column.
_NOT_TOLD: Final = frozenset(
    {"n/a", "na", "nd", "n.d.", "none", "unknown", "lost", "missing", "不详", "未知", "无"}
)


def lowest_of_stack(first: Sequence[Row], bottom: int, merged: tuple[Block, ...]) -> int:
    """Return the lowest row of the header that has its best known words in the row `bottom` (0: none).

    A row of labels belongs to it where a row of units follows, or where it names singly what is merged or said
    twice above it; and only where figures stand right below, as under a header they do.
    """
    rows = [row for row in first if row.number >= bottom > 0]
    labels = [*_labels(rows)]
    rest = rows[len(labels) + 1 :]
    if not labels or not rest:
        return bottom
    if are_units(words_of(rest[0])):
        measured = len(rest) > 1 and _figures_below(rest[0], rest[1])
        return labels[-1].number if measured else bottom
    stack = [*zip(rows, labels, strict=False)]
    named = [row for above, row in stack if _names_parts(above, row, merged) and _figures_below(row, rest[0])]
    return named[-1].number if named else bottom


def sentences_above(first: Sequence[Row], bottom: int, known: Callable[[str], bool]) -> tuple[int, ...]:
    """Return the rows above the lowest of a header that are sentences parted at their commas, and no labels.

    Such a row ends early, over columns that the header names one by one, and says nothing that anybody knows of.
    """
    header = next((row for row in first if row.number == bottom), None)
    if header is None:
        return ()
    above = [row for row in first if row.number < bottom and len(row.cells) < len(header.cells)]
    return tuple(row.number for row in above if _is_sentence(row, header) and not any(map(known, words_of(row))))


def _is_sentence(row: Row, header: Row) -> bool:
    """Tell whether a row fills the first columns alone, at most half of those that the header names."""
    said = [at for at in range(1, len(row.cells) + 1) if told(row, at)]
    named = [at for at in range(1, len(header.cells) + 1) if told(header, at)]
    return said == named[: len(said)] == [*range(1, len(said) + 1)] and 0 < len(said) * 2 <= len(named)


def _labels(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows right below the first that may name columns, at most two."""
    for above, row in islice(pairwise(rows), _MOST_BELOW):
        words = words_of(row)
        if row.number != above.number + 1 or len(words) < 2 or are_units(words) or not all(map(_is_label, words)):
            return
        yield row


def _is_label(word: str) -> bool:
    return (
        len(word) <= _LONGEST
        and len(word.split()) <= _MOST_WORDS
        and any(sign.isalpha() for sign in word)
        and not any(sign.isdigit() for sign in word)
        and not word.endswith((":", "："))
        and word.casefold() not in _NOT_TOLD
    )


def _figures_below(row: Row, record: Row) -> bool:
    return any(told(row, at) and is_figure(told(record, at)) for at in range(1, len(row.cells) + 1))


def _names_parts(above: Row, row: Row, merged: tuple[Block, ...]) -> bool:
    """Tell whether a row names singly what the row above says for several columns, or is merged into it."""
    if any(block.top <= above.number and block.bottom >= row.number for block in merged):
        return True
    wide = [range(block.left, block.right + 1) for block in merged if block.top == above.number]
    columns = range(1, len(above.cells) + 1)
    twice = [range(at, at + 2) for at in columns if told(above, at) and told(above, at) == told(above, at + 1)]
    return any(len({told(row, at) for at in part} - {""}) > 1 for part in (*wide, *twice))
