"""Numbers for parts of stocks: each series counts on by itself, parts of one stock count on from each other."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.errors import Refusal
from lunarcurator.services.form_context import find_piece
from lunarcurator.services.lending.part_numbers import WantedPart, part_numbers, series_of_stocks

from tests.made_once import copied
from tests.services.lending.lent_lab import KNOWN, OTHER, LentLab


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LentLab]:
    lab = copied(LentLab, tmp_path / "lent.lunar")
    yield lab
    lab.session.close()


def test_a_stock_offers_the_series_of_its_scheme(lab: LentLab) -> None:
    stock = find_piece(lab.session, KNOWN)
    assert [each.code for each in series_of_stocks(lab.session, [stock])[stock]] == [
        "ordinary",
        "sections",
        "high",
    ]


def test_each_series_has_its_next_number_and_what_is_typed_counts(lab: LentLab) -> None:
    stock, other = find_piece(lab.session, KNOWN), find_piece(lab.session, OTHER)
    wanted = (
        WantedPart(stock),
        WantedPart(stock, "sections"),
        WantedPart(stock, number="15555,2"),
        WantedPart(stock),
        WantedPart(other, "high"),
    )
    assert part_numbers(lab.session, wanted) == ("15555,3", "15555,6000", "15555,2", "15555,4", "15557,9000")
    assert part_numbers(lab.session, ()) == ()
    with pytest.raises(Refusal):
        part_numbers(lab.session, (WantedPart(stock, "nothing"),))
