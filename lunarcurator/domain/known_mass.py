"""A mass as far as it is known: exactly, about, at most, at least, or not at all; and a share of a known whole.

Every row, panel, command, paper and sum asks here, so that one fact has one value wherever it stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final, NamedTuple

from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.mass_display import behind_minus, plain_mass, shown_parts
from lunarcurator.domain.mass_units import unit_symbol
from lunarcurator.domain.status import Existence
from lunarcurator.domain.tolerance import UNSURE, Certainty, allowed_between

_THIN: Final = "\u2009"
_NO_BREAK: Final = "\u00a0"
_WITHOUT_FIGURE: Final = frozenset({Quality.UNKNOWN, Quality.NOMINAL, Quality.NOT_APPLICABLE})


class Bound(Enum):
    """On which side of a figure the mass lies, where it is not the figure itself; the sign people read."""

    AT_MOST = "\u2264"
    AT_LEAST = "\u2265"


AT_MOST: Final = f"{Bound.AT_MOST.value}{_THIN}"
"""What stands before the figure of an upper bound."""


@dataclass(frozen=True, slots=True)
class KnownMass:
    """Micrograms and the resolution they are known to; `about` for an estimate, and the bound they are, if any."""

    ug: int
    resolution_ug: int | None = None
    about: bool = False
    bound: Bound | None = None

    def allows(self, ug: int, to_ug: int = 0, sure: Certainty = UNSURE) -> bool:
        """Tell whether a mass somebody states, in ug, is what is known here, and not what the figure alone says.

        It is stated to the last place `to_ug`, 0 where nobody says, and `sure` says what the balance behind this
        mass is certain to. It may differ by what these readings allow (R7, R8); it lies within a bound, or rounds
        to an estimate. Nothing is no mass of what has one.
        """
        if self.ug and not ug:
            return False
        ours = Certainty(self.resolution_ug or 0, sure.uncertainty_ug, of_balance=sure.of_balance)
        allowed = allowed_between((ours, Certainty(to_ug)))
        if self.bound is Bound.AT_MOST:
            return ug <= self.ug + allowed
        if self.bound is Bound.AT_LEAST:
            return ug >= self.ug - allowed
        if self.about:
            return 2 * abs(ug - self.ug) <= (self.resolution_ug or 0) + to_ug
        return abs(ug - self.ug) <= allowed

    @property
    def sign(self) -> str:
        """What stands before the figure: `~`, `≤ `, `≥ `, `≥ ~`, nothing; what is about may be less anyway."""
        if self.bound is Bound.AT_LEAST or (self.bound and not self.about):
            return f"{self.bound.value}{_THIN}{'~' if self.about else ''}"
        return "~" if self.about else ""

    def parts(self, unit: str = "g") -> tuple[str, str]:
        """Return it for eyes in two, parted at the decimal point, the sign before it."""
        front, fraction = shown_parts(self.ug, unit, self.resolution_ug)
        return behind_minus(self.sign, front), fraction

    def plain(self, unit: str = "g") -> str:
        """Return it for the clipboard, its digits with a point and its sign before them, without a unit."""
        return behind_minus(self.sign, plain_mass(self.ug, unit, self.resolution_ug))

    def shown(self, unit: str = "g") -> str:
        """Return it for running text, its unit after a no-break space."""
        return f"{''.join(self.parts(unit))}{_NO_BREAK}{unit_symbol(unit)}"


def own_mass(
    ug: int, unweighed: int, quality: str, existence: str, resolution_ug: object = None
) -> KnownMass | None:
    """Return what one piece weighs by the book; None where nobody knows, which is not zero.

    What is no piece any more has the mass that is booked on it, and none where none is: what it lost nobody
    weighed again.
    """
    if unweighed or quality == Quality.NOT_APPLICABLE or (not ug and existence != Existence.EXISTS):
        return None
    if not ug and quality in _WITHOUT_FIGURE:
        return None
    bounded = quality == Quality.UPPER_BOUND
    fine = resolution_ug if isinstance(resolution_ug, int) else None
    return KnownMass(ug, fine, quality == Quality.ESTIMATED and ug > 0, Bound.AT_MOST if bounded else None)


class NoFigure(NamedTuple):
    """The term that stands where a piece has no mass, as the area of its vocabulary and its code."""

    area: str
    code: str

    @property
    def is_gone(self) -> bool:
        """Whether there is no mass because there is no piece, or not yet."""
        return self.area == "existence"

    @property
    def key(self) -> str:
        """The message key of the term."""
        return f"{self.area}.{self.code}"


def no_figure(unweighed: int, quality: str, existence: str, reason: str) -> NoFigure:
    """Return why a piece has no mass: it is no piece any more, none applies to it, or nobody knows, and why.

    Asked wherever a word stands in place of a mass, so that list, panel, command, label and paper say the same.
    """
    if not unweighed and existence not in {"", Existence.EXISTS}:
        return NoFigure("existence", existence)
    if quality != Quality.NOT_APPLICABLE and reason:
        return NoFigure("unknown_reason", reason)
    in_words = quality in {Quality.NOT_APPLICABLE, Quality.NOMINAL}
    return NoFigure("quality", quality) if in_words else NoFigure("mass", "unknown")


def stated_mass(ug: object, quality: object, resolution_ug: object) -> KnownMass | None:
    """Return a mass as it was once stated, such as the original one; None where nobody stated it."""
    if not isinstance(ug, int):
        return None
    fine = resolution_ug if isinstance(resolution_ug, int) else None
    bound = Bound.AT_MOST if quality == Quality.UPPER_BOUND else None
    return KnownMass(ug, fine, quality == Quality.ESTIMATED and ug > 0, bound)


def suspense_mass(suspense_ug: int, original_quality: object, original_resolution_ug: object) -> KnownMass:
    """Return what is not reconciled of a piece: a part of its original mass, and known as that is."""
    bound = Bound.AT_MOST if suspense_ug and original_quality == Quality.UPPER_BOUND else None
    fine = original_resolution_ug if suspense_ug and isinstance(original_resolution_ug, int) else None
    return KnownMass(suspense_ug, fine, suspense_ug > 0 and original_quality == Quality.ESTIMATED, bound)


def moved_mass(moved: KnownMass, before: KnownMass | None, after: KnownMass | None, *, found: bool) -> KnownMass:
    """Return what went to or from a piece, as surely as it is known: `moved.ug` may be negative.

    It is about what an estimate says where its line is one. All there was, or is since, is known as the piece was,
    or is: what was weighed as it came home is a figure, whatever it was taken for. `found` says that a weighing
    found a difference: to a mass that was no figure it is none either.
    """
    if not moved.ug:
        return replace(moved, about=False)
    whole = _went_whole(moved.ug, before if moved.ug < 0 else after)
    if whole is not None:
        return _known_by(replace(moved, about=False), (whole,))
    return _known_by(moved, (before, after) if found else ())


def _known_by(moved: KnownMass, sides: Iterable[KnownMass | None]) -> KnownMass:
    """Return what moved no more surely than these masses of its piece are known."""
    known = [each for each in sides if each is not None]
    if moved.about or any(each.about for each in known):
        return replace(moved, about=True, bound=None)
    return replace(moved, about=False, bound=next((each.bound for each in known if each.bound), None))


def _went_whole(ug: int, piece: KnownMass | None) -> KnownMass | None:
    """Return what a piece was, or is, if it is all of it that moved; None for a part of it."""
    return piece if piece is not None and abs(ug) == piece.ug else None


def finest(*resolutions_ug: int | None) -> int | None:
    """Return the last place to which a sum is known: it has the digits its parts carry; None where none says."""
    return min((each for each in resolutions_ug if each), default=None)


def sum_of_weighed(
    ug: int, estimated: int, bounded_ug: int, unweighed: int, resolution_ug: int | None
) -> KnownMass:
    """Return the sum of those of some pieces whose mass is known; `bounded_ug` of it are upper bounds.

    `resolution_ug` is the finest last place of its parts: a sum is told no coarser than they are.

    They are an upper bound of the sum while nothing else about it is open. Beside estimates, or pieces that
    nobody weighed, they bound nothing, and what is at most something is not counted as that much.
    """
    least = ug - bounded_ug
    if bounded_ug and least > 0 and (estimated or unweighed):
        return KnownMass(least, resolution_ug, bool(estimated), Bound.AT_LEAST)
    return KnownMass(ug, resolution_ug, bool(ug and estimated), Bound.AT_MOST if bounded_ug else None)


def sum_of_all(
    ug: int, estimated: int, bounded_ug: int, unweighed: int, resolution_ug: int | None
) -> KnownMass | None:
    """Return the sum of some pieces of which `unweighed` have no mass: then it is a lower bound, or not known."""
    if not unweighed:
        return sum_of_weighed(ug, estimated, bounded_ug, 0, resolution_ug)
    least = ug - bounded_ug
    return KnownMass(least, resolution_ug, bool(estimated), Bound.AT_LEAST) if least > 0 else None


def beside_unweighed(known: KnownMass, unweighed: int) -> KnownMass | None:
    """Return a sum with the pieces nobody weighed counted in: at least what is weighed, None where nothing is."""
    if not unweighed:
        return known
    if not known.ug or known.bound is Bound.AT_MOST:
        return None
    return replace(known, bound=Bound.AT_LEAST)


class Booked(NamedTuple):
    """What is booked on an account: micrograms, and beside them the pieces whose mass nobody knows.

    Of `ug`, `bounded_ug` are upper bounds and `estimated` masses are estimates. Both columns of an account are
    booked to the unit, so a figure stays what the book adds up, and what it leaves open is told beside it. Of the
    `unweighed` pieces received, `in_figure` have their mass in `ug` all the same: a document says it.
    """

    ug: int = 0
    unweighed: int = 0
    bounded_ug: int = 0
    estimated: int = 0
    in_figure: int = 0

    @property
    def without_figure(self) -> int:
        """How many of the unweighed pieces have no part in the micrograms."""
        return self.unweighed - self.in_figure

    @property
    def has_figure(self) -> bool:
        """Whether the micrograms say anything: none beside unweighed pieces is not a mass of zero."""
        return bool(self.ug) or not self.unweighed

    @property
    def known(self) -> KnownMass:
        """The figure as the book adds it up, with the sign of what it leaves open.

        Where some of that is more, and some less, it is about so much.
        """
        more, less = self.without_figure > 0, bool(self.bounded_ug) or self.without_figure < 0
        about = bool(self.ug) and (bool(self.estimated) or (more and less))
        if more and less:
            return KnownMass(self.ug, 1, about)
        if more:
            return KnownMass(self.ug, 1, about, Bound.AT_LEAST)
        return KnownMass(self.ug, 1, about, Bound.AT_MOST if less else None)

    def plus(self, other: "Booked") -> "Booked":
        """Return what is booked on both together."""
        return Booked(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


class Share(NamedTuple):
    """What is left of what there was, both in ug and known in all their parts; `about` with an estimate in it."""

    ug: int
    of_ug: int
    about: bool = False

    @property
    def permille(self) -> int:
        """Thousandths of the whole: all of them only where nothing is missing, none only where nothing is left."""
        rounded = (2000 * self.ug + self.of_ug) // (2 * self.of_ug)
        if 0 < self.ug < self.of_ug:
            return min(max(rounded, 1), 999)
        return rounded

    @property
    def shown(self) -> str:
        """The share for eyes in percent with a decimal where it has one: "96.3 %", "~2 %"."""
        whole, tenth = divmod(self.permille, 10)
        return f"{'~' if self.about else ''}{whole}{f'.{tenth}' if tenth else ''}{_NO_BREAK}%"


def share_of(held: KnownMass | None, whole_ug: object, *, about: bool = False) -> Share | None:
    """Return what share of a whole is held; None unless both are known, a bound being no share.

    `about` says that the whole is an estimate.
    """
    if held is None or held.bound is not None or not isinstance(whole_ug, int) or whole_ug <= 0:
        return None
    return Share(held.ug, whole_ug, about or held.about)
