"""Sums that do not close, and the one value that would close them."""

from hypothesis import given
from hypothesis import strategies as st
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.misprints import Excess, excess_of


def mg(*figures: float) -> list[Mass]:
    """Masses in mg as printed in grams: the resolution is that of the last digit printed."""
    return [Mass.stated(round(each * 1000), 100_000 if each == 700 else 1_000) for each in figures]


LUNA_16_A = mg(593, 623, 283, 51, 1, 700)


def test_the_one_value_large_enough_is_the_misprint_and_its_point_has_slipped() -> None:
    found = excess_of(LUNA_16_A, Mass.stated(1_620_000, 10_000))
    assert found == Excess(2_251_000, 631_000, 5, 70_000)


def test_a_sum_within_its_roundings_is_none() -> None:
    assert excess_of(mg(550, 671, 203, 169, 1, 1), Mass.stated(1_593_000, 1_000)) is None
    assert excess_of(mg(1, 2), Mass.stated(5_000, 1_000)) is None, "less than the total is no excess"
    assert excess_of([], Mass.stated(5_000, 1_000)) is None


def test_where_several_could_be_wrong_nothing_is_suggested() -> None:
    assert excess_of(mg(900, 800), Mass.stated(1_000_000, 1_000)) == Excess(1_700_000, 700_000)
    assert excess_of(mg(3, 3, 3), Mass.stated(1_000, 1)) == Excess(9_000, 8_000), "or all of them are"


def test_without_a_slipped_point_the_difference_is_what_is_missing() -> None:
    found = excess_of(mg(900, 10), Mass.stated(500_000, 1_000))
    assert found == Excess(910_000, 410_000, 0, 490_000)


@given(st.lists(st.integers(0, 10**9), max_size=6), st.integers(0, 10**9))
def test_what_is_suggested_closes_the_sum(figures: list[int], total: int) -> None:
    parts = [Mass.stated(each, 1_000) for each in figures]
    found = excess_of(parts, Mass.stated(total, 1_000))
    if found is None or found.at is None or found.ug is None:
        return
    mended = sum(figures) - figures[found.at] + found.ug
    assert abs(mended - total) <= 3 * 1_000 * (len(figures) + 1)
    assert found.ug < figures[found.at]
