"""A list of a row for each box and a column for each position is read position by position, where that is sure."""

from pathlib import Path

import pytest
from lunarcurator.exchange.layout import lay_out
from lunarcurator.exchange.layout_guess import Guess, guess_layout
from lunarcurator.exchange.position_rows import HOLDERS
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
        ("Rack;Box;A1;A2;A3", f"r;x;{FULL}", f";y;{FULL}"),
        ("Box;A1;A2;A3", f"x;{FULL}", f"y;{FULL}", f";{FULL}"),
        # What no position holds: measures, words, or more than there are positions.
        ("Box;A1;A2;A3", "x;1.5;2.5;3.5", "y;1.5;2.5;3.5"),
        ("Box;A1;A2;A3", "x;basalt;soil;breccia", "y;basalt;soil;breccia"),
        ("Box;A1;A2;A3", "x;;;", "y;;;"),
        ("Box;A1;A2;A3", f"x;{FULL};more", f"y;{FULL}"),
    ],
)
def test_other_lists_stay_as_they_are(tmp_path: Path, rows: tuple[str, ...]) -> None:
    guess, *_ = read(tmp_path / "a.csv", *rows)
    assert guess.layout.grid is None


def test_rows_further_down_may_show_that_it_is_another_list(tmp_path: Path) -> None:
    boxes = [f"FB-{at};{FULL}" for at in range(1, 121)]
    assert read(tmp_path / "a.csv", "Box;A1;A2;A3", *boxes)[0].layout.grid is not None
    assert read(tmp_path / "b.csv", "Box;A1;A2;A3", *boxes, boxes[0])[0].layout.grid is None
    many = [f"FB-{at};{FULL}" for at in range(1, 5_002)]
    assert read(tmp_path / "c.csv", "Box;A1;A2;A3", *many)[0].layout.grid is None


def test_whatever_holds_positions_is_a_step_of_places() -> None:
    for word in HOLDERS:
        assert place_levels((word,), {word: OTHER}, least=1)
