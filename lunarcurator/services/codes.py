"""The codes that scanners read, as dark and light modules."""

from collections.abc import Iterable
from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase, digits
from typing import Final

import zxingcpp

from lunarcurator.documents.papers.blocks import CodeKind

QUIET: Final = 1
"""Modules left free around a code."""
FINEST: Final = 25.1
"""The side of the finest module that reads, in hundredths of a millimetre: two dots of a printer of 203 dpi.

Label printers are no coarser, and what is finer scanners of the desk do not read with certainty.
"""
_KINDS: Final = str.maketrans(
    digits + ascii_uppercase + ascii_lowercase,
    "0" * len(digits) + "A" * len(ascii_uppercase) + "a" * len(ascii_lowercase),
)
"""Both codes hold any digit, any capital and any small letter in as much room as any other of its kind."""


def too_fine(kind: CodeKind, texts: Iterable[str], side: int) -> tuple[str, ...]:
    """Return the texts whose codes would have modules too fine to read, in a square of hundredths of a mm."""
    return tuple(text for text in texts if (_modules_across(kind, _alike(text)) + 2 * QUIET) * FINEST > side)


def _alike(text: str) -> str:
    """Return one text for all of the same kinds of signs at the same places, whose codes are of one size."""
    return text.translate(_KINDS)


@lru_cache(maxsize=1024)
def _modules_across(kind: CodeKind, text: str) -> int:
    # Thousands of numbers are of a few shapes, and the dialog of labels waits for all of them.
    return len(modules_of(kind, text))


@lru_cache(maxsize=512)
def modules_of(kind: CodeKind, text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the dark modules of a code that says a text, row by row, without a quiet zone."""
    if kind is CodeKind.QR:
        code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    else:
        code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.DataMatrix, force_square=True)
    image = memoryview(code.to_image(scale=1, add_quiet_zones=False))
    height, width = image.shape or (0, 0)
    return tuple(tuple(image[row, column] == 0 for column in range(width)) for row in range(height))
