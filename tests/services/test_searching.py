"""Search as one types: any spelling of a number, the family first, words of any field, and the jump."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.facts import NameKind
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations import OtherName, Register, Split
from lunarcurator.services.browsing import Axis, Browsing, PieceFilter
from lunarcurator.services.searching import LIMIT, Searching

from tests.store.making import Lab, chips, new_lab, rock


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    made = new_lab(tmp_path / "lab.lunar")
    made.post(
        rock("15555", names=(OtherName(name="Great Grey", kind=NameKind.INFORMAL, source="a list"),)),
        rock("15016", 50, class_name="Basalt", remarks=""),
    )
    made.post(Split(parent="15555", daughters=chips(6, 7)), day=20200201)
    made.post(Split(parent="15016", daughters=chips(1, 2)), day=20200202)
    made.post(Split(parent="15016,1", daughters=chips(1)), day=20200203)
    yield made
    made.session.close()


@pytest.fixture
def searching(lab: Lab) -> Searching:
    return Searching(lab.session, Browsing(lab.session))


def numbers(searching: Searching, text: str, selected: int | None = None, **more: object) -> list[str]:
    return [hit.row.number for hit in searching.search(text, selected, **more).hits]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "15555,1",
        "15555, 1",
        "15555-1",
        "15555.1",
        "15555 1",
        " 15555/1 ",
        "１５５５５，１",
        "'15555,1",
        "“15555,1”",
    ],
)
def test_a_number_is_found_in_any_spelling(searching: Searching, text: str) -> None:
    assert numbers(searching, text)[0] == "15555,1"
    found = searching.jump(text)
    assert found is not None
    assert searching.is_exact(text, searching.search(text).hits[0].row)


def test_a_whole_piece_is_found_by_its_zero(searching: Searching) -> None:
    assert numbers(searching, "15555,0") == ["15555"]


def test_the_beginning_of_a_number_finds_all_that_begin_so(searching: Searching) -> None:
    assert numbers(searching, "1555") == ["15555", "15555,1", "15555,2"]
    assert not searching.is_exact("1555", searching.search("1555").hits[0].row)


def test_a_split_is_looked_for_in_the_selected_family_first(searching: Searching) -> None:
    first = searching.search("15016,2").hits[0].row.id
    assert numbers(searching, ",1", first) == ["15016,1", "15555,1"]
    assert numbers(searching, ",1") == ["15555,1", "15016,1"]
    stone = searching.search("15555").hits[0].row.id
    assert searching.jump(",2", first) == first
    assert searching.jump(",2", stone) != first
    assert searching.jump(",99", stone) is None


def test_names_in_words_are_found_by_key_and_by_word(searching: Searching) -> None:
    assert numbers(searching, "great grey") == ["15555"]
    hit = searching.search("great").hits[0]
    assert (hit.row.number, hit.found_as) == ("15555", "Great Grey")
    assert numbers(searching, "grey")[0] == "15555"


def test_words_of_any_field_are_found_as_they_begin_newest_first(searching: Searching) -> None:
    assert numbers(searching, "bas")[0:1] != []
    assert "15016" in numbers(searching, "basalt")
    assert numbers(searching, "玄武") == ["15555"]
    assert numbers(searching, "chip")[0] == "15016,3"
    assert numbers(searching, "zirconium") == []


def test_nothing_is_found_by_nothing(searching: Searching) -> None:
    assert numbers(searching, "  ") == []
    assert numbers(searching, ",") == []
    assert searching.jump(" , ") is None
    assert searching.jump("99999") is None
    assert numbers(searching, '"') == []


def test_a_hit_says_the_way_to_it(searching: Searching) -> None:
    assert searching.search("15016,3").hits[0].path == ("Apollo", "Apollo 15", "15016", "15016,1")
    assert searching.search("15016").hits[0].path == ("Apollo", "Apollo 15")


def test_filters_narrow_a_search(searching: Searching) -> None:
    rocks = (PieceFilter(Axis.FORM, "whole_rock"),)
    assert numbers(searching, "150", filters=rocks) == ["15016"]
    assert numbers(searching, ",1", filters=rocks) == []
    assert numbers(searching, "chip", filters=rocks) == []
    assert numbers(searching, "玄武岩", filters=rocks) == ["15555"]


def test_hits_show_the_piece_as_it_stood_at_a_moment(searching: Searching) -> None:
    assert numbers(searching, "15555", moment=Moment(20200115)) == ["15555"]
    row = searching.search("15555", moment=Moment(20200115)).hits[0].row
    assert row.mass_ug == 100_000_000


def test_many_hits_are_cut_and_said_so(lab: Lab, searching: Searching) -> None:
    lab.post(*(rock(str(16_000 + at), 1) for at in range(LIMIT + 5)))
    hits = searching.search("16")
    assert len(hits.hits) == LIMIT
    assert hits.more
    assert not searching.search("16001").more


def test_pieces_with_several_names_of_one_beginning_are_hits_once_and_cut_by_pieces(
    lab: Lab, searching: Searching
) -> None:
    kinds = (NameKind.INFORMAL, NameKind.FOREIGN, NameKind.PUBLISHED)

    def stone(number: str) -> Register:
        others = tuple(OtherName(name=f"{number} {kind}", kind=kind, source="a list") for kind in kinds)
        return rock(number, 1, names=others)

    lab.post(*(stone(str(16_000 + at)) for at in range(LIMIT + 5)))
    hits = searching.search("16")
    assert len(hits.hits) == LIMIT
    assert hits.more
    assert [hit.row.number for hit in hits.hits] == [str(16_000 + at) for at in range(LIMIT)]
    assert not searching.search("16001").more
