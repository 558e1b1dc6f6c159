"""The mass that several pieces in one cell have together: it is kept beside each of them, and is that of none."""

from dataclasses import dataclass
from typing import Final, Self

from lunarcurator.exchange.book import Row
from lunarcurator.services.importing.cells.repairs import parts_of
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.columns.units import MASSES
from lunarcurator.services.importing.reading import JOINT, TOGETHER, Reading

_SUM: Final = ": Σ"


def joint_columns(reading: Reading) -> tuple[str, ...]:
    """Return the columns that keep the masses of several pieces together, by name; none where nobody said so."""
    if reading.answers.get(JOINT) != TOGETHER:
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
