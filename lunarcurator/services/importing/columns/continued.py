"""Cells that repeat the row above, as blanks or by a mark for it: each column is asked."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, override

from lunarcurator.exchange.dittos import is_ditto
from lunarcurator.exchange.layout import Layout
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Chosen, Looking, Question, Reading
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.mapping import OTHER
from lunarcurator.services.importing.columns.units import is_measure

_SHARED: Final = frozenset(
    {"number", "mission", "parent", "generic", "class_name", "subclass", "form", "place", "collected", "owner"}
    | {"borrower", "institution"}
)
"""What a column says that many pieces may have in common, written once; a number is that of a whole."""


class Blanks(Chosen):
    """Whether blanks of a column that says what many pieces have in common, or marks, continue the row above."""

    name, options = "fill", (Choice.YES, Choice.NO)

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        reading = sheet.reading
        known = {*reading.guess.layout.fill}
        for name in (reading.column(at) for at in reading.guess.fill if at not in known):
            steps = (*reading.key, *reading.parent_key, *reading.levels, *reading.steps)
            shared = reading.mapping.get(name) in _SHARED or name in steps
            if (shared and not _is_inherited(sheet, name)) or _has_marks(sheet, name):
                yield self.ask({"column": name}, name)

    def laid(self, layout: Layout, reading: Reading) -> Layout:
        """Return a layout in which only the columns continue the row above that a person or a profile says do."""
        said = {at: self.said(reading.answers, reading.column(at)) for at in (*layout.fill, *reading.guess.fill)}
        fill = {at for at, answer in said.items() if answer is Choice.YES or (not answer and at in layout.fill)}
        return replace(layout, fill=tuple(sorted(fill)))


BLANKS: Final = Blanks()


def _has_marks(sheet: Looking, name: str) -> bool:
    """Tell whether marks stand in a column; two pieces weigh the same by chance only."""
    is_measured = is_measure(sheet.reading.mapping.get(name, OTHER))
    return not is_measured and any(map(is_ditto, sheet.cells((name,))[name]))


def _is_inherited(sheet: Looking, name: str) -> bool:
    """Tell whether only rows with a parent leave out their mission, which is that of the parent."""
    reading = sheet.reading
    parents = reading.parent_key or reading.taken_for("parent")
    if reading.mapping[name] != "mission" or not parents:
        return False
    cells = sheet.cells((name, *parents))
    rows = zip(cells[name], *(cells[parent] for parent in parents), strict=True)
    return all(plain(mission) or any(map(plain, above)) for mission, *above in rows)
