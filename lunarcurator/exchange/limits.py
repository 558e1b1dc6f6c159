"""How much of a stranger's file is read before it is refused."""

from dataclasses import dataclass

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Ceilings for one file: sizes in bytes, the rest as counts; a file above any of them is refused.

    A workbook is held in memory while it is read, about 100 bytes for each cell of the rectangle its
    filled cells span, so `cells` bounds memory; `ratio` counts only for parts above `ratio_from` bytes.
    """

    text_bytes: int = 2048 * _MIB
    text_line: int = 16 * _MIB
    workbook_bytes: int = 256 * _MIB
    unpacked_bytes: int = 2048 * _MIB
    ratio: int = 300
    ratio_from: int = 8 * _MIB
    parts: int = 5_000
    part_text: int = 256 * 1024
    sheets: int = 1_000
    rows: int = 2_000_000
    columns: int = 4_096
    cells: int = 12_000_000
