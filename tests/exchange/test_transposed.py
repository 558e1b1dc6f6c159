"""A sheet on its side, read the other way round."""

import pytest
from lunarcurator.exchange.blocks import part_of, turned_name, whole_name
from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.marks import FAR, Block, SheetMarks

MARKS = SheetMarks(
    hidden_rows={2},
    hidden_columns={3},
    merged=[Block(1, 2, 1, 3)],
    coloured=3,
    struck={(3, 2)},
    comments={(1, 3): "a"},
)


def test_columns_become_rows_and_marks_go_with_their_cells() -> None:
    rows = (Row(1, ("ID", "10017", "10018")), Row(2, ()), Row(3, ("g", 5)))
    sheet = Sheet("Sheet", False, lambda: iter(rows), lambda: MARKS)
    found = part_of([sheet], turned_name("Sheet"))
    assert found is not None
    assert [*found.rows()] == [
        Row(1, ("ID", None, "g")),
        Row(2, ("10017", None, 5)),
        Row(3, ("10018", None, None)),
    ]
    assert (found.name, whole_name(found.name)) == ("Sheet!TRANSPOSE", "Sheet")
    marks = found.marks()
    assert (marks.hidden_rows, marks.hidden_columns) == ({3}, {2})
    assert (marks.merged, marks.comments, marks.struck) == ([Block(2, 1, 3, 1)], {(3, 1): "a"}, {(2, 3)})
    assert (marks.coloured, SheetMarks().coloured) == (FAR, 0)


def test_an_empty_sheet_stays_empty_and_a_long_one_is_no_list_on_its_side() -> None:
    empty = part_of([Sheet("Sheet", False, lambda: iter(()))], turned_name("Sheet"))
    assert empty is not None
    assert [*empty.rows()] == []
    rows = [Row(number, ("x",)) for number in range(1, 4_098)]
    long = part_of([Sheet("Sheet", False, lambda: iter(rows))], turned_name("Sheet"))
    assert long is not None
    with pytest.raises(SheetError, match=r"sheet\.too_long_to_turn"):
        next(long.rows())
