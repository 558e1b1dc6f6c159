"""The words tables and the program agree: each key has its sentence, each gap its fact, in each language."""

import pytest
from lunarcurator.services.catalogue import languages

from tests.house.message_keys import MESSAGES, Use, codes, gaps, prefixes, suffixes, table, uses
from tests.house.sources import told

ENGLISH = table("en")
AREAS = {key.partition(".")[0] for key in ENGLISH}
OTHERS = sorted({*languages(MESSAGES)} - {"en"})


@pytest.fixture(scope="module")
def found_uses() -> list[Use]:
    """Every use of a key in the program: looked for where it is tried, and by nobody who only collects tests."""
    return uses(AREAS)


def test_every_key_in_use_has_a_sentence(found_uses: list[Use]) -> None:
    missing = {use.key: use.where for use in found_uses if use.key not in ENGLISH}
    assert not missing, told(f"{key}  {where}" for key, where in sorted(missing.items()))


def test_every_gap_of_a_sentence_is_given_its_fact(found_uses: list[Use]) -> None:
    found = [
        f"{use.where} {use.key} is not given {', '.join(sorted(lacking))}"
        for use in found_uses
        if use.facts is not None and (lacking := gaps(ENGLISH.get(use.key, "")) - use.facts)
    ]
    assert not found, told(found)


def test_every_code_of_the_domain_has_a_word() -> None:
    missing = sorted(codes() - ENGLISH.keys())
    assert not missing, told(missing)


def test_no_sentence_is_left_over(found_uses: list[Use]) -> None:
    used = {use.key for use in found_uses} | codes()
    starts = tuple(prefix for prefix in prefixes() if "." in prefix)
    ends = tuple(suffix for suffix in suffixes() if suffix.startswith("."))
    over = sorted(
        key for key in ENGLISH if key not in used and not key.startswith(starts) and not key.endswith(ends)
    )
    assert not over, told(over)


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_says_everything_that_english_says(language: str) -> None:
    other = table(language)
    assert not ENGLISH.keys() - other.keys(), told(sorted(ENGLISH.keys() - other.keys()))
    assert not other.keys() - ENGLISH.keys(), told(sorted(other.keys() - ENGLISH.keys()))


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_fills_the_same_gaps(language: str) -> None:
    other = table(language)
    found = [key for key in ENGLISH.keys() & other.keys() if gaps(ENGLISH[key]) != gaps(other[key])]
    assert not found, told(sorted(found))
