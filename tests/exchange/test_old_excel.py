"""Old Excel files are read with their days and errors; what else they say is refused."""

import struct
from datetime import date, datetime
from pathlib import Path

import pytest
from lunarcurator.exchange.cells import Cell, NumberCell
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.limits import Limits
from lunarcurator.exchange.marks import SheetMarks
from lunarcurator.exchange.reading import read_book

from tests.exchange.making import compound, number_record, record, xls

FONT, FORMAT, STYLE, NOTE = 0x0031, 0x041E, 0x00E0, 0x001C
FONTS = (False, False, False, False, True)
CHART = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0020, 0, 0, 0, 0)) + record(0x000A)


def font(*, struck: bool = False, raised: bool = False) -> bytes:
    looks = (200, 0x08 if struck else 0, 0x7FFF, 400, int(raised))
    return record(FONT, struct.pack("<HHHHHBBBBBB", *looks, 0, 0, 0, 0, 0, 0))


def style(font_at: int = 0) -> bytes:
    return record(STYLE, struct.pack("<HHHBBHIIH", font_at, 0, 1, 0, 0, 0, 0, 0, 64 | 65 << 7))


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


def row_record(row: int, *, hidden: bool) -> bytes:
    return record(0x0208, struct.pack("<HHHHHHHH", row, 0, 3, 255, 0, 0, 0x20 if hidden else 0, 15))


def columns_record(first: int, last: int, *, hidden: bool) -> bytes:
    return record(0x007D, struct.pack("<HHHHHH", first, last, 2340, 15, int(hidden), 0))


MERGED = record(0x00E5, struct.pack("<H8H", 2, 0, 0, 0, 1, 3, 5, 2, 2))
COMMENT = box(1) + text(9, b"\x00weigh", b"\x00ed  ") + note(2, 1, 1)


@pytest.mark.parametrize(
    "more",
    [
        row_record(3, hidden=True),
        columns_record(1, 1, hidden=True),
        MERGED,
        COMMENT,
        cell(1, 1, 1),
        cell(1, 1, 2),
    ],
)
def test_the_marks_of_an_xls_sheet_that_has_any_are_refused_and_its_values_read(
    tmp_path: Path, more: bytes
) -> None:
    fonts = b"".join(font(struck=at == 4, raised=at == 5) for at in range(6))
    styles = style() + style(font_at=5) + style(font_at=6)
    plain = columns_record(0, 0, hidden=False), row_record(1, hidden=False), cell(0, 0, 0)
    path = xls(tmp_path / "a.xls", *plain, more, extra=fonts + styles)
    with pytest.raises(SheetError) as refused:
        read_book(path).sheets[0].marks()
    assert (refused.value.key, dict(refused.value.facts)) == ("sheet.marks_unread", {"file": "a.xls"})
    assert read(path)[0][:1] == (1,)


def test_an_xls_sheet_without_marks_has_none(tmp_path: Path) -> None:
    path = xls(tmp_path / "a.xls", row_record(1, hidden=False), number_record(0, 0, 1))
    assert read_book(path).sheets[0].marks() == SheetMarks()


def shared(text: str, *runs: tuple[int, int], wide: bool = False, further: bytes = b"") -> bytes:
    flags = wide | (4 if further else 0) | (8 if runs else 0)
    head = struct.pack("<HB", len(text), flags)
    head += struct.pack("<H", len(runs)) if runs else b""
    head += struct.pack("<I", len(further)) if further else b""
    fonts = b"".join(struct.pack("<HH", *run) for run in runs)
    return head + text.encode("utf-16-le" if wide else "latin-1") + fonts + further


def table(*texts: bytes) -> bytes:
    return struct.pack("<II", len(texts), len(texts)) + b"".join(texts)


def said(row: int, column: int, at: int) -> bytes:
    return record(0x00FD, struct.pack("<HHHI", row, column, 0, at))


def own(row: int, column: int, text: bytes, runs: bytes) -> bytes:
    return record(0x00D6, struct.pack("<HHHH", row, column, 0, len(text)) + text + runs)


def book(path: Path, *cells: bytes, texts: bytes, raised: bool = True, further: bytes = b"") -> Path:
    fonts = b"".join(font(raised=each and raised) for each in FONTS)
    return xls(path, *cells, extra=fonts + record(0x00FC, texts) + further)


def read(path: Path) -> list[tuple[Cell, ...]]:
    return [row.cells for row in read_book(path).sheets[0].rows()]


TEXTS = table(
    shared("Sample"), shared("Mass (g)"), shared("15058"), shared("9241", (3, 5)), shared("H2O", (1, 2), (2, 0))
)
CELLS = [said(0, 0, 0), said(0, 1, 1), said(1, 0, 2), said(1, 1, 3), said(2, 0, 4)]


def test_texts_of_which_a_part_is_raised_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SheetError) as refused:
        read_book(book(tmp_path / "a.xls", *CELLS, texts=TEXTS)).sheets[0].marks()
    assert refused.value.key == "sheet.marks_unread"
    path = book(tmp_path / "b.xls", *CELLS, texts=TEXTS, raised=False)
    assert read_book(path).sheets[0].marks() == SheetMarks()
    assert read(path)[1] == ("15058", "9241")


def formatted(path: Path, *cells: tuple[str, float], more: bytes = b"") -> list[Cell]:
    """Read numbers that are each shown by a format of its own."""
    codes = [
        record(FORMAT, struct.pack("<HHB", 164 + at, len(form), 0) + form.encode())
        for at, (form, _) in enumerate(cells)
    ]
    styles = [
        record(STYLE, struct.pack("<HHHBBHIIH", 0, form, 1, 0, 0, 0, 0, 0, 64 | 65 << 7))
        for form in (0, *range(164, 164 + len(cells)))
    ]
    numbers = [record(0x0203, struct.pack("<HHHd", 0, at, at + 1, value)) for at, (_, value) in enumerate(cells)]
    return [*read(xls(path, *numbers, extra=b"".join((more, *codes, *styles))))[0]]


def test_days_times_and_spans_are_what_a_person_sees(tmp_path: Path) -> None:
    told = formatted(
        tmp_path / "a.xls",
        ("yyyy-mm-dd", 25404.0),
        ("yyyy-mm-dd hh:mm", 25404.5),
        ("hh:mm:ss", 0.25),
        ("[h]:mm", 1.5),
        ("yyyy-mm-dd", 1e12),
        ("0.00", 1.25),
    )
    assert told == [
        date(1969, 7, 20),
        datetime(1969, 7, 20, 12),  # noqa: DTZ001 - a workbook knows no time zone
        "06:00:00",
        "36:00:00",
        10**12,
        NumberCell("1.25"),
    ]
    with pytest.raises(SheetError) as refused:
        formatted(tmp_path / "b.xls", ("[h]:mm", 1e300))
    assert refused.value.key == "sheet.broken"


def test_days_counted_from_1904_are_those_a_person_sees(tmp_path: Path) -> None:
    told = formatted(tmp_path / "a.xls", ("yyyy-mm-dd", 23942.0), more=record(0x0022, struct.pack("<H", 1)))
    assert told == [date(1969, 7, 20)]


def test_yes_and_no_stay_what_they_are(tmp_path: Path) -> None:
    said = [record(0x0205, struct.pack("<HHHBB", 0, at, 0, at, 0)) for at in range(2)]
    assert read(xls(tmp_path / "a.xls", *said)) == [(False, True)]


def test_cells_that_are_only_coloured_reach_no_further(tmp_path: Path) -> None:
    blanks = [record(0x0201, struct.pack("<HHH", row, 255, 0)) for row in range(60_000)]
    assert read(xls(tmp_path / "a.xls", number_record(0, 0, 1), *blanks)) == [(1,)]


def test_a_workbook_of_another_program_or_without_sheets_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    for streams, key in (
        ({"WordDocument": b"x"}, "sheet.not_a_table"),
        ({"Workbook": begin + record(0x000A)}, "sheet.no_sheets"),
    ):
        path.write_bytes(compound(streams))
        with pytest.raises(SheetError) as refused:
            read_book(path)
        assert refused.value.key == key
    with pytest.raises(SheetError) as refused:
        read_book(xls(path, number_record(0, 0, 1)), limits=Limits(sheets=0))
    assert refused.value.key == "sheet.too_many_sheets"
