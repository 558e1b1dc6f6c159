"""How a line is cut where there is no room for it: a number of a sample is never cut at its end, nor left half."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF

_ELLIPSIS: Final = "\u2026"
_BETWEEN: Final = "; "


def cut_to(metrics: QFontMetrics | QFontMetricsF, words: str, room: float, *, middle: bool = False) -> str:
    """Return as much of a line as fits into `room` pixels, with `…` for the rest.

    A line of one word with digits in it, as numbers and codes are, is cut in its middle, for its ends tell it
    apart; `middle` cuts any line so, but of several with `; ` between them the last ones go whole. Of other lines
    the end goes, and with it all of a number it would part: 15555,1 is another piece than 15555,12.
    """
    if middle and (fewer := _fewer(metrics, words, room)):
        return fewer
    cut = metrics.elidedText(words, _mode(words, middle=middle), max(int(room), 0))
    if cut == words or middle or is_number(words):
        return cut
    kept = cut.removesuffix(_ELLIPSIS)
    before, gap, word = kept.rpartition(" ")
    whole = words[len(before) + len(gap) :].split(" ", 1)[0]
    if gap and word != whole and _has_digit(whole):
        return f"{before}{gap}{_ELLIPSIS}"
    return cut


def is_number(words: str, *, with_gaps: bool = False) -> bool:
    """Tell whether a line is a number or code: one word with a digit in it, or several `with_gaps`."""
    return _has_digit(words) and (with_gaps or not any(character.isspace() for character in words.strip()))


def members_of(words: str) -> list[str]:
    """Return the numbers of a line that has several of them."""
    return words.split(_BETWEEN)


def _fewer(metrics: QFontMetrics | QFontMetricsF, words: str, room: float) -> str:
    """Return as many of several numbers as fit, "" where there is but one, or not even the first fits."""
    members = members_of(words)
    if len(members) > 1 and metrics.horizontalAdvance(words) <= room:
        return words
    for many in range(len(members) - 1, 0, -1):
        shown = f"{_BETWEEN.join(members[:many])}{_BETWEEN}{_ELLIPSIS}"
        if metrics.horizontalAdvance(shown) <= room:
            return shown
    return ""


def _mode(words: str, *, middle: bool) -> Qt.TextElideMode:
    return Qt.TextElideMode.ElideMiddle if middle or is_number(words) else Qt.TextElideMode.ElideRight


def _has_digit(words: str) -> bool:
    return any(character.isdigit() for character in words)
