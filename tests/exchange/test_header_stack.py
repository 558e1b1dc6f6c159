"""Three rows that name the columns, and a row of units below them, are found above the data."""

import pytest
from lunarcurator.exchange.marks import Block

from tests.exchange.test_layout import read, sheet

DATA = "15999|1.25|0.01|V1"


def headers(*rows: str, merged: tuple[Block, ...] = ()) -> tuple[tuple[int, ...], int, tuple[str, ...]]:
    guess, columns, _ = read(sheet(*rows), *merged)
    return guess.layout.header_rows, guess.layout.units_row, columns


def test_a_row_of_labels_between_the_known_header_and_the_units_is_a_header_too() -> None:
    found = headers("ID|Mass|Mass|Place", "no.|value|Uncertainty|of storage", "|g|g|", DATA, "15998|2.10|0.01|V1")
    names = ("ID / no.", "Mass / value (g)", "Mass / Uncertainty (g)", "Place / of storage")
    assert found == ((1, 2), 3, names)


def test_two_rows_of_labels_below_the_known_header_and_a_row_of_units_are_found() -> None:
    found = headers("ID|Mass|Place", "of piece|weighed|of storage", "curated|dry|now", "|g|", "15999|1.25|V1")
    assert found == (
        (1, 2, 3),
        4,
        ("ID / of piece / curated", "Mass / weighed / dry (g)", "Place / of storage / now"),
    )


def test_a_row_that_says_how_columns_are_written_is_one_of_units_and_names_none() -> None:
    found = headers(
        "Rock|Split||Mass|",
        "|Split|Parent|Weight|Date weighed",
        "|no.|no.|g|d.m.y",
        "15555|901|0|1.25|03.04.1975",
        "|902|0|2.10|13.04.1975",
        merged=(Block(1, 1, 3, 1), Block(1, 2, 1, 3), Block(1, 4, 1, 5), Block(4, 1, 5, 1)),
    )
    names = ("Rock", "Split", "Split / Parent", "Mass / Weight (g)", "Mass / Date weighed")
    assert found == ((1, 2), 3, names)
    assert headers("ID|Split", "no.|no.", "1|2")[:2] == ((1,), 2)
    assert headers("ID|Split", "no.|", "1|2")[:2] == ((1,), 0)


def test_labels_below_what_is_merged_or_said_twice_name_its_parts() -> None:
    assert headers("ID|Mass|Mass", "official|before|after", "1|5|4")[0] == (1, 2)
    assert headers("ID|Mass|", "|before|after", "1|5|4", merged=(Block(1, 2, 1, 3),))[0] == (1, 2)
    assert headers("ID|Mass|Place", "|before|shelf", "1|5|4", merged=(Block(1, 1, 2, 1),))[0] == (1, 2)
    found = headers(
        "ID|Mass|Mass|Place", "|old|new|", "|scale|scale|shelf", "1|5|4|V", merged=(Block(1, 1, 3, 1),)
    )
    assert found[0] == (1, 2, 3)


@pytest.mark.parametrize(
    "rows",
    [
        ("ID|Mass|Place", "slab|heavy|shelf", "1|5|V"),
        ("ID|Mass|Mass", "slab|same|same", "1|5|4"),
        ("ID|Mass|Mass", "slab|unknown|heavy", "1|5|4"),
        ("ID|Mass|Mass", "slab 1|before|after", "1|5|4"),
        ("ID|Mass|Mass", "slab|weighed with the old balance|after", "1|5|4"),
        ("ID|Mass|Mass", "the one of all pieces|before|after", "1|5|4"),
        ("ID|Mass|Mass", "Owner:|before|after", "1|5|4"),
        ("ID|Mass|Mass", "slab|before|after", "chip|light|heavy"),
        ("ID|Mass|Mass", "slab|before|after"),
        ("ID|Mass|Mass", "", "slab|before|after", "1|5|4"),
        ("ID|Mass|Mass", "before||", "1|5|4"),
        ("ID|Mass|Place", "slab|light|shelf", "|g|", "chip|heavy|rack"),
        ("ID|Mass|Place", "slab|light|shelf", "|g|"),
    ],
)
def test_words_that_may_be_a_record_are_one(rows: tuple[str, ...]) -> None:
    assert headers(*rows)[0] == (1,)
