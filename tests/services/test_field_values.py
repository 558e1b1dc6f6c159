"""Values of fields as people read them."""

import pytest
from lunarcurator.services.field_values import shown_value
from lunarcurator.services.words import Words


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("depth_top_um", 12_500, "12.5 mm"),
        ("thickness_um", 30, "0.03 mm"),
        ("temperature_mk", 256_000, "256 K"),
        ("handling", "no_saw no_air", "no saw, no air"),
        ("handling", "no_shaking", "no_shaking"),
        ("remarks", None, ""),
    ],
)
def test_a_value_is_shown_with_its_unit_and_in_words(words: Words, key: str, value: int | str, shown: str) -> None:
    assert shown_value(words, key, value).replace("\u00a0", " ") == shown
