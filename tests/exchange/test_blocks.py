"""Places in a sheet, and the blocks between them."""

import pytest
from lunarcurator.exchange.blocks import (
    Places,
    families_in,
    like,
    nowhere,
    part_of,
    parts_of,
    stretches,
    whole_name,
)
from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.marks import Block, SheetMarks

MARKS = SheetMarks(
    hidden_rows={2, 6},
    hidden_columns={1, 3},
    merged=[Block(1, 1, 1, 2), Block(6, 3, 7, 3)],
    coloured=6,
    struck={(1, 3), (7, 3), (1, 2)},
    comments={(1, 1): "a", (6, 3): "b", (6, 1): "c"},
)


def sheet(*rows: tuple[Cell, ...], marks: SheetMarks = MARKS) -> Sheet:
    numbered = [Row(number, cells) for number, cells in enumerate(rows, start=1)]
    return Sheet("Butts", False, lambda: iter(numbered), lambda: marks)


TWO = sheet(
    ("Table 1", None, None),
    ("ID", "g", None),
    ("10017", 5, None),
    (),
    ("Table 2", None, None),
    ("TS", "mg", "Form"),
    (",6", 7, "PM"),
)


@pytest.mark.parametrize("text", ["", "0", "first", "a", "A1", "A1:C2", "=x", "ABCD", "12345678"])
def test_what_names_no_row_or_column_is_no_place(text: str) -> None:
    with pytest.raises(SheetError, match=r"sheet\.no_place"):
        Places.of(["2", text])


@pytest.mark.parametrize(
    ("place", "rows"),
    [
        ("3", [3]),
        ("A=Table *", [1, 5]),
        ("A=table #", [1, 5]),
        ("A=#", [3]),
        ("A=", [4]),
        ("C=", [1, 2, 3, 4, 5]),
        ("A=*", [1, 2, 3, 4, 5, 6, 7]),
        ("D=x", []),
        ("B", []),
    ],
)
def test_rows_are_named_by_number_or_by_what_stands_in_a_column(place: str, rows: list[int]) -> None:
    places = Places.of([place])
    assert [row.number for row in TWO.rows() if places.names(row)] == rows


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        (("10017,12 Butt",), "A=#,#*"),
        ((None, "Parent:  12002,8"), "B=Parent: #,#*"),
        (("CE5C0100YJFM001 main",), "A=CE#C#YJFM#*"),
        (("Potted butts",), "A=Potted butts"),
        (("Sample #", "g"), "A=Sample #"),
    ],
)
def test_rows_are_alike_as_far_as_their_first_figure(cells: tuple[Cell, ...], rule: str) -> None:
    row = Row(4, cells)
    assert like(row) == rule
    assert Places.of([rule]).names(row)
    assert Places.of(["A=#,#*"]).names(Row(9, ("12002,8",)))
    assert not Places.of(["A=#,#*"]).names(Row(9, ("Parent: 12002,8",)))


def test_a_rule_means_rows_that_say_nothing_else_and_a_number_any_row() -> None:
    made = sheet(("ID", "g"), ("10017,12",), ("10017,60", 3), ("10018,1", 4), (), ("10019,2",))
    assert [(row.number, alone) for row, alone in families_in(made, ["A=#,#*"])] == [(2, True), (6, True)]
    assert [(row.number, alone) for row, alone in families_in(made, ["4", "2", "5"])] == [(2, True), (4, False)]


def test_a_sheet_is_cut_at_rows_and_each_part_keeps_its_marks() -> None:
    first, second = parts_of(TWO, ["A=Table *"])
    assert (first.name, second.name) == ("Butts!1:4", "Butts!5:7")
    assert [row.number for row in second.rows()] == [5, 6, 7]
    assert first.marks().hidden_rows == {2}
    marks = second.marks()
    assert (marks.hidden_rows, marks.comments) == ({6}, {(6, 3): "b", (6, 1): "c"})
    assert (marks.coloured, marks.struck) == (6, {(7, 3)})


def test_a_sheet_is_cut_at_columns_and_at_both() -> None:
    names = [part.name for part in parts_of(TWO, ["C"])]
    assert names == ["Butts!A:B", "Butts!C:C"]
    right = parts_of(TWO, ["C"])[1]
    assert (right.left, [row.cells for row in right.rows()][5:]) == (2, [("Form",), ("PM",)])
    marks = right.marks()
    assert (marks.hidden_columns, marks.merged, marks.comments) == ({1}, [Block(6, 1, 7, 1)], {(6, 1): "b"})
    # The block without anything in it is none.
    assert [part.name for part in parts_of(TWO, ["5", "C", "99"])] == ["Butts!A1:B4", "Butts!A5:B7", "Butts!C5:C7"]
    assert [part.name for part in parts_of(TWO, ["99", "Z"])] == ["Butts"]


@pytest.mark.parametrize(
    ("name", "rows", "first"),
    [
        ("Butts!5:7", [5, 6, 7], "Table 2"),
        ("Butts!B2:C3", [2, 3], "g"),
        ("Butts!C:C", [1, 2, 3, 4, 5, 6, 7], None),
        ("Butts!3:", [3, 4, 5, 6, 7], "10017"),
    ],
)
def test_a_part_is_found_again_by_its_name(name: str, rows: list[int], first: str | None) -> None:
    part = part_of([TWO], name)
    assert part is not None
    assert [row.number for row in part.rows()] == rows
    assert next(part.rows()).cells[0] == first
    assert (part.name, whole_name(name)) == (name, "Butts")


@pytest.mark.parametrize("name", ["Butts", "Cuts!1:2", "Butts!all", "!1:2"])
def test_another_name_means_no_part(name: str) -> None:
    assert part_of([TWO], name) is None
    assert whole_name(name) in (name, "Cuts")


def test_stretches_begin_at_the_first_and_at_each_start_inside() -> None:
    assert stretches([5, 3, 9, 1], 7) == [(1, 2), (3, 4), (5, 7)]
    assert stretches([3, 5], 7, 3) == [(3, 4), (5, 7)]


def test_places_that_a_sheet_has_not_are_told() -> None:
    places = ("A=Table *", "A=Tab", "5", "C", "99", "Z")
    assert nowhere(TWO, places) == ("A=Tab", "99", "Z")
    assert nowhere(TWO, ()) == ()
