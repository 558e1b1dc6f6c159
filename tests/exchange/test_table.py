"""The row that looks like a header is found whatever its words mean."""

from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.table import Table, header_row


def found(*rows: tuple[Cell, ...]) -> int:
    return header_row([Row(number, cells) for number, cells in enumerate(rows, start=1) if any(cells)])


def test_the_header_is_found_below_banners_and_blank_rows() -> None:
    number = found(
        ("Lunar samples, a list",),
        (),
        ("Printed", "1974"),
        ("Number", "Mass (g)", "Form", "Place"),
        ("15405", 5629, "chip", None),
        (None, None, None, None),
        ("15415", 269, None, "Tray 2"),
    )
    assert number == 4


def test_a_table_of_figures_and_an_empty_sheet_have_none() -> None:
    assert found(("118:22:33", "DB", "108", "5.75"), ("165:05:49", "DB", "312", "490.54")) == 0
    assert found() == 0


def test_a_first_row_that_says_the_same_everywhere_is_no_header() -> None:
    assert found(("x", "x", "x", "x"), ("number", "mass", "form", "place"), ("1", "2", "3", "4")) == 2


def test_the_rows_of_a_table_are_those_that_say_anything() -> None:
    rows = [Row(2, ("1", None)), Row(3, (None, " ")), Row(4, (None, "2"))]
    table = Table(("a", "b"), sheet=Sheet("S", hidden=False, source=lambda: iter(rows)))
    assert [row.number for row in table.rows()] == [2, 4]
