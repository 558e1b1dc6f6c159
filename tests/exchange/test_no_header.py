"""A list loses no row because one of its rows is all words: only known words make a header."""

import pytest
from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.layout_guess import Told, guess_layout

RECORDS = (
    ("NWA 032", "12.5", "2001", "basalt"),
    ("NWA 773", "5.1", "2001", "gabbro"),
    ("Dho 026", "x", "n.d.", "breccia"),
    ("Dho 081", "2.25", "2000", "breccia"),
)


def sheet_of(*rows: tuple[str, ...]) -> Sheet:
    made = [Row(at, row) for at, row in enumerate(rows, start=1)]
    return Sheet("list", hidden=False, source=lambda: iter(made))


def headers(*rows: tuple[str, ...], said: Told | None = None) -> tuple[tuple[int, ...], int]:
    guess = guess_layout(sheet_of(*rows), lambda text: text in ("Sample", "Mass", "Class"), (), said)
    return guess.layout.header_rows, guess.perhaps_header


def test_a_row_of_words_below_records_is_no_header() -> None:
    assert headers(*RECORDS) == ((), 0)
    assert headers(("NWA 032", "12.5 g", "basalt"), *RECORDS) == ((), 0)


HEADER = ("Minta", "Tömeg", "Évszám", "Osztály")


def test_a_row_of_unknown_words_above_figures_is_a_header() -> None:
    figures = (RECORDS[0], RECORDS[1], RECORDS[3])
    assert headers(HEADER, *figures) == ((1,), 0)
    assert headers(("Our list",), ("", "mean", ""), HEADER, *figures) == ((3,), 0)
    assert headers(HEADER, ("Mare soil", "n.d.", "", "soil"), *figures) == ((), 1)
    assert headers(HEADER, *figures, said=Told(header=0)) == ((), 0)
    assert headers(("Mare soil", "n.d.", "grey"), ("Hadley glass", "5 g", "green"), ("Dust", "2 g", "")) == ((), 1)
    assert headers(("Mare soil", "n.d.", "grey"), ("Glass 1", "5 g", "green"), ("Dust 2", "2 g", "")) == ((), 1)


def test_any_other_row_of_words_may_be_a_header_and_a_person_says_so() -> None:
    names = (("Minta", "Osztály"), ("Mare soil", "fines"), ("Hadley glass", "glass"))
    assert headers(*names) == ((), 1)
    assert headers(("Our list",), *names) == ((), 2)
    assert headers(*names, said=Told(header=1)) == ((1,), 0)
    assert headers(*names, said=Told(header=0)) == ((), 0)
    assert headers(("Our list",)) == headers() == ((), 0)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ((("Sample", "Mass", "x", "y"), *RECORDS), (1,)),
        ((("Sample", "x"), ("R1", "5 g")), (1,)),
        ((("Sample",), ("R1",), ("R2",)), (1,)),
        ((("x", "Sample", "y"), ("R", "g", "z"), ("S", "h", "z")), ()),
        ((("Sample", "x", "y"), ("R", "g", "z"), ("S", "h", "z")), (1,)),
        ((("Sample", "15016", "Class"), ("R1", "5 g", "z")), ()),
        ((("Sample",), ("x", "y"), ("R", "z")), ()),
        ((("R-1", "chip"), ("Class", "y"), ("R-2", "z")), ()),
        ((("x", "Sample"), ("y", "R-1")), ()),
    ],
)
def test_two_known_words_or_the_first_of_the_sheet_make_a_header(
    rows: tuple[tuple[str, ...], ...], found: tuple[int, ...]
) -> None:
    assert headers(*rows)[0] == found
