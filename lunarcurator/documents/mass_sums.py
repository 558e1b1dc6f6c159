"""The sum of a column of masses as far as it is known, wherever one stands: below a list, of a group, in words."""

from dataclasses import dataclass

from lunarcurator.documents.model import MassFigure, NoMass, NominalFigure, PartFigure, Value
from lunarcurator.domain.known_mass import Bound, finest, sum_of_all


@dataclass(slots=True)
class MassSum:
    """What the cells of a column add up to; `blank` of them have no figure, and make the sum a lower bound.

    Those that are `gone` have none because there is nothing to weigh, and leave nothing open.
    """

    figures: int = 0
    blank: int = 0
    ug: int = 0
    estimated: int = 0
    bounded_ug: int = 0
    gone: int = 0
    partly: int = 0
    resolution_ug: int | None = None

    def add(self, value: Value) -> None:
        """Take in a cell: a figure, or anything else that says no mass, a nominal figure among it.

        What is a part of another cell is counted there.
        """
        if isinstance(value, PartFigure):
            return
        if isinstance(value, NominalFigure) or not isinstance(value, MassFigure | int):
            self.blank += 1
            self.gone += isinstance(value, NoMass)
            return
        one = value if isinstance(value, MassFigure) else MassFigure(value)
        self.figures += 1
        self.ug += one.ug
        self.estimated += one.about
        self.bounded_ug += one.ug if one.bound is Bound.AT_MOST else 0
        self.partly += one.bound is Bound.AT_LEAST
        self.resolution_ug = finest(self.resolution_ug, one.resolution_ug)

    @property
    def figure(self) -> MassFigure | None:
        """The sum: exact, about, at most, at least; None where nobody knows it."""
        if not self.figures:
            return None
        lacking = self.blank - self.gone + self.partly
        known = sum_of_all(self.ug, self.estimated, self.bounded_ug, lacking, self.resolution_ug)
        return MassFigure.of(known)
