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
        ("Sample", "Position"),
        [
            (3, ("70180,10", "A1")),
            (3, (70181, "A2")),
            (4, ("70180,13 (0.2 g)", "B2")),
            (4, ("70180,14", "B3")),
        ],
    )


def test_what_stands_around_a_grid_is_above_or_below_it() -> None:
    guess = guess_layout(BOX, lambda _: False)
    assert guess.layout.end_row == 4
    assert [row.number for row in lay_out(BOX, guess.layout).above] == [1]


def test_letters_may_stand_above_and_figures_at_the_side() -> None:
    made = sheet(("Box 1", "A", "B", "C"), (1, "x-10", "x-11", "x-12"), (2, "x-13", None, "x-14"))
    assert table(made) == (
        ("Sample", "Position"),
        [(2, ("x-10", "A1")), (2, ("x-11", "B1")), (2, ("x-12", "C1")), (3, ("x-13", "A2")), (3, ("x-14", "C2"))],
    )
    (grid,) = find_grids([*made.rows()])
    assert len([*grid_records(made, grid)]) == 5


def test_tables_of_measures_and_lists_are_no_grids() -> None:
    measures = sheet((None, 1, 2, 3), ("A", "1.2", "1.3", "1.4"), ("B", "1.5", "1.6", "1.7"))
    wells = sheet((None, 1, 2, 3), ("A", "70180,10", "70180,11", "70180,12"), ("x", "70180,13"))
    short = sheet((None, 1, 2), ("A", "70180,10", "70180,11"), ("B", "70180,13"))
    listed = sheet(("Sample", "Mass"), ("70180", "2"), ("70181", "3"))
    for made in (measures, wells, short, listed, sheet()):
        assert find_grids([*made.rows()]) == []


def test_where_a_person_says_the_header_stands_no_grid_is_seen() -> None:
    assert guess_layout(BOX, lambda _: False, (), Told(header=2)).layout.grid is None


GRID = ((None, 1, 2, 3), ("A", "x-10", None, "x-12"), ("B", "x-13", "x-14", None))


def begins(*rows: Sequence[Cell]) -> tuple[str, ...]:
    return guess_layout(sheet(*rows), lambda _: False).begins


def test_further_grids_are_tables_of_their_own() -> None:
    assert begins(("Box 1",), *GRID) == ()
    assert begins(("Box 1",), *GRID, ("full",), ("Box 2",), *GRID, *GRID) == ("5", "10")
    far = [(f"row {at}", "x") for at in range(200)]
    assert begins(*GRID, *far, *GRID) == ("4",)


def test_further_grids_side_by_side_are_tables_of_their_own() -> None:
    low = (*GRID, ("C", "x-15", None, None), (None,))
    for gap, place in ((1, "F"), (0, "E")):
        rows = [
            (*left, *(None,) * (4 - len(left) + gap), *right)
            for left, right in zip(low, (*GRID, (), ()), strict=True)
        ]
        assert begins(*rows) == (place,)
        assert begins(*rows, *GRID) == (place, "5")


def test_labels_with_words_behind_them_are_no_grid() -> None:
    made = sheet((None, 1, 2, 3, "Remarks"), ("A", "x-1", "x-2", "x-3", "y"), ("B", "x-1", "x-2", "x-3", "y"))
    assert find_grids([*made.rows()]) == []
