import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.mass_display import (
    plain_mass,
    shown_count,
    shown_exact,
    shown_mass,
    shown_mass_with_unit,
    shown_parts,
)
from lunarcurator.domain.mass_text import parse_mass
from lunarcurator.domain.mass_units import unit_power, unit_symbol


@pytest.mark.parametrize(
    ("ug", "unit", "resolution_ug", "plain"),
    [
        (300_000, "g", 10_000, "0.30"),
        (300_000, "g", None, "0.3"),
        (5_629_000_000, "g", 1_000_000, "5629"),
        (5_620_000_000, "g", 10_000_000, "5620"),
        (402_750_000, "g", 1000, "402.750"),
        (402_755_000, "g", 5000, "402.755"),
        (402_750_000, "g", 5000, "402.750"),
        (402_750_000, "g", 1_000_000, "402.75"),
        (0, "g", None, "0"),
        (0, "g", 1000, "0.000"),
        (1, "g", None, "0.000001"),
        (1, "kg", None, "0.000000001"),
        (123, "ug", 1, "123"),
        (12_345, "mg", 5, "12.345"),
        (-5, "g", None, "-0.000005"),
        (-1_190_500_000, "g", None, "-1190.5"),
    ],
)
def test_plain_masses_have_the_decimals_that_were_weighed(
    ug: int, unit: str, resolution_ug: int | None, plain: str
) -> None:
    assert plain_mass(ug, unit, resolution_ug) == plain


@pytest.mark.parametrize(
    ("mass", "shown"),
    [
        (9_614_000_000, "9\u202f614"),
        (-1_190_500_000, "\u22121\u202f190.5"),
        (Mass.stated(402_750_000, 1000), "402.750"),
        (Mass.estimated(150_000_000, 1_000_000), "~150"),
        (Mass.nominal(10_000, 1000), "0.010"),
        (Mass.unknown("epoxy"), ""),
        (Mass.not_applicable(), ""),
    ],
)
def test_masses_for_eyes_have_narrow_spaces_and_signs(mass: Mass | int, shown: str) -> None:
    assert shown_mass(mass) == shown


def test_a_given_resolution_outweighs_that_of_the_mass() -> None:
    assert shown_mass(Mass.stated(402_750_000, 10_000), resolution_ug=1000) == "402.750"


def test_parts_meet_at_the_decimal_point() -> None:
    assert shown_parts(1_402_750_000, "g", 1000) == ("1\u202f402", ".750")
    assert shown_parts(9_614_000_000) == ("9\u202f614", "")
    assert shown_parts(Mass.unknown("sealed")) == ("", "")


def test_a_unit_stands_behind_a_no_break_space() -> None:
    assert shown_mass_with_unit(4_106_000) == "4.106\u00a0g"
    assert shown_mass_with_unit(4_106, "ug") == "4\u202f106\u00a0µg"
    assert shown_mass_with_unit(Mass.unknown("sealed")) == ""


def test_exact_masses_show_the_microgram_after_a_thin_space() -> None:
    assert shown_exact(1_190_123_456) == "1\u202f190.123\u2009456"
    assert shown_exact(-5) == "\u22120.000\u2009005"
    assert shown_exact(0) == "0.000\u2009000"


def test_counts_stand_apart_by_thousands() -> None:
    assert shown_count(2229) == "2\u202f229"
    assert shown_count(-1_234_567) == "\u22121\u202f234\u202f567"
    assert shown_count(12) == "12"


def test_a_unit_is_known_by_every_spelling() -> None:
    assert unit_power("µg") == unit_power("μg") == unit_power("ug") == 0
    assert unit_symbol("ug") == "µg"
    assert unit_symbol("Grams") == "g"
    with pytest.raises(ValueError, match="unit of mass"):
        unit_power("Mg")


@given(st.integers(0, 10**15), st.one_of(st.none(), st.integers(1, 10**10)))
def test_what_is_shown_reads_back_as_the_same_mass(ug: int, resolution_ug: int | None) -> None:
    assert parse_mass(shown_mass(ug, "g", resolution_ug)).ug == ug
    assert parse_mass(shown_exact(ug)).ug == ug
    assert parse_mass(shown_mass_with_unit(ug, "mg", resolution_ug)).ug == ug
