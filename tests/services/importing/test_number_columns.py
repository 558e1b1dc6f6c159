"""What stands below a header makes no column one of numbers: a price and a photo have five figures too."""

import pytest
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.steps import asked, open_number, opened, planned


@pytest.mark.parametrize("header", ["Photo", "Catalogue price", "Length (µm)", "Rock", "Our #", "Whatever"])
@pytest.mark.parametrize("numbers", [("15555", "15415"), ("15555,1", "15415,2")])
def test_figures_below_a_header_nobody_knows_are_no_numbers_until_somebody_says_so(
    session: StoreSession, header: str, numbers: tuple[str, str]
) -> None:
    text = f"Nickname|{header}|Mass (g)\nGreat Scott|{numbers[0]}|9613.7\nGenesis Rock|{numbers[1]}|269.4"
    assert open_number(session, text) == []
    plan = planned(session, text, {"collection": "Apollo"}, {header: "number"})
    assert [row.number for row in plan.rows] == [*numbers]


def test_a_list_stays_one_of_loans_while_somebody_says_which_column_numbers_the_pieces(
    session: StoreSession,
) -> None:
    text = "Whatever|Borrower|Date lent\n15555|A. Schmidt|2021-04-15\n15415|A. Schmidt|2021-04-16"
    _, reading = opened(session, text)
    assert reading.kind == "loans"
    assert open_number(session, text) == []


@pytest.mark.parametrize("first", ["68002,101", ",101", "101", ""])
def test_splits_are_what_their_header_says_whatever_their_values(session: StoreSession, first: str) -> None:
    _, reading = opened(session, f"Split|Mass (g)|Notes\n{first}|0.3|a\n{first}|0.2|b")
    assert reading.mapping["Split"] == "specific"


def test_splits_that_name_their_sample_ask_for_it_until_somebody_takes_them_for_numbers(
    session: StoreSession,
) -> None:
    text = "Split|Mass (g)\n68002,101|0.3\n68002,102|0.2"
    assert asked(session, text)["family"].must
    plan = planned(session, text, {"collection": "Apollo"}, {"Split": "number"})
    assert [row.number for row in plan.rows] == ["68002,101", "68002,102"]


def test_splits_beside_their_samples_stay_splits(session: StoreSession) -> None:
    _, reading = opened(session, "Generic|Split|Mass (g)\n68002|68002,101|0.3\n68002|68002,102|0.2")
    assert reading.mapping["Split"] == "specific"


def test_two_headers_for_numbers_under_one_over_both_are_asked_about(session: StoreSession) -> None:
    text = "Sample / №|Sample / Образец|Mass (g)\n1|15016|5\n2|15058|5"
    assert open_number(session, text) == ["Sample / №", "Sample / Образец"]
