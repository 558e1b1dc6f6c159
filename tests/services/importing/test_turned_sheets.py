"""Sheets that stand on their side are read the other way round where somebody says so."""

from lunarcurator.services.importing import Profiles, Told, answered, guess_reading, plan_reading
from lunarcurator.services.importing.first_pieces import first_pieces
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.steps import open_number, opened

SHORT = "Sample|15016|15555|15415\nMass (g)|924|9613.7|269.4\nType|basalt|basalt|anorthosite"


def test_a_sheet_on_its_side_asks_which_column_is_the_number(session: StoreSession) -> None:
    assert open_number(session, SHORT) == []


def test_a_turned_sheet_is_read_the_other_way_round_where_somebody_says_so(session: StoreSession) -> None:
    source, _ = opened(session, SHORT)
    reading = guess_reading(session, source, Profiles.load(), said=Told(shape="turned"))
    assert (reading.shape, reading.columns) == ("turned", ("Sample", "Mass (g)", "Type"))
    reading = answered(reading, "collection", "Apollo")
    assert [each.number for each in first_pieces(session, source, reading)] == ["15016", "15555", "15415"]
    plan = plan_reading(session, source, reading)
    assert [(row.row, row.number) for row in plan.rows] == [(2, "15016"), (3, "15555"), (4, "15415")]
    again = guess_reading(session, source, Profiles.load(), reading.sheet, said=reading.told)
    assert again.columns == reading.columns
