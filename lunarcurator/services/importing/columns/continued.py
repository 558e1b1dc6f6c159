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
    | {"borrower", "institution", "mass_unit"}
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
        for name in (
            each for each in _parents(reading) if reading.columns.index(each) + 1 not in reading.guess.fill
        ):
            if _lacks_parents(sheet, name):
                yield self.ask({"column": name}, name)

    def laid(self, layout: Layout, reading: Reading) -> Layout:
        """Return a layout in which only the columns continue the row above that a person or a profile says do."""
        parents = (reading.columns.index(name) + 1 for name in _parents(reading))
        may = (*layout.fill, *reading.guess.fill, *parents)
        said = {at: self.said(reading.answers, reading.column(at)) for at in may}
        fill = {at for at, answer in said.items() if answer is Choice.YES or (not answer and at in layout.fill)}
        numbers = reading.taken_for("number", "generic")
        at = [reading.columns.index(each[0]) + 1 for each in (numbers, _parents(reading)) if each]
        family = (at[0], at[1]) if len(at) > 1 else (0, 0)
        return replace(layout, fill=tuple(sorted(fill)), own=_parts(reading), family=family)


BLANKS: Final = Blanks()


def _parts(reading: Reading) -> tuple[int, ...]:
    """Return the columns that make a number together; one that is a number alone may be written once for many."""
    whole, parts = reading.numbering
    names = reading.key or (*whole, *parts)
    return tuple(reading.columns.index(name) + 1 for name in names) if len(names) > 1 else ()


def _parents(reading: Reading) -> tuple[str, ...]:
    return reading.parent_key or reading.taken_for("parent")


def _lacks_parents(sheet: Looking, name: str) -> bool:
    """Tell whether a row below one that names a parent names none, though its number begins with that parent."""
    numbers = (sheet.reading.key or sheet.reading.taken_for("number", "generic"))[:1]
    cells = sheet.cells((name, *numbers))
    above = ""
    for parent, *number in zip(cells[name], *(cells[each] for each in numbers), strict=True):
        own = "".join(map(plain, number))
        if not plain(parent) and above and own != above and own.startswith(above):
            return True
        above = plain(parent) or above
    return False


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
