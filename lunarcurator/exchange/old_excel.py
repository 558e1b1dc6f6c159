"""Looks through the records of an xls file before any parser is let near it."""

import struct
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.exchange.compound import CompoundFile
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.extent import Extent
from lunarcurator.exchange.limits import Limits
from lunarcurator.exchange.measured import check_extents

WORKBOOKS: Final = ("Workbook", "Book")
"""What the stream of a workbook is called, and what it was called before Excel 97."""

BEGIN, SHEET = 0x0809, 0x0085
MANY_NUMBERS: Final = 0x00BD
"""The record of several numbers side by side."""

_PROTECTED, _BOOL_OR_ERROR = 0x002F, 0x0205
_FORMULAS: Final = frozenset({0x0006, 0x0206, 0x0406})
CELLS: Final = frozenset({0x0203, 0x0204, 0x00FD, 0x027E, 0x00D6, MANY_NUMBERS, _BOOL_OR_ERROR, *_FORMULAS})
"""The records of cells that hold something."""

_ERRORS: Final = MappingProxyType(
    {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
)


def measure_xls(name: str, content: bytes, limits: Limits) -> Mapping[str, Extent]:
    """Measure each sheet of an xls file by name; raises SheetError if protected, broken or too large."""
    try:
        compound = CompoundFile(content)
        if compound.names() & {"EncryptedPackage", "EncryptionInfo"}:
            raise SheetError("sheet.password", file=name)
        found = compound.names() & {*WORKBOOKS}
        if not found:
            raise SheetError("sheet.not_a_table", file=name)
        extents = _walk(compound.stream(max(found)), name)
    except (ValueError, struct.error, IndexError) as error:
        raise SheetError("sheet.broken", file=name) from error
    # All sheets of an xls file are in memory at once.
    check_extents(list(extents.values()), name, limits)
    return extents


def _walk(stream: bytes, name: str) -> Mapping[str, Extent]:
    names: dict[int, str] = {}
    extents: dict[str, Extent] = {}
    extent = Extent()
    for at, kind, body in records(stream):
        if kind in CELLS:
            _take(extent, kind, body)
        elif kind == SHEET:
            names[int.from_bytes(body[:4], "little")] = sheet_name(body[6:])
        elif kind == BEGIN and at in names:
            extent = extents.setdefault(names[at], Extent())
        elif kind == _PROTECTED:
            raise SheetError("sheet.password", file=name)
    return MappingProxyType(extents)


def records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield the records of a stream: where each begins, its kind and its body."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _take(extent: Extent, kind: int, body: bytes) -> None:
    row, column = struct.unpack_from("<HH", body)
    last = int.from_bytes(body[-2:], "little") if kind == MANY_NUMBERS else column
    extent.take(row + 1, max(column, last) + 1)
    error = _error_of(kind, body)
    if error is not None:
        extent.errors[row + 1, column + 1] = _ERRORS.get(error, "#N/A")


def _error_of(kind: int, body: bytes) -> int | None:
    if kind == _BOOL_OR_ERROR and body[7]:
        return body[6]
    # A formula's result of 0xFFFF at its end is no number: its first byte says what it is, 2 is an error.
    if kind in _FORMULAS and body[12:14] == b"\xff\xff" and body[6] == 2:
        return body[8]
    return None


def sheet_name(raw: bytes) -> str:
    """Return the name of a sheet as its record says it."""
    length, wide = raw[0], raw[1] & 1
    return raw[2 : 2 + length * 2].decode("utf-16-le") if wide else raw[2 : 2 + length].decode("latin-1")
