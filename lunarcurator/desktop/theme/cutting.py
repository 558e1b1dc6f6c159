"""How a line is cut where there is no room for it: a number of a sample is never cut at its end, nor left half."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF

_ELLIPSIS: Final = "\u2026"


def cut_to(metrics: QFontMetrics | QFontMetricsF, words: str, room: float, *, middle: bool = False) -> str:
    """Return as much of a line as fits into `room` pixels, with `…` for the rest.

    A line of one word with digits in it, as numbers and codes are, is cut in its middle, for its ends tell it
    apart; `middle` cuts any line so. Of other lines the end goes, and with it all of a number it would part:
    15555,1 is another piece than 15555,12.
    """
    cut = metrics.elidedText(words, _mode(words, middle=middle), max(int(room), 0))
    if cut == words or middle or _is_number(words):
        return cut
    kept = cut.removesuffix(_ELLIPSIS)
    before, gap, word = kept.rpartition(" ")
    whole = words[len(before) + len(gap) :].split(" ", 1)[0]
    if gap and word != whole and _has_digit(whole):
        return f"{before}{gap}{_ELLIPSIS}"
    return cut


def _mode(words: str, *, middle: bool) -> Qt.TextElideMode:
    return Qt.TextElideMode.ElideMiddle if middle or _is_number(words) else Qt.TextElideMode.ElideRight


def _is_number(words: str) -> bool:
    return _has_digit(words) and not any(character.isspace() for character in words.strip())


def _has_digit(words: str) -> bool:
    return any(character.isdigit() for character in words)
