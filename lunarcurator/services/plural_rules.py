"""How many plural forms a language has, and which of them goes with a count."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple


class PluralRule(NamedTuple):
    """The rule of one language: the number of its forms, and the place of the form for a count from 0 up."""

    forms: int
    place_of: Callable[[int], int]

    def choose(self, forms: Sequence[str], count: int) -> str:
        """Return the form for a count; forms that are not as many as the language has are those of English."""
        rule = self if len(forms) == self.forms else ENGLISH_PLURAL
        return forms[min(rule.place_of(abs(count)), len(forms) - 1)]


ENGLISH_PLURAL: Final = PluralRule(2, lambda count: int(count != 1))
"""One, and all else."""
