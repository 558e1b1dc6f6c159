"""What is seen of a part of an xlsx file while its bytes pass by, much quicker than its tags can be followed."""

import codecs
import re
from collections.abc import Iterable
from typing import Final

from lunarcurator.exchange.used_range import UsedRange


def _beyond(cells: bytes) -> re.Pattern[bytes]:
    """Return what finds a cell that is none of these, or is not written as most programs write it."""
    return re.compile(rb'<c(?:[>/\t\r\n]| (?!r="(?:%b)"))' % cells)


# Round extents within which nearly all sheets lie, each with what finds a cell that is not surely within.
_ROUND: Final = (
    (UsedRange(399_999, 26), _beyond(rb"[A-Z](?:[1-3][0-9]{5}|[1-9][0-9]{0,4})")),
    (UsedRange(199_999, 52), _beyond(rb"A?[A-Z](?:1[0-9]{5}|[1-9][0-9]{0,4})")),
    (UsedRange(16_999, 702), _beyond(rb"[A-Z]{1,2}(?:1[0-6][0-9]{3}|[1-9][0-9]{0,3})")),
)
# A cell with the name of a namespace before it.
_NAMED: Final = re.compile(rb"<[^<>\s/:!?]+:c[\s/>]")
# Cells that end in an error; rows that are hidden, and cells that are merged.
_SIGNS: Final = (
    b't="e"',
    b"t='e'",
    b'hidden="1"',
    b'hidden="true"',
    b"hidden='",
    b"mergeCell",
)
RAISED: Final = b"superscript"
"""What a text has that stands raised."""

# Programs that write workbooks without calculating leave a formula without its value.
_UNCALCULATED: Final = re.compile(rb"(?:<f[^<>]*/>|</f>)(?:<v\s*/>|<v></v>)?</c>")
_LONGEST_END: Final = 512


class Glance:
    """A part whose pieces, which end before a tag begins, have passed by.

    All its cells lie within `used_range`, None where that is not seen at a glance; `says_more` tells whether
    anything in it says more than the values of cells, `raised` whether a text of it stands raised.
    """

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.says_more = self.raised = False
        within, before = [*_ROUND], b""
        for piece in pieces:
            is_plain = _is_plain(piece, before)
            within = [each for each in within if is_plain and not each[1].search(piece)]
            self.says_more = self.says_more or _says_more(piece, before)
            self.raised = self.raised or RAISED in piece
            before = piece[-_LONGEST_END:] or before
        self.used_range = within[0][0] if within else None
        self.says_more = self.says_more or self.used_range is None


def _is_plain(piece: bytes, before: bytes) -> bool:
    """Tell whether a piece is a text of single bytes in which cells have no namespace before their names."""
    is_text = (
        before or not piece or (piece.lstrip(codecs.BOM_UTF8 + b" \t\r\n")[:1] == b"<" and b"\0" not in piece)
    )
    return bool(is_text) and not (b":c" in piece and _NAMED.search(piece))


def _says_more(piece: bytes, before: bytes) -> bool:
    if any(sign in piece for sign in _SIGNS):
        return True
    return b"<f" in before + piece and bool(_UNCALCULATED.search(before + piece))
