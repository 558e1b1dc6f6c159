"""A mark of a footnote raised behind a figure of an xls file becomes no figure."""

import struct
from pathlib import Path

import pytest
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.reading import read_book
from lunarcurator.exchange.xls_raised import raised_in_xls
from lunarcurator.exchange.xls_strings import RichText, shared_texts

from tests.exchange.making import compound, record, xls

FONTS = (False, False, False, False, True)


def font(raised: bool) -> bytes:
    return record(0x0031, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, int(raised), 0, 0, 0, 0) + bytes(2))


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
    fonts = b"".join(font(each and raised) for each in FONTS)
    return xls(path, *cells, extra=fonts + record(0x00FC, texts) + further)


def read(path: Path) -> list[tuple[Cell, ...]]:
    return [row.cells for row in read_book(path).sheets[0].rows()]


TEXTS = table(
    shared("Sample"), shared("Mass (g)"), shared("15058"), shared("9241", (3, 5)), shared("H2O", (1, 2), (2, 0))
)
CELLS = [said(0, 0, 0), said(0, 1, 1), said(1, 0, 2), said(1, 1, 3), said(2, 0, 4)]


def test_raised_signs_of_shared_texts_are_signs_of_their_own(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xls", *CELLS, texts=TEXTS)
    assert read(path) == [("Sample", "Mass (g)"), ("15058", "924¹"), ("H2O", None)]
    assert raised_in_xls("a.xls", path.read_bytes()) == {"S": {(2, 2): "924¹"}}


def test_a_workbook_none_of_whose_fonts_raises_signs_is_read_as_ever(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xls", *CELLS, texts=TEXTS, raised=False)
    assert read(path)[1] == ("15058", "9241")
    assert raised_in_xls("a.xls", path.read_bytes()) == {}
    begun = record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0))
    assert raised_in_xls("a.xls", compound({"Workbook": begun})) == {}


def test_texts_go_on_in_further_records_each_with_its_own_width() -> None:
    parts = [
        table(shared("ab", (1, 5)), shared("cde"))[:-2],
        b"\x01d\0e\0" + shared("月1", (1, 5), wide=True, further=b"xyz")[:-5],
        b"\x05\0xyz",
    ]
    texts = struct.pack("<II", 3, 3) + parts[0][8:]
    assert [*shared_texts([texts, *parts[1:]])] == [
        RichText("ab", ((1, 5),)),
        RichText("cde", ()),
        RichText("月1", ((1, 5),)),
    ]


@pytest.mark.parametrize("cut", [9, 12, 30])
def test_a_table_of_texts_that_is_cut_short_is_a_broken_file(tmp_path: Path, cut: int) -> None:
    path = book(tmp_path / "a.xls", texts=TEXTS[:cut])
    with pytest.raises(SheetError, match=r"sheet\.broken"):
        raised_in_xls("a.xls", path.read_bytes())
    with pytest.raises(ValueError, match="cut short"):
        [*shared_texts([TEXTS[:cut], b""])]


def test_a_text_in_the_cell_itself_may_be_raised_too(tmp_path: Path) -> None:
    runs = struct.pack("<HHH", 1, 3, 5)
    cells = [own(0, 0, b"\x009241", runs), own(1, 0, b"\x01" + "9241".encode("utf-16-le"), runs)]
    cells = [
        cell.replace(struct.pack("<HH", 0, size), struct.pack("<HH", 0, 4), 1)
        for cell, size in zip(cells, (5, 9), strict=True)
    ]
    path = book(tmp_path / "a.xls", *cells, texts=table())
    assert raised_in_xls("a.xls", path.read_bytes()) == {"S": {(1, 1): "924¹", (2, 1): "924¹"}}


def test_before_excel_97_only_plain_letters_are_looked_at(tmp_path: Path) -> None:
    begin = record(0x0809, struct.pack("<HHI", 0x0500, 5, 0))
    sheet = record(0x0809, struct.pack("<HHI", 0x0500, 0x10, 0))
    fonts = b"".join(map(font, FONTS))
    named = record(0x0085, struct.pack("<IHBB", len(begin + fonts) + 13, 0, 1, 0) + b"S")
    cells = own(0, 0, b"9241", b"\x01\x03\x05") + own(1, 0, b"\xe41", b"\x01\x01\x05")
    content = compound({"Book": begin + fonts + named + sheet + cells})
    assert raised_in_xls("a.xls", content) == {"S": {(1, 1): "924¹"}}


def test_only_the_records_right_behind_a_table_go_on_with_it(tmp_path: Path) -> None:
    drawn = record(0x00EB) + record(0x003C, b"x") + record(0x003C, b"y")
    path = book(tmp_path / "a.xls", *CELLS, texts=TEXTS, further=drawn)
    assert raised_in_xls("a.xls", path.read_bytes()) == {"S": {(2, 2): "924¹"}}
