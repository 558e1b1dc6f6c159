"""Sums over the whole book, per collection, mission and filter: what was counted, without how."""

from collections import Counter
from dataclasses import dataclass, field

from lunarcurator.domain.known_mass import KnownMass, finest, sum_of_all, sum_of_weighed
from lunarcurator.domain.unweighed import Unweighed
from lunarcurator.store.reads.piece_filter import PieceFilter


@dataclass(slots=True)
class Total:
    """Numbers, micrograms known and in suspense, unweighed pieces, and numbers without a piece.

    A number whose piece is planned, consumed or never was is `absent`; `pieces` counts it too. `estimated`
    counts the estimates within `ug`, `bounded_ug` of it are upper bounds. `lacking` parts the `unweighed` ones,
    where that was counted. `resolution_ug` is the finest last place of the known masses, where that was counted.
    `suspense_estimated`, `suspense_bounded_ug` and `suspense_to_ug` say of `suspense_ug` what those say of `ug`.
    """

    pieces: int = 0
    ug: int = 0
    suspense_ug: int = 0
    unweighed: int = 0
    absent: int = 0
    estimated: int = 0
    lacking: Unweighed = field(default_factory=Unweighed)
    bounded_ug: int = 0
    resolution_ug: int | None = None
    suspense_estimated: int = field(default=0, kw_only=True)
    suspense_bounded_ug: int = field(default=0, kw_only=True)
    suspense_to_ug: int | None = field(default=None, kw_only=True)

    @property
    def suspense(self) -> KnownMass:
        """What is not reconciled."""
        return sum_of_weighed(
            self.suspense_ug, self.suspense_estimated, self.suspense_bounded_ug, 0, self.suspense_to_ug
        )

    @property
    def known(self) -> KnownMass:
        """The mass of those whose mass is known."""
        return sum_of_weighed(self.ug, self.estimated, self.bounded_ug, self.unweighed, self.resolution_ug)

    @property
    def whole(self) -> KnownMass | None:
        """The mass of all: at least what is known where some are unweighed, None where nothing is known."""
        return sum_of_all(self.ug, self.estimated, self.bounded_ug, self.unweighed, self.resolution_ug)

    def add(self, other: "Total") -> None:
        """Take in another sum."""
        self.pieces += other.pieces
        self.ug += other.ug
        self.suspense_ug += other.suspense_ug
        self.unweighed += other.unweighed
        self.absent += other.absent
        self.estimated += other.estimated
        self.lacking = self.lacking.plus(other.lacking)
        self.bounded_ug += other.bounded_ug
        self.resolution_ug = finest(self.resolution_ug, other.resolution_ug)
        self.suspense_estimated += other.suspense_estimated
        self.suspense_bounded_ug += other.suspense_bounded_ug
        self.suspense_to_ug = finest(self.suspense_to_ug, other.suspense_to_ug)


@dataclass(slots=True)
class Totals:
    """The whole book: a sum per collection and mission, and per filter the pieces it takes."""

    missions: dict[tuple[int, str], Total] = field(default_factory=dict)
    takes: Counter[PieceFilter] = field(default_factory=Counter)

    def add(self, other: "Totals") -> None:
        """Take in the sums of other pieces."""
        for at, total in other.missions.items():
            self.missions.setdefault(at, Total()).add(total)
        self.takes.update(other.takes)

    def whole(self, collection: int | None = None) -> Total:
        """Return the sum of a collection, or of everything."""
        total = Total()
        for (each, _mission), part in self.missions.items():
            if collection in (None, each):
                total.add(part)
        return total

    def mission(self, collection: int, mission: str) -> Total:
        """Return the sum of a mission."""
        return self.missions.get((collection, mission), Total())
