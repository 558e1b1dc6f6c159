"""Masses in words: what stands where a piece has none, and one told by its size, the same on every surface."""

from lunarcurator.domain.known_mass import KnownMass, NoFigure
from lunarcurator.domain.mass_display import unit_by_size
from lunarcurator.services.words import Words


def word_for_no_mass(words: Words, why: NoFigure) -> str:
    """Return why there is no mass as it stands in a sentence; for a code without a word, that it is unknown."""
    return words.say(why.key if words.has(why.key) else "mass.unknown")


def by_size(mass: KnownMass) -> str:
    """Return a mass with its sign, in the unit in which the loan desk tells one of its size."""
    return mass.shown(unit_by_size(mass.ug))
