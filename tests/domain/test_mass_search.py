import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunarcurator.domain.mass import MassKind
from lunarcurator.domain.mass_text import FoundMass, UnreadMass, find_masses, find_unread_masses


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bulk Soil 5629 grams", ["5629 grams"]),
        ("10019 – 297 grams 10066 – 60 grams Regolith Breccia", ["297 grams", "60 grams"]),
        ("65786 - 83 g - bx.", ["83 g"]),
        ("C Meyer 15027 2011 51 grams", ["51 grams"]),
        (",18 2.3 g", ["2.3 g"]),
        ("61224,6 0.5 g Micro-gabbro", ["0.5 g"]),
        ("Goles70 115 g", ["115 g"]),
        ("Goles70\u00a0115 g", ["115 g"]),
        ("OP-2 9.5 g (1-2 mm)", ["9.5 g"]),
        ("1.1kg 200 g", ["1.1kg", "200 g"]),
        ("Soils 348 and 601 grams", ["348", "601 grams"]),
        ("15027 and 51 grams", ["51 grams"]),
        ("1973 and 51 grams", ["51 grams"]),
        ("<b>,326/8</b> 1.577 g", ["1.577 g"]),
        ("<30microns 400 mg", ["400 mg"]),
        ("30克样品和２０毫克", ["30克", "２０毫克"]),
        ("nothing here, 224 cm", []),
    ],
)
def test_masses_are_found_between_numbers_names_and_years(text: str, found: list[str]) -> None:
    assert [mass.text for mass in find_masses(text)] == found


def test_a_shared_unit_counts_for_both_figures() -> None:
    assert [found.mass.ug for found in find_masses("Soil 885.4 and 2 grams")] == [885_400_000, 2_000_000]


def test_about_makes_a_found_mass_estimated() -> None:
    stated, about = find_masses("9.1 g ~ 2 g")
    assert (stated.mass.kind, about.mass.kind) == (MassKind.STATED, MassKind.ESTIMATED)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("5-10 g", "mass.text_range"),
        ("5 ~ 10 g", "mass.text_range"),
        ("5g~10g", "mass.text_range"),
        ("5 g - 10 g", "mass.text_range"),
        ("from 5 to 10 g", "mass.text_range"),
        ("-5 g lost", "mass.text_negative"),
        ("lost −5 g", "mass.text_negative"),
        ("A-5 g", "mass.text_unreadable"),
        ("<5 g left", "mass.text_bound"),
        ("at least 5 g", "mass.text_bound"),
        ("1 ± 5 g", "mass.text_uncertain"),
        ("5 g ± 1", "mass.text_uncertain"),
        ("3 × 5 g", "mass.text_several"),
        ("3.3 g/cm3", "mass.text_rate"),
        ("151G", "mass.text_label"),
        ("5 Mg", "mass.text_label"),
        ("5 and 7 G", "mass.text_label"),
        ("7,776 grams", "mass.text_comma"),
        ("1.1.1 g", "mass.text_unreadable"),
        ("0.0000001 g", "mass.text_too_fine"),
    ],
)
def test_a_figure_that_is_no_single_mass_is_listed_with_its_reason(text: str, key: str) -> None:
    assert find_masses(text) == ()
    assert {unread.key for unread in find_unread_masses(text)} == {key}


def test_a_listed_figure_brings_the_facts_of_its_sentence() -> None:
    (unread,) = find_unread_masses("Bulk Soil Sample 7,776 grams")
    assert dict(unread.facts) == {"text": "7,776", "thousands": "7776", "decimal": "7.776"}


def test_places_are_those_of_the_text_as_given() -> None:
    text = "㎏ ½ ２０毫克 and -3 g"
    (found,) = find_masses(text)
    (unread,) = find_unread_masses(text)
    assert text[found.start : found.end] == found.text == "２０毫克"
    assert text[unread.start : unread.end] == unread.text == "3 g"


@given(st.text(alphabet=st.sampled_from("0159.,'-~ gmk克±<>\u202f\u2212½²ａ５"), max_size=60))
def test_any_text_is_searched_and_places_are_in_order(text: str) -> None:
    both: list[FoundMass | UnreadMass] = [*find_masses(text), *find_unread_masses(text)]
    seen = sorted(both, key=lambda place: place.start)
    assert all(text[place.start : place.end] == place.text for place in seen)
    assert all(left.end <= right.start for left, right in pairwise(seen))


@pytest.mark.parametrize("text", ["9" * 50_000, "1." * 25_000, "1," * 25_000, "~" * 50_000, "1\u202f234" * 10_000])
def test_a_hostile_text_costs_no_more_than_its_length(text: str) -> None:
    start = time.process_time()
    find_masses(text)
    assert time.process_time() - start < 2
