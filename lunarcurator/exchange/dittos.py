"""Marks that repeat the cell above, as people write them in lists: a ditto sign, `-do-`, 同上."""

from typing import Final

from lunarcurator.exchange.cells import Cell

_MARKS: Final = frozenset(
    {'"', "”", "“", "„", "〃", "″", "''", "’’", "´´", "``", "//", "-do-", "do.", "-do", "- do -"}
)
_WORDS: Final = frozenset(
    {
        "ditto", "dto", "dto.", "dito", "idem", "id.", "同上", "同前", "同右", "то же", "-//-",
        "siehe oben", "wie oben", "as above", "same as above", "see above", "как выше", "см. выше",
    }
)  # fmt: skip
_SIGNS: Final = _MARKS | _WORDS
_LONGEST: Final = max(map(len, _SIGNS)) + 4
# What a mark may begin with, as it stands or within dashes, points and blanks.
_BLANKS: Final = frozenset(sign for sign in map(chr, range(0x3001)) if sign.isspace())
_BEGINS: Final = frozenset({each for sign in _SIGNS for each in (sign[0], sign[0].upper())} | {*"-–—."} | _BLANKS)


def is_ditto(cell: Cell) -> bool:
    """Tell whether a cell says only that it repeats the one above."""
    if not isinstance(cell, str) or len(cell) > _LONGEST or cell[:1] not in _BEGINS:
        return False
    word = cell.strip().casefold()
    # A sign between dashes or points is one too: -"-, ..〃..
    return word in _SIGNS or word.strip("-–—. ") in _SIGNS
