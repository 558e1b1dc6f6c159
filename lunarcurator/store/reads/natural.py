"""Codes in the order in which people count: L-10 after L-9, in terms every dialect of SQL knows."""

from typing import Final

_FIGURES: Final = "'0123456789'"


def natural(column: str, way: str = "") -> str:
    """Return what to order by: what stands before the figure at the end of a code, that figure, then all of it.

    `way` is " DESC" for the other way round. A column may be any expression; NULL is as it is without.
    """
    head = f"rtrim({column}, {_FIGURES})"
    figure = f"CAST(substr({column}, length({head}) + 1) AS INTEGER)"
    return ", ".join(f"{each}{way}" for each in (head, figure, column))
