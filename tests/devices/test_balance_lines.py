"""The lines that balances send: read where they are at rest, refused where they are not, left alone otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunarcurator.devices.balance_lines import PARTS, mass_in_line, settled_line
from lunarcurator.domain.mass_figures import MassTextError
from lunarcurator.domain.mass_text import parse_mass


@pytest.mark.parametrize(
    ("line", "mass"),
    [
        ("S S     12.345 mg", "12.345 mg"),
        ("S S 12.340 g\r\n", "12.340 g"),
        ("SI S      0.00001 kg", "0.00001 kg"),
        ("S S     -0.012 mg", "-0.012 mg"),
        ("Ｓ　Ｓ　１２．３４５　mg", "12.345 mg"),
        ("ST,+00012.345  g", "00012.345 g"),
        ("ST,NT,+  12.345 mg", "12.345 mg"),
        ("N     +   12.3450 g  ", "12.3450 g"),
        ("12.345 g NET", "12.345 g"),
        ("12.345 mg N", "12.345 mg"),
        ("S S  7 μg", "7 μg"),
    ],
)
def test_a_line_at_rest_says_its_mass_to_the_last_digit(line: str, mass: str) -> None:
    assert mass_in_line(line) == settled_line(line) == mass
    if not mass.startswith("-"):
        assert parse_mass(mass).ug


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("S D     12.345 mg", "mass.text_balance_moving"),
        ("US,+00012.345  g", "mass.text_balance_moving"),
        ("N     +   12.345", "mass.text_balance_moving"),
        ("12.345 g ?", "mass.text_balance_moving"),
        ("S S", "mass.text_balance_moving"),
        ("S I", "mass.text_balance_empty"),
        ("S +", "mass.text_balance_empty"),
        ("S -", "mass.text_balance_empty"),
        ("OL,+9999999E+19", "mass.text_balance_empty"),
        ("Stat High", "mass.text_balance_empty"),
        ("Err. 54", "mass.text_balance_empty"),
        ("G     +   12.345 g", "mass.text_balance_part"),
        ("ST,TR,+0012.345 g", "mass.text_balance_part"),
        ("12.345 g GROSS", "mass.text_balance_part"),
    ],
)
def test_a_line_that_is_no_net_mass_at_rest_is_refused_and_stays(line: str, key: str) -> None:
    with pytest.raises(MassTextError) as refusal:
        mass_in_line(line)
    assert refusal.value.key == key
    assert settled_line(line) == line


def test_gross_and_tare_are_taken_where_they_are_asked_for() -> None:
    assert mass_in_line("G     +   12.345 g", "gross") == "12.345 g"
    assert mass_in_line("ST,TR,+0012.345 g", "tare") == "0012.345 g"
    assert mass_in_line("S S 12.345 g", "gross") == "12.345 g"


@pytest.mark.parametrize("text", ["", "12.345", "12.345 g", "+ 5.2 g", "~150 g", "3 g S", "1.2e-3 g", "SS 12"])
def test_what_a_person_writes_is_left_alone(text: str) -> None:
    assert mass_in_line(text) == text


@given(figure=st.decimals(0, 999, places=3), unit=st.sampled_from(["g", "mg", "kg"]), part=st.sampled_from(PARTS))
def test_what_is_read_is_what_a_person_would_have_typed(figure: object, unit: str, part: str) -> None:
    typed = f"{figure} {unit}"
    assert parse_mass(mass_in_line(f"S S   {typed}", part)) == parse_mass(typed)
