import pytest
from lunarcurator.exchange.colour_names import OTHER, colour_name


@pytest.mark.parametrize(
    ("colour", "name"),
    [
        ("FFFF00", "yellow"),
        ("FFC000", "orange"),
        ("FF0000", "red"),
        ("C00000", "red"),
        ("F8CBAD", "orange"),
        ("92D050", "green"),
        ("00B050", "green"),
        ("00B0F0", "turquoise"),
        ("0070C0", "blue"),
        ("DDEBF7", "blue"),
        ("7030A0", "purple"),
        ("FF99CC", "pink"),
        ("D9D9D9", "grey"),
        ("000000", "black"),
        ("FDFDFD", "white"),
        ("theme 4", OTHER),
    ],
)
def test_the_colours_of_spreadsheets_are_called_what_people_call_them(colour: str, name: str) -> None:
    assert colour_name(colour) == name
