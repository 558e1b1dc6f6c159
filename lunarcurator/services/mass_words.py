"""The word that stands where a piece has no mass, the same on every surface."""

from lunarcurator.domain.known_mass import NoFigure
from lunarcurator.services.words import Words


def word_for_no_mass(words: Words, why: NoFigure) -> str:
    """Return why there is no mass as it stands in a sentence; for a code without a word, that it is unknown."""
    return words.say(why.key if words.has(why.key) else "mass.unknown")
