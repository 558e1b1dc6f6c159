"""The harness tells a claim from what is supported, and its stores know what they say they know."""

import pytest

from tests.evidence.claims import agrees, claims, is_unknown
from tests.evidence.labs import NUMBERS, Lab, ids_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("15555", []),
        ("15555,1 \u00b7 not stated", []),
        ("unknown, not weighed", []),
        ("2\u00a0%", ["2 %"]),
        ("9\u202f614 g", ["9614"]),
        ("Never in air", ["Never"]),
        ("0", ["0"]),
        ("since 1971", ["1971"]),
        ("No questions open", ["No"]),
        ("entered 2026-11-24", []),
        ("mass unknown", []),
    ],
)
def test_figures_years_and_sweeping_words_are_claims(
    text: str, found: list[str], unknown: tuple[str, ...]
) -> None:
    assert claims(text, (*NUMBERS, "2026-11-24"), unknown) == found


@pytest.mark.parametrize(
    ("said", "truth", "true"),
    [
        ("", "9.5", True),
        ("not weighed", "9.5", True),
        ("9.5", "9.5", True),
        ("2 %", "96.3 %", False),
        ("\u2265 513.75", "9\u202f614", True),
        ("\u2265 10", "9.5", False),
        ("\u2264 10", "9.5", True),
        ("\u2264 9", "9.5", False),
        ("at least 2", "13", True),
        ("\u2265 2", "not weighed", False),
    ],
)
def test_what_a_half_known_store_says_is_true_or_a_bound_that_holds(
    said: str, truth: str, true: bool, unknown: tuple[str, ...]
) -> None:
    assert agrees(said, truth, unknown) is true


def test_what_is_not_known_is_no_answer(unknown: tuple[str, ...]) -> None:
    assert is_unknown("Not stated \u00b7 not weighed", unknown)
    assert not is_unknown("not weighed since 1971", unknown)


def test_the_stores_hold_the_same_pieces_and_know_less_and_less(known: Lab, half: Lab, numbered: Lab) -> None:
    for lab in (known, half, numbered):
        assert set(ids_of(lab)) == set(NUMBERS)


def test_the_demonstration_store_is_not_empty(demonstration: Lab) -> None:
    assert demonstration.session.head().seq > 90
