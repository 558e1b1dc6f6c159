"""Pieces the book holds without a mass, parted by what is known of them instead (`ledger.md` 1.1 and 1.3)."""

from typing import Final, NamedTuple

from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.known_mass import KnownMass, finest, sum_of_all, sum_of_weighed

LACKS: Final = (Quality.NOT_RECONCILED, Quality.NOMINAL, Quality.UNKNOWN)
"""What stands in for the mass of an unweighed piece; every such piece lacks it in exactly one of these ways.

Not reconciled: a catalogue says what there once was, nobody has confirmed it. Nominal: there is a mass on paper
only, as of a section or mount. Unknown: nobody knows anything.
"""


class Unweighed(NamedTuple):
    """How many pieces are held without a mass, by what they lack: the second column of the ledger, in pieces."""

    not_reconciled: int = 0
    nominal: int = 0
    unknown: int = 0

    @property
    def total(self) -> int:
        """How many there are in all."""
        return sum(self)

    def plus(self, other: "Unweighed") -> "Unweighed":
        """Return both together."""
        return Unweighed(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


class MassSum(NamedTuple):
    """Some pieces together: how many, their known ug, how many of those are estimates, and the unweighed ones.

    Where `estimated` is not 0 the sum is shown with `~` (`ledger.md` 1.1). Of `ug`, `bounded_ug` are upper bounds.
    `resolution_ug` is the finest last place of the known masses, None where none says.
    """

    pieces: int = 0
    ug: int = 0
    estimated: int = 0
    unweighed: Unweighed = Unweighed()
    bounded_ug: int = 0
    resolution_ug: int | None = None

    @property
    def known(self) -> KnownMass:
        """The mass of those whose mass is known."""
        unweighed = self.unweighed.total
        return sum_of_weighed(self.ug, self.estimated, self.bounded_ug, unweighed, self.resolution_ug)

    @property
    def whole(self) -> KnownMass | None:
        """The mass of all: at least what is known where some are unweighed, None where nothing is known."""
        if not self.ug:
            return None
        return sum_of_all(self.ug, self.estimated, self.bounded_ug, self.unweighed.total, self.resolution_ug)

    def plus(self, other: "MassSum") -> "MassSum":
        """Return both together."""
        return MassSum(
            self.pieces + other.pieces,
            self.ug + other.ug,
            self.estimated + other.estimated,
            self.unweighed.plus(other.unweighed),
            self.bounded_ug + other.bounded_ug,
            finest(self.resolution_ug, other.resolution_ug),
        )


def lack_of(unweighed: int, suspense_ug: int, quality: str) -> Quality | None:
    """Return what a piece lacks, None for one whose mass is known; `suspense_ug` is what is not reconciled."""
    if not unweighed:
        return None
    if suspense_ug > 0:
        return Quality.NOT_RECONCILED
    return Quality.NOMINAL if quality == Quality.NOMINAL else Quality.UNKNOWN


def sum_of(ug: int, unweighed: int, suspense_ug: int, quality: str, resolution_ug: int | None) -> MassSum:
    """Return the sum of a single piece."""
    lack = lack_of(unweighed, suspense_ug, quality)
    return MassSum(
        1,
        ug,
        int(ug > 0 and quality == Quality.ESTIMATED),
        Unweighed(*(int(lack is each) for each in LACKS)),
        ug if quality == Quality.UPPER_BOUND else 0,
        resolution_ug if ug > 0 else None,
    )
