"""Temperatures: read in kelvin or degrees Celsius, kept in millikelvin, shown in both."""

import pytest
from lunarcurator.domain.temperature import TemperatureTextError, parse_temperature, show_temperature


@pytest.mark.parametrize(
    ("text", "mk"),
    [
        ("253.15 K", 253_150),
        ("253,15K", 253_150),
        ("-20 °C", 253_150),
        ("\u221220\u00a0℃", 253_150),
        ("\u201380 c", 193_150),
        ("-20", 253_150),
        ("22.5 °C", 295_650),
        ("0 °C", 273_150),
        ("２０ °C", 293_150),
        ("77 k", 77_000),
    ],
)
def test_a_temperature_is_read_in_either_unit(text: str, mk: int) -> None:
    assert parse_temperature(text) == mk


@pytest.mark.parametrize(
    ("text", "key"),
    [("20", "temperature.no_unit"), ("cold", "temperature.unreadable"), ("20 F", "temperature.unreadable")],
)
def test_a_temperature_says_its_unit(text: str, key: str) -> None:
    with pytest.raises(TemperatureTextError) as refused:
        parse_temperature(text)
    assert (refused.value.key, refused.value.facts) == (key, {"text": text})


@pytest.mark.parametrize(
    ("mk", "shown"),
    [
        (253_150, "253.15\u00a0K (\u221220\u00a0°C)"),
        (77_000, "77\u00a0K (\u2212196.15\u00a0°C)"),
        (295_650, "295.65\u00a0K (22.5\u00a0°C)"),
        (273_150, "273.15\u00a0K (0\u00a0°C)"),
    ],
)
def test_a_temperature_is_shown_in_both_units(mk: int, shown: str) -> None:
    assert show_temperature(mk) == shown
