"""A round bound holds every cell of a sheet, and hardly more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunarcurator.exchange.extent import Extent, column_letters, extent_by_pattern
from lunarcurator.exchange.reach import extent_within

CELLS = st.lists(st.tuples(st.integers(1, 9_999_999), st.integers(1, 18_278)), min_size=1, max_size=12)


def piece(cells: list[tuple[int, int]]) -> bytes:
    made = (f'<c r="{column_letters(column)}{row}" s="1"><v>1</v></c>' for row, column in cells)
    return f"<sheetData>{''.join(made)}".encode()


@given(st.lists(CELLS, min_size=1, max_size=3))
def test_every_cell_lies_within_the_bound_and_the_bound_is_near(cells: list[list[tuple[int, int]]]) -> None:
    pieces = [*map(piece, cells)]
    exact, within = extent_by_pattern(pieces), extent_within(pieces)
    assert isinstance(exact, Extent)
    assert isinstance(within, Extent)
    assert exact.rows <= within.rows < 2 * max(exact.rows, 1) + 9
    assert exact.columns <= within.columns <= 2 * exact.columns + 26


@pytest.mark.parametrize(
    ("written", "rows", "columns"),
    [("H150001", 199_999, 8), ("AC9", 9, 52), ("A1", 1, 1), ("XFD1048576", 1_999_999, 16_926)],
)
def test_the_bound_is_round(written: str, rows: int, columns: int) -> None:
    within = extent_within([f'<x><c r="{written}"><v>1</v></c>'.encode()])
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
    assert extent_within([b'<x><c r="B9"><v>1</v></c>', written.encode()]) is None


def test_columns_and_formats_are_no_cells() -> None:
    told = b'<cols><col min="1" max="9"/></cols><c r="A1"/><conditionalFormatting/><customSheetViews/>'
    within = extent_within([told])
    assert within is not None
    assert (within.rows, within.columns) == (1, 1)


def test_errors_are_noted_as_they_are_beside_the_exact_extent() -> None:
    told = [b'<x><c r="B7" t="e"><v>#REF!</v></c><c r="C8"><f>A1+1', b"</f><v></v></c>"]
    within = extent_within(told)
    assert within is not None
    assert within.errors == {(7, 2): "#REF!", (8, 3): "=A1+1"}
