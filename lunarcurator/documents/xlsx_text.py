"""Text as a cell of Excel can hold it."""

import re
from typing import Final
from xml.sax.saxutils import escape

LONGEST_TEXT: Final = 32_767
"""The most characters a cell of Excel holds."""

# Most texts hold nothing of this, and pass untouched.
_IN_NEED: Final = re.compile("[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x")
# XML has no place for control characters: they are shown by their pictures. A carriage return is a new line.
_UNWRITABLE: Final = str.maketrans(
    {code: 0x2400 + code for code in range(32) if code not in (9, 10, 13)}
    | dict.fromkeys((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF), 0xFFFD)
)
# Excel reads _x0041_ as A; the underscore itself has to be written so.
_ESCAPE_LIKE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def excel_text(text: str, cut: str) -> str:
    """Return a text without what Excel cannot hold: controls made visible, what is too long cut with a mark."""
    if len(text) <= LONGEST_TEXT and not _IN_NEED.search(text):
        return text
    clean = text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNWRITABLE)
    clean = _ESCAPE_LIKE.sub("_x005F_", clean)
    if len(clean) <= LONGEST_TEXT:
        return clean
    return clean[: LONGEST_TEXT - len(cut) - 1] + f" {cut}"


def xml_text(text: str, cut: str) -> str:
    """Return a text as it stands between the tags of a workbook's XML."""
    if len(text) <= LONGEST_TEXT and not _IN_NEED.search(text):
        return text
    return escape(excel_text(text, cut))
