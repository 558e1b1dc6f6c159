"""Makes texts comparable: one folding for the search index and the query, one key for numbers and names."""

import re
import unicodedata
from typing import Final

# Chinese and Japanese are written without spaces; each character becomes a word of its own, so that a search
# for one of them, or for a part of a word, finds it (speed design 3). Korean has spaces and keeps its words.
_CJK: Final = re.compile(
    "([\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])"
)
_SEPARATORS: Final = re.compile(r"[\s,./\u3001\u3002\u2010-\u2015\u2212-]+")


def fold(text: str) -> str:
    """Return the text as index and query hold it: NFKC, casefolded, each CJK character a word."""
    return " ".join(_CJK.sub(r" \1 ", _plain(text)).split())


def number_key(text: str) -> str:
    """Return the key under which a number or name is found: NFKC, casefolded, separators one comma.

    Spaces, commas, points, dashes and slashes are one and the same, so 15555,46 and 15555-46 and 15555 46
    share a key. A separator written in front stays (",46" is a split), outer spaces do not.
    """
    return _SEPARATORS.sub(",", _plain(text).strip())


def _plain(text: str) -> str:
    # Casefolding can undo the normal form (and the reverse), so it is made normal again.
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
