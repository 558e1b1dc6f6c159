"""A list of a row for each box and a column for each position is read position by position, where that is sure."""

from pathlib import Path

import pytest
from lunarcurator.exchange.layout import lay_out
from lunarcurator.exchange.layout_guess import Guess, guess_layout
from lunarcurator.exchange.position_rows import HOLDERS, position_columns
from lunarcurator.exchange.reading import read_book
from lunarcurator.services.importing.columns.mapping import OTHER
from lunarcurator.services.importing.columns.place_columns import place_levels


def read(path: Path, *rows: str) -> tuple[Guess, tuple[str, ...], list[tuple[object, ...]]]:
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    sheet = read_book(path, delimiter=";").sheets[0]
    guess = guess_layout(sheet, lambda _text: False)
    table = lay_out(sheet, guess.layout)
    return guess, table.columns, [(row.number, *row.cells) for row in table.rows()]


def test_each_position_of_each_box_becomes_a_row(tmp_path: Path) -> None:
    guess, columns, rows = read(
        tmp_path / "a.csv",
        "Boxes of the north freezer",
        "Box;A1;A2;A3",
        "FB-1;15555,7;empty;15555,8",
        "",
        "FB-2;;60025,1 (chip);60025,2",
        "checked",
    )
    assert columns == ("Sample", "Box", "Position", "In brackets")
    assert rows == [
        (3, "15555,7", "FB-1", "A1", None),
        (3, "15555,8", "FB-1", "A3", None),
        (5, "60025,1", "FB-2", "A2", "chip"),
        (5, "60025,2", "FB-2", "A3", None),
    ]
    assert guess.beyond == (6,)
    assert guess.layout.caption == "Boxes of the north freezer"


def test_positions_may_be_counted_and_boxes_stand_in_something(tmp_path: Path) -> None:
    _, columns, rows = read(
        tmp_path / "a.csv", "冰箱;Box no.;1;2;3", "F1;1;15555,7;;15555,8", "F1;2;60025,1;;", "F1;3;;;"
    )
    assert columns == ("Sample", "冰箱", "Box no.", "Position")
    assert rows == [
        (2, "15555,7", "F1", "1", "1"),
        (2, "15555,8", "F1", "1", "3"),
        (3, "60025,1", "F1", "2", "1"),
    ]


FULL = "15555,7;15555,8;15555,9"


@pytest.mark.parametrize(
    "rows",
    [
        # No box, or no positions, or too few of them.
        ("Sample;A1;A2;A3", f"x;{FULL}", f"y;{FULL}"),
        ("Box;A1;A2;Mass", f"x;{FULL}", f"y;{FULL}"),
        ("Box;A1;A2", "x;15555,7;15555,8", "y;60025,1;60025,2"),
        ("Box;A1;A2;a1", f"x;{FULL}", f"y;{FULL}"),
        ("Box;B1;B2;B3", f"x;{FULL}", f"y;{FULL}"),
        ("Box;2;3;4", f"x;{FULL}", f"y;{FULL}"),
        ("Box;;A1;A2;A3", f"x;;{FULL}", f"y;;{FULL}"),
        # One box, a box twice, or one without a name.
        ("Box;A1;A2;A3", f"x;{FULL}"),
        ("Box;A1;A2;A3", f"x;{FULL}", f"x;{FULL}"),
        ("Rack;Box;A1;A2;A3", f";x;{FULL}", f"r;y;{FULL}"),
        ("Freezer;Rack;Box;A1;A2;A3", f"f;r;x;{FULL}", f"g;;y;{FULL}"),
        # Two steps of one kind are one place.
        ("Box;Box No;A1;A2;A3", f"Moon;1;{FULL}", f"Moon;2;{FULL}"),
        ("Box;Box;A1;A2;A3", f"Moon;1;{FULL}", f"Moon;2;{FULL}"),
        ("Box;A1;A2;A3", f"x;{FULL}", f"y;{FULL}", f";{FULL}"),
        # What no position holds: measures, words, or more than there are positions.
        ("Box;A1;A2;A3", "x;1.5;2.5;3.5", "y;1.5;2.5;3.5"),
        ("Box;A1;A2;A3", "x;basalt;soil;breccia", "y;basalt;soil;breccia"),
        ("Box;A1;A2;A3", "x;;;", "y;;;"),
        ("Box;A1;A2;A3", f"x;{FULL};more", f"y;{FULL}"),
        ("Box;1;2;3", "B1;12.5 g;3.1 g;2.2 g", "B2;1 g;2 g;3 g"),
        ("Box;1;2;3", "B1;1250;3100;2200", "B2;1251;3101;2201"),
        ("Freezer;1;2;3", "F1;2020-03-05;2020-03-06;2020-03-07", "F2;5.3.2020;6.3.2020;7.3.2020"),
        ("Freezer;1;2;3", "F1;5 Mar 2020;6 Mar 2020;7 Mar 2020", "F2;Mar 5, 2020;März 2020;Oct-20"),
        ("Freezer;1;2;3", "F1;-80,5;-80,1;-79,5", "F2;-80,6;-80,2;-79,4"),
        ("Tray;A1;A2;A3", "T1;1051;1048;1050", "T2;1052;1049;1047"),
        ("Tray;A1;A2;A3", "T1;15051;15051;15052", "T2;15053;15054;15055"),
        ("Tray;A1;A2;A3", f"T1;{FULL}", "T2;Q1 a;Q1 a;Q1 a"),
        ("Tray;A1;A2;A3", f"T1;{FULL}", "T2;15555,1;15555,2;12.5 g"),
        ("Tray;A1;A2;A3", f"T1;{FULL}", "T2;about 3 g;about 4 g;about 5 g"),
        # Bare figures as those of Luna are counts like others, and so are readings with a decimal point.
        ("Tray;A1;A2;A3", "T1;24077;24078;22015", "T2;21036;24182;24183"),
        ("Tray;A1;A2;A3", "T1;24077.3;24078.1;22015.2", "T2;21036.4;24182.5;24183.6"),
        ("Tray;A1;A2;A3", "T1;24077,3;24078,1;22015,2", "T2;21036,4;23182,5;24183,6"),
        # Another header below.
        ("Box;A1;A2;A3", f"B1;{FULL}", "Box;A4;A5;A6", f"B2;{FULL}"),
    ],
)
def test_other_lists_stay_as_they_are(tmp_path: Path, rows: tuple[str, ...]) -> None:
    guess, *_ = read(tmp_path / "a.csv", *rows)
    assert guess.layout.grid is None


def test_numbers_of_luna_are_numbers_in_the_positions_of_a_box_too(tmp_path: Path) -> None:
    _, columns, rows = read(
        tmp_path / "a.csv", "Box;A1;A2;A3", "L-1;24077,3;24182 (vial);22001-15", "L-2;21020, 3;;24999"
    )
    assert columns == ("Sample", "Box", "Position", "In brackets")
    assert [row[1:] for row in rows] == [
        ("24077,3", "L-1", "A1", None),
        ("24182", "L-1", "A2", "vial"),
        ("22001-15", "L-1", "A3", None),
        ("21020, 3", "L-2", "A1", None),
        ("24999", "L-2", "A3", None),
    ]


def test_an_outer_step_goes_on_below_the_row_that_says_it(tmp_path: Path) -> None:
    empty = "R2;3;;;"
    _, columns, rows = read(
        tmp_path / "a.csv", "Rack;Box;A1;A2;A3", "R1;1;NWA 032;;", ";2;;NWA 773;", "", empty, ";4;Dho 026;;Dho 081"
    )
    assert columns == ("Sample", "Rack", "Box", "Position")
    assert [row[1:] for row in rows] == [
        ("NWA 032", "R1", "1", "A1"),
        ("NWA 773", "R1", "2", "A2"),
        ("Dho 026", "R2", "4", "A1"),
        ("Dho 081", "R2", "4", "A3"),
    ]


def test_a_header_that_comes_again_and_rows_of_totals_are_no_boxes(tmp_path: Path) -> None:
    boxes = ("Box;A1;A2;A3", f"B1;{FULL}", "Subtotal;1;1;1", "box;a1;A2;A3", "B2;60001;60002;60003", "Total;2;2;2")
    guess, _, rows = read(tmp_path / "a.csv", *boxes)
    assert [row[1:] for row in rows] == [
        ("15555,7", "B1", "A1"),
        ("15555,8", "B1", "A2"),
        ("15555,9", "B1", "A3"),
        ("60001", "B2", "A1"),
        ("60002", "B2", "A2"),
        ("60003", "B2", "A3"),
    ]
    assert (guess.totals, guess.repeats, guess.beyond) == ((3,), (4,), (6,))
    assert guess.layout.aside == {3, 4}


def test_a_box_called_total_that_holds_samples_is_a_box(tmp_path: Path) -> None:
    _, _, rows = read(tmp_path / "a.csv", "Box;A1;A2;A3", f"Total;{FULL}", f"B2;{FULL}")
    assert len(rows) == 6


def test_positions_are_told_by_the_names_of_columns_alone() -> None:
    assert position_columns(("Rack", "Box", "A1", "A2", "A3", "Remarks")) == ("A1", "A2", "A3")
    assert position_columns(("Box", "1", "2", "3", "5")) == ("1", "2", "3")
    assert position_columns(("Box", "A1", "A2", "Mass")) == ()
    assert position_columns(("Sample", "A1", "A2", "A3")) == ()
    assert position_columns(("Box",)) == ()


def test_rows_further_down_may_show_that_it_is_another_list(tmp_path: Path) -> None:
    boxes = [f"FB-{at};{FULL}" for at in range(1, 121)]
    assert read(tmp_path / "a.csv", "Box;A1;A2;A3", *boxes)[0].layout.grid is not None
    assert read(tmp_path / "b.csv", "Box;A1;A2;A3", *boxes, boxes[0])[0].layout.grid is None
    many = [f"FB-{at};{FULL}" for at in range(1, 5_002)]
    assert read(tmp_path / "c.csv", "Box;A1;A2;A3", *many)[0].layout.grid is None


def test_whatever_holds_positions_is_a_step_of_places() -> None:
    for word, kind in HOLDERS.items():
        assert place_levels((word,), {word: OTHER}, least=1) == {word: kind}
