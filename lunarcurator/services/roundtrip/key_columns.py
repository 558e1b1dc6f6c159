"""Key columns whose header was written over, known again by what stands below it."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import islice
from typing import Final

from lunarcurator.exchange.book import Sheet
from lunarcurator.exchange.cells import Cell
from lunarcurator.services.importing.cells.values import plain

type Sent = Callable[[Collection[str]], Mapping[str, str]]
"""Answers which number each of these keys went out with; an unknown key has none."""

_HEX: Final = 32
"""So many digits the hidden key of a piece has."""
_LOOKED: Final = 400
"""So many rows show what a column holds."""


def is_key(text: str) -> bool:
    """Tell whether a text has the form of the hidden key of a piece."""
    return len(text) == _HEX and all(sign in "0123456789abcdef" for sign in text)


def number_column(sheet: Sheet, header_row: int, uid_at: int, taken: Collection[int], sent: Sent) -> int | None:
    """Return the column where, beside most keys, the number stands that went out with it; None for no such one."""
    rows = _below(sheet, header_row)
    keys = [text if is_key(text := _text(cells, uid_at)) else "" for cells in rows]
    numbers = sent([key for key in keys if key])
    told = (
        at
        for key, cells in zip(keys, rows, strict=True)
        if key in numbers
        for at in range(len(cells))
        if at not in taken and _text(cells, at) == numbers[key]
    )
    return _mostly(told, sum(key in numbers for key in keys))


def key_column(sheet: Sheet, header_row: int, taken: Collection[int]) -> int | None:
    """Return the column that holds keys of pieces in most rows; None for no such one."""
    rows = _below(sheet, header_row)
    told = (at for cells in rows for at in range(len(cells)) if at not in taken and is_key(_text(cells, at)))
    return _mostly(told, len(rows))


def _below(sheet: Sheet, header_row: int) -> list[tuple[Cell, ...]]:
    rows = (row.cells for row in sheet.rows() if row.number > header_row and not row.is_blank)
    return list(islice(rows, _LOOKED))


def _text(cells: tuple[Cell, ...], at: int) -> str:
    return plain(cells[at]) if at < len(cells) else ""


def _mostly(columns: Iterable[int], rows: int) -> int | None:
    """Return the column that was told of most rows, where more than half of them tell it."""
    ((column, times),) = Counter(columns).most_common(1) or [(0, 0)]
    return column if times * 2 > rows else None
