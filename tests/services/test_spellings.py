"""What terms are called in every language."""

from lunarcurator.services.spellings import Spellings


def test_a_term_has_its_words_in_every_language_and_its_code() -> None:
    assert {"Thin section", "薄片", "thin_section", "thin section"} <= set(
        Spellings.load().of("form.thin_section")
    )


def test_a_term_nobody_worded_has_its_code_alone() -> None:
    assert Spellings().of("form.moon_cake") == ("moon_cake", "moon cake")
