from collections.abc import Iterator
from pathlib import Path

from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.cells import Cell
from lunarcurator.exchange.reading import read_book
from lunarcurator.exchange.table import Table, find_table


def table(*rows: tuple[Cell, ...]) -> Table:
    def read() -> Iterator[Row]:
        return (Row(number, cells) for number, cells in enumerate(rows, start=1))

    return find_table(Sheet("S", False, read))


def test_the_header_is_found_below_banners_and_blank_rows() -> None:
    found = table(
        ("Lunar samples, a list",),
        (),
        ("Printed", "1974"),
        ("Number", "Mass (g)", "Form", "Place"),
        ("15405", 5629, "chip", None),
        (None, None, None, None),
        ("15415", 269, None, "Tray 2"),
    )
    assert found.header_row == 4
    assert found.columns == ("Number", "Mass (g)", "Form", "Place")
    assert [row.number for row in found.above] == [1, 3]
    assert list(found.rows()) == [Row(5, ("15405", 5629, "chip", None)), Row(7, ("15415", 269, None, "Tray 2"))]


def test_names_of_columns_are_trimmed_and_all_different() -> None:
    found = table((" Number ", "Mass\n(g)", "number", None, "Form"), ("1", "2", "3", "4", "5"))
    assert found.columns == ("Number", "Mass (g)", "number (2)", "D", "Form")


def test_a_table_without_header_has_the_letters_of_its_columns() -> None:
    found = table(("118:22:33", "DB", "108", "5.75"), ("165:05:49", "DB", "312", "490.54"))
    assert (found.header_row, found.columns) == (0, ("A", "B", "C", "D"))
    assert [row.number for row in found.rows()] == [1, 2]


def test_short_rows_are_filled_up_and_nothing_of_long_ones_is_dropped() -> None:
    found = table(("a", "b", "c"), *[("1", "2", "3")] * 120, ("1",), ("1", "2", "3", "4"), ("1", "2", "3", None))
    rows = list(found.rows())
    assert [row.cells for row in rows[-3:]] == [
        ("1", None, None),
        ("1", "2", "3", "4"),
        ("1", "2", "3"),
    ]


def test_an_empty_sheet_is_a_table_of_nothing() -> None:
    found = table()
    assert (found.header_row, found.columns, list(found.rows())) == (0, (), [])
    assert table((), (None,)).columns == ()


def test_empty_columns_at_the_end_are_none() -> None:
    assert table(("a", "b", None, None), ("1", "2", None, None)).columns == ("a", "b")


def test_a_first_row_that_says_the_same_everywhere_is_no_header() -> None:
    assert table(("x", "x", "x", "x"), ("number", "mass", "form", "place"), ("1", "2", "3", "4")).header_row == 2


def test_the_header_of_a_csv_file_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("ID,Mission\n10001,Apollo11\n")
    (sheet,) = read_book(path).sheets
    assert find_table(sheet).columns == ("ID", "Mission")
