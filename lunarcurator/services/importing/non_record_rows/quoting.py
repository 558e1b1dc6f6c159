"""Rows of a file as a question quotes them: each with its number, the first few of many."""

from collections.abc import Sequence
from typing import Final

_SHOWN: Final = 5


def quoted(rows: Sequence[tuple[int, str]]) -> str:
    """Return rows, each with what it says, as one text."""
    shown = [f"{row}: {said}" for row, said in rows[:_SHOWN]]
    return "; ".join([*shown, "…"] if len(rows) > _SHOWN else shown)
