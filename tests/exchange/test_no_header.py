"""A list without a header loses no row because one of its rows is all words."""

from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.layout_guess import guess_layout
from lunarcurator.exchange.table import find_table

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
