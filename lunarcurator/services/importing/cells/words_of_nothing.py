"""Words by which people say in a list that nobody knows: of each language in which headers are read."""

import unicodedata
from typing import Final

from lunarcurator.services.importing.list_words import list_words

# None is longer, and texts of many words need no comparing.
_LONGEST: Final = 30


def is_nothing_said(text: str) -> bool:
    """Tell whether a text only says that nobody knows, however it is spaced and in whatever width."""
    # Asked of each mass of a large list: none of these words begins or ends with a figure, as most masses do.
    if len(text) > _LONGEST or text[-1:].isdigit() or text[:1].isdigit():
        return False
    word, known = text.casefold(), list_words().nothing
    if word in known:
        return True
    if any(map(str.isdigit, word)):
        return False
    folded = unicodedata.normalize("NFKC", word).replace(". ", ".").replace(" / ", "/").strip()
    return folded in known
