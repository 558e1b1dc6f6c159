"""A box drawn as a grid of positions is read as one row for each position that holds something."""

from collections.abc import Sequence

from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.box_grid import find_grids, grid_records
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.layout import lay_out
from lunarcurator.exchange.layout_guess import Told, guess_layout


def sheet(*rows: Sequence[Cell]) -> Sheet:
    return Sheet("Box 7", False, lambda: (Row(at, tuple(cells)) for at, cells in enumerate(rows, start=1)))


def table(made: Sheet) -> tuple[tuple[str, ...], list[tuple[int, tuple[Cell, ...]]]]:
    found = lay_out(made, guess_layout(made, lambda _: False).layout)
    return found.columns, [(row.number, row.cells) for row in found.rows()]


BOX = sheet(
    ("Freezer F2 / Box 7",),
    (None, 1, 2, 3, None),
    ("A", "70180,10", 70181, None),
    ("B", "empty", "70180,13 (0.2 g)", "70180,14"),
    (None,),
    ("checked by A. Smith", "2020"),
)


def test_each_position_that_holds_something_is_a_row() -> None:
    assert table(BOX) == (
        ("Sample", "Position", "In brackets"),
        [
            (3, ("70180,10", "A1", None)),
            (3, (70181, "A2", None)),
            (4, ("70180,13", "B2", "0.2 g")),
            (4, ("70180,14", "B3", None)),
        ],
    )


def test_what_stands_around_a_grid_is_its_caption_or_below_it() -> None:
    guess = guess_layout(BOX, lambda _: False)
    assert (guess.layout.caption, guess.layout.end_row, guess.beyond) == ("Freezer F2 / Box 7", 4, (6,))
    assert [row.number for row in lay_out(BOX, guess.layout).above] == [1]


def test_letters_may_stand_above_and_figures_at_the_side() -> None:
    made = sheet(("Box 1", "A", "B", "C"), (1, "x-10", "x-11", "x-12"), (2, "x-13", None, "x-14"))
    assert table(made) == (
        ("Sample", "Position"),
        [(2, ("x-10", "A1")), (2, ("x-11", "B1")), (2, ("x-12", "C1")), (3, ("x-13", "A2")), (3, ("x-14", "C2"))],
    )
    grid = find_grids([*made.rows()])
    assert grid is not None
    assert len([*grid_records(made, grid)]) == 5


def test_tables_of_measures_and_lists_are_no_grids() -> None:
    measures = sheet((None, 1, 2, 3), ("A", "1.2", "1.3", "1.4"), ("B", "1.5", "1.6", "1.7"))
    wells = sheet((None, 1, 2, 3), ("A", "70180,10", "70180,11", "70180,12"), ("x", "70180,13"))
    short = sheet((None, 1, 2), ("A", "70180,10", "70180,11"), ("B", "70180,13"))
    listed = sheet(("Sample", "Mass"), ("70180", "2"), ("70181", "3"))
    for made in (measures, wells, short, listed, sheet()):
        assert find_grids([*made.rows()]) is None


def test_where_a_person_says_the_header_stands_no_grid_is_seen() -> None:
    assert guess_layout(BOX, lambda _: False, (), Told(header=2)).layout.grid is None


def test_grids_one_below_the_other_are_boxes_of_their_own() -> None:
    made = sheet(
        ("Freezer 2",),
        ("Box 1",),
        (None, 1, 2, 3),
        ("A", "x-10", None, "x-12"),
        ("B", "x-13", "x-14 (old)", None),
        ("full",),
        ("Box 2 of 2019", 1, 2, 3),
        ("A", "x-15", None, None),
        ("B", None, "x-16", None),
        ("counted",),
    )
    assert table(made) == (
        ("Sample", "Box", "Position", "In brackets"),
        [
            (4, ("x-10", "Box 1", "A1", None)),
            (4, ("x-12", "Box 1", "A3", None)),
            (5, ("x-13", "Box 1", "B1", None)),
            (5, ("x-14", "Box 1", "B2", "old")),
            (8, ("x-15", "Box 2 of 2019", "A1", None)),
            (9, ("x-16", "Box 2 of 2019", "B2", None)),
        ],
    )
    guess = guess_layout(made, lambda _: False)
    assert (guess.layout.aside, guess.repeats, guess.beyond) == ({6, 7}, (7,), (10,))


def test_grids_side_by_side_are_told_apart_with_a_blank_column_between_them_or_by_their_corners() -> None:
    for gap in ((None, "Box 2"), ("Box 2",)):
        wide = (None,) * (len(gap) - 1)
        made = sheet(
            ("Box 1", 1, 2, 3, *gap, 1, 2, 3),
            ("A", "x-10", None, "x-12", *wide, "A", "x-13", None, None),
            ("B", "x-14", None, None, *wide, "B", None, None, "x-15"),
            ("C", "x-16", None, None),
        )
        assert [(number, cells) for number, cells in table(made)[1]] == [
            (2, ("x-10", "Box 1", "A1")),
            (2, ("x-12", "Box 1", "A3")),
            (2, ("x-13", "Box 2", "A1")),
            (3, ("x-14", "Box 1", "B1")),
            (3, ("x-15", "Box 2", "B3")),
            (4, ("x-16", "Box 1", "C1")),
        ]


def test_a_box_without_a_name_among_several_has_none() -> None:
    grid = ((None, 1, 2, 3), ("A", "x-1{0}", None, None), ("B", "x-2{0}", None, None))
    rows = [tuple(str(cell).format(at) if cell else None for cell in row) for at in (1, 2) for row in grid]
    made = sheet(*rows[:3], (None,), *rows[3:])
    assert [cells[1] for _, cells in table(made)[1]] == [None] * 4


def test_grids_far_below_the_first_rows_are_found_too() -> None:
    def box(at: int) -> list[Sequence[Cell]]:
        return [
            (f"Box {at}",),
            (None, 1, 2, 3),
            ("A", f"x-{at}", None, None),
            ("B", f"y-{at}", None, None),
            (None,),
        ]

    found = table(sheet(*(row for at in range(1, 41) for row in box(at))))[1]
    assert len(found) == 80
    assert found[-1] == (199, ("y-40", "Box 40", "B1"))


def test_labels_with_words_behind_them_are_no_grid() -> None:
    made = sheet((None, 1, 2, 3, "Remarks"), ("A", "x-1", "x-2", "x-3", "y"), ("B", "x-1", "x-2", "x-3", "y"))
    assert find_grids([*made.rows()]) is None
