"""A list without a header loses no row because one of its rows is all words."""

import pytest
from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.layout_guess import guess_layout

from tests.plain_tables import find_table

RECORDS = (
    ("NWA 032", "12.5", "2001", "basalt"),
    ("NWA 773", "5.1", "2001", "gabbro"),
    ("Dho 026", "x", "n.d.", "breccia"),
    ("Dho 081", "2.25", "2000", "breccia"),
)


def sheet_of(*rows: tuple[str, ...]) -> Sheet:
    made = [Row(at, row) for at, row in enumerate(rows, start=1)]
    return Sheet("list", hidden=False, source=lambda: iter(made))


def test_a_row_of_words_below_records_is_no_header() -> None:
    sheet = sheet_of(*RECORDS)
    assert find_table(sheet).header_row == 0
    guess = guess_layout(sheet, lambda _: False)
    assert (guess.headless, guess.layout.header_rows, guess.layout.first_row) == (True, (), 1)


def test_a_row_of_words_below_one_row_of_figures_or_below_banners_is_a_header() -> None:
    header = ("Piece", "Grams", "Year", "Kind")
    assert find_table(sheet_of(RECORDS[0], header, *RECORDS[1:])).header_row == 2
    assert find_table(sheet_of(("Our list",), ("of 2001",), header, *RECORDS)).header_row == 3


def test_a_first_row_that_begins_with_a_number_as_all_below_it_do_is_a_record() -> None:
    def headless(*rows: tuple[str, ...]) -> bool:
        return guess_layout(sheet_of(*rows), lambda text: text in ("Sample", "SiO2")).headless

    assert headless(("A-11",))
    assert headless(("NWA 032", "12.5 g", "basalt"))
    assert not headless(("Sample",))
    assert not headless(("A-11", "SiO2"))
    assert not headless(("Piece", "A-11"))
    assert headless(("A-11", "chip"), ("A-12", "fines"), ("B-7", "chip"))
    assert not headless(("A-11",), ("A-12",), ("chips",))
    assert not headless(("Apollo 11",), ("A-12",))


@pytest.mark.parametrize(
    "rows",
    [
        # Below it other columns, or all pieces, are written another way.
        (("Nr1", "Gew1", "Ort1"), ("R1", "5 g", "x"), ("R2", "6 g", "y"), ("R3", "7 g", "z")),
        (("R1", "Gew1"), ("R2", "5 g"), ("R3", "6 g")),
        (("R1", "Ort1"), ("R2", "x"), ("R3", "y")),
        (("R1", "Ort"), ("R2", "x1"), ("R3", "x2")),
        (("Nr1",), ("R1",), ("R2",)),
        # What counts up names columns.
        (("S1", "S2", "S3"), ("A1", "B1", "C1")),
        (("S1", "S2", "S3"), ("A1", "B1", "C1"), ("D1", "E1", "F1")),
        # One row alone.
        (("Nr1", "Gew1"),),
    ],
)
def test_a_header_whose_words_end_in_figures_stays_one(rows: tuple[tuple[str, ...], ...]) -> None:
    assert not guess_layout(sheet_of(*rows), lambda _: False).headless


def test_a_first_record_may_say_less_than_those_below_it_or_more() -> None:
    for rows in (
        (("R1", "", "5 g"), ("R2", "x", "6 g"), ("R3", "y", "7 g")),
        (("R1", "x", "5 g"), ("R2", "", "6 g"), ("R3", "", "7 g")),
        (("R1", "chip 1"), ("R2", "chip"), ("R3", "chip 2")),
        (("R1", "chip"), ("R2", "chip"), ("R3", "chip 2")),
    ):
        assert guess_layout(sheet_of(*rows), lambda _: False).headless
