"""What a list of loans says of a return: a day or a yes is one, a dash or a no is none."""

from typing import Final

from lunarcurator.exchange.cells import Cell
from lunarcurator.services.importing.cells.values import plain, says_nothing

_NOT_BACK: Final = frozenset(
    {
        "no",
        "n",
        "not yet",
        "not returned",
        "open",
        "outstanding",
        "out",
        "still out",
        "on loan",
        "pending",
        "false",
    }
    | {"nein", "non", "否", "未还", "未归还", "未返还", "нет"}
)


def came_back(cell: Cell) -> bool:
    """Tell whether what a column of returns says is one; a mark for nothing and a no are none."""
    text = plain(cell).casefold().rstrip(".!")
    return bool(text) and text not in _NOT_BACK and not says_nothing(cell)
