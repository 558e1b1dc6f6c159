"""The number of a sample in the registry of IGSNs: one writing among the names of a piece."""

import re
from collections.abc import Sequence
from typing import Final

from lunarcurator.domain.words_folding import number_key

_WORD: Final = "IGSN: "
# As handle systems and DOIs write it in front; what other agencies give has other figures, and keeps them.
_PREFIXES: Final = ("10.58052/", "10273/")
_WRITTEN: Final = re.compile(
    rf"(?P<told>(?:https?://[^/\s]+/)?(?:igsn\s*[:/]?\s*|{'|'.join(map(re.escape, _PREFIXES))})+)?"
    r"(?P<host>https?://[^/\s]+/)?(?P<code>(?:10\.\d{4,9}/)?[a-z0-9][a-z0-9._-]*)",
    re.IGNORECASE,
)


def igsn_of(name: str, *, told: bool = False) -> str:
    """Return the bare IGSN of a name, "" for one that is none.

    A name is one that says so, or that begins as IGSNs do in links; where it is `told` beside it, any code with a
    figure in it is.
    """
    found = _WRITTEN.fullmatch(name.strip())
    if found is None or not any(map(str.isdigit, found["code"])):
        return ""
    return found["code"] if told or (found["told"] and not found["host"]) else ""


def igsn_among(names: Sequence[str]) -> str:
    """Return the bare IGSN among the names of a piece, "" where there is none."""
    return next(filter(None, map(igsn_of, names)), "")


def igsn_name(igsn: str) -> str:
    """Return the name by which a piece carries an IGSN."""
    return f"{_WORD}{igsn}"


def igsn_ways(text: str) -> tuple[str, ...]:
    """Return all ways in which a name may say the IGSN of a text; none where it has no IGSN."""
    igsn = igsn_of(text, told=True)
    return tuple(f"{way}{igsn}" for way in (_WORD, _WORD.rstrip(), "IGSN ", "IGSN", *_PREFIXES)) if igsn else ()


def igsn_keys(text: str) -> tuple[str, ...]:
    """Return the folded keys (`number_key`) of these ways."""
    return tuple(dict.fromkeys(map(number_key, igsn_ways(text))))
