"""What a person calls boxes that are drawn without a name, in their order on the sheet."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count, islice
from typing import Final, override

from lunarcurator.exchange.box_grid import Grids
from lunarcurator.exchange.extent import column_letters
from lunarcurator.exchange.layout import Layout
from lunarcurator.services.importing.asking.question import Looking, Question, Reading, Told

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


@dataclass(frozen=True, slots=True)
class _Unnamed(Question):
    """Asks for a different name for each of so many boxes, none of those `taken`."""

    taken: tuple[str, ...] = ()

    @override
    def takes(self, answer: str) -> bool:
        return len(names_told(answer, self.taken)) == int(dict(self.facts)["count"])


class BoxNames(Told):
    """What drawn boxes are called that have no name: else a position of all would be one place."""

    name = "boxes"
    free, hint = True, "import.hint.names"

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        grids = sheet.reading.guess.layout.grid
        if grids is None or not sheet.reading.levels or not (unnamed := grids.unnamed):
            return
        taken = names_drawn(grids)
        cells = ", ".join(f"{column_letters(grid.left)}{grid.top}" for grid in unnamed)
        facts = (("count", len(unnamed)), ("sheet", sheet.reading.sheet), ("cells", cells))
        free = (str(number) for number in count(1) if str(number) not in taken)
        counted = "; ".join(islice(free, len(unnamed)))
        yield _Unnamed(self, "", "import.ask.boxes", facts, (counted,), must=True, taken=taken)

    def laid(self, layout: Layout, reading: Reading) -> Layout:
        """Return a layout whose drawn boxes are called as answered, where each without a name gets one."""
        if layout.grid is None or not (unnamed := layout.grid.unnamed):
            return layout
        names = names_told(self.said(reading.answers) or "", names_drawn(layout.grid))
        return replace(layout, grid=layout.grid.called(names)) if len(names) == len(unnamed) else layout


BOXES: Final = BoxNames()
