"""What a person calls boxes that are drawn without a name, in their order on the sheet."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from lunarcurator.exchange.box_grid import Grids
from lunarcurator.exchange.layout import Layout

BOXES: Final = "boxes"
"""The question what drawn boxes are called that have no name."""

_PARTING: Final = re.compile("[;；]")


def names_told(answer: str, taken: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the different names an answer gives; those that come again, or that are taken, are left out.

    Names that differ only in capitals are one place.
    """
    known = {name.casefold() for name in taken}
    names: list[str] = []
    for each in _PARTING.split(answer):
        name = " ".join(each.split())
        if name and name.casefold() not in known:
            known.add(name.casefold())
            names.append(name)
    return tuple(names)


def names_drawn(grids: Grids) -> tuple[str, ...]:
    """Return the names of the boxes that are drawn with one."""
    return tuple(" ".join(grid.box.split()) for grid in grids.every if grid.box)


def with_box_names(layout: Layout, answers: Mapping[str, str]) -> Layout:
    """Return a layout whose drawn boxes are called as answered, where there is a name for each without one."""
    if layout.grid is None or not (unnamed := layout.grid.unnamed):
        return layout
    names = names_told(answers.get(BOXES, ""), names_drawn(layout.grid))
    return replace(layout, grid=layout.grid.called(names)) if len(names) == len(unnamed) else layout
