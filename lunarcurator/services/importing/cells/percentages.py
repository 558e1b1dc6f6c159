"""Percentages that a sheet may write as parts of one: 0.95 for 95 %."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Final

from lunarcurator.exchange.cells import Cell, plain_digits
from lunarcurator.services.importing.cells.values import plain

_EXAMPLES: Final = 3


def as_percent(cell: Cell) -> Cell:
    """Return a part of one as a percentage with its sign; what is no bare figure as it stands."""
    value = _bare(cell)
    return cell if value is None else f"{plain_digits(value * 100)}%"


def parts_of_one(cells: Iterable[Cell]) -> tuple[str, ...]:
    """Return the first figures of a column if all of them could be parts of one; else nothing."""
    found: dict[str, None] = {}
    for cell in cells:
        value = _bare(cell)
        if value is None:
            continue
        if value > 1:
            return ()
        if value > 0:
            found[plain(cell)] = None
    return tuple(found)[:_EXAMPLES]


def _bare(cell: Cell) -> Decimal | None:
    try:
        value = Decimal(plain(cell) or "-")
    except InvalidOperation:
        return None
    return value if value.is_finite() and value >= 0 else None
