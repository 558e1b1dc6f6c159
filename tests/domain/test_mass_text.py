from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lunarcurator.domain.mass import Mass, MassError, MassKind
from lunarcurator.domain.mass_display import plain_mass
from lunarcurator.domain.mass_text import MassTextError, mass_from_cell, parse_mass

G, MG = 1_000_000, 1000


@pytest.mark.parametrize(
    ("text", "ug", "resolution_ug"),
    [
        ("1.62 g", 1_620_000, 10_000),
        ("83 mg", 83_000, MG),
        ("'83 mg ", 83_000, MG),
        ("‘8３ mg", 83_000, MG),
        (".617 g", 617_000, MG),
        ("5629 grams", 5629 * G, G),
        ("5629", 5629 * G, G),
        ("0.30", 300_000, 10_000),
        ("70 gram piece", 70 * G, G),
        ("12 kg", 12_000 * G, 1000 * G),
        ("0.5 gram", 500_000, 100_000),
        ("1 ug", 1, 1),
        ("1 µg", 1, 1),
        ("1 μg", 1, 1),
        ("3微克", 3, 1),
        ("5 毫克", 5000, MG),
        ("7.5克", 7_500_000, 100_000),
        ("2千克", 2000 * G, 1000 * G),
        ("1 公斤", 1000 * G, 1000 * G),
        ("７．５　ｇ", 7_500_000, 100_000),
        ("5㎎", 5000, MG),
        ("199mg", 199_000, MG),
        ("5 KG", 5000 * G, 1000 * G),
        ("11g", 11 * G, G),
        ("49 mg.", 49_000, MG),
        ("150. g", 150 * G, G),
        ("+ 5.2 g", 5_200_000, 100_000),
        ("weight: 5 g", 5 * G, G),
        ("0", 0, G),
        ("0.0000010 g", 1, 1),
        ("1e-3 g", MG, MG),
        ("1.5E+3 mg", 1_500_000, 100_000),
        (5629, 5629 * G, G),
        (Decimal("0.30"), 300_000, 10_000),
        (Decimal("1E+3"), 1000 * G, 1000 * G),
    ],
)
def test_usual_spellings_are_read_to_the_last_digit(
    text: str | int | Decimal, ug: int, resolution_ug: int
) -> None:
    assert parse_mass(text) == Mass.stated(ug, resolution_ug)


@pytest.mark.parametrize(
    ("text", "ug"),
    [
        ("1,190.5 g", 1_190_500_000),
        ("1.190,5 g", 1_190_500_000),
        ("1,190,000 g", 1_190_000 * G),
        ("1.190.000 g", 1_190_000 * G),
        ("1'190.5 g", 1_190_500_000),
        ("1’190 g", 1190 * G),
        ("11,7 g", 11_700_000),
        ("1,3 g", 1_300_000),
        ("0,617 g", 617_000),
        ("1190,500 g", 1_190_500_000),
        ("1\u202f190 g", 1190 * G),
        ("1\u2009190 g", 1190 * G),
        ("1\u00a0190 g", 1190 * G),
        ("1\u202f190,500 g", 1_190_500_000),
        ("1\u202f190.123\u2009456 g", 1_190_123_456),
        ("0.123\u2009456 g", 123_456),
        ("1.190 g", 1_190_000),
    ],
)
def test_separators_are_read_where_the_digits_decide(text: str, ug: int) -> None:
    assert parse_mass(text).ug == ug


def test_a_comma_with_two_readings_is_refused_with_both() -> None:
    with pytest.raises(MassTextError) as refusal:
        parse_mass("1,190 g")
    assert refusal.value.key == "mass.text_comma"
    assert refusal.value.facts == {"text": "1,190", "thousands": "1190", "decimal": "1.190"}


@pytest.mark.parametrize(
    "text",
    [
        "~150 g",
        "~ 150 g",
        "≈150 g",
        "about 150 g",
        "approx. 150 g",
        "ca. 150 g",
        "约150克",
        "150克左右",
        "150 g (est.)",
    ],
)
def test_about_makes_a_mass_estimated(text: str) -> None:
    assert parse_mass(text) == Mass.estimated(150 * G, G)
    assert parse_mass(text, kind=MassKind.REPORTED).kind is MassKind.ESTIMATED


def test_about_leaves_a_nominal_mass_nominal() -> None:
    assert parse_mass("~0.01 g", kind=MassKind.NOMINAL).kind is MassKind.NOMINAL


def test_kind_and_unit_are_the_callers_where_the_text_is_silent() -> None:
    assert parse_mass("83", unit="mg", kind=MassKind.REPORTED) == Mass.reported(83_000, MG)
    assert parse_mass("4.1063", kind=MassKind.MEASURED) == Mass.measured(4_106_300, 100)


def test_a_unit_in_the_text_outweighs_the_callers() -> None:
    assert parse_mass("83 mg", unit="g").ug == 83_000


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "mass.text_empty"),
        (" \u00a0", "mass.text_empty"),
        ("-5 g", "mass.text_negative"),
        ("−5 g", "mass.text_negative"),
        ("–.5", "mass.text_negative"),
        ("5 %", "mass.text_percent"),
        ("5 per cent", "mass.text_percent"),
        ("NaN", "mass.text_not_a_number"),
        ("-inf", "mass.text_not_a_number"),
        ("#N/A", "mass.text_not_a_number"),
        ("5-10 g", "mass.text_range"),
        ("5–10 g", "mass.text_range"),
        ("5 to 10 g", "mass.text_range"),
        ("5 g ~ 10 g", "mass.text_range"),
        ("5至10克", "mass.text_range"),
        ("1.1kg 200 g", "mass.text_several"),
        ("348 and 601 grams", "mass.text_several"),
        ("2 x 5 g", "mass.text_several"),
        ("70 gram pieces", "mass.text_several"),
        ("1/2 g", "mass.text_several"),
        (",18 2.3 g", "mass.text_not_alone"),
        ("1 ,11 0.4 g", "mass.text_not_alone"),
        ("<b>,326/8</b> 1.577 g", "mass.text_not_alone"),
        ("5, 7 g", "mass.text_several"),
        ("<5 g", "mass.text_bound"),
        ("up to 5 g", "mass.text_bound"),
        ("1.62 ± 0.01 g", "mass.text_uncertain"),
        ("3.3 g/cm3", "mass.text_rate"),
        ("3.3 g*cm", "mass.text_rate"),
        ("3.3 g·cm", "mass.text_rate"),
        ("12.5g*", "mass.text_not_alone"),
        ("1 190 g", "mass.text_spaces"),
        ("15405,91", "mass.text_sample_number"),
        (",91", "mass.text_sample_number"),
        ("3 oz", "mass.text_unit"),
        ("5 Mg", "mass.text_unit"),
        ("5 ng", "mass.text_unit"),
        ("0.0000001 g", "mass.text_too_fine"),
        ("0.5 ug", "mass.text_too_fine"),
        ("1e30", "mass.text_too_large"),
        ("0e60", "mass.text_too_large"),
        ("1000001 kg", "mass.text_too_large"),
        ("9" * 40, "mass.text_too_many_digits"),
        ("1.2.3", "mass.text_unreadable"),
        ("1,190.5,3", "mass.text_unreadable"),
        ("12'34", "mass.text_unreadable"),
        ("5e999999999", "mass.text_unreadable"),
        ("10² g", "mass.text_unreadable"),
        ("½ g", "mass.text_unreadable"),
        ("①5 g", "mass.text_not_alone"),
        ("trace", "mass.text_unreadable"),
        ("9" * 121, "mass.text_unreadable"),
    ],
)
def test_what_is_not_one_mass_is_refused_with_its_reason(text: str, key: str) -> None:
    with pytest.raises(MassTextError) as refusal:
        parse_mass(text)
    assert refusal.value.key == key


def test_an_unknown_unit_is_named() -> None:
    with pytest.raises(MassTextError) as refusal:
        parse_mass("3 oz")
    assert refusal.value.facts == {"text": "3 oz", "unit": "oz"}


def test_a_mass_among_other_words_is_named() -> None:
    with pytest.raises(MassTextError) as refusal:
        parse_mass(",18 2.3 g")
    assert refusal.value.facts == {"text": ",18 2.3 g", "found": "2.3 g"}


def test_a_wrong_unit_or_kind_of_the_caller_is_a_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="unit of mass"):
        parse_mass("5", unit="stone")
    with pytest.raises(MassError):
        parse_mass("5", kind=MassKind.UNKNOWN)


@pytest.mark.parametrize(
    ("value", "ug", "resolution_ug"),
    [
        (0.1 + 0.2, 300_000, 100_000),
        (5629.0, 5629 * G, G),
        (402.75, 402_750_000, 10_000),
        (1e-06, 1, 1),
        (-0.0, 0, G),
        (83, 83 * G, G),
        ("83 mg", 83_000, MG),
        (Decimal("1.50"), 1_500_000, 10_000),
    ],
)
def test_a_spreadsheet_cell_is_read_through_its_text(
    value: float | int | str | Decimal, ug: int, resolution_ug: int
) -> None:
    assert mass_from_cell(value) == Mass.stated(ug, resolution_ug)


@pytest.mark.parametrize(
    ("value", "key"),
    [
        (None, "mass.text_empty"),
        (True, "mass.text_not_a_number"),
        (float("nan"), "mass.text_not_a_number"),
        (float("inf"), "mass.text_not_a_number"),
        (-3.0, "mass.text_negative"),
        (-3, "mass.text_negative"),
        (1e22, "mass.text_too_large"),
        (1e300, "mass.text_unreadable"),
        (1.2345678901, "mass.text_too_fine"),
    ],
)
def test_a_cell_without_a_mass_is_refused_with_its_reason(value: float | int | None, key: str) -> None:
    with pytest.raises(MassTextError) as refusal:
        mass_from_cell(value)
    assert refusal.value.key == key


def test_a_cell_takes_unit_and_kind_of_its_column() -> None:
    assert mass_from_cell(0.5, "mg", MassKind.REPORTED) == Mass.reported(500, 100)


masses_ug = st.one_of(st.integers(0, 10**15), st.integers(0, 10**7))
units = st.sampled_from(["ug", "mg", "g", "kg"])


@given(masses_ug, units, st.one_of(st.none(), st.integers(1, 10**10)))
@example(0, "kg", None)
@example(1, "kg", None)
@example(10**15, "ug", 1)
def test_reading_a_plain_mass_gives_the_same_micrograms(ug: int, unit: str, resolution_ug: int | None) -> None:
    assert parse_mass(plain_mass(ug, unit, resolution_ug), unit=unit).ug == ug


@given(masses_ug, units, st.integers(0, 9))
def test_a_decimal_resolution_survives_print_and_read(ug: int, unit: str, tenth: int) -> None:
    resolution = 10**tenth
    ug -= ug % resolution
    again = parse_mass(plain_mass(ug, unit, resolution), unit=unit)
    assert again.resolution_ug is not None
    # Zeros in front of the point cannot say whether they were weighed.
    assert again.resolution_ug == min(resolution, parse_mass("1", unit=unit).ug or 0)


@given(st.integers(0, 10**12))
def test_a_float_of_a_spreadsheet_reads_as_the_grams_it_was_typed_as(ug: int) -> None:
    assert mass_from_cell(float(plain_mass(ug))).ug == ug


@given(st.text(max_size=60))
def test_any_text_is_one_mass_or_is_refused(text: str) -> None:
    try:
        mass = parse_mass(text)
    except MassTextError:
        return
    assert mass.known
