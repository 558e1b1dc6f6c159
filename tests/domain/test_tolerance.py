from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunarcurator.domain.tolerance import Certainty, closes, finest_step, in_whole_steps, tolerance_ug

# Luna 16 G and Luna 20 as printed in the Lunar Sample Compendium, in micrograms.
LUNA_16_G = [550_000, 671_000, 203_000, 169_000, 1_000, 1_000]
LUNA_16_A = [593_000, 623_000, 283_000, 51_000, 1_000, 700_000]


def test_seven_readings_to_a_milligram_allow_what_luna_16_g_needs() -> None:
    readings = [1000] * (len(LUNA_16_G) + 1)
    assert tolerance_ug(readings) == 2291
    assert sum(LUNA_16_G) - 1_593_000 == 2000
    assert closes(sum(LUNA_16_G) - 1_593_000, readings)


def test_luna_16_a_as_printed_does_not_close_and_the_suggested_value_does() -> None:
    readings = [1000] * (len(LUNA_16_A) + 1)
    assert sum(LUNA_16_A) - 1_620_000 == 631_000
    assert not closes(631_000, readings)
    assert closes(631_000 - (700_000 - 70_000), readings)


def test_the_certificate_of_luna_20_differs_by_more_than_its_rounding() -> None:
    assert closes(2_050_000 - 2_050_000, [1000] * 7)
    assert not closes(2_050_000 - 2_036_000, [1000] * 7)


def test_three_hundred_draws_at_a_tenth_of_a_milligram_allow_one_and_a_half_milligrams() -> None:
    assert tolerance_ug([100] * 301) == 1502


def test_one_reading_to_a_microgram_allows_a_microgram() -> None:
    assert tolerance_ug([1]) == 1


def test_no_readings_allow_nothing() -> None:
    assert tolerance_ug([]) == 0


def test_stated_uncertainties_join_in_quadrature() -> None:
    assert tolerance_ug([], [300, 400]) == 500
    assert tolerance_ug([1000] * 7, [2291]) == 3240


def test_a_difference_closes_in_either_direction() -> None:
    assert closes(2291, [1000] * 7)
    assert closes(-2291, [1000] * 7)
    assert not closes(2292, [1000] * 7)
    assert not closes(-2292, [1000] * 7)


@pytest.mark.parametrize("figure", [-1, 0.5, True, "1"])
def test_resolutions_and_uncertainties_are_whole_micrograms(figure: object) -> None:
    with pytest.raises(ValueError, match="micrograms"):
        tolerance_ug([figure])  # type: ignore[list-item]
    with pytest.raises(ValueError, match="micrograms"):
        tolerance_ug([1], [figure])  # type: ignore[list-item]


figures = st.lists(st.integers(0, 10**13), max_size=8)


@given(figures, figures)
def test_result_is_the_formula_rounded_half_up(resolutions: list[int], uncertainties: list[int]) -> None:
    with localcontext() as context:
        context.prec = 80
        rounding = 9 * Decimal(sum(r * r for r in resolutions)) / 12
        exact = (rounding + sum(u * u for u in uncertainties)).sqrt()
        expected = int(exact.to_integral_value(ROUND_HALF_UP))
    assert tolerance_ug(resolutions, uncertainties) == expected


@given(figures, st.integers(0, 10**13))
def test_another_reading_never_narrows_the_tolerance(resolutions: list[int], another: int) -> None:
    assert tolerance_ug([*resolutions, another]) >= tolerance_ug(resolutions)


@pytest.mark.parametrize(
    ("allowed", "step", "told"), [(158, 100, 100), (200, 100, 200), (87, 100, 87), (158, 1, 158)]
)
def test_an_allowed_difference_is_told_in_steps_of_the_finest_reading(allowed: int, step: int, told: int) -> None:
    assert in_whole_steps(allowed, step) == told


def test_the_finest_step_is_of_the_resolutions_that_are_known() -> None:
    assert finest_step([Certainty(1000), Certainty(0), Certainty(100)]) == 100
    assert finest_step([Certainty(0)]) == 1
