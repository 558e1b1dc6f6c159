"""Draws the icon of the program in the formats the systems want, from the one drawing in `resources/icons`."""

import os
import struct
from pathlib import Path

ROOT = Path(__file__).parent.parent
DRAWING = ROOT / "resources" / "icons" / "lunarcurator.svg"
_ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
_ICNS_KINDS = {128: b"ic07", 256: b"ic08", 512: b"ic09", 1024: b"ic10"}


def png(size: int) -> bytes:
    """Return the drawing as PNG, `size` pixels square."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    with QPainter(image) as painter:
        QSvgRenderer(str(DRAWING)).render(painter)
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(kept.data())


def write_ico(path: Path) -> Path:
    """Write the icon of Windows: PNG in each size, which it reads since Vista."""
    pictures = [(size, png(size)) for size in _ICO_SIZES]
    head = struct.pack("<HHH", 0, 1, len(pictures))
    at = len(head) + 16 * len(pictures)
    entries = b""
    for size, data in pictures:
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), at)
        at += len(data)
    path.write_bytes(head + entries + b"".join(data for _, data in pictures))
    return path


def write_icns(path: Path) -> Path:
    """Write the icon of macOS."""
    parts = b"".join(
        kind + struct.pack(">I", 8 + len(data)) + data
        for kind, data in ((kind, png(size)) for size, kind in _ICNS_KINDS.items())
    )
    path.write_bytes(b"icns" + struct.pack(">I", 8 + len(parts)) + parts)
    return path


def write_png(path: Path) -> Path:
    """Write the icon of Linux."""
    path.write_bytes(png(256))
    return path
