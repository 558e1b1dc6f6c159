"""The codes that scanners read, as dark and light modules."""

from collections.abc import Iterable
from typing import Final

import zxingcpp

from lunarcurator.documents.papers.blocks import CodeKind

QUIET: Final = 1
"""Modules left free around a code."""
FINEST: Final = 25.1
"""The side of the finest module that reads, in hundredths of a millimetre: two dots of a printer of 203 dpi.

Label printers are no coarser, and what is finer scanners of the desk do not read with certainty.
"""


def too_fine(kind: CodeKind, texts: Iterable[str], side: int) -> tuple[str, ...]:
    """Return the texts whose codes would have modules too fine to read, in a square of hundredths of a mm."""
    return tuple(text for text in texts if (len(modules_of(kind, text)) + 2 * QUIET) * FINEST > side)


def modules_of(kind: CodeKind, text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the dark modules of a code that says a text, row by row, without a quiet zone."""
    if kind is CodeKind.QR:
        code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    else:
        code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.DataMatrix, force_square=True)
    image = memoryview(code.to_image(scale=1, add_quiet_zones=False))
    height, width = image.shape or (0, 0)
    return tuple(tuple(image[row, column] == 0 for column in range(width)) for row in range(height))
