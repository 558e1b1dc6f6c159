"""Sheets that stand on their side are named for what they are."""

import pytest
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import Profiles, Told, answered, guess_reading, plan_reading, questions
from lunarcurator.services.importing.columns.mapping import MappingRefused
from lunarcurator.services.importing.first_pieces import first_pieces
from lunarcurator.services.importing.lists.turned_sheets import turned_headers
from lunarcurator.services.words import Words

from tests.services.importing.steps import opened

SHORT = "Sample|15016|15555|15415\nMass (g)|924|9613.7|269.4\nType|basalt|basalt|anorthosite"
LONG = f"{SHORT}\n" + "\n".join(f"Shelf {at}|a|b|c" for at in range(20))


@pytest.mark.parametrize("rows", [SHORT, LONG])
def test_a_turned_sheet_is_named(desk: Desk, rows: str, words: Words) -> None:
    source, reading = opened(desk, rows)
    assert questions(desk, source, reading) == ()
    with pytest.raises(MappingRefused) as refused:
        plan_reading(desk, source, reading)
    said = words.say(refused.value.key, refused.value.facts)
    assert "stands on its side: Sample, Mass (g)" in said


@pytest.mark.parametrize("rows", ["Sample|Mass (g)", "Sample|15016\nShelf|a", "a|b\n\n|c\nMass (g)|1\nRemarks|x"])
def test_another_sheet_is_not(desk: Desk, rows: str) -> None:
    source, reading = opened(desk, rows)
    assert turned_headers(source, reading) == ()


def test_a_card_for_each_piece_is_named_for_what_it_is(desk: Desk, words: Words) -> None:
    rows = "Sample:|15016\nMass:|924 g\n\nSample:|15555\nMass:|9613.7 g"
    source, reading = opened(desk, rows)
    with pytest.raises(MappingRefused) as refused:
        plan_reading(desk, source, reading)
    assert "on a card: Sample: and Mass: come again" in words.say(refused.value.key, refused.value.facts)


def test_a_turned_sheet_is_read_the_other_way_round_where_somebody_says_so(desk: Desk) -> None:
    source, _ = opened(desk, SHORT)
    reading = guess_reading(desk, source, Profiles.load(), said=Told(shape="turned"))
    assert (reading.shape, reading.columns) == ("turned", ("Sample", "Mass (g)", "Type"))
    reading = answered(reading, "collection", "Apollo")
    assert [each.number for each in first_pieces(desk, source, reading)] == ["15016", "15555", "15415"]
    plan = plan_reading(desk, source, reading)
    assert [(row.row, row.number) for row in plan.rows] == [(2, "15016"), (3, "15555"), (4, "15415")]
    again = guess_reading(desk, source, Profiles.load(), reading.sheet, said=reading.told)
    assert again.columns == reading.columns
