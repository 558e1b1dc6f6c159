"""How a claim is recognised in what is shown: by its figures, by sweeping words, or by what the truth says."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

_SPACES: Final = re.compile(r"[\s\u00a0\u2009\u202f]+")
_BETWEEN_DIGITS: Final = re.compile(r"(?<=\d)[\u00a0\u2009\u202f](?=\d)")
_FIGURE: Final = re.compile(r"\d+(?:\.\d+)?(?:\s*%)?")
_SWEEPING: Final = re.compile(
    r"\b(never|always|all|none|nothing|nobody|every|everything|no|yes|only|complete|completely|whole|wholly)\b",
    re.I,
)
_BOUND: Final = re.compile(r"^(?:at least |\u2265\s*)(?P<least>[\d.]+)|^(?:at most |\u2264\s*)(?P<most>[\d.]+)")
_UNKNOWN_AREAS: Final = (
    "unknown_reason.",
    "quality.unknown",
    "quality.not_reconciled",
    "mass.unknown",
    "day.unknown",
)
_MARKS: Final = frozenset({"", "\u2013", "\u2014", "-", "?", "\u2026"})


def plain(text: str) -> str:
    """Return a text with common spaces and hyphens only, and no space within a figure."""
    return _SPACES.sub(" ", _BETWEEN_DIGITS.sub("", text.replace("\u2010", "-"))).strip()


def unknown_words(table: Mapping[str, str]) -> tuple[str, ...]:
    """Return every way in which a catalogue says that something is not known, the longest first."""
    told = {"not known", "not stated", "unknown", "nobody knows"}
    told |= {
        text
        for key, text in table.items()
        if "{" not in text and (key.endswith((".not_stated", ".not_known")) or key.startswith(_UNKNOWN_AREAS))
    }
    return tuple(sorted((plain(each).casefold() for each in told), key=len, reverse=True))


def is_unknown(text: str, unknown: Iterable[str]) -> bool:
    """Tell whether a text says nothing, or only that something is not known."""
    said = plain(text).casefold()
    for each in unknown:
        said = said.replace(each, "")
    return said.strip(" ,.;:\u00b7()") in _MARKS


def claims(text: str, told: Iterable[str] = (), unknown: Iterable[str] = ()) -> list[str]:
    """Return the figures and sweeping words of a text that nothing recorded supports.

    `told` are the things that are recorded, such as numbers of samples and the day of an entry; `unknown` the
    words that say that something is not known.
    """
    rest = plain(text)
    for each in sorted(map(plain, told), key=len, reverse=True):
        rest = rest.replace(each, " ") if each else rest
    for each in unknown:
        rest = re.sub(rf"\b{re.escape(each)}\b", " ", rest, flags=re.I)
    return [*_FIGURE.findall(rest), *_SWEEPING.findall(rest)]


def agrees(said: str, truth: str, unknown: Iterable[str] = ()) -> bool:
    """Tell whether what is said of a half-known piece is true: not known, the same, or a bound that holds."""
    said, truth = plain(said), plain(truth)
    if is_unknown(said, unknown) or said == truth:
        return True
    bound = _BOUND.match(said)
    known = re.search(r"[\d.]+", truth)
    if bound is None or known is None:
        return False
    least, most = bound["least"], bound["most"]
    return float(least) <= float(known[0]) if least else float(known[0]) <= float(most)
