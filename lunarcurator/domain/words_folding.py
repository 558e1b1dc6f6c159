"""Makes texts comparable: one folding for the search index and the query, one key for numbers and names."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

# Chinese and Japanese are written without spaces; each character becomes a word of its own, so that a search
# for one of them, or for a part of a word, finds it (speed design 3). Korean has spaces and keeps its words.
_CJK: Final = re.compile(
    "([\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])"
)
# Marks without a width come along with copies from web pages and byte order marks from files.
_WIDTHLESS: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff"))
# A spreadsheet marks a text with an apostrophe in front of it, and word processors bend it; lists quote both ends.
_QUOTES: Final = "'\"`\u00b4\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u2032\u2033\u02b9\u02bc\uff02\uff07"
_SEPARATORS: Final = re.compile(r"[\s,./\u3001\u3002\u2010-\u2015\u2212-]+")


def fold(text: str) -> str:
    """Return the text as index and query hold it: NFKC, casefolded, each CJK character a word."""
    return " ".join(_CJK.sub(r" \1 ", _plain(text)).split())


# An import asks five times for the key of each of its numbers.
@lru_cache(maxsize=4_096)
def number_key(text: str) -> str:
    """Return the key under which a number or name is found: NFKC, casefolded, separators one comma.

    Spaces, commas, points, dashes and slashes are one and the same, so 15555,46 and 15555-46 and 15555 46
    share a key. A separator written in front stays (",46" is a split), outer spaces do not.
    """
    return _SEPARATORS.sub(",", _plain(text).strip())


def without_width(text: str) -> str:
    """Return the text without marks that nobody sees."""
    return text if text.isascii() else text.translate(_WIDTHLESS)


def unquoted(text: str) -> str:
    """Return a number without a spreadsheet's text mark or quotes around it: '12013,10 and "12013,10" alike.

    Only a mark in front is one; behind a number it belongs to it (A and A').
    """
    bare = without_width(text).strip()
    return bare.strip(_QUOTES).strip() or bare if bare[:1] in _QUOTES else bare


def plain_code(text: str) -> str:
    """Return a code such as a loan line's in plain characters: full-width signs narrow, nothing in quotes."""
    return unicodedata.normalize("NFKC", unquoted(text)).strip()


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    # Casefolding can undo the normal form (and the reverse), so it is made normal again.
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
