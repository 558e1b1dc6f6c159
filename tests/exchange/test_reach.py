"""A glance tells a round extent that holds every cell of a sheet, and whether the sheet says more than values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunarcurator.exchange.glance import Glance
from lunarcurator.exchange.used_range import column_letters

CELLS = st.lists(st.tuples(st.integers(1, 500_000), st.integers(1, 800)), min_size=1, max_size=12)


def piece(cells: list[tuple[int, int]]) -> bytes:
    made = (f'<c r="{column_letters(column)}{row}" s="1"><v>1</v></c>' for row, column in cells)
    return f"<sheetData>{''.join(made)}".encode()


@given(st.lists(CELLS, min_size=1, max_size=3))
def test_every_cell_lies_within_the_extent(cells: list[list[tuple[int, int]]]) -> None:
    within = Glance(map(piece, cells)).used_range
    rows, columns = (max(each[at] for part in cells for each in part) for at in range(2))
    assert within is None or (rows <= within.rows and columns <= within.columns)


@pytest.mark.parametrize(
    ("written", "rows", "columns"),
    [
        (("H150001",), 399_999, 26),
        (("A1",), 399_999, 26),
        (("Z399999",), 399_999, 26),
        (("AA9",), 199_999, 52),
        (("AZ199999",), 199_999, 52),
        (("BA9", "A16999"), 16_999, 702),
        (("ZZ16999",), 16_999, 702),
    ],
)
def test_the_extent_is_round(written: tuple[str, ...], rows: int, columns: int) -> None:
    within = Glance([f'<x><c r="{each}"><v>1</v></c>'.encode() for each in written]).used_range
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
        '<c r="A400000"/>',
        '<c r="AAA1"/>',
        '<c r="XFD1048576"/>',
        '<x:c r="A2"/>',
    ],
)
def test_a_cell_written_otherwise_or_far_away_is_not_passed_over(written: str) -> None:
    glance = Glance([b'<x><c r="B9"><v>1</v></c>', written.encode()])
    assert (glance.used_range, glance.says_more) == (None, True)


def test_columns_and_formats_are_no_cells() -> None:
    told = b'<cols><col min="1" max="9"/></cols><c r="A1"/><conditionalFormatting/><customSheetViews/>'
    assert Glance([told]).used_range is not None


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
