"""A round bound holds every cell of a sheet, and hardly more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunarcurator.exchange.extent import column_letters
from lunarcurator.exchange.glance import Glance

CELLS = st.lists(st.tuples(st.integers(1, 9_999_999), st.integers(1, 18_278)), min_size=1, max_size=12)


def piece(cells: list[tuple[int, int]]) -> bytes:
    made = (f'<c r="{column_letters(column)}{row}" s="1"><v>1</v></c>' for row, column in cells)
    return f"<sheetData>{''.join(made)}".encode()


@given(st.lists(CELLS, min_size=1, max_size=3))
def test_every_cell_lies_within_the_bound_and_the_bound_is_near(cells: list[list[tuple[int, int]]]) -> None:
    within = Glance(map(piece, cells)).extent
    assert within is not None
    rows, columns = (max(each[at] for part in cells for each in part) for at in range(2))
    assert rows <= within.rows < 2 * rows + 9
    assert columns <= within.columns <= 2 * columns + 26


@pytest.mark.parametrize(
    ("written", "rows", "columns"),
    [("H150001", 199_999, 8), ("AC9", 9, 52), ("A1", 1, 1), ("XFD1048576", 1_999_999, 16_926)],
)
def test_the_bound_is_round(written: str, rows: int, columns: int) -> None:
    within = Glance([f'<x><c r="{written}"><v>1</v></c>'.encode()]).extent
    assert within is not None
    assert (within.rows, within.columns) == (rows, columns)


@pytest.mark.parametrize(
    "written",
    [
        "<c><v>1</v></c>",
        '<c s="1" r="A2"/>',
        "<c r='A2'/>",
        '<c r="a2"/>',
        '<c r="A02"/>',
        '<c\nr="A2"/>',
        '<c r="A2',
    ],
)
def test_a_cell_written_otherwise_is_not_passed_over(written: str) -> None:
    glance = Glance([b'<x><c r="B9"><v>1</v></c>', written.encode()])
    assert (glance.extent, glance.says_more) == (None, True)


def test_columns_and_formats_are_no_cells() -> None:
    told = b'<cols><col min="1" max="9"/></cols><c r="A1"/><conditionalFormatting/><customSheetViews/>'
    within = Glance([told]).extent
    assert within is not None
    assert (within.rows, within.columns) == (1, 1)


@pytest.mark.parametrize(
    ("pieces", "says_more"),
    [
        ((b'<x><c r="B7" t="e"><v>#REF!</v></c>',), True),
        ((b'<x><c r="C8"><f>A1+1', b"</f><v></v></c>"), True),
        ((b'<x><c r="C8"><f>A1+1</f>', b"</c>"), True),
        ((b'<x><c r="C8"><f>A1+1</f><v>2</v></c>',), False),
        ((b'<x><row hidden="0"><c r="A1"><v>2</v></c></row>',), False),
        ((b'<x><row hidden="true">', b'<c r="A1"><v>2</v></c></row>'), True),
    ],
)
def test_a_glance_sees_what_says_more_than_values(pieces: tuple[bytes, ...], *, says_more: bool) -> None:
    assert Glance(pieces).says_more is says_more
