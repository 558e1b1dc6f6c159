"""The codes that scanners read, as dark and light modules."""

import zxingcpp

from lunarcurator.documents.papers.blocks import CodeKind


def modules_of(kind: CodeKind, text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the dark modules of a code that says a text, row by row, without a quiet zone."""
    if kind is CodeKind.QR:
        code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    else:
        code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.DataMatrix, force_square=True)
    image = memoryview(code.to_image(scale=1, add_quiet_zones=False))
    height, width = image.shape or (0, 0)
    return tuple(tuple(image[row, column] == 0 for column in range(width)) for row in range(height))
