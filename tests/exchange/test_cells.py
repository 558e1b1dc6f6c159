import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunarcurator.exchange.cells import Cell, ErrorCell, NumberCell, number_cell, read_cell


def test_a_number_is_whole_or_decimal_text() -> None:
    assert number_cell(10001.0) == 10001
    assert number_cell(-0.0) == 0
    assert number_cell(15405.1) == NumberCell("15405.1")
    assert number_cell(2.0**60) == NumberCell("1152921504606850000")


@given(st.integers(-(10**14), 10**14), st.integers(0, 9))
def test_what_a_person_typed_with_15_digits_comes_back_exactly(digits: int, decimals: int) -> None:
    typed = Decimal(digits).scaleb(-decimals)
    found = number_cell(float(typed))
    assert (found.decimal if isinstance(found, NumberCell) else Decimal(found)) == typed


def test_numbers_and_errors_print_as_they_are_shown() -> None:
    assert str(NumberCell("0.3")) == "0.3"
    assert str(ErrorCell("#REF!")) == "#REF!"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("", None),
        (None, None),
        ("x", "x"),
        (True, True),
        (7, 7),
        (datetime.date(1974, 1, 30), datetime.date(1974, 1, 30)),
        (datetime.datetime.fromisoformat("1974-01-30T00:00"), datetime.date(1974, 1, 30)),
        (datetime.time(1, 2, 3), "01:02:03"),
        (datetime.timedelta(hours=-1, minutes=-30), "-1:30:00"),
    ],
)
def test_every_value_of_the_reader_becomes_a_cell(value: object, cell: Cell) -> None:
    found = read_cell(value)
    assert (found, type(found)) == (cell, type(cell))
