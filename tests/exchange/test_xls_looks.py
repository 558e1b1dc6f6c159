"""Colours, strokes and comments of xls files are read as those of xlsx files are."""

import struct
from pathlib import Path

from lunarcurator.exchange.reading import read_book
from lunarcurator.exchange.xls_notes import NOTE, XlsNotes
from lunarcurator.exchange.xls_styles import FONT, FORMAT, STYLE, XlsStyles

from tests.exchange.making import record, xls


def font(*, struck: bool = False) -> bytes:
    return record(FONT, struct.pack("<HHHHHBBBBBB", 200, 0x08 if struck else 0, 0x7FFF, 400, 0, 0, 0, 0, 0, 0, 0))


def style(font_at: int = 0, pattern: int = 0, colour: int = 64) -> bytes:
    return record(STYLE, struct.pack("<HHHBBHIIH", font_at, 0, 1, 0, 0, 0, 0, pattern << 26, colour | 65 << 7))


def cell(row: int, column: int, styled: int) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, styled, 1.0))


def box(drawn: int) -> bytes:
    return record(0x005D, struct.pack("<HHHH", 0x15, 0x12, 0x19, drawn) + bytes(14))


def text(length: int, *parts: bytes) -> bytes:
    fonts = record(0x003C, bytes(16))
    head = record(0x01B6, struct.pack("<HH6xHHI", 0x212, 0, length, 16, 0))
    return head + b"".join(record(0x003C, part) for part in parts) + fonts


def note(row: int, column: int, drawn: int) -> bytes:
    return record(NOTE, struct.pack("<HHHH", row, column, 0, drawn) + b"\x02\x00\x00JD")


def test_solid_fills_and_strokes_of_an_xls_sheet_are_read(tmp_path: Path) -> None:
    fonts = b"".join((font(), font(), font(), font(), font(struck=True)))
    palette = record(0x0092, struct.pack("<H", 2) + b"\x12\x34\x56\x00" + b"\xff\xff\xff\x00")
    styles = b"".join(
        (
            style(),
            style(pattern=1, colour=8),
            style(pattern=1, colour=13),
            style(font_at=5),
            style(pattern=1, colour=9),
            style(pattern=17, colour=10),
            style(pattern=1, colour=64),
            style(font_at=9),
        )
    )
    blanks = record(0x00BE, struct.pack("<HHHHH", 4, 0, 1, 3, 1))
    numbers = record(0x00BD, struct.pack("<HHHIHIH", 5, 1, 2, 0, 0, 0, 2))
    blank = record(0x0201, struct.pack("<HHH", 6, 0, 1))
    cells = [cell(at, 0, at) for at in range(8)]
    path = xls(tmp_path / "a.xls", *cells, blanks, numbers, blank, extra=fonts + palette + styles)
    marks = read_book(path).sheets[0].marks()
    assert marks.colours == {(1, "123456"): (2, 5, 7), (1, "FFFF00"): (3,), (2, "FFFF00"): (6,)}
    assert marks.struck == {1: (4,), 2: (5,)}


def test_comments_of_an_xls_sheet_are_read_with_their_cells(tmp_path: Path) -> None:
    wide = "\u91cd\u65b0".encode("utf-16-le")
    words = (
        box(1) + text(9, b"\x00weigh", b"\x00ed  ") + record(0x003C, b"\x00no"),
        box(2) + text(2, b"\x01" + wide),
        box(3) + text(0),
        record(0x005D, b"\x00\x00"),
    )
    notes = (note(2, 1, 1), note(3, 0, 2), note(4, 0, 3), note(5, 0, 9))
    path = xls(tmp_path / "a.xls", cell(0, 0, 0), *words, *notes)
    marks = read_book(path).sheets[0].marks()
    assert marks.comments == {(3, 2): "weighed", (4, 1): "\u91cd\u65b0"}
    assert not marks.colours


def test_styles_and_comments_before_excel_97_stand_otherwise() -> None:
    styles, notes = XlsStyles(), XlsNotes()
    styles.version = 0x0500
    styles.take(FONT, struct.pack("<HH", 200, 0x08))
    styles.take(STYLE, struct.pack("<HHHHII", 0, 0, 1, 0, 10 | 1 << 16, 0))
    assert (styles.colours(), styles.struck()) == ({0: "FF0000"}, {0})
    notes.take(NOTE, struct.pack("<HHH", 1, 2, 12) + b"weighed ", 0x0500)
    notes.take(NOTE, struct.pack("<HHH", 0xFFFF, 0, 5) + b"twice", 0x0500)
    assert notes.found == {(2, 3): "weighed twice"}


def test_a_format_too_short_to_say_a_code_takes_no_marks_away(tmp_path: Path) -> None:
    short = b"".join(record(FORMAT, bytes(length)) for length in range(6))
    path = xls(tmp_path / "a.xls", cell(0, 0, 1), extra=short + font(struck=True) + style(1) + style(0))
    assert read_book(path).sheets[0].marks().struck == {1: (1,)}
