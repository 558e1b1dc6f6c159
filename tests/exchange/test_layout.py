from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.layout import Layout, lay_out
from lunarcurator.exchange.layout_guess import BESIDE, Guess, Told, guess_layout
from lunarcurator.exchange.marks import Block
from lunarcurator.exchange.reading import read_book
from lunarcurator.exchange.text_book import read_pasted
from lunarcurator.exchange.text_rows import TITLE, TOTAL
from lunarcurator.services.importing.columns.mapping import OTHER, Aliases

KNOWN = {"id", "mass", "weight", "place", "sample name", "butt", "ts", "depth", "split"}


def known(text: str) -> bool:
    return text.casefold().partition(" (")[0] in KNOWN


def sheet(*rows: str) -> Sheet:
    return read_pasted("\n".join(rows).replace("|", "\t")).sheets[0]


def read(
    made: Sheet, *merged: Block, said: Told | None = None
) -> tuple[Guess, tuple[str, ...], list[tuple[int, tuple[Cell, ...]]]]:
    guess = guess_layout(made, known, merged, said)
    table = lay_out(made, guess.layout, merged)
    return guess, table.columns, [(row.number, row.cells) for row in table.rows()]


def test_banners_are_no_header_and_blank_rows_are_passed_over() -> None:
    guess, columns, rows = read(sheet("Inventory of the vault", "", "ID|Mass", "", "10017|5", "", "10018|6"))
    assert guess.layout.header_rows == (3,)
    assert columns == ("ID", "Mass")
    assert rows == [(5, ("10017", "5")), (7, ("10018", "6"))]


def test_two_header_rows_name_a_column_together_and_a_merged_one_reaches_over_its_columns() -> None:
    made = sheet("Sample|Mass|", "ID|before|after", "10017|5|4")
    _, columns, _ = read(sheet("Sample|Mass|Mass", "ID|place|weight", "10017|5|4"))
    assert columns == ("Sample / ID", "Mass / place", "Mass / weight")
    table = lay_out(made, Layout(header_rows=(1, 2), width=3), (Block(1, 2, 1, 3),))
    assert table.columns == ("Sample / ID", "Mass / before", "Mass / after")


def test_a_row_of_units_goes_into_the_headers() -> None:
    guess, columns, rows = read(sheet("depth|split|weight", "cm|< 1 mm|grams", "0 - 0.5|,7|1"))
    assert guess.layout.units_row == 2
    assert columns == ("depth (cm)", "split (< 1 mm)", "weight (grams)")
    assert rows == [(3, ("0 - 0.5", ",7", "1"))]


def test_units_stand_above_the_names_where_a_person_says_so() -> None:
    made = sheet("Chemistry||", "||ppm", "ID|Place|", "10017|Vault|5")
    assert read(made)[1] == ("ID", "Place", "C")
    assert read(made, said=Told(units=2))[1] == ("ID", "Place", "C (ppm)")


def test_totals_and_what_follows_the_end_that_is_said_are_no_records() -> None:
    made = sheet("ID|Mass", "10017|5", "Total|5", "10018|6", "*** End ***", "10019|7")
    guess, _, rows = read(made, said=Told(end=4))
    assert ([each.row.number for each in guess.spoken], guess.layout.end_row) == ([3], 4)
    assert [number for number, _ in rows] == [2, 3, 4]
    assert [(each.row.number, each.why) for each in read(made)[0].spoken] == [(3, TOTAL), (5, TITLE)]


def test_a_blank_continues_the_row_above_until_the_column_left_of_it_begins_anew() -> None:
    made = sheet("Borrower|Person|ID|Mass", "A|P1|1|5", "||2|6", "|P2|3|7", "B||4|8", "||5|9")
    guess, _, rows = read(made)
    assert (guess.fill, rows[1][1][:2]) == ((1, 2), (None, None))
    rows = [(row.number, row.cells) for row in lay_out(made, replace(guess.layout, fill=(1, 2))).rows()]
    assert [cells[:2] for _, cells in rows] == [("A", "P1"), ("A", "P1"), ("A", "P2"), ("B", None), ("B", None)]


def test_merged_cells_say_the_same_in_every_row_they_cover() -> None:
    made = sheet("Borrower|ID|Mass", "A|1|5", "|2|6", "B|3|7")
    guess, _, rows = read(made, Block(2, 1, 3, 1), Block(3, 9, 4, 9))
    assert guess.fill == ()
    assert [cells[0] for _, cells in rows] == ["A", "A", "B"]


def test_groups_side_by_side_are_records_of_their_own_where_somebody_says_so() -> None:
    made = sheet("butt|TS||butt|TS|", ",7|,60|A|,101|,143|", "|,92|A||,144|ST", ",18|,61|B||,145|")
    assert (read(made)[0].layout.groups, read(made)[0].begins) == ((), ("D",))
    guess, columns, rows = read(made, said=Told(shape=BESIDE))
    assert guess.layout.groups == ((1, 3), (4, 6))
    assert columns == ("butt", "TS", "C")
    assert rows[:3] == [(2, (",7", ",60", "A")), (2, (",101", ",143", None)), (3, (None, ",92", "A"))]
    assert (guess.fill, rows[3]) == ((), (3, (None, ",144", "ST")))
    assert read(sheet("ID|Mass", "1|2"), said=Told(shape=BESIDE))[0].layout.groups == ()


def test_groups_behind_empty_columns_are_records_of_their_own() -> None:
    made = sheet("||ID|Mass|ID|Mass", "||1|5|3|7", "||2|6||")
    assert read(made)[0].begins == ("E",)
    guess, _, rows = read(made, said=Told(shape=BESIDE))
    assert guess.layout.groups == ((3, 4), (5, 6))
    assert rows == [(2, ("1", "5")), (2, ("3", "7")), (3, ("2", "6"))]


def test_tables_begin_behind_a_column_that_says_nothing_and_no_merged_cell_reaches_over() -> None:
    made = sheet("ID|Mass||Stone|Shade", "1|5||a|grey", "2|6||b|red")
    assert read(made)[0].begins == ("D",)
    assert read(made, Block(1, 2, 1, 3))[0].begins == ()
    assert read(sheet("ID|Mass||Stone", "1|5||a"))[0].begins == ()
    assert read(sheet("ID|ID|Mass|Place", "1|2|5|x"))[0].begins == ()


def test_a_table_without_header_keeps_its_first_row() -> None:
    _, columns, rows = read(sheet("DB|108|5.75", "DB|312|490.54", "DB|313|292.93"))
    assert (columns, len(rows)) == (("A", "B", "C"), 3)


def test_rows_wider_than_the_header_lose_nothing() -> None:
    rows = ["ID|Mass", *(f"{at}|1" for at in range(200)), "7|2|more"]
    _, columns, found = read(sheet(*rows))
    assert columns == ("ID", "Mass", "C")
    assert found[-1][1] == ("7", "2", "more")


def test_what_names_a_value_or_stands_apart_above_the_header_is_no_part_of_it() -> None:
    rows = ("Printed by|A. Person", "", "Owner: Lab A|Copy: 2", "ID|Mass", "10017|5")
    guess, columns, _ = read(sheet(*rows))
    assert (guess.layout.header_rows, columns) == ((4,), ("ID", "Mass"))


@pytest.mark.parametrize(
    ("word", "is_total"),
    [
        ("Grand total: 2 samples", True),
        ("Sum (g)", True),
        ("合计：2", True),
        ("Summe", True),
        ("Summit 1", False),
        ("Total rock 7", True),
        ("Totalled on the way from here to the vault: ask", False),
    ],
)
def test_sums_are_known_by_their_first_word(word: str, is_total: bool) -> None:
    guess, _, _ = read(sheet("ID|Mass", "10017|5", "10018|6", f"{word}|11"))
    assert (TOTAL in [each.why for each in guess.spoken]) is is_total


def test_an_empty_sheet_has_no_rows() -> None:
    blank = Sheet("empty", hidden=False, source=lambda: iter([Row(1, (None,))]))
    guess, columns, rows = read(blank)
    assert (guess.layout.header_rows, columns, rows) == ((), (), [])


@pytest.fixture
def found(shared_data: Path) -> Callable[[str, str], tuple[Guess, tuple[str, ...], int]]:
    def find(name: str, sheet_name: str) -> tuple[Guess, tuple[str, ...], int]:
        made = next(each for each in read_book(shared_data / name).sheets if each.name == sheet_name)
        merged = made.marks().merged
        aliases = Aliases()
        guess = guess_layout(made, lambda text: aliases.target(text) != OTHER, merged)
        table = lay_out(made, guess.layout, merged)
        return guess, table.columns, len(list(table.rows()))

    return find


@pytest.mark.parametrize(
    ("name", "sheet_name", "headers", "units", "groups", "rows"),
    [
        ("lsc_split_tables_open.xlsx", "15445 thin sections", (), 0, 0, 18),
        ("lsc_split_tables_open.xlsx", "14220 dissection", (2,), 3, 0, 31),
        ("lsc_split_tables_open.xlsx", "14163 coarse fines", (), 0, 0, 12),
        ("MoonDB_0623.xls", "SAMPLES", (1,), 0, 0, 14),
        ("essdive_sesar_sampleTemplate.xls", "Worksheet", (2,), 0, 0, 0),
    ],
)
def test_the_table_of_a_real_sheet_is_found(
    found: Callable[[str, str], tuple[Guess, tuple[str, ...], int]],
    name: str,
    sheet_name: str,
    headers: tuple[int, ...],
    units: int,
    groups: int,
    rows: int,
) -> None:
    guess, _, counted = found(name, sheet_name)
    layout = guess.layout
    assert (layout.header_rows, layout.units_row, len(layout.groups), counted) == (headers, units, groups, rows)
