"""Short texts that a person wrote with whatever was at hand: PINs, acts, tables.

The editor of Windows and its older shell put a mark before a text in UTF-8, or write UTF-16, which always has one.
"""

import codecs
from pathlib import Path
from typing import Final

_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_text(path: Path) -> str:
    """Return the text of a file without its mark, its lines ended by a line feed.

    Raises `OSError`, and `UnicodeDecodeError` for what is no text.
    """
    return text_of(path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n")


def text_of(written: bytes) -> str:
    """Return a text that is UTF-8, with a mark or without, or UTF-16 with one; raises `UnicodeDecodeError`."""
    encoding = "utf-16" if written.startswith(_WIDE) else "utf-8-sig"
    text = written.decode(encoding)
    if "\0" in text:
        # UTF-16 without a mark reads as UTF-8, with a NUL after each letter.
        raise UnicodeDecodeError(encoding, written, 0, 1, "neither UTF-8 nor UTF-16 with a mark")
    return text
