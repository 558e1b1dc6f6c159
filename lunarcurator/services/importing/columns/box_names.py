"""What a person calls boxes that are drawn without a name, in their order on the sheet."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from lunarcurator.exchange.layout import Layout

BOXES: Final = "boxes"
"""The question what drawn boxes are called that have no name."""

_PARTING: Final = re.compile("[;；]")


def names_told(answer: str) -> tuple[str, ...]:
    """Return the different names an answer gives, those that come again left out."""
    return tuple(dict.fromkeys(name for each in _PARTING.split(answer) if (name := " ".join(each.split()))))


def with_box_names(layout: Layout, answers: Mapping[str, str]) -> Layout:
    """Return a layout whose drawn boxes are called as answered, where there is a name for each without one."""
    if layout.grid is None or not (unnamed := layout.grid.unnamed):
        return layout
    names = names_told(answers.get(BOXES, ""))
    return replace(layout, grid=layout.grid.called(names)) if len(names) == len(unnamed) else layout
