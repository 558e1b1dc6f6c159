"""What somebody wrote as a form, matched against the forms a lab knows: words in any language, and codes."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.words_folding import number_key

_LETTERS: Final = re.compile(r"[A-Z]+")
_CODE: Final = re.compile(r"[A-Z0-9 ./-]+")


@dataclass(frozen=True, slots=True)
class FormWords:
    """The spellings of forms: `words` by folded word, `codes` by abbreviation, `prefixes` a code may carry.

    Without any words a text is taken as it stands, and nothing is asked.
    """

    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    codes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    prefixes: tuple[str, ...] = ()
    _remembered: Callable[[str], str | None] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # An import asks three times for each of its rows, and a catalogue has a few dozen forms.
        object.__setattr__(self, "_remembered", lru_cache(maxsize=1_024)(self._find))

    def named(self, text: str) -> str | None:
        """Return the form a person or a spreadsheet means by a text, or None.

        A word counts in any language, case and width, and in the plural. A code stands alone or is written in
        capitals, as catalogues do; a small `pm` in the middle of a remark is none.
        """
        return self._remembered(text)

    def _find(self, text: str) -> str | None:
        written = unicodedata.normalize("NFKC", text).strip()
        found = self.word(written)
        if found is None and (_CODE.fullmatch(written) or written.isalpha()):
            words = [each for each in _LETTERS.findall(written.upper()) if each not in self.prefixes]
            return self.of_code(words[0]) if words else None
        return found

    def word(self, text: str) -> str | None:
        """Return the form whose own word or key a text is, or None."""
        key = word_key(text)
        return self.words.get(key) or self.words.get(key.removesuffix("s"))

    def of_code(self, text: str) -> str | None:
        """Return the form that a catalogue's code such as `GM-PI` or `PIPM 74X44U` has in it, or None."""
        for letters in _LETTERS.findall(text.upper()):
            bare = (letters.removeprefix(prefix) for prefix in self.prefixes)
            found = next((self.codes[each] for each in (letters, *bare) if each in self.codes), None)
            if found is not None:
                return found
        return None

    def is_unknown(self, text: str) -> bool:
        """Tell whether a text has to be asked about: it says something, and names no form there is."""
        return bool(self.words and text.strip()) and self.named(text) is None


# The few dozen forms of a catalogue are asked about for each of its rows.
@lru_cache(maxsize=1_024)
def word_key(text: str) -> str:
    """Return what the spellings of one word have in common: case, width and signs between its parts aside."""
    return number_key(text.replace("_", " "))
