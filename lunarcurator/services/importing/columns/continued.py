"""Cells that repeat the row above, as blanks or by a mark for it: each column is asked, or assumed and said."""

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import replace
from typing import override

from lunarcurator.exchange.layout import Layout
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Chosen, Looking, Question, Reading
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.mapping import OTHER
from lunarcurator.services.importing.columns.units import is_measure


class Continued(Chosen):
    """Whether cells of a column say what the row above says."""

    options = (Choice.YES, Choice.NO)

    @abstractmethod
    def laid(self, layout: Layout, reading: Reading) -> Layout:
        """Return a layout in which only the columns repeat the row above that were said to, or assumed."""

    def kept(self, reading: Reading, columns: tuple[int, ...]) -> tuple[int, ...]:
        """Return the columns (from 1) but those of which somebody said that they repeat nothing."""
        return tuple(at for at in columns if self.said(reading.answers, reading.column(at)) is not Choice.NO)


class Blanks(Continued):
    """Whether blanks of a column continue the row above."""

    name = "fill"

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        reading = sheet.reading
        for name in map(reading.column, reading.noted.unsure_fill):
            # A row without a number that takes the one above is swallowed by it.
            number = name in _alone(reading)
            yield self.ask({"column": name}, name, proposed="" if number else Choice.YES)
        for name in reading.unsure_inside:
            if not _is_inherited(sheet, name):
                yield self.ask({"column": name}, name)

    @override
    def laid(self, layout: Layout, reading: Reading) -> Layout:
        inside = (
            at for at in reading.noted.inside if self.said(reading.answers, reading.column(at)) is Choice.YES
        )
        return replace(layout, fill=self.kept(reading, layout.fill), inside=tuple(inside))


class Dittos(Continued):
    """Whether marks such as -do- repeat the row above."""

    name = "ditto"

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        reading, guess = sheet.reading, sheet.reading.noted
        for at in guess.layout.ditto:
            name = reading.column(at)
            # Two pieces weigh the same by chance only, and hardly have one number.
            measured = is_measure(reading.mapping.get(name, OTHER))
            hardly = measured or name in _alone(reading) or at in guess.unsure_ditto
            proposed = "" if hardly else Choice.YES
            yield self.ask({"column": name}, name, proposed=proposed, told="cli.ditto_taken")

    @override
    def laid(self, layout: Layout, reading: Reading) -> Layout:
        return replace(layout, ditto=self.kept(reading, layout.ditto))


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
