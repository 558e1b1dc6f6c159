"""Cells that repeat the row above, as blanks or by a mark for it: each column is asked."""

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, override

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


class Continued(Chosen):
    """Whether cells of a column say what the row above says."""

    options = (Choice.YES, Choice.NO)

    @abstractmethod
    def laid(self, layout: Layout, reading: Reading) -> Layout:
        """Return a layout in which only the columns repeat the row above that were said to, or assumed."""


class Blanks(Continued):
    """Whether blanks of a column that says what many pieces have in common continue the row above."""

    name = "fill"

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        reading = sheet.reading
        known = {*reading.guess.layout.fill}
        for name in (reading.column(at) for at in reading.guess.fill if at not in known):
            steps = (*reading.key, *reading.parent_key, *reading.levels, *reading.steps)
            shared = reading.mapping.get(name) in _SHARED or name in steps
            if shared and not _is_inherited(sheet, name):
                yield self.ask({"column": name}, name)

    @override
    def laid(self, layout: Layout, reading: Reading) -> Layout:
        said = {at: self.said(reading.answers, reading.column(at)) for at in (*layout.fill, *reading.guess.fill)}
        fill = {at for at, answer in said.items() if answer is Choice.YES or (not answer and at in layout.fill)}
        return replace(layout, fill=tuple(sorted(fill)))


class Dittos(Continued):
    """Whether marks such as -do- repeat the row above."""

    name = "ditto"

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        reading = sheet.reading
        for name in map(reading.column, reading.guess.layout.ditto):
            # Two pieces weigh the same by chance only, and hardly have one number.
            hardly = is_measure(reading.mapping.get(name, OTHER)) or name in _alone(reading)
            proposed = "" if hardly else Choice.YES
            yield self.ask({"column": name}, name, proposed=proposed, told="cli.ditto_taken")

    @override
    def laid(self, layout: Layout, reading: Reading) -> Layout:
        kept = (at for at in layout.ditto if self.said(reading.answers, reading.column(at)) is not Choice.NO)
        return replace(layout, ditto=tuple(kept))


BLANKS, DITTOS = Blanks(), Dittos()


def _alone(reading: Reading) -> tuple[str, ...]:
    """Return the columns that say the whole number of a piece."""
    return () if "specific" in reading.mapping.values() else reading.taken_for("number")


def _is_inherited(sheet: Looking, name: str) -> bool:
    """Tell whether only rows with a parent leave out their mission, which is that of the parent."""
    reading = sheet.reading
    parents = reading.parent_key or reading.taken_for("parent")
    if reading.mapping[name] != "mission" or not parents:
        return False
    cells = sheet.cells((name, *parents))
    rows = zip(cells[name], *(cells[parent] for parent in parents), strict=True)
    return all(plain(mission) or any(map(plain, above)) for mission, *above in rows)
