"""Figures alone make no column one of numbers: a price and a photo have five of them too."""

import pytest
from lunarcurator.services.desk import Desk

from tests.services.importing.steps import asked, opened, planned


@pytest.mark.parametrize("header", ["Photo", "Catalogue price", "Length (µm)", "Sample price", "Whatever"])
def test_figures_below_another_word_are_no_numbers_until_somebody_says_so(desk: Desk, header: str) -> None:
    text = f"Nickname|{header}|Mass (g)\nGreat Scott|15555|9613.7\nGenesis Rock|15415|269.4"
    question = asked(desk, text)["number"]
    assert question.must
    assert question.choices[:2] == ("Nickname", header)
    plan = planned(desk, text, {"number": header, "collection": "Apollo"})
    assert [row.number for row in plan.rows] == ["15555", "15415"]


@pytest.mark.parametrize("header", ["Rock", "Our #", "Lunar material", ""])
def test_figures_below_a_word_for_pieces_or_in_front_without_one_are_numbers(desk: Desk, header: str) -> None:
    _, reading = opened(desk, f"{header}|Mass (g)|Type\n15555|9613.7|basalt\n15415|269.4|anorthosite")
    assert reading.mapping[header or "A"] == "number"


def test_numbers_that_are_more_than_figures_say_what_they_are(desk: Desk) -> None:
    _, reading = opened(desk, "Whatever|Mass (g)\n15555,1|9613.7\n15415,2|269.4")
    assert reading.mapping["Whatever"] == "number"


def test_a_list_stays_one_of_loans_while_somebody_says_which_column_numbers_the_pieces(desk: Desk) -> None:
    text = "Whatever|Borrower|Date lent\n15555|A. Schmidt|2021-04-15\n15415|A. Schmidt|2021-04-16"
    _, reading = opened(desk, text)
    assert reading.kind == "loans"
    assert asked(desk, text)["number"].must


@pytest.mark.parametrize("first", ["68002,101", ",101", "101", ""])
def test_splits_are_what_their_header_says_whatever_their_values(desk: Desk, first: str) -> None:
    _, reading = opened(desk, f"Split|Mass (g)|Notes\n{first}|0.3|a\n{first}|0.2|b")
    assert reading.mapping["Split"] == "specific"


def test_splits_that_name_their_sample_ask_for_it_until_somebody_takes_them_for_numbers(desk: Desk) -> None:
    text = "Split|Mass (g)\n68002,101|0.3\n68002,102|0.2"
    assert asked(desk, text)["family"].must
    plan = planned(desk, text, {"collection": "Apollo"}, {"Split": "number"})
    assert [row.number for row in plan.rows] == ["68002,101", "68002,102"]


def test_splits_beside_their_samples_stay_splits(desk: Desk) -> None:
    _, reading = opened(desk, "Generic|Split|Mass (g)\n68002|68002,101|0.3\n68002|68002,102|0.2")
    assert reading.mapping["Split"] == "specific"


def test_two_headers_for_numbers_under_one_over_both_are_asked_about(desk: Desk) -> None:
    question = asked(desk, "Sample / №|Sample / Образец|Mass (g)\n1|15016|5\n2|15058|5")["number"]
    assert question.choices[:2] == ("Sample / №", "Sample / Образец")
