"""A sentence above a header, parted at its commas, is no part of what the columns are called."""

from collections.abc import Sequence

import pytest
from lunarcurator.exchange.book import Row, Sheet
from lunarcurator.exchange.layout_guess import guess_layout

HEADER = ("Label ID", "Site", "Hole", "Core", "Core Type", "Recovered (m)")
RECORDS = (("9-U9A-1H", "U9", "A", "1", "H", "7.74"), ("9-U9A-2H", "U9", "A", "2", "H", "9.15"))


def header_rows(*above: Sequence[str], known: tuple[str, ...] = ("Label ID", "Core")) -> tuple[int, ...]:
    rows = [Row(at, tuple(row)) for at, row in enumerate((*above, HEADER, *RECORDS), start=1)]
    sheet = Sheet("list", hidden=False, source=lambda: iter(rows))
    return guess_layout(sheet, lambda text: text in known).layout.header_rows


def test_a_sentence_parted_at_its_commas_is_a_banner() -> None:
    assert header_rows(("Cores of Expedition 9", "Site U-nine", "printed in May")) == (2,)


@pytest.mark.parametrize(
    "above",
    [
        ("Label ID", "Place"),
        ("What", "", "Where"),
        ("What", "Where", "Where", "How"),
        ("What", "Where", "", "", "", ""),
    ],
)
def test_words_somebody_knows_or_that_stand_apart_or_reach_far_name_columns(above: tuple[str, ...]) -> None:
    assert header_rows(above) == (1, 2)


def test_a_table_without_header_has_no_sentence_above_it() -> None:
    rows = [Row(1, ("a sentence", "about May")), Row(2, ("1", "2", "3", "4", "5"))]
    sheet = Sheet("list", hidden=False, source=lambda: iter(rows))
    assert guess_layout(sheet, lambda _: False, said=None).layout.header_rows == ()
