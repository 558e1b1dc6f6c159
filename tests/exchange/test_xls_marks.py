import struct
from pathlib import Path

import pytest
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.marks import Block
from lunarcurator.exchange.reading import read_book

from tests.exchange.making import number_record, record, xls

CHART = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0020, 0, 0, 0, 0)) + record(0x000A)


def row_record(row: int, *, hidden: bool) -> bytes:
    return record(0x0208, struct.pack("<HHHHHHHH", row, 0, 3, 255, 0, 0, 0x20 if hidden else 0, 15))


def columns_record(first: int, last: int, *, hidden: bool) -> bytes:
    return record(0x007D, struct.pack("<HHHHHH", first, last, 2340, 15, int(hidden), 0))


def test_hidden_rows_and_columns_a_filter_and_merged_cells_of_an_xls_sheet_are_read(tmp_path: Path) -> None:
    merged = record(0x00E5, struct.pack("<H8H", 2, 0, 0, 0, 1, 3, 5, 2, 2))
    cells = (
        columns_record(0, 0, hidden=False),
        columns_record(1, 1, hidden=True),
        columns_record(250, 256, hidden=True),
        row_record(1, hidden=False),
        row_record(3, hidden=True),
        number_record(0, 0, 1),
        CHART,
        merged,
        record(0x009B),
    )
    path = xls(tmp_path / "a.xls", *cells)
    marks = read_book(path).sheets[0].marks()
    assert (marks.hidden_rows, marks.hidden_columns, marks.filtered) == ({4}, {2, *range(251, 257)}, True)
    assert marks.merged == (Block(1, 1, 1, 2), Block(4, 3, 6, 3))


def test_an_xls_sheet_without_marks_has_none_and_a_broken_one_is_refused(tmp_path: Path) -> None:
    path = xls(tmp_path / "a.xls", row_record(1, hidden=False), number_record(0, 0, 1), record(0x009B))
    found = read_book(path).sheets[0]
    assert found.marks().are_none
    xls(path, record(0x0208, b"\x00"))
    with pytest.raises(SheetError) as refused:
        found.marks()
    assert refused.value.key == "sheet.broken"
