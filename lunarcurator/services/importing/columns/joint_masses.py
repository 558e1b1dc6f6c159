"""The mass that several pieces in one cell have together: it is kept beside each of them, and is that of none."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Self, override

from lunarcurator.exchange.book import Row
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Chosen, Looking, Question
from lunarcurator.services.importing.cells.repairs import parts_of
from lunarcurator.services.importing.cells.values import plain, says_nothing
from lunarcurator.services.importing.columns.units import MASSES
from lunarcurator.services.importing.reading import Reading

_SUM: Final = ": Σ"


class WhatJointIs(Chosen):
    """What one mass beside several numbers in a cell is: that of each piece, or of all of them together."""

    name, options = "joint_mass", (Choice.TOGETHER, Choice.EACH)

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        reading, told = sheet.reading, list[tuple[str, str, str]]()
        at = {name: reading.columns.index(name) for name in (*reading.several, *reading.taken_for(*MASSES))}
        for row in sheet.rows() if reading.several and len(at) > len(reading.several) else ():
            many = (name for name in reading.several if len(parts_of(row.cells[at[name]])) > 1)
            said = (text for name in reading.taken_for(*MASSES) if _is_told(text := plain(row.cells[at[name]])))
            if (name := next(many, "")) and (mass := next(said, "")):
                told.append((name, "; ".join(map(plain, parts_of(row.cells[at[name]]))), mass))
        if told:
            facts = dict(zip(("column", "numbers", "mass"), told[0], strict=True))
            yield self.ask({"count": len(told), **facts})


JOINT: Final = WhatJointIs()


def _is_told(text: str) -> bool:
    return bool(text) and not says_nothing(text)


def joint_columns(reading: Reading) -> tuple[str, ...]:
    """Return the columns that keep the masses of several pieces together, by name; none where nobody said so."""
    if JOINT.said(reading.answers) is not Choice.TOGETHER:
        return ()
    return tuple(f"{name}{_SUM}" for name in reading.taken_for(*MASSES))


@dataclass(frozen=True, slots=True)
class JointMasses:
    """Puts the masses that several pieces have together beside them: nobody knows what each of them weighs.

    `masses` and `beside` are the places of the columns of masses and of those that keep them.
    """

    several: tuple[int, ...]
    masses: tuple[int, ...]
    beside: tuple[int, ...]

    @classmethod
    def of(cls, reading: Reading, names: tuple[str, ...]) -> Self:
        """Return what a reading says of them, for rows with columns of these names."""
        kept = joint_columns(reading)
        masses = reading.taken_for(*MASSES) if kept else ()
        return cls(
            tuple(reading.columns.index(name) for name in reading.several),
            tuple(reading.columns.index(name) for name in masses),
            tuple(names.index(name) for name in kept),
        )

    def apart(self, row: Row, said: Row) -> Row:
        """Return a record of one of several pieces without their mass; `said` is the row of the file."""
        cells = [*row.cells]
        pieces = "; ".join("; ".join(map(plain, parts_of(said.cells[at]))) for at in self.several)
        for mass, beside in zip(self.masses, self.beside, strict=True):
            if text := plain(cells[mass]):
                cells[beside], cells[mass] = f"{text} ({pieces})", None
        return Row(row.number, tuple(cells))
